"""Filters of a list as people set them there: a heading, what must stand below it, and the same in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xl_addin.workbook.layout.cells import is_blank
from xl_addin.workbook.lists import Filled


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on one column; `words` are those of the filter that a person sets."""

    header: str
    words: str
    holds: Callable[[Any], bool]

    def __str__(self) -> str:
        return f"{self.header} {self.words}"


def equal(header: str, *any_of: str) -> Where:
    """One of these words stands there."""
    return Where(header, f"= {' or '.join(any_of)}", lambda value: value in any_of)


def starting(header: str, *any_of: str) -> Where:
    """A word that begins so stands there."""
    return Where(header, f"begins with {' or '.join(any_of)}", lambda value: str(value).startswith(any_of))


def blank(header: str) -> Where:
    """Nothing stands there."""
    return Where(header, "is blank", is_blank)


def over_zero(header: str) -> Where:
    """A number above zero stands there."""
    return Where(header, "> 0", lambda value: not is_blank(value) and value > 0)


def at_least(header: str, limit: Decimal) -> Where:
    """An amount from that up stands there."""
    return Where(header, f">= {limit:,}", lambda value: not is_blank(value) and value >= limit)


def below(header: str, limit: Decimal) -> Where:
    """A smaller amount stands there, or none that is known."""
    return Where(header, f"< {limit:,} or blank", lambda value: is_blank(value) or value < limit)


def between(header: str, first: date, last: date) -> Where:
    """A day from `first` to `last` stands there, both included."""
    words = f"from {first:%d-%b-%Y} to {last:%d-%b-%Y}"
    return Where(header, words, lambda value: isinstance(value, date) and first <= value <= last)


def rows_where(filled: Filled[Any], wanted: Sequence[Where]) -> list[int]:
    """Places of the rows that hold all conditions."""
    found: Sequence[int] = range(len(filled))
    for one in wanted:
        values = filled[one.header]
        found = [at for at in found if one.holds(values[at])]
    return list(found)
