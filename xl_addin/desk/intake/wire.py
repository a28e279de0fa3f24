"""A message as its table spells it: which column of the desk each tag is, which mean money or a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from xl_addin.messages.layouts import layout
from xl_addin.messages.model import Field, Kind, Layout, Level, elements
from xl_addin.workbook.extracts import schema
from xl_addin.workbook.extracts.schema import Column

COLUMNS = {
    "ORM": schema.ORM_COLUMNS,
    **dict.fromkeys(("OBE", "OBBACK", "BTT"), schema.BOE_COLUMNS),
}
_DATE, _AMOUNT = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}"), re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CHARGES = ("freight", "insurance", "commission", "discount", "miscellaneous")


class Seen(NamedTuple):
    """What is looked at in texts that stand under the same tags: tags that are not known, of one form, of charges."""

    strangers: tuple[str, ...]
    forms: tuple[tuple[str, re.Pattern[str], str], ...]
    charges: tuple[str, ...]


class WireLevel:
    """The elements of a record or of an invoice, with the column of the desk that each one is."""

    def __init__(self, fields: tuple[Field, ...], columns: tuple[Column, ...]) -> None:
        mine = {column.field: column for column in columns}
        self._known = frozenset(elements(fields))
        self.spell = {one.element: one.field for one in fields if one.field in mine and mine[one.field].read}
        self._forms = tuple(_forms(fields, mine))
        self._charges = tuple(one.element for one in fields if one.field in _CHARGES)
        self.seen = lru_cache(maxsize=1_000)(self._seen)  # a message has one layout, or some

    def _seen(self, tags: tuple[str, ...]) -> Seen:
        return Seen(
            tuple(tag for tag in tags if tag not in self._known),
            tuple(form for form in self._forms if form[0] in tags),
            tuple(tag for tag in tags if tag in self._charges),
        )


class Wire:
    """A message as its table spells it: what its tags are to the desk, and which of them mean money or a date."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.record = WireLevel(layout.of_record, COLUMNS[layout.message])
        self.invoice = WireLevel(layout.of_invoice, schema.INVOICE_COLUMNS)
        self.tells_realised = bool(layout.element("realised", Level.INVOICE))
        self.money = _money_tags()
        self.meant = self.money | {one.element for one in layout.fields if one.kind is Kind.DATE}

    def readable(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """An invoice without the charges that cannot be read, which were told."""
        odd = {tag for tag in self.invoice.seen(tuple(texts)).charges if "," in texts[tag]}
        return {tag: text for tag, text in texts.items() if tag not in odd} if odd else texts


@cache
def wire_of(layout: Layout) -> Wire:
    """What a layout is to the desk, worked out once."""
    return Wire(layout)


def _forms(fields: tuple[Field, ...], columns: Mapping[str, Column]) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """The tags that have one form, with it and the finding of another. Charges are judged apart."""
    read = [one for one in fields if one.field in columns and columns[one.field].read]
    yield from ((one.element, _DATE, "BAD_DATE") for one in read if one.kind is Kind.DATE)
    amounts = (one for one in fields if one.kind is Kind.AMOUNT and one.field not in _CHARGES)
    yield from ((one.element, _AMOUNT, "BAD_AMOUNT") for one in amounts)


def _money_tags() -> frozenset[str]:
    """Amounts and currencies of the messages that are taken in: another spelling of one is no unknown element."""
    fields = [one for message in COLUMNS for one in layout(message).fields]
    return frozenset(one.element for one in fields if one.kind is Kind.AMOUNT or one.form == "currency")
