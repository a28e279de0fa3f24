"""Writes the month's workbook: Start, and one live list for each sheet of the closing that the desk works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook

from xl_addin.domain.dates import serial_of
from xl_addin.workbook.books.port import CellValue
from xl_addin.workbook.layout.fast_book import OPTIONS
from xl_addin.workbook.layout.fitting import header_width
from xl_addin.workbook.layout.page import TAB_COLOURS
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.layout.tables import HEAD_HEIGHT, input_check, put_total, table_options, tool_tip
from xl_addin.workbook.lists import Column, List, Sheet
from xl_addin.workbook.month.layout import RESULT, START
from xl_addin.workbook.month.start import write_marked, write_start
from xl_addin.workbook.month.styles import LAST_ROW, MonthStyles, colour
from xl_addin.workbook.safe_text import safe_footer, safe_text

HEAD_ROW = 4
# What a person adds to a list, said on the list itself: rows are written anew by key, a cell's dress stays where it is.
OWN = (
    "Your own columns with their formulas, and answers not read yet, stay with their rows. Colours and comments of "
    "yours in the list do not: write them into a column of your own as text, or on a sheet of your own."
)
OWN_COLUMN = 3
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001  # fixed: the same content gives the same file
_ROWS = 1_048_576
_A4, _ZOOM, _EVERYWHERE = 9, 90, "A1:AZ1048576"
Cells = Sequence[Sequence[CellValue]]


@dataclass(frozen=True, slots=True)
class MonthContent:
    """What a new book holds beside its empty lists: cells of Start by name, rows by table, pages put before Start."""

    title: str = "Import Desk: month"
    settings: Mapping[str, CellValue] = field(default_factory=dict)
    rows: Mapping[str, Cells] = field(default_factory=dict)
    first_page: Callable[[Any, Styles], None] | None = None


def write_month_book(path: Path, sheets: Sequence[Sheet], content: MonthContent) -> None:
    """Writes the book with one list a sheet to `path`; the same content gives the same bytes."""
    book: Any = Workbook(str(path), {**OPTIONS, "tmpdir": str(path.parent), "default_date_format": "dd-mmm-yyyy"})
    book.set_properties({"title": content.title, "author": "Import desk", "created": _MADE})
    styles, formats = Styles(book), MonthStyles(book)
    if content.first_page is not None:
        content.first_page(book, styles)
    start = book.add_worksheet(START)
    write_start(book, start, styles, content.title, content.settings, sheets, content.rows.get(RESULT.name, ()))
    _print_setup(start, START, 0)
    for sheet in sheets:
        _write_list(book.add_worksheet(sheet.name), sheet, styles, formats, content.rows)
    book.close()


def _write_list(page: Any, sheet: Sheet, styles: Styles, formats: MonthStyles, rows: Mapping[str, Cells]) -> None:
    """Title, the empty table or its rows, and what rows that come later need."""
    (table,) = sheet.tables
    filled = rows.get(table.name) or [(None,) * len(table.columns)]
    for place, column in enumerate(table.columns):
        page.set_column(place, place, _width(column), formats.column(column))
    _heading(page, sheet, styles)
    _total(page, table, filled, styles)
    page.set_row(HEAD_ROW, HEAD_HEIGHT)
    last = HEAD_ROW + len(filled)
    page.add_table(HEAD_ROW, 0, last, len(table.columns) - 1, table_options(table, styles))
    for down, row in enumerate(filled, HEAD_ROW + 1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            put_cell(page, down, place, cell, formats.column(column))
    _checks(page, table)
    colour(page, HEAD_ROW + 1, table, formats)
    page.freeze_panes(HEAD_ROW + 1, sheet.frozen)
    page.set_tab_color(TAB_COLOURS[sheet.group])
    _print_setup(page, sheet.name, HEAD_ROW)
    if table.seldom:
        page.print_area(0, 0, _ROWS - 1, table.printed - 1)  # whole columns: as far down as rows go


def _heading(page: Any, sheet: Sheet, styles: Styles) -> None:
    page.set_row(0, 24)
    page.write_string(0, 0, sheet.name, styles.named("title"))
    write_marked(page, 1, sheet.what, styles)
    page.write_string(2, 0, sheet.todo, styles.named("todo"))
    page.write_url(HEAD_ROW - 1, 0, f"internal:'{START}'!A1", styles.named("link"), f"← {START}")
    page.write_string(HEAD_ROW - 1, OWN_COLUMN, OWN, styles.named("todo"))


def _total(page: Any, table: List[Any], rows: Cells, styles: Styles) -> None:
    """The sum of the rows that a filter leaves; as far down as rows go, for they come later."""
    if table.total:
        place = table.place(table.total)
        known = (row[place] for row in rows)
        found = sum((Decimal(str(one)) for one in known if isinstance(one, int | float)), Decimal(0))
        put_total(page, 0, table, xl_range_abs(HEAD_ROW + 1, place, LAST_ROW, place), found, styles)


def _checks(page: Any, table: List[Any]) -> None:
    for place, column in enumerate(table.columns):
        tool_tip(page, HEAD_ROW, place, column)
        if column.is_user_input:
            input_check(page, HEAD_ROW + 1, LAST_ROW, place, column)


def _width(column: Column[Any]) -> float:
    """Wide enough for the header's longest word and for the longest word to choose."""
    choice = max((len(word) for word in column.choices), default=0) * 1.15 + 3 if column.choices else 0.0
    return round(max(column.width, header_width(column.header), choice), 1)


def put_cell(page: Any, row: int, column: int, cell: CellValue, style: Any) -> None:
    """One value; text is never a formula."""
    if cell is None or cell == "":
        page.write_blank(row, column, None, style)
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell, style)
    elif isinstance(cell, str):
        page.write_string(row, column, safe_text(cell), style)
    elif isinstance(cell, date):
        page.write_number(row, column, serial_of(cell), style)
    else:
        page.write_number(row, column, cell, style)


def _print_setup(page: Any, name: str, repeat: int) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
    page.set_footer(f"&L&8&F&C&8{safe_footer(name)}&R&8page &P/&N", {"margin": 0.3})
    page.repeat_rows(repeat)
    page.hide_gridlines(2)
    page.set_zoom(_ZOOM)
    page.ignore_errors({"number_stored_as_text": _EVERYWHERE})
