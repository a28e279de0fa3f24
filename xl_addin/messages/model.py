"""What a message is: its layout and its elements, as the tables say them (see layouts.py)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a text on the wire is."""

    LETTERS = "A"
    TEXT = "AN"
    DIGITS = "N"
    AMOUNT = "D"
    DATE = "DT"


class Level(StrEnum):
    """Where an element stands: in the counts at the top, in a record, in an invoice of a record."""

    HEAD = "hdr"
    RECORD = "rec"
    INVOICE = "inv"


class Need(StrEnum):
    """Whether an element must be filled; a conditional one by its condition `when`."""

    MUST = "M"
    MAY = "O"
    WHEN = "C"
    UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Field:
    """One element of a message. `width` 0: no bound is known; `places`: digits behind the point of an amount."""

    element: str
    level: Level
    kind: Kind
    width: int
    places: int
    need: Need
    when: str
    codes: str
    form: str
    field: str
    confidence: str
    note: str
    example: str


@dataclass(frozen=True)
class Layout:
    """A message: its form and place in a file, and its elements in the order of the wire."""

    message: str
    means: str
    direction: str
    form: str
    token: str
    ending: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    list: str = ""
    record: str = ""
    file_name: str = ""
    rows_per_file: int = 0

    @cached_property
    def head(self) -> tuple[Field, ...]:
        """The counts of checkSum."""
        return self._of(Level.HEAD)

    @cached_property
    def of_record(self) -> tuple[Field, ...]:
        """The elements of a record, without its invoices."""
        return self._of(Level.RECORD)

    @cached_property
    def of_invoice(self) -> tuple[Field, ...]:
        """The elements of an invoice; none for a message without invoices."""
        return self._of(Level.INVOICE)

    @property
    def has_invoices(self) -> bool:
        """Whether a record holds invoices."""
        return bool(self.of_invoice)

    def element(self, field: str, level: Level = Level.RECORD) -> str:
        """The spelling of one of our fields on the wire; "" for one that the message does not have."""
        return next((one.element for one in self._of(level) if one.field == field), "")

    def _of(self, level: Level) -> tuple[Field, ...]:
        return tuple(one for one in self.fields if one.level is level)


def elements(fields: Iterable[Field]) -> tuple[str, ...]:
    """The spellings of fields on the wire."""
    return tuple(one.element for one in fields)
