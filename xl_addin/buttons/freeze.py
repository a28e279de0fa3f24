"""A values-only copy of the month's lists."""

from __future__ import annotations

from typing import Any

from xl_addin import __version__
from xl_addin.buttons.card import Card
from xl_addin.buttons.room import refuse_without_room
from xl_addin.buttons.sheets import read_lists
from xl_addin.buttons.work import Work
from xl_addin.desk.atomic import atomic_write
from xl_addin.desk.lists.book import MONTH_LISTS, MONTH_SHEETS
from xl_addin.domain.dates import day_of_serial, period_of
from xl_addin.workbook.books.port import CellValue, SheetTable
from xl_addin.workbook.lists import Kind, List
from xl_addin.workbook.month.layout import HEAD, RESULT, SETTINGS
from xl_addin.workbook.month.template import MonthContent, write_month_book


def freeze(work: Work) -> Card:
    """Writes the lists as they stand into a new workbook of values; this book is not changed."""
    book, on = work.book, work.as_on
    lists = read_lists(book)
    refuse_without_room(book, {})
    rows = {name: _ours(MONTH_LISTS[name], sheet, book.date1904) for name, sheet in lists.items()}
    told = [
        ("Frozen from", book.name),
        ("As on", f"{on:%d-%b-%Y}"),
        ("Sheets written at", work.text(HEAD)),
        ("Frozen by", f"{work.shell.actor.user}, {work.shell.actor.at:%d-%b-%Y %H:%M}"),
        ("Version", f"Import Desk {__version__}"),
    ]
    settings: dict[str, CellValue] = {setting.name: work.book.read_value(setting.name) for setting in SETTINGS}
    settings["ImportDeskAsOn"] = on
    content = MonthContent("Import Desk: month, frozen to values", settings, {**rows, RESULT.name: told})
    path = work.out / f"month-{period_of(on)}-{work.text(HEAD)[:8] or 'empty'}.xlsx"
    atomic_write(path, lambda part: write_month_book(part, MONTH_SHEETS, content))
    lines = (("File", str(path)), ("Rows", str(sum(map(len, rows.values())))), *told[1:])
    return Card("Frozen to values", lines)


def _ours(table: List[Any], sheet: SheetTable, date1904: bool) -> list[tuple[CellValue, ...]]:
    """The rows in the order of our columns; days of a 1904 book counted as any other book counts them."""
    places = [sheet.headers.index(column.header) for column in table.columns]
    days = [column.kind is Kind.DATE for column in table.columns]
    return [
        tuple(_value(row[at], is_day, date1904) for at, is_day in zip(places, days, strict=True)) for row in sheet.rows
    ]


def _value(cell: CellValue, is_day: bool, date1904: bool) -> CellValue:
    if is_day and isinstance(cell, int | float) and not isinstance(cell, bool):
        return day_of_serial(cell, date1904)
    return cell
