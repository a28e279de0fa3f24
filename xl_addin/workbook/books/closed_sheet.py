"""The cells of one sheet of a closed workbook as values: what an open book gives, and what gives no value at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from xl_addin.domain.dates import moment_of_serial
from xl_addin.workbook.books.port import NEVER_CALCULATED, SHOWS_NOTHING, CellValue, Fault
from xl_addin.workbook.extracts.number_forms import shows_a_date
from xl_addin.workbook.extracts.xlsx_sheet import TRUE, column_of, nodes, string_of, unescaped

_LAST_SERIAL = 2_957_003  # a day that either system still has
_ENDS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_V = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}v"
_DIGITS = "0123456789"
Cells = dict[int, CellValue]


class _Columns(dict[str, int]):
    """The place of each column by its letters, worked out once."""

    def __missing__(self, letters: str) -> int:
        self[letters] = column_of(letters) + 1
        return self[letters]


class Area(NamedTuple):
    """First and last row, first and last column of a block, counted from 1."""

    top: int
    bottom: int
    left: int
    right: int


def area_of(reference: str) -> Area | None:
    """The block of a reference such as A3:D9, or of one cell; None where it is none."""
    ends = [_ENDS.fullmatch(end) for end in reference.split(":")]
    if len(ends) > 2 or None in ends:
        return None
    rows = sorted(int(end[2]) for end in ends if end)
    columns = sorted(column_of(end[1]) + 1 for end in ends if end)
    return Area(rows[0], rows[-1], columns[0], columns[-1])


@dataclass(slots=True)
class ClosedSheet:
    """What stands on a sheet: cells by row and column, both counted from 1, and its merged cells."""

    rows: dict[int, Cells] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    goes_on: bool = False  # below the last row that was read

    @property
    def width(self) -> int:
        """The last column that holds anything."""
        return max(map(max, self.rows.values()), default=0)

    def grid(self) -> list[tuple[CellValue, ...]]:
        """Its rows up to the last that holds anything, each as wide as the widest of them."""
        width = self.width
        return [self.row(number, 1, width) for number in range(1, max(self.rows, default=0) + 1)]

    def row(self, number: int, first: int, last: int) -> tuple[CellValue, ...]:
        """The cells of a row from one column to another."""
        cells = self.rows.get(number)
        return (None,) * (last - first + 1) if cells is None else tuple(map(cells.get, range(first, last + 1)))


class SheetValues:
    """Reads sheets of one book; a book that says what no book says ends in KeyError or ValueError."""

    def __init__(self, strings: Sequence[str], forms: Sequence[str], *, date1904: bool) -> None:
        self._date1904 = date1904
        self._days = frozenset(str(place) for place, form in enumerate(forms) if shows_a_date(form))
        self._columns = _Columns()
        self._of: dict[str | None, Callable[[str], CellValue]] = {
            "s": {str(place): text or None for place, text in enumerate(strings)}.__getitem__,
            "str": unescaped,
            "b": lambda text: text in TRUE,
            "e": Fault,
            "d": _iso_day,
        }

    def read(self, stream: Any, file: str, rows_max: int) -> ClosedSheet:
        """The sheet, or its rows down to `rows_max` where more below hold anything."""
        sheet, last = ClosedSheet(), 0
        for _, node in nodes(stream, ("{*}row", "{*}mergeCell"), file):
            if node.tag.endswith("}mergeCell"):
                sheet.merged += [area] if (area := area_of(node.get("ref", ""))) else []
                continue
            last = int(node.get("r") or last + 1)
            if not (cells := self._cells(node)):
                continue
            if last > rows_max:
                sheet.goes_on = True
                break
            sheet.rows[last] = cells
        return sheet

    def _cells(self, row: Any) -> Cells:
        found: Cells = {}
        column, columns = 0, self._columns
        for cell in row:
            place = cell.get("r")
            column = columns[place.rstrip(_DIGITS)] if place else column + 1
            count = len(cell)
            if count == 1 and (child := cell[0]).tag == _V and (text := child.text):
                value = self._stored(cell.get("t"), text, cell.get("s"))
            else:
                value = self._value(cell) if count else None
            if value is not None:
                found[column] = value
        return found

    def _value(self, cell: Any) -> CellValue:
        kind, value, formula, inline = cell.get("t"), "", False, None
        for child in cell:
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name == "v":
                value = child.text or ""
            elif name == "f":
                formula = True
            elif name == "is":
                inline = child
        if value:
            return self._stored(kind, value, cell.get("s"))
        if kind == "e":
            return Fault("#ERROR")
        if formula:
            return SHOWS_NOTHING if kind == "str" else NEVER_CALCULATED
        return (string_of(inline) or None) if inline is not None else None

    def _stored(self, kind: str | None, text: str, style: str | None) -> CellValue:
        read = self._of.get(kind)
        if read is not None:
            return read(text)
        number = float(text)
        if "_" in text or not text[-1].isdigit():  # what Python reads as a number and no book writes
            raise ValueError(f"a number cell says {text!r}")
        if style in self._days and 0 <= number < _LAST_SERIAL:
            return moment_of_serial(number, self._date1904)
        return number


def _iso_day(text: str) -> date | str:
    """A day of a Strict book, written as ISO says; a time of day alone stays as it is."""
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return text
