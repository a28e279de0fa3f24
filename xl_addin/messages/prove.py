"""Whether a file that was written says what it was made of: before it leaves, it is read again and compared.

`prove(layout("BES"), records, file)` gives findings, none for a file that may leave. `Sums` are its control totals, to
be held against the ledger's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from lxml import etree

from xl_addin.domain.content import Readable
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.messages.model import Kind, Layout, Level, elements
from xl_addin.messages.read import read
from xl_addin.messages.record import Record, Texts, key_of
from xl_addin.messages.xsd import schema


def prove(layout: Layout, records: Iterable[Record], file: Readable) -> list[Finding]:
    """What differs between the records and the file; DeskError for a file that cannot be read at all."""
    told = [] if layout.form == "pipe" else [*_invalid(layout, file)]
    for number, (meant, found) in enumerate(zip_longest(records, read(layout, file)), 1):
        if not told and (what := _difference(layout, meant, found)):
            told.append(_told(file, found.line if found else number, what))
    return told


class Sums:
    """The sum of each amount of records by its element and, where the message names it, its currency."""

    def __init__(self, layout: Layout) -> None:
        self.found: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self._money = {level: _amounts(layout, level) for level in (Level.RECORD, Level.INVOICE)}
        self._names = {level: layout.element("currency", level) for level in self._money}

    def along(self, records: Iterable[Record]) -> Iterator[Record]:
        """Hands the records on, and adds each up as it goes by."""
        for record in records:
            of_record = record.values.get(self._names[Level.RECORD], "")
            _add(self.found, self._money[Level.RECORD], record.values, of_record)
            for invoice in record.invoices:
                currency = invoice.get(self._names[Level.INVOICE], "") or of_record
                _add(self.found, self._money[Level.INVOICE], invoice, currency)
            yield record


def _amounts(layout: Layout, level: Level) -> tuple[tuple[str, bool], ...]:
    """The amounts of a level, and whether each is in the currency of the record or of its own line."""
    fields = layout.of_record if level is Level.RECORD else layout.of_invoice
    return tuple((one.element, one.field in ("amount", "value")) for one in fields if one.kind is Kind.AMOUNT)


def _add(
    found: defaultdict[tuple[str, str], Decimal], amounts: tuple[tuple[str, bool], ...], texts: Texts, currency: str
) -> None:
    for element, is_in_it in amounts:
        if text := texts.get(element):
            found[element, currency if is_in_it else ""] += Decimal(text)


def _invalid(layout: Layout, file: Readable) -> Iterator[Finding]:
    """The first thing that the schema of the message does not allow."""
    allowed = etree.XMLSchema(etree.fromstring(schema(layout).encode()))
    try:
        with file.open() as stream:
            for _, node in etree.iterparse(stream, tag=layout.record, schema=allowed, resolve_entities=False):
                _forget(node)
    except etree.XMLSyntaxError as error:
        yield _told(file, error.lineno or 0, error.msg or "not valid")


def _forget(node: Any) -> None:
    """Lets go of a record and of those before it."""
    node.clear(keep_tail=True)
    holder = node.getparent()
    while holder is not None and node.getprevious() is not None:
        del holder[0]


def _difference(layout: Layout, meant: Record | None, found: Record | None) -> str:
    if meant is None or found is None:
        return "a record too many" if meant is None else f"the record {' '.join(key_of(layout, meant))} is missing"
    key = " ".join(key_of(layout, meant))
    pairs = [(meant.values, found.values, elements(layout.of_record))]
    pairs += [(one, other, elements(layout.of_invoice)) for one, other in zip(meant.invoices, found.invoices)]  # noqa: B905
    for one, other, names in pairs:
        differ = [name for name in names if one.get(name, "") != other.get(name, "")]
        if differ or len(other) != len(names):
            return f"{key}: {', '.join(differ) or 'other elements'}"
    return "" if len(meant.invoices) == len(found.invoices) else f"{key}: {len(found.invoices)} invoices"


def _told(file: Readable, line: int, what: str) -> Finding:
    return finding("MESSAGE_NOT_THE_SAME", file.name, what, Place("", line))
