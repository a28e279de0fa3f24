"""Tie-outs of the outbox: what the ledger has done = what was issued + what waits; what was issued = what came of it.

What the ledger has is summed from its lines and closures, what was issued from the texts on the wire, record by record.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from xl_addin.desk.produce.books import Books
from xl_addin.desk.produce.kept import rounded_of, unpacked
from xl_addin.desk.produce.rounding import Rounded
from xl_addin.desk.produce.units import SETTLES, Unit
from xl_addin.desk.produce.waits import Waiting
from xl_addin.domain.money import to_minor
from xl_addin.ledger import Ledger
from xl_addin.ledger.outbox import AMEND, CANCEL, DRAFTED, FAILED, PASSED, FileNumber, OutRecord
from xl_addin.ledger.outbox_rows import contents
from xl_addin.messages.layouts import layout
from xl_addin.messages.model import Layout, Level
from xl_addin.messages.record import Record, Texts
from xl_addin.messages.typed import from_wire

REMITTANCE, INVOICE, RECORDS = "Remittance", "Invoice", "Records"
DONE, ACKNOWLEDGED, REFUSED, OPEN, DRAFTS, WAITS, HELD, TO_CANCEL, ROUNDED = (
    *("done", "acknowledged", "refused", "open"),
    *("drafts", "waits", "held", "to_cancel", "rounded"),
)
_FIGURES = (DONE, ACKNOWLEDGED, REFUSED, OPEN, DRAFTS, WAITS, HELD, TO_CANCEL, ROUNDED)
Place = tuple[str, str, str]  # message, side, currency; no currency where records are counted


class Tie(NamedTuple):
    """Sums of one message, side and currency, in minor units, or numbers of records.

    `done` is what the ledger has and what messages report; the rest is where it is. `differ` counts pairs of remittance
    and invoice whose records say another sum than their lines.
    """

    message: str
    side: str
    currency: str
    done: int = 0
    acknowledged: int = 0
    refused: int = 0
    open: int = 0
    drafts: int = 0
    waits: int = 0
    held: int = 0
    to_cancel: int = 0
    rounded: int = 0  # by the bank's rule: what the records that stand say less than their lines
    differ: int = 0

    @property
    def issued(self) -> int:
        """What was let go: acknowledged, refused, or not answered."""
        return self.acknowledged + self.refused + self.open


class RoundedAmount(NamedTuple):
    """An amount of a record that stands, as the bank's rule rounded it."""

    record: OutRecord
    side: str
    amount: Rounded


class Ties(NamedTuple):
    """The sums, one for each message, side and currency that has anything; and each amount that was rounded."""

    sums: tuple[Tie, ...] = ()
    rounded: tuple[RoundedAmount, ...] = ()


def ties_of(ledger: Ledger, books: Books, found: Waiting) -> Ties:
    """What the ledger has done against what messages say of it."""
    sums: dict[Place, Counter[str]] = defaultdict(Counter)
    for unit in found.owed:
        _add(sums, _of_unit(unit), DONE)
    pairs, rounded = _of_records(ledger, books, found, sums)
    _of_waiting(books, found, sums)
    return Ties(tuple(_tie(place, sums[place], pairs[place]) for place in sorted(sums)), tuple(rounded))


def _tie(place: Place, sums: Counter[str], differ: int) -> Tie:
    return Tie._make((*place, *(sums[name] for name in _FIGURES), differ))


def _add(sums: Mapping[Place, Counter[str]], amounts: Iterable[tuple[Place, int]], name: str) -> None:
    for place, minor in amounts:
        sums[place][name] += minor


def _of_unit(unit: Unit) -> Iterator[tuple[Place, int]]:
    if unit.message == SETTLES:
        yield (SETTLES, REMITTANCE, unit.currency), unit.minor
        yield (SETTLES, INVOICE, unit.invoice_currency), unit.invoice_minor
    elif unit.invoice_key:
        yield (unit.message, INVOICE, unit.currency), unit.minor
    elif unit.message == "ORA":
        yield (unit.message, REMITTANCE, unit.currency), unit.minor
    else:
        yield (unit.message, RECORDS, ""), 1


def _of_records(
    ledger: Ledger, books: Books, found: Waiting, sums: Mapping[Place, Counter[str]]
) -> tuple[Counter[Place], list[RoundedAmount]]:
    """Adds what the records on the wire say; answers how many pairs of them say another sum than the ledger.

    And what was rounded of those that stand, which is no other sum.
    """
    owed = {unit.origin: unit for unit in found.owed}
    differ, rounded = Counter[Place](), list[RoundedAmount]()
    amended = {origin: one.number for origin, one in found.covered.items() if one.indicator == AMEND}
    live = [
        one
        for one in books.box.records
        if one.is_live
        and one.indicator != CANCEL
        and not any(amended.get(origin, one.number) != one.number for origin in one.origins)
    ]
    for one, record, shorter in _with_texts(ledger, live):
        standing = Counter[Place]()
        for origin in one.origins:
            if origin in owed and found.covered[origin].number == one.number:
                for place, minor in _of_unit(owed[origin]):
                    standing[place] += minor
        said = Counter[Place]()
        for place, minor in _of_wire(books, one, record):
            said[place] += minor
        _add(sums, said.items(), _where(one))
        fallen = any(origin not in owed or found.covered[origin].number != one.number for origin in one.origins)
        short = Counter[Place]()
        for each in () if fallen else shorter:
            rounded.append(RoundedAmount(one, _side_of(one, each), each))
            short[one.file.message, rounded[-1].side, each.currency] += each.minor
        for place in {*said, *standing}:
            if fallen:
                sums[place][TO_CANCEL] += said[place] - standing[place]
                continue
            sums[place][ROUNDED] += short[place]
            differ[place] += said[place] + short[place] != standing[place]
    return differ, rounded


def _side_of(one: OutRecord, rounded: Rounded) -> str:
    """On which side an amount counts; of a message whose records are counted it is in no sum."""
    if one.file.message not in (SETTLES, "BEA", "ORA"):
        return RECORDS
    return INVOICE if rounded.field == "amount_invoice_currency" else REMITTANCE


def _where(one: OutRecord) -> str:
    if one.state == DRAFTED:
        return DRAFTS
    return ACKNOWLEDGED if one.state == PASSED else OPEN


def _of_waiting(books: Books, found: Waiting, sums: Mapping[Place, Counter[str]]) -> None:
    """What is in no record that stands: refused before, held, or waiting."""
    failed = {origin for one in books.box.records if one.state == FAILED for origin in one.origins}
    held = {origin for one in found.held for origin in one.origins}
    for unit in found.owed:
        if unit.origin not in found.covered:
            name = REFUSED if unit.origin in failed else HELD if unit.origin in held else WAITS
            _add(sums, _of_unit(unit), name)


def _with_texts(
    ledger: Ledger, records: Iterable[OutRecord]
) -> Iterator[tuple[OutRecord, Record, tuple[Rounded, ...]]]:
    """Records with their texts and what was rounded of them, file by file."""
    by_file: dict[FileNumber, dict[int, OutRecord]] = defaultdict(dict)
    for one in records:
        by_file[one.file.number][one.number.place] = one
    for number, wanted in by_file.items():
        with ledger.read() as connection:
            for place, content in enumerate(contents(connection, number), 1):
                if place in wanted:
                    yield wanted[place], unpacked(content), rounded_of(content)


def _of_wire(books: Books, one: OutRecord, record: Record) -> Iterator[tuple[Place, int]]:
    """What a record says on the wire, by side and currency."""
    message = layout(one.file.message)
    currency = record.values.get(message.element("currency"), "")
    if one.file.message not in (SETTLES, "BEA", "ORA"):
        yield (one.file.message, RECORDS, ""), 1
    elif one.file.message == "ORA":
        yield ("ORA", REMITTANCE, currency), _minor(message, Level.RECORD, "amount", record.values, currency)
    for invoice in record.invoices if one.file.message in (SETTLES, "BEA") else ():
        serial = int(invoice[message.element("invoice_serial", Level.INVOICE)])
        own = books.month.invoices[f"{one.boe_key}#{serial}"].currency
        said = _minor(message, Level.INVOICE, "amount_invoice_currency", invoice, own)
        yield (one.file.message, INVOICE, own), said
        if one.file.message == SETTLES:
            yield (SETTLES, REMITTANCE, currency), _minor(message, Level.INVOICE, "amount", invoice, currency)


def _minor(message: Layout, level: Level, name: str, texts: Texts, currency: str) -> int:
    """An amount of a record or invoice, as the wire says it, in minor units."""
    fields = message.of_record if level is Level.RECORD else message.of_invoice
    field = next(one for one in fields if one.field == name)
    value = from_wire(field, texts[field.element])
    return to_minor(value if isinstance(value, Decimal) else Decimal(0), currency)
