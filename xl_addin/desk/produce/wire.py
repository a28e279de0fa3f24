"""Our texts as a record on the wire, and all that keeps them from it: what lacks, is too long, cannot be held.

Nothing is cut and no amount is rounded: what the wire cannot hold is held back and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from xl_addin.desk.produce.build import Said, Text
from xl_addin.messages.model import Field, Kind, Layout, Level, Need
from xl_addin.messages.record import Record
from xl_addin.rulebook.facts import Value

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def wired(layout: Layout, text: Text) -> tuple[Record, tuple[str, ...]]:
    """The record, and what bars it from being sent, in words."""
    told: list[str] = []
    values = _level(layout, Level.RECORD, text.values, told)
    invoices = tuple(_level(layout, Level.INVOICE, one, told) for one in text.invoices)
    if layout.has_invoices and not invoices:
        told.append("no invoice of it is known")
    return Record(values, invoices), tuple(dict.fromkeys(told))


def _level(layout: Layout, level: Level, said: Said, told: list[str]) -> dict[str, str]:
    fields = layout.of_record if level is Level.RECORD else layout.of_invoice
    values = {one.element: _shown(one, said.get(one.field), told) for one in fields}
    told.extend(_lacks(fields, values))
    return values


def _shown(field: Field, value: Value | None, told: list[str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return _amount(field, value, told)
    if isinstance(value, bool | int):
        raise AssertionError(f"{field.field} is {value!r}")
    if _CONTROL.search(value) or "|" in value:
        told.append(f"{field.element} holds a sign that the message cannot hold")
    elif field.width and len(value) > field.width:
        told.append(f"{field.element} has {len(value)} signs, the message has room for {field.width}")
    return value


def _amount(field: Field, value: Decimal, told: list[str]) -> str:
    places = Decimal(1).scaleb(-(field.places or 2))
    shown = value.quantize(places)
    if shown != value:
        told.append(f"{field.element} {value:f} has more than {field.places or 2} places: the message cannot hold it")
        return f"{value:f}"
    return f"{shown:f}"


def _lacks(fields: tuple[Field, ...], values: dict[str, str]) -> Iterator[str]:
    for one in fields:
        if one.need is Need.MUST and not values[one.element]:
            yield f"{one.field} is missing: the message needs {one.element}"
        elif one.kind is Kind.AMOUNT and one.form == "positive" and not Decimal(values[one.element] or 0) > 0:
            yield f"{one.element} is not above zero"
