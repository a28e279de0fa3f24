"""One formula and what it must show: as Python asks it, and as a cell of a book that counts days from 1900 or 1904."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from udfs._adapter import evaluate
from udfs._registry import Cell
from xl_addin.domain.dates import day_zero, serial_of


class Trial(NamedTuple):
    """One formula and what it must show: dates as date, None a blank, MISSING left out, tuples of rows for ranges.

    Where `says` stands, the answer must be text that contains it, and `expected` does not count. `excel_only` says why
    Calc cannot hand the arguments over as they are; there the row is left out of the count.
    """

    case: str
    function: str
    given: tuple[Any, ...]
    expected: Any
    says: str = ""
    excel_only: str = ""

    @property
    def is_table(self) -> bool:
        """Whether several cells are expected."""
        return isinstance(self.expected, tuple) and not self.says

    def answer(self, date1904: bool) -> list[list[Cell]]:
        """What the function gives now, in a book that counts days from 1900 or 1904."""
        return evaluate(self.function, [as_cell(one, date1904) for one in self.given], date1904=date1904)

    def is_met(self, date1904: bool) -> bool:
        """Whether that is what must show."""
        answer, wanted = self.answer(date1904), as_cell(self.expected, date1904)
        if self.says:
            return isinstance(answer[0][0], str) and self.says in answer[0][0]
        return answer == [list(row) for row in (wanted if isinstance(wanted, tuple) else ((wanted,),))]


def as_cell(one: Any, date1904: bool) -> Any:
    """A cell as a host gives it: dates as serials of the book."""
    if isinstance(one, tuple):
        return tuple(as_cell(cell, date1904) for cell in one)
    if isinstance(one, datetime):
        return (one - datetime.combine(day_zero(date1904), time())) / timedelta(days=1)
    if isinstance(one, date):
        return float(serial_of(one, date1904))
    return one
