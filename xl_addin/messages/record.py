"""A record of a message in wire form: texts by element. What is read, what is written and what is checked is this.

    Record({"billOfEntryNumber": "1000001", …}, ({"invoiceSerialNo": "1", …},))

An element that is not there is written empty. `typed.to_wire` makes the texts of dates and amounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xl_addin.messages.model import Layout

Texts = Mapping[str, str]


class Stray(NamedTuple):
    """What the layout has no place for: the element `tag`, an attribute of it, or a text between its elements."""

    line: int
    tag: str
    text: str
    attribute: str = ""
    between: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One record with its invoices. Where it was read: its line, those of its invoices, and what has no place in it."""

    values: Texts
    invoices: tuple[Texts, ...] = ()
    line: int = field(default=0, compare=False)
    invoice_lines: tuple[int, ...] = field(default=(), compare=False)
    strays: tuple[Stray, ...] = field(default=(), compare=False)


class Counts(NamedTuple):
    """How many records and invoices a file holds: what its checkSum says."""

    records: int
    invoices: int


def key_of(layout: Layout, record: Record) -> tuple[str, ...]:
    """What tells a record from another within a file, and what a reply is matched on."""
    return tuple(record.values.get(element, "").strip() for element in layout.key)
