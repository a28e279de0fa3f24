"""Ranges that a function reads as a whole: dates, texts, amounts, and tables found by their headers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from udfs import _cellwise
from udfs._refused import misread
from udfs._registry import CellError

Rows = Sequence[Sequence[Any]]
STEP = 4096  # rows that are compared at once


class RangeRefused(Exception):
    """A range or a call cannot be used: `error` is what the cell shows, `said` why, "" for an error that was given."""

    def __init__(self, error: CellError, said: str = "") -> None:
        super().__init__(error.value)
        self.error, self.said = error, said


class Table(NamedTuple):
    """A range with its header row; `date1904` says how its dates count."""

    rows: Rows
    date1904: bool

    def column(self, header: str, kind: str, required: bool = True) -> list[tuple[Any, Any]]:
        """Each cell below a header, as read (an error where it cannot be) and as given; blanks where it need not be."""
        heads = [_head(cell) for cell in self.rows[0]] if self.rows else []
        if heads.count(header) > 1 or (required and header not in heads):
            twice = f"two columns are headed {header}. Give one of them another heading"
            said = twice if header in heads else f"no column is headed {header}. Give one that heading"
            raise RangeRefused(CellError.VALUE, said)
        if header not in heads:
            return [(None, None)] * self.length
        at = heads.index(header)
        read = _cellwise.reader(kind, (), self.date1904)
        return [(read(row[at]), row[at]) for row in self.rows[1:]]

    @property
    def length(self) -> int:
        """Rows below the header."""
        return max(len(self.rows) - 1, 0)


def used(rows: Rows, empty: Any = None) -> int:
    """Number of rows without those at the end that are blank throughout; cheap to the end of a sheet."""
    last, width = len(rows), len(rows[0])
    for step in (STEP, 1):
        blanks = [type(rows)([row] * step) for row in ((empty,) * width, [empty] * width)]  # type: ignore[call-arg]
        while last >= step and rows[last - step : last] in blanks:
            last -= step
    return last


def _head(cell: Any) -> str:
    found = _cellwise.word(cell)
    return found.lower() if isinstance(found, str) else ""


def dates(rows: Rows, date1904: bool) -> tuple[date, ...]:
    """The days of a range."""
    return tuple(day for day in _cells(rows, "date", date1904) if day is not None)


def texts(rows: Rows, date1904: bool) -> tuple[str | None, ...]:
    """The texts of a range."""
    return _cells(rows, "text", date1904)


def amounts(rows: Rows, date1904: bool) -> tuple[Decimal | None, ...]:
    """The amounts of a range."""
    return _cells(rows, "amount", date1904)


def _cells(rows: Rows, kind: str, date1904: bool) -> tuple[Any, ...]:
    """Every cell as read, row by row; those of the blank rows at the end are not looked at."""
    last = used(rows)
    blank = (None,) * (len(rows[0]) * (len(rows) - last))
    read = _cellwise.reader(kind, (), date1904)
    return (*(good(read(cell), cell, kind, at) for at, row in enumerate(rows[:last], 1) for cell in row), *blank)


def good(found: Any, cell: Any, kind: str, at: int) -> Any:
    """A cell as read; RangeRefused, with its row and what it holds, where it could not be read."""
    if isinstance(found, CellError):
        given = isinstance(cell, CellError)
        raise RangeRefused(found, "" if given else f"row {at} {misread(kind, cell, found)}")
    return found
