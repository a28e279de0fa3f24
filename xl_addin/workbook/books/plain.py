"""A small workbook of lists: one sheet per page, each with a title, what it is, and its tables one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xl_addin.workbook.layout.fast_book import FastBook
from xl_addin.workbook.layout.fast_sheet import FastSheet
from xl_addin.workbook.layout.fitting import fitted
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.layout.tables import set_widths, write_table
from xl_addin.workbook.lists import Filled
from xl_addin.workbook.safe_text import safe_footer, safe_text

_HEAD_ROW, _A4, _ZOOM, _EVERYWHERE = 4, 9, 90, "A1:AZ1048576"


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its name, what it is, what the reader does with it, and its lists."""

    name: str
    what: str
    todo: str
    lists: Sequence[Filled[Any]]
    portrait: bool = False


def write_pages(pages: Sequence[Page], path: Path, title: str, made_on: date) -> None:
    """Writes the book to `path`; the same pages on the same day give the same bytes."""
    book: Any = FastBook(path)
    made = datetime(made_on.year, made_on.month, made_on.day)  # noqa: DTZ001 - a day has no zone
    book.set_properties({"title": title, "author": "Import desk", "created": made})
    styles = Styles(book)
    for page in pages:
        _write_page(book.add_worksheet(page.name), page, styles, title)
    book.close()


def _write_page(sheet: FastSheet, page: Page, styles: Styles, title: str) -> None:
    for row, (text, style) in enumerate(((page.name, "title"), (page.what, "what"), (page.todo, "todo"))):
        sheet.write_string(row, 0, safe_text(text), styles.named(style))
    sheet.set_row(0, 24)
    lists = [fitted(filled) for filled in page.lists]
    set_widths(sheet, *(filled.table for filled in lists))
    head, last = _HEAD_ROW, _HEAD_ROW
    for filled in lists:
        last = write_table(sheet, head, filled, styles)
        head = last + 3
    _print_setup(sheet, page, title, last, max(len(filled.table.columns) for filled in lists) - 1)


def _print_setup(sheet: Any, page: Page, title: str, last_row: int, last_column: int) -> None:
    if not page.portrait:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.65)
    sheet.set_footer(f"&L&8{safe_footer(title)}&C&8&A&R&8page &P/&N", {"margin": 0.3})
    sheet.repeat_rows(_HEAD_ROW)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.hide_gridlines(2)
    sheet.set_zoom(_ZOOM)
    sheet.ignore_errors({"number_stored_as_text": _EVERYWHERE})
