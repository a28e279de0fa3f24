"""Papers as workbooks: a plain sheet by a template of text, or a bank's own form filled; the source stays as it is.

openpyxl is loaded when the first of them is made.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xl_addin.documents.facts import Grid
from xl_addin.documents.form import places, text_of_cell, values_of
from xl_addin.documents.same_bytes import same_bytes
from xl_addin.documents.template import HEADING, SPACE, TABLE, TITLE, Paper

_AMOUNT = re.compile(r"-?[\d,]+(\.\d+)?")
_DAY = re.compile(r"\d\d-[A-Z][a-z]{2}-\d{4}")
_FEW = 3  # columns of a table that the others lend their widths to
_WIDEST, _FONT = 48, "Calibri"


def xlsx_of(paper: Paper) -> bytes:
    """The workbook of one paper."""
    book = _of_form(paper) if paper.form else _of_text(paper)
    for sheet in book.worksheets if paper.mark else ():
        for head in (sheet.oddHeader, sheet.evenHeader, sheet.firstHeader):  # above each printed page
            head.center.text = "\n".join(filter(None, (paper.mark, head.center.text)))
    return same_bytes(_saved(book))


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _of_form(paper: Paper) -> Any:
    """The bank's own form with its places filled."""
    from xl_addin.documents.form import opened

    book, grids = opened(paper.form), dict(paper.grids)
    for sheet, cell, table in [*places(book)]:  # before anything is written
        if table:
            _put_grid(sheet, cell.row, cell.column, grids[table], cell)
        else:
            _put(cell, values_of(text_of_cell(cell), paper.fields))
    return book


def _of_text(paper: Paper) -> Any:
    """A sheet with the paper from top to bottom, what it stands on and its number last."""
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.styles import Font  # type: ignore[import-untyped]

    book = Workbook()
    sheet = book.active
    sheet.title = "Statement"
    row, grids = 1, dict(paper.grids)
    if paper.mark:
        _put(sheet.cell(row, 1), paper.mark)
        sheet.cell(row, 1).font = Font(name=_FONT, bold=True, size=11)
        row += 1
    for block in paper.blocks:
        if block.kind == TABLE:
            row = _put_grid(sheet, row, 1, grids[block.text]) + 1
            continue
        if block.kind == SPACE:
            row += 1
            continue
        for line in block.text.split("\n"):
            _put(sheet.cell(row, 1), line)
            if block.kind in (TITLE, HEADING):
                sheet.cell(row, 1).font = Font(name=_FONT, bold=True, size=14 if block.kind == TITLE else 11)
            row += 1
        row += block.kind not in (TITLE, HEADING)
    for at, line in enumerate((*paper.citations, paper.number)):
        _put(sheet.cell(row + at, 1), line)
    _fit(sheet, paper)
    return book


def _fit(sheet: Any, paper: Paper) -> None:
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    widths: dict[int, int] = {}
    for grid in (grid for _, grid in paper.grids if len(grid.headings) > _FEW):
        for cells in (grid.headings, *grid.rows):
            for at, text in enumerate(cells, 1):
                widths[at] = min(max(widths.get(at, 10), len(text) + 2), _WIDEST)
    for at, width in widths.items():
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def _put_grid(sheet: Any, top: int, left: int, grid: Grid, like: Any = None) -> int:
    """Headings and rows from a cell on; the row after the last. They look as the cell does that named the table."""
    from openpyxl.styles import Font

    if not grid.rows:
        _put(sheet.cell(top, left), grid.none)
        return top + 1
    bold = {0, *range(len(grid.rows) + 1 - grid.totals, len(grid.rows) + 1)}
    for down, cells in enumerate((grid.headings, *grid.rows)):
        for across, text in enumerate(cells):
            cell = sheet.cell(top + down, left + across)
            if like is not None:
                cell._style = copy(like._style)
            if down in bold:
                cell.font = Font(name=cell.font.name, size=cell.font.size, bold=True)
            _put(cell, _value(text) if down else text, across in grid.amounts and down > 0)
            if across in grid.amounts:
                _turn(cell, "right")
    return top + len(grid.rows) + 1


def _value(text: str) -> object:
    """A day as a day; all else as it stands."""
    return datetime.strptime(text, "%d-%b-%Y").date() if _DAY.fullmatch(text) else text  # noqa: DTZ007 - a day


def _put(cell: Any, value: object, is_amount: bool = False) -> None:
    """A value that no program takes for a formula; an amount is a number with the decimals that it was shown with."""
    if isinstance(value, date):
        cell.value, cell.number_format = value, "dd-mmm-yyyy"
        _turn(cell, "left")
    elif is_amount and isinstance(value, str) and _AMOUNT.fullmatch(value):
        number = Decimal(value.replace(",", ""))
        places = -int(number.as_tuple().exponent)
        cell.value, cell.number_format = number, "#,##0" + ("." + "0" * places if places else "")
        _turn(cell, "right")
    else:
        cell.value = str(value)
        cell.data_type = "s"


def _turn(cell: Any, side: str) -> None:
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(horizontal=side, vertical=cell.alignment.vertical)


def room_of(paper: Paper) -> Iterator[str]:
    """What of a form lies where a table of this paper would be written, in words."""
    from xl_addin.documents.form import opened

    grids = dict(paper.grids)
    for sheet, cell, table in places(opened(paper.form)):
        if table:
            grid = grids[table]
            yield from _in_the_way(sheet, cell, len(grid.rows) + 1, len(grid.headings))


def _in_the_way(sheet: Any, cell: Any, rows: int, columns: int) -> Iterator[str]:
    for down in range(rows):
        for across in range(columns):
            other = sheet.cell(cell.row + down, cell.column + across)
            if (down or across) and (other.value is not None or type(other).__name__ == "MergedCell"):
                yield f"{sheet.title}!{other.coordinate}"
                return
