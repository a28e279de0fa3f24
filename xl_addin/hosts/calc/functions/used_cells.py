"""The cells of an argument that Calc hands over as a range: as far as its sheet is used, errors among them."""

from __future__ import annotations

from typing import Any

from udfs._registry import Cell, CellError

# Kinds of arguments that are always cells of a book. As a range they cost what their used rows cost, however many
# columns are named whole; as values Calc would make a million rows of them before we are asked.
REFERENCES = ("rates", "table")
# Calc keeps an error value in a cell as a not-a-number whose low bits are the error's number.
ERROR_CODES = {
    CellError.NULL: 521,
    CellError.DIV0: 532,
    CellError.VALUE: 519,
    CellError.REF: 524,
    CellError.NAME: 525,
    CellError.NUM: 503,
    CellError.NA: 32767,
}
_ERROR_OF = {code: error for error, code in ERROR_CODES.items()}


def used_cells(found: Any) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a range down to the last used row of its sheet; a range below that is one blank row."""
    place, end = found.getRangeAddress(), found.getSpreadsheet().createCursor()
    end.gotoEndOfUsedArea(False)
    last = max(min(place.EndRow, end.getRangeAddress().EndRow) - place.StartRow, 0)
    part = found.getCellRangeByPosition(0, 0, place.EndColumn - place.StartColumn, last)
    rows: tuple[tuple[Any, ...], ...] = part.getDataArray()
    return tuple(_with_errors(part, at, row) if None in row else row for at, row in enumerate(rows))


def _with_errors(part: Any, at: int, row: tuple[Any, ...]) -> tuple[Cell, ...]:
    """A row in which Calc gives nothing for a cell that holds an error."""
    return tuple(_error_of(part, column, at) if cell is None else cell for column, cell in enumerate(row))


def _error_of(part: Any, column: int, row: int) -> CellError:
    return _ERROR_OF.get(part.getCellByPosition(column, row).getError(), CellError.VALUE)
