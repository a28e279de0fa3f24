"""What a message is: its layout and its elements, as the tables say them (see layouts.py)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple


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


class Condition(NamedTuple):
    """When a conditional element must be filled: another element has one of the values, is above 0, or is filled."""

    element: str
    values: tuple[str, ...] = ()
    above_nought: bool = False

    def __str__(self) -> str:
        """As a clerk reads it."""
        if self.values:
            return f"{self.element} is {' or '.join(self.values)}"
        return f"{self.element} is above 0" if self.above_nought else f"{self.element} is filled"


class Form(NamedTuple):
    """What the signs of a text may be, or the whole of it; `instead` stands for a sign that may not, where stated."""

    says: str
    pattern: re.Pattern[str] | None = None
    may: re.Pattern[str] | None = None
    in_pipe: re.Pattern[str] | None = None
    instead: str = ""

    def sign(self, layout_form: str) -> re.Pattern[str] | None:
        """The sign that a text of a message of that form may hold."""
        return self.in_pipe or self.may if layout_form == "pipe" else self.may

    def signs(self, layout_form: str) -> re.Pattern[str] | None:
        """A whole text of such signs."""
        sign = self.sign(layout_form)
        return _any_number(sign.pattern) if sign else None


@cache
def _any_number(sign: str) -> re.Pattern[str]:
    return re.compile(f"(?:{sign})*")


@dataclass(frozen=True, slots=True)
class Field:
    """One element of a message. `width` 0: no bound is known; `places`: digits behind the point of an amount."""

    element: str
    level: Level
    kind: Kind
    width: int
    places: int
    need: Need
    when: Condition | None
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
    is_reply: bool = False

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
    def around_invoices(self) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
        """The elements of a record before its invoices, and behind them: in a reply what IDPMS says of it."""
        last = len(self.of_record) - (1 if self.is_reply else 0)
        return self.of_record[:last], self.of_record[last:]

    @property
    def has_invoices(self) -> bool:
        """Whether a record holds invoices."""
        return bool(self.of_invoice)

    @cached_property
    def reply(self) -> Layout:
        """The layout of its replies: an echo with what IDPMS says of each record, and of each invoice in XML."""
        levels = (Level.RECORD, Level.INVOICE) if self.has_invoices and self.form == "xml" else (Level.RECORD,)
        more = tuple(replace(_ERROR, level=level) for level in levels)
        return replace(self, fields=(*self.fields, *more), is_reply=True)

    def element(self, field: str, level: Level = Level.RECORD) -> str:
        """The spelling of one of our fields on the wire; "" for one that the message does not have."""
        return self._spelt.get((level, field), "")

    @cached_property
    def _spelt(self) -> Mapping[tuple[Level, str], str]:
        return {(one.level, one.field): one.element for one in reversed(self.fields)}

    def _of(self, level: Level) -> tuple[Field, ...]:
        return tuple(one for one in self.fields if one.level is level)


HALF_UP, DOWN, HOLD = "half_up", "down", "hold"
ROUNDING_RULES = (HALF_UP, DOWN, HOLD)
ERROR_CODE = "errorCode"
_ERROR = Field(
    *(ERROR_CODE, Level.RECORD, Kind.TEXT, 0, 0, Need.MUST, None, "", "", "error_code", "H"),
    *("last of its level, SUCCESS or codes with commas between", "SUCCESS"),
)


def elements(fields: Iterable[Field]) -> tuple[str, ...]:
    """The spellings of fields on the wire."""
    return tuple(one.element for one in fields)


class ErrorCode(NamedTuple):
    """A code of a reply, or the beginning of some (`EM_HDR_*`): its class, and what is told of it beside that."""

    code: str
    of_class: str
    meaning: str
    repair: str
    confidence: str


class ErrorClass(NamedTuple):
    """A class of rejects: what is wrong, the repair, and how the record is filed again."""

    name: str
    meaning: str
    repair: str
    refile: str


@dataclass(frozen=True)
class Tables:
    """All that the tables say."""

    layouts: Mapping[str, Layout]
    forms: Mapping[str, Form]
    codes: Mapping[str, Mapping[str, str]]
    errors: Mapping[str, ErrorCode]
    classes: Mapping[str, ErrorClass]
    rounding: Mapping[str, str]  # the bank's rule by currency, for amounts with more places than their element has
    own: Path | None = None  # the bank's own folder

    @cached_property
    def by_word(self) -> Mapping[str, Layout]:
        """Every layout by the code of its message, and by its word in a file name."""
        words = {one.token.casefold(): one for one in reversed([*self.layouts.values()])}
        return {**words, **{one.message.casefold(): one for one in self.layouts.values()}}
