"""Ranges that a function reads as a whole: dates, texts, amounts, rates, and tables found by their headers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from udfs import _cellwise
from udfs._refused import misread
from udfs._registry import CellError
from xl_addin.domain.errors import ValueRefused
from xl_addin.rulebook.policy import RATE_AGE_DAYS
from xl_addin.rulebook.registers_rates import rate_bands

Rows = Sequence[Sequence[Any]]
RATE_COLUMNS = 3


class RangeRefused(Exception):
    """A range or a call cannot be used: `error` is what the cell shows, `said` why, "" for an error that was given."""

    def __init__(self, error: CellError, said: str = "") -> None:
        super().__init__(error.value)
        self.error, self.said = error, said


class Rates:
    """INR per unit by currency and day."""

    def __init__(self, rows: Rows, date1904: bool) -> None:
        told: dict[tuple[str, date], set[Decimal]] = {}
        for on, code, rate in _rate_rows(rows, date1904):
            told.setdefault((code, on), set()).add(rate)
        self._by_currency: dict[str, tuple[list[date], list[set[Decimal]]]] = {}
        for code, on in sorted(told):
            days, rates = self._by_currency.setdefault(code, ([], []))
            days.append(on)
            rates.append(told[code, on])

    def on_or_before(self, currency: str, on: date) -> Decimal | None:
        """The last rate on or before a day; None where there is none, or an old one alone.

        ValueRefused where its day has two, or where it cannot be INR for one unit.
        """
        days, rates = self._by_currency.get(currency, ((), ()))
        at = bisect_right(days, on)
        if not at or (on - days[at - 1]).days > RATE_AGE_DAYS:
            return None
        if len(rates[at - 1]) > 1:
            raise ValueRefused(sorted(rates[at - 1]), f"one rate for {currency} on {days[at - 1]}")
        (rate,) = rates[at - 1]
        lowest, highest = rate_bands().get(currency, (rate, rate))
        if not lowest <= rate <= highest:
            raise ValueRefused(rate, f"INR for one {currency}, {lowest} to {highest}")
        return rate


class Table(NamedTuple):
    """A range with its header row; `date1904` says how its dates count."""

    rows: Rows
    date1904: bool

    def column(self, header: str, kind: str, required: bool = True) -> list[Any]:
        """The column below a header, each cell read as its kind; None for a column that is not there and need not."""
        heads = [_head(cell) for cell in self.rows[0]] if self.rows else []
        if heads.count(header) > 1 or (required and header not in heads):
            raise RangeRefused(CellError.VALUE)
        if header not in heads:
            return [None] * self.length
        at = heads.index(header)
        read = _cellwise.long_text if kind == "long_text" else _cellwise.reader(kind, (), self.date1904)
        return _whole([read(row[at]) for row in self.rows[1:]])

    @property
    def length(self) -> int:
        """Rows below the header."""
        return max(len(self.rows) - 1, 0)


def used(rows: Rows) -> int:
    """Number of rows without those at the end that are blank throughout; cheap to the end of a sheet."""
    last = len(rows)
    blank, blank_list = (None,) * len(rows[0]), [None] * len(rows[0])
    while last and (rows[last - 1] == blank or rows[last - 1] == blank_list):
        last -= 1
    return last


def _head(cell: Any) -> str:
    found = _cellwise.word(cell)
    return found.lower() if isinstance(found, str) else ""


def _whole(cells: list[Any]) -> list[Any]:
    """The cells as read; the first error among them refuses the range."""
    for cell in cells:
        if isinstance(cell, CellError):
            raise RangeRefused(cell)
    return cells


def _dates(rows: Rows, date1904: bool) -> tuple[date, ...]:
    return tuple(day for day in _cells(rows, "date", date1904) if day is not None)


def _texts(rows: Rows, date1904: bool) -> tuple[str | None, ...]:
    return _cells(rows, "text", date1904)


def _amounts(rows: Rows, date1904: bool) -> tuple[Decimal | None, ...]:
    return _cells(rows, "amount", date1904)


def _cells(rows: Rows, kind: str, date1904: bool) -> tuple[Any, ...]:
    """Every cell as read, row by row; those of the blank rows at the end are not looked at."""
    last = used(rows)
    blank = (None,) * (len(rows[0]) * (len(rows) - last))
    read = _cellwise.reader(kind, (), date1904)
    return (*(_good(read(cell), cell, kind, at) for at, row in enumerate(rows[:last], 1) for cell in row), *blank)


def _good(found: Any, cell: Any, kind: str, at: int) -> Any:
    """A cell as read; RangeRefused, with its row and what it holds, where it could not be read."""
    if isinstance(found, CellError):
        given = isinstance(cell, CellError)
        raise RangeRefused(found, "" if given else f"row {at} {misread(kind, cell, found)}")
    return found


def _rate(cell: Any) -> Any:
    """INR per unit: no rate has thousands, so a comma in a text is a decimal sign, and no number."""
    comma = isinstance(cell, str) and not isinstance(cell, CellError) and "," in cell
    return CellError.VALUE if comma else _cellwise.amount(cell)


def _rate_rows(rows: Rows, date1904: bool) -> list[tuple[date, str, Decimal]]:
    """(day, currency, INR per unit) of every row that is not blank; a first row of words is taken as header."""
    if len(rows[0]) != RATE_COLUMNS:
        raise RangeRefused(CellError.VALUE)
    day = _cellwise.reader("date", (), date1904)
    kept = [row for row in rows[: used(rows)] if any(cell is not None for cell in row)]
    if kept and all(isinstance(cell, str) and not isinstance(cell, CellError) for cell in kept[0]):
        first = kept[0]
        if day(first[0]) is CellError.VALUE and _cellwise.amount(first[2]) is CellError.VALUE:
            kept = kept[1:]
    read = [_whole([day(on), _cellwise.currency(code), _rate(rate)]) for on, code, rate in kept]
    if any(None in row or not row[2] for row in read):
        raise RangeRefused(CellError.VALUE)
    return [(on, code, rate) for on, code, rate in read]


RANGES: dict[str, Callable[[Rows, bool], Any]] = {
    "dates": _dates,
    "texts": _texts,
    "amounts": _amounts,
    "rates": Rates,
    "table": lambda rows, date1904: Table(rows[: used(rows)], date1904),
}
