"""Cells of Calc as Excel's Value2 gives and takes them.

| In Excel (recalled, not yet seen)                      | Here                                                     |
|--------------------------------------------------------|----------------------------------------------------------|
| number, date: float; text: str; TRUE: bool; blank: None | the same; TRUE is told by the cell's Boolean format      |
| an error value: the int of its COM code                 | the same                                                 |
| '' empties the cell                                     | the same                                                 |
| 'text: the text after the apostrophe, never parsed      | the same; Calc keeps no mark of the apostrophe           |
| text in a cell with the format Text: kept as it is      | the same                                                 |
| any other text is parsed as if typed (=, 00123, 1-2)    | parsed as Calc parses en-US input; its dates differ      |
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

LOGICAL, TEXT = 1024, 256  # com.sun.star.util.NumberFormat
_FORMULA_ERROR = 4  # com.sun.star.sheet.FormulaResult.ERROR
# Calc's number of an error, and the COM code that Excel gives.
_COM_CODES = {32767: 2042, 519: 2015, 532: 2007, 524: 2023, 525: 2029, 503: 2036, 521: 2000}
_COM_BASE, _VALUE_ERROR = -2146828288, 2015


def read(document: Any, area: Any) -> Any:
    """Value2 of a cell range."""
    rows: Any = area.getDataArray()
    if any("" in row or None in row for row in rows):
        rows = [[None if value == "" else value for value in row] for row in rows]
    rows = _with_errors(area, _with_logicals(document, area, rows))
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    return tuple(map(tuple, rows))


def _with_logicals(document: Any, area: Any, rows: Any) -> Any:
    """TRUE and FALSE where the format says so; Calc itself knows them as 1 and 0."""
    top = area.getRangeAddress()
    for found in _formatted(document, area, LOGICAL):
        rows = rows if isinstance(rows, list) else [list(row) for row in rows]
        for y in range(found.StartRow - top.StartRow, found.EndRow - top.StartRow + 1):
            for x in range(found.StartColumn - top.StartColumn, found.EndColumn - top.StartColumn + 1):
                if rows[y][x] in (0.0, 1.0):
                    rows[y][x] = bool(rows[y][x])
    return rows


def _with_errors(area: Any, rows: Any) -> Any:
    """The COM codes of error values."""
    top = area.getRangeAddress()
    wrong = area.queryFormulaCells(_FORMULA_ERROR)
    if not wrong.Count:
        return rows
    rows = rows if isinstance(rows, list) else [list(row) for row in rows]
    cells = wrong.Cells.createEnumeration()
    while cells.hasMoreElements():
        cell = cells.nextElement()
        place = cell.getCellAddress()
        code = _COM_BASE + _COM_CODES.get(cell.getError(), _VALUE_ERROR)
        rows[place.Row - top.StartRow][place.Column - top.StartColumn] = code
    return rows


def _formatted(document: Any, area: Any, kind: int) -> list[Any]:
    """Addresses within `area` of the cells whose number format is of a kind."""
    formats, groups = document.NumberFormats, area.getUniqueCellFormatRanges()
    found: list[Any] = []
    for at in range(groups.Count):
        group = groups.getByIndex(at)
        if formats.getByKey(group.getByIndex(0).NumberFormat).Type & kind:
            found += group.getRangeAddresses()
    return found


def write(document: Any, area: Any, value: Any) -> None:
    """Value2 of a cell range: a value for every cell, or rows of its own shape, in one assignment."""
    top = area.getRangeAddress()
    height, width = top.EndRow - top.StartRow + 1, top.EndColumn - top.StartColumn + 1
    rows = value if isinstance(value, tuple | list) else [[value] * width] * height
    if len(rows) != height or {len(row) for row in rows} != {width}:
        raise ValueError(f"{len(rows)} rows for {height} rows of {width} cells")
    columns = list(zip(*rows, strict=True))
    plain = [_Column(column) for column in columns]
    area.setDataArray(tuple(zip(*[one.cells for one in plain], strict=True)))
    for x, one in enumerate(plain):
        one.finish(document, area, x)


class _Column:
    """One column of a block: what Calc takes at once, and the few cells that need a second word."""

    def __init__(self, given: Sequence[Any]) -> None:
        kinds = set(map(type, given))
        self.logicals = [y for y, value in enumerate(given) if value is True or value is False] if bool in kinds else []
        self.parsed: list[tuple[int, str]] = []
        if str in kinds:
            self.parsed = [(y, one) for y, one in enumerate(given) if type(one) is str and one and one[0] != "'"]
            given = [one[1:] if type(one) is str and one[:1] == "'" else one for one in given]
        if kinds - {str, float}:
            given = ["" if one is None else one if type(one) is str else float(one) for one in given]
        self.cells = given

    def finish(self, document: Any, area: Any, x: int) -> None:
        """Parses texts as if typed, unless the cell's format is Text; gives TRUE and FALSE their format."""
        if self.parsed and number_format(document, area, x) != "@":
            formats = document.NumberFormats
            for y, text in self.parsed:
                cell = area.getCellByPosition(x, y)
                if formats.getByKey(cell.NumberFormat).Type != TEXT:
                    cell.setFormula(text)
        if self.logicals:
            logical = document.NumberFormats.getStandardFormat(LOGICAL, document.CharLocale)
            for y in self.logicals:
                area.getCellByPosition(x, y).NumberFormat = logical


def number_format(document: Any, area: Any, column: int | None = None) -> str | None:
    """The number format that all cells (of a column) share; None where they differ."""
    address = area.getRangeAddress()
    left, right = (0, address.EndColumn - address.StartColumn) if column is None else (column, column)
    part = area.getCellRangeByPosition(left, 0, right, address.EndRow - address.StartRow)
    formats, groups = document.NumberFormats, part.getUniqueCellFormatRanges()
    shown = {
        formats.getByKey(groups.getByIndex(at).getByIndex(0).NumberFormat).FormatString for at in range(groups.Count)
    }
    return str(shown.pop()) if len(shown) == 1 else None
