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
    columns = [_Column(document, area, x, column) for x, column in enumerate(zip(*rows, strict=True))]
    area.setDataArray(tuple(zip(*[one.cells for one in columns], strict=True)))
    for one in columns:
        one.finish()


class _Column:
    """One column of a block: what Calc takes at once, and what needs a second word."""

    def __init__(self, document: Any, area: Any, x: int, given: Sequence[Any]) -> None:
        self.document, self.area, self.x = document, area, x
        kinds = set(map(type, given))
        self.logicals = [y for y, value in enumerate(given) if value is True or value is False] if bool in kinds else []
        # Calc gives a cell the format Text with the text; Excel leaves the format as it was.
        self.formats = _formats(document, _column(area, x)) if str in kinds else []
        self.parsed: list[tuple[int, str]] = []
        if self.formats:
            self.parsed = [(y, one) for y, one in enumerate(given) if type(one) is str and one and one[0] != "'"]
        if str in kinds:
            given = [one[1:] if type(one) is str and one[:1] == "'" else one for one in given]
        if kinds - {str, float}:
            given = ["" if one is None else one if type(one) is str else float(one) for one in given]
        self.cells = given

    def finish(self) -> None:
        """Puts formats back; parses texts as if typed, unless their cell is for text; gives TRUE its format."""
        for group, key in self.formats:
            group.NumberFormat = key
        texts = self.document.NumberFormats
        for y, text in self.parsed:
            cell = self.area.getCellByPosition(self.x, y)
            if not texts.getByKey(cell.NumberFormat).Type & TEXT:
                cell.setFormula(text)
        if self.logicals:
            logical = texts.getStandardFormat(LOGICAL, self.document.CharLocale)
            for y in self.logicals:
                self.area.getCellByPosition(self.x, y).NumberFormat = logical


def _column(area: Any, x: int) -> Any:
    address = area.getRangeAddress()
    return area.getCellRangeByPosition(x, 0, x, address.EndRow - address.StartRow)


def _formats(document: Any, area: Any) -> list[tuple[Any, int]]:
    """Groups of cells with their number formats; none where every cell is for text."""
    groups = area.getUniqueCellFormatRanges()
    found = [groups.getByIndex(at) for at in range(groups.Count)]
    keys = [int(group.getByIndex(0).NumberFormat) for group in found]
    kinds = {document.NumberFormats.getByKey(key).Type for key in set(keys)}
    return [] if all(kind & TEXT for kind in kinds) else list(zip(found, keys, strict=True))


def number_format(document: Any, area: Any) -> str | None:
    """The number format that all cells share; None where they differ."""
    formats, groups = document.NumberFormats, area.getUniqueCellFormatRanges()
    keys = {groups.getByIndex(at).getByIndex(0).NumberFormat for at in range(groups.Count)}
    shown = {str(formats.getByKey(key).FormatString) for key in keys}
    return shown.pop() if len(shown) == 1 else None
