"""The month as the ledger tells it on its as-on date: live items, importers, rates and what was said, read once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from xl_addin.desk.month.reported import NOT_REPORTED, Reported, read_reported, with_outside
from xl_addin.domain.dates import period_of
from xl_addin.domain.identifiers import by_serial
from xl_addin.domain.money import from_minor
from xl_addin.domain.records import BoeInvoice, Importer, SettlementLine
from xl_addin.ledger import Ledger, lines, state
from xl_addin.ledger.answers import Answers, latest_answers
from xl_addin.ledger.carried import Worths
from xl_addin.ledger.events import Record
from xl_addin.ledger.items import InvoiceItem, Item, OrmItem
from xl_addin.ledger.short import read_short, read_whole
from xl_addin.rulebook.facts import BOE, IMPORTER, INVOICE, ORM, Value


@dataclass(frozen=True, slots=True)
class Resting:
    """What a month that was read short leaves out: live items, how many and their worth, and parties of importers."""

    live: Mapping[str, Worths] = field(default_factory=dict)  # by side
    parties: Collection[tuple[str, str]] = ()  # IEC and name, as the last word on any live item spells it


NOTHING_RESTS = Resting()


@dataclass(frozen=True, slots=True)
class Month:
    """Everything the later steps need. Once read, only settling adds to it what it has just posted."""

    as_on: date
    orms: dict[str, OrmItem]
    invoices: dict[str, InvoiceItem]
    importers: dict[str, Importer]
    rates: dict[str, tuple[Decimal, date]]
    answers: Answers = field(default_factory=dict)
    day_rates: Collection[tuple[int, str, str]] = ()  # every one up to the as-on date: day, currency, INR per unit
    posted: list[SettlementLine] = field(default_factory=list)  # of the period
    old_rates: dict[str, tuple[Decimal, date]] = field(default_factory=dict)  # too old to be used
    rate_age_days_max: int = 0
    master_on: dict[str, date] = field(default_factory=dict)  # by IEC, as-on day of his line of the master
    reported: Reported = NOT_REPORTED  # what IDPMS has of what the bank uploads
    acts_on: Mapping[int, date] = field(default_factory=dict)  # the as-on day of each act
    resting: Resting = NOTHING_RESTS  # what was not read, for it was over before the month and nothing looks at it

    @property
    def items(self) -> Iterator[OrmItem | InvoiceItem]:
        """Items of both sides, remittances first."""
        yield from self.orms.values()
        yield from self.invoices.values()

    @property
    def open_items(self) -> Iterator[OrmItem | InvoiceItem]:
        """Open items of both sides, remittances first, each side oldest first."""
        yield from open_items(self.orms)
        yield from open_items(self.invoices)

    @property
    def period(self) -> str:
        """Closing period, YYYY-MM."""
        return period_of(self.as_on)

    def ad_codes(self) -> set[str]:
        """Every AD code that an item carries, of those that rest too."""
        resting = {code for worths in self.resting.live.values() for code, _ in worths}
        return {item.record.ad_code for item in self.items} | resting

    def dated(self) -> Iterator[date]:
        """Days of all records and of the rates in force."""
        yield from (item.record.dated for item in self.items)
        yield from (on for _, on in self.rates.values())

    def inr(self, minor: int, currency: str) -> Decimal | None:
        """INR equivalent, exact; None when no rate is known on the as-on date."""
        if currency == "INR":
            return from_minor(minor, currency)
        rate = self.rates.get(currency)
        return from_minor(minor, currency) * rate[0] if rate else None

    def said(self, kind: str, key: str) -> Mapping[str, Value]:
        """What is known of an item by its full key: fact -> value; nothing stands for what nobody has said."""
        return self.answers.get((kind, key), {})

    def said_of_boe(self, record: BoeInvoice) -> Mapping[str, Value]:
        """What is known of a BoE and its importer; the word of an invoice in it goes before this one."""
        return _joined(self.said(IMPORTER, record.iec), self.said(BOE, record.boe_key))


def read_month(ledger: Ledger, as_on: date, *, short: bool = False, named: Collection[str] = ()) -> Month:
    """Reads the month from the ledger; `short` without what was over before it, where the last closing allows it.

    Items that are `named`, by number or key, are read in any case.
    """
    period = period_of(as_on)
    with ledger.read() as connection:
        reported = read_reported(connection, period)
        read = (read_short(connection, period, reported.cut_overs, named) if short else None) or read_whole(
            connection, period
        )
        said = latest_answers(connection, period, orm_keys(read.orms), of=read.said_of)
        month = Month(
            as_on,
            read.orms,
            read.invoices,
            state.latest_importers(connection, period),
            state.rates_on(connection, as_on),
            with_outside(said, read.invoices.values(), reported),
            posted=lines.settlement_lines(connection, period),
            day_rates=state.day_rates(connection, as_on),
            master_on=state.importers_told_on(connection, period),
            reported=reported,
            acts_on=state.acts_on(connection),
            resting=Resting(read.resting, read.parties),
        )
    for orm in read.orms.values():
        orm.answers = _joined(month.said(IMPORTER, orm.record.iec), month.said(ORM, orm.key))
    of_boe: dict[tuple[str, str], Mapping[str, Value]] = {}
    for invoice in read.invoices.values():
        boe = invoice.record.boe_key, invoice.record.iec
        if boe not in of_boe:
            of_boe[boe] = month.said_of_boe(invoice.record)
        invoice.answers = _joined(of_boe[boe], month.said(INVOICE, invoice.key))
    return month


def _joined(first: Mapping[str, Value], then: Mapping[str, Value]) -> Mapping[str, Value]:
    """Both words on an item, the second before the first; where it says nothing, the first itself, held once."""
    return {**first, **then} if then else first


def orm_keys(orms: Mapping[str, OrmItem]) -> dict[str, str]:
    """The ORM key behind each number that the desk gives.

    A number belongs to the live ORM that has it, else to the cancelled one. One that several have under their AD codes
    has no key: nobody can tell which of them is meant, so none of them has what was said of it.
    """
    found = {}
    for number, having in orms_by_number(orms).items():
        meant = [item for item in having if item.is_live] or having
        if len(meant) == 1:
            found[number] = meant[0].key
    return found


def orms_by_number(orms: Mapping[str, OrmItem]) -> dict[str, list[OrmItem]]:
    """Remittances by their number without AD code."""
    found: dict[str, list[OrmItem]] = defaultdict(list)
    for item in orms.values():
        found[item.record.orm_number].append(item)
    return found


def own_ad_code(month: Month) -> str:
    """The desk's own AD code: the one that most live ORMs carry, in a month without ORMs most live invoices.

    Of codes that stand equally often the lowest. Remittances go first because they are the bank's own reports; the AD
    code of a bill of entry is the importer's word. "" in a month without items.
    """
    for side in (ORM, INVOICE):
        if codes := live_by_ad_code(month, side):
            return min(codes, key=lambda code: (-codes[code], code))
    return ""


def live_by_ad_code(month: Month, side: str) -> Counter[str]:
    """How many live remittances or invoices carry each AD code, those that rest too."""
    items: Iterable[OrmItem | InvoiceItem] = (month.orms if side == ORM else month.invoices).values()
    codes = Counter(item.record.ad_code for item in items if item.is_live)
    for (code, _), (count, _) in month.resting.live.get(side, {}).items():
        codes[code] += count
    return +codes


def open_items(known: Mapping[str, Item[Record]]) -> list[Item[Record]]:
    """Live items with something outstanding, oldest first, then by key."""
    return sorted(filter(is_open, known.values()), key=lambda item: (item.record.dated, by_serial(item.key)))


def is_open(item: Item[Any]) -> bool:
    """Live, with something outstanding."""
    return item.is_live and item.outstanding_minor > 0
