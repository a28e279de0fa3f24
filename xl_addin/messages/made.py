"""Makes a record out of our own values: `made(layout("BES"), {"orm_number": …, "amount": Decimal("10.00"), …}, [{…}])`.

The names are those of the column `field` of fields.csv; the spelling on the wire is looked up there. A value that the
wire cannot hold refuses the record with a finding; signs that were replaced are told with a record that stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.messages.model import Field, Layout
from xl_addin.messages.record import Record
from xl_addin.messages.typed import Value, to_wire

Values = Mapping[str, Value]


class Made(NamedTuple):
    """A record in wire form, None where a value cannot be held; and what is told of it."""

    record: Record | None
    findings: tuple[Finding, ...]


def made(layout: Layout, values: Values, invoices: Iterable[Values] = (), source: str = "", row: int = 0) -> Made:
    """The record of these values; `source` and `row` are the place that its findings name."""
    maker = _Maker(layout, source or layout.message, row)
    record = Record(
        dict(maker.texts(layout.of_record, values)),
        tuple(dict(maker.texts(layout.of_invoice, one)) for one in invoices),
    )
    return Made(None if maker.refused else record, tuple(maker.findings))


class _Maker:
    def __init__(self, layout: Layout, source: str, row: int) -> None:
        self._layout, self._source, self._row = layout, source, row
        self.findings: list[Finding] = []
        self.refused = False

    def texts(self, fields: tuple[Field, ...], values: Values) -> Iterator[tuple[str, str]]:
        met = 0
        for field in fields:
            value = values.get(field.field)
            met += field.field in values
            yield field.element, "" if value is None or value == "" else self._text(field, value)
        if met < len(values):
            unknown = values.keys() - {one.field for one in fields}
            raise AssertionError(f"{self._layout.message} has no field {', '.join(sorted(unknown))}")

    def _text(self, field: Field, value: Value) -> str:
        place = Place("", self._row, field.element)
        try:
            wire = to_wire(self._layout, field, value)
        except ValueRefused as why:
            self.refused = True
            told = finding(
                "MESSAGE_VALUE_REFUSED", self._source, why.found, place, expected=why.expected, advice=why.action
            )
            self.findings.append(told)
            return ""
        if wire.was:
            self.findings.append(finding("MESSAGE_TEXT_CHANGED", self._source, wire.text, place, expected=wire.was))
        return wire.text
