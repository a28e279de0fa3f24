"""A values-only copy of the month's lists."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from xl_addin import __version__
from xl_addin.buttons.card import Card
from xl_addin.buttons.room import refuse_without_room
from xl_addin.buttons.sheets import read_lists
from xl_addin.buttons.work import Work
from xl_addin.desk.atomic import atomic_write, free_path
from xl_addin.desk.lists.book import MONTH_SHEETS
from xl_addin.domain.dates import period_of
from xl_addin.workbook.books.normal import Unreadable, read_day
from xl_addin.workbook.books.port import CellValue, SheetTable
from xl_addin.workbook.lists import Column, Kind, List, Sheet, text
from xl_addin.workbook.month.layout import HEAD, RESULT, SETTINGS
from xl_addin.workbook.month.template import MonthContent, write_month_book

OWN_WIDTH = 16.0


def freeze(work: Work) -> Card:
    """Writes the lists as they stand into a new workbook of values; this book and earlier copies stay."""
    book, shown = work.book, work.shown
    on = shown.as_on or work.as_on
    lists = read_lists(book)
    refuse_without_room(book, {})
    sheets = [_wider(sheet, lists[sheet.tables[0].name]) for sheet in MONTH_SHEETS]
    tables = {sheet.tables[0].name: sheet.tables[0] for sheet in sheets}
    rows = {name: _rows(tables[name], sheet, book.date1904) for name, sheet in lists.items()}
    told = [
        ("Frozen from", book.name),
        ("As on", f"{on:%d-%b-%Y}"),
        ("Sheets written at", work.text(HEAD)),
        ("Frozen by", f"{work.shell.actor.user}, {work.shell.actor.at:%d-%b-%Y %H:%M}"),
        ("Version", f"Import Desk {__version__}"),
    ]
    settings: dict[str, CellValue] = {setting.name: work.cell(setting.name) for setting in SETTINGS}
    settings["ImportDeskAsOn"] = on
    content = MonthContent("Import Desk: month, frozen to values", settings, {**rows, RESULT.name: told})
    path = free_path(work.out / f"month-{period_of(on)}-{shown.head[:8] or 'empty'}.xlsx")
    atomic_write(path, lambda part: write_month_book(part, sheets, content))
    lines = (("File", str(path)), ("Rows", str(sum(map(len, rows.values())))), *told[1:])
    return Card("Frozen to values", lines)


def _wider(sheet: Sheet, there: SheetTable) -> Sheet:
    """The sheet with the person's own columns at the right end of its list."""
    (table,) = sheet.tables
    ours = {column.header for column in table.columns}
    own: list[Column[Any]] = [
        Column(header, text, lambda _: None, OWN_WIDTH) for header in there.headers if header not in ours
    ]
    # Where some of ours stand last, off paper, the person's stand behind them.
    seldom = (*table.seldom, *(column.header for column in own)) if table.seldom else ()
    return replace(sheet, tables=(replace(table, columns=(*table.columns, *own), seldom=seldom),))


def _rows(table: List[Any], sheet: SheetTable, date1904: bool) -> list[tuple[CellValue, ...]]:
    """The rows in the order of the columns; days of a 1904 book counted as any other book counts them."""
    places = [sheet.headers.index(column.header) for column in table.columns]
    days = [column.kind is Kind.DATE for column in table.columns]
    return [
        tuple(_value(row[at], is_day, date1904) for at, is_day in zip(places, days, strict=True)) for row in sheet.rows
    ]


def _value(cell: CellValue, is_day: bool, date1904: bool) -> CellValue:
    """A day as a day; a number that is none stays as text, which shows it where a format of days would not."""
    if not is_day or not isinstance(cell, int | float) or isinstance(cell, bool):
        return cell
    try:
        return read_day("", cell, date1904=date1904)
    except Unreadable:
        return f"{cell:.15g}"
