"""Cells of Calc as Excel's Value2 gives and takes them.

| In Excel (recalled, not yet seen)                      | Here                                                     |
|--------------------------------------------------------|----------------------------------------------------------|
| number, date: float; text: str; TRUE: bool; blank: None | the same; TRUE is told by the cell's Boolean format      |
| a formula that shows nothing: ''                       | the same                                                 |
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
_FORMULA_TEXT, _FORMULA_ERROR = 2, 4  # com.sun.star.sheet.FormulaResult: STRING, ERROR
# Calc's number of an error, and the COM code that Excel gives.
_COM_CODES = {32767: 2042, 519: 2015, 532: 2007, 524: 2023, 525: 2029, 503: 2036, 521: 2000}
_COM_BASE, _VALUE_ERROR = -2146828288, 2015


class Formats:
    """The number formats of a document by their keys, asked for once each."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._known: dict[int, tuple[int, str]] = {}

    def kind(self, key: int) -> int:
        """What the format is for, as flags."""
        return self._of(key)[0]

    def text(self, key: int) -> str:
        """The format as a person writes it."""
        return self._of(key)[1]

    def key(self, code: str) -> int:
        """The key of a format as a person writes it, made where the document has none like it."""
        formats, place = self._document.NumberFormats, self._document.CharLocale
        found = int(formats.queryKey(code, place, False))
        return found if found >= 0 else int(formats.addNew(code, place))

    def logical(self) -> int:
        """The key of TRUE and FALSE."""
        return int(self._document.NumberFormats.getStandardFormat(LOGICAL, self._document.CharLocale))

    def groups(self, area: Any) -> list[tuple[Any, int]]:
        """The cells of a block in groups of one format each."""
        key = int(area.NumberFormat)
        if key:  # 0 is General, or several
            return [(area, key)]
        found = area.getUniqueCellFormatRanges()
        return [(group, int(group.NumberFormat)) for group in map(found.getByIndex, range(found.Count))]

    def _of(self, key: int) -> tuple[int, str]:
        if key not in self._known:
            one = self._document.NumberFormats.getByKey(key)
            self._known[key] = int(one.Type), str(one.FormatString)
        return self._known[key]


def number_format(formats: Formats, area: Any) -> str | None:
    """The number format that all cells share; None where they differ."""
    shown = {formats.text(key) for _, key in formats.groups(area)}
    return shown.pop() if len(shown) == 1 else None


def read(formats: Formats, area: Any) -> Any:
    """Value2 of a cell range."""
    # One pass over the cells; what is rare is asked of Calc by formats and by formulas.
    rows = [[value or (None if value == "" else value) for value in row] for row in area.getDataArray()]
    _set_logicals(formats, area, rows)
    _set_empty_texts(area, rows)
    _set_errors(area, rows)
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else tuple(map(tuple, rows))


def _set_logicals(formats: Formats, area: Any, rows: list[list[Any]]) -> None:
    """TRUE and FALSE where the format says so; Calc itself knows them as 1 and 0."""
    groups = [group for group, key in formats.groups(area) if formats.kind(key) & LOGICAL]
    if not groups:
        return
    top = area.getRangeAddress()
    for group in groups:
        for one in group.getRangeAddresses() if hasattr(group, "getRangeAddresses") else [group.getRangeAddress()]:
            for row in rows[one.StartRow - top.StartRow : one.EndRow - top.StartRow + 1]:
                for x in range(one.StartColumn - top.StartColumn, one.EndColumn - top.StartColumn + 1):
                    row[x] = bool(row[x]) if row[x] in (0.0, 1.0) else row[x]


def _set_empty_texts(area: Any, rows: list[list[Any]]) -> None:
    """Formulas whose result is an empty text: they are no blank cells."""
    found, top = area.queryFormulaCells(_FORMULA_TEXT), area.getRangeAddress()
    for one in found.getRangeAddresses():
        for row in rows[one.StartRow - top.StartRow : one.EndRow - top.StartRow + 1]:
            for x in range(one.StartColumn - top.StartColumn, one.EndColumn - top.StartColumn + 1):
                row[x] = "" if row[x] is None else row[x]


def _set_errors(area: Any, rows: list[list[Any]]) -> None:
    """The COM codes of error values."""
    wrong = area.queryFormulaCells(_FORMULA_ERROR)
    if not wrong.Count:
        return
    top, cells = area.getRangeAddress(), wrong.Cells.createEnumeration()
    while cells.hasMoreElements():
        cell = cells.nextElement()
        place = cell.getCellAddress()
        code = _COM_BASE + _COM_CODES.get(cell.getError(), _VALUE_ERROR)
        rows[place.Row - top.StartRow][place.Column - top.StartColumn] = code


def write(formats: Formats, area: Any, value: Any) -> None:
    """Value2 of a cell range: a value for every cell, or rows of its own shape, in one assignment."""
    top = area.getRangeAddress()
    height, width = top.EndRow - top.StartRow + 1, top.EndColumn - top.StartColumn + 1
    rows = value if isinstance(value, tuple | list) else [[value] * width] * height
    if len(rows) != height or {len(row) for row in rows} != {width}:
        raise ValueError(f"{len(rows)} rows for {height} rows of {width} cells")
    columns = list(zip(*rows, strict=True))
    parts = [_Column(formats, area, height, x, column) for x, column in enumerate(columns)]
    is_as_given = all(part.cells is column for part, column in zip(parts, columns, strict=True))
    block = rows if is_as_given else zip(*[part.cells for part in parts], strict=True)
    area.setDataArray(tuple(map(tuple, block)))
    for part in parts:
        part.finish()


class _Column:
    """One column of a block: what Calc takes at once, and what needs a second word."""

    def __init__(self, formats: Formats, area: Any, height: int, x: int, given: Sequence[Any]) -> None:
        self.formats, self.area, self.x = formats, area, x
        self.cells: Sequence[Any] = given
        self.logicals: list[int] = []
        self.parsed: list[tuple[int, str]] = []
        self.before: list[tuple[Any, int]] = []
        kinds = set(map(type, given))
        if bool in kinds:
            self.logicals = [y for y, value in enumerate(given) if type(value) is bool]
        if str in kinds:
            self._take_texts(given, formats.groups(area.getCellRangeByPosition(x, 0, x, height - 1)))
        if kinds - {str, float}:
            self.cells = ["" if one is None else one if type(one) is str else float(one) for one in self.cells]

    def _take_texts(self, given: Sequence[Any], groups: list[tuple[Any, int]]) -> None:
        """Apostrophes go; what stands without one is parsed later, unless all cells are for text."""
        if not all(self.formats.kind(key) & TEXT for _, key in groups):
            # Calc gives a cell the format Text with the text; Excel leaves the format as it was.
            self.before = groups
            self.parsed = [(y, one) for y, one in enumerate(given) if type(one) is str and one and one[0] != "'"]
        if "'" in "".join([one for one in given if type(one) is str]):
            self.cells = [one[1:] if type(one) is str and one[:1] == "'" else one for one in given]

    def finish(self) -> None:
        """Puts formats back; parses texts as if typed, unless their cell is for text; gives TRUE its format."""
        for group, key in self.before:
            group.NumberFormat = key
        for y, text in self.parsed:
            cell = self.area.getCellByPosition(self.x, y)
            if not self.formats.kind(cell.NumberFormat) & TEXT:
                cell.setFormula(text)
        if self.logicals:
            logical = self.formats.logical()
            for y in self.logicals:
                self.area.getCellByPosition(self.x, y).NumberFormat = logical
