"""Where the person stands: the item of the row, and the way between an item and its exception."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xl_addin.buttons.work import Work
from xl_addin.desk.lists import boe_invoices, orm, settlements
from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.desk.lists.exceptions import LIST as EXCEPTIONS
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.normal import Unreadable, read_day
from xl_addin.workbook.books.port import Book, CellValue, SheetTable
from xl_addin.workbook.lists import List

Tables = Mapping[str, SheetTable]
# Where an item is looked for, open lists first.
_HOMES = (orm.LIST.name, boe_invoices.LIST.name, settlements.LIST.name)


def names_in_row(sheet: SheetTable, cells: tuple[CellValue, ...], *, date1904: bool) -> tuple[str, ...]:
    """Names of the items that a row is about, as `explain` takes them: ORM number, BoE number/date/port#serial."""

    def cell(header: str) -> str:
        found = cells[sheet.headers.index(header)] if header in sheet.headers else None
        return "" if found is None else f"{found:.15g}" if isinstance(found, float) else str(found).strip()

    names = [cell("ORM number")]
    if cell("BoE number") and cell("Port"):
        on = _date(cells[sheet.headers.index("BoE date")], date1904)
        serial = f"#{cell('Serial')}" if cell("Serial") not in ("", "0") else ""
        names.append(f"{cell('BoE number')}/{on}/{cell('Port')}{serial}")
    return tuple(name for name in names if name)


def _date(cell: CellValue, date1904: bool) -> str:
    try:
        return "" if cell in (None, "") else read_day("BoE date", cell, date1904=date1904).isoformat()
    except Unreadable:
        return str(cell)


def chosen_row(book: Book, lists: Tables) -> tuple[List[Any], SheetTable, tuple[CellValue, ...]]:
    """The list and the row that the person stands on; DeskError where that is no row of a list."""
    sheet_name, row, _ = book.selection()
    for name, sheet in lists.items():
        place = row - sheet.header_row - 1
        if sheet.sheet == sheet_name and 0 <= place < len(sheet.rows):
            return MONTH_LISTS[name], sheet, sheet.rows[place]
    raise DeskError(
        "You do not stand on a row of a list.",
        f"Sheet {sheet_name}, row {row}.",
        f"Choose a row on one of the sheets {', '.join(sheet.sheet for sheet in lists.values())}.",
    )


def exception_or_item(work: Work, lists: Tables) -> tuple[str, int, int]:
    """From an exception to the item that it names; from an item, or from anywhere, to an exception of it."""
    book, exceptions = work.book, lists[EXCEPTIONS.name]
    try:
        table, sheet, cells = chosen_row(book, lists)
    except DeskError:
        return _first(exceptions)
    if table.name == EXCEPTIONS.name:
        return _item_of(book, lists, " ".join(str(cell) for cell in cells if cell))
    names = names_in_row(sheet, cells, date1904=book.date1904)
    for down, row in enumerate(exceptions.rows, 1):
        text = " ".join(str(cell) for cell in row if cell)
        if any(name.split("#", maxsplit=1)[0] in text for name in names):
            return exceptions.sheet, exceptions.header_row + down, exceptions.first_column
    raise DeskError(
        "No exception names this item.",
        f"Sheet {sheet.sheet}, {' and '.join(names) or 'a blank row'}.",
        f"{work.labels['explain']} tells what the desk knows of it.",
    )


def _first(exceptions: SheetTable) -> tuple[str, int, int]:
    return exceptions.sheet, exceptions.header_row + 1, exceptions.first_column


def _item_of(book: Book, lists: Tables, text: str) -> tuple[str, int, int]:
    """Of several items that it names the one that it names first: what it is about."""
    named = [
        (min(text.find(name) for name in names if name in text), sheet.sheet, place, sheet.first_column)
        for sheet, place, names in _items(book, lists)
        if any(name in text for name in names)
    ]
    if named:
        return min(named, key=lambda one: one[0])[1:]
    raise DeskError(
        "This exception names no item of the lists.",
        text[:120],
        "It is about a line of a source file: correct it there and take the file in again.",
    )


def _items(book: Book, lists: Tables) -> Iterator[tuple[SheetTable, int, tuple[str, ...]]]:
    for home in _HOMES:
        sheet = lists[home]
        for down, cells in enumerate(sheet.rows, 1):
            names = names_in_row(sheet, cells, date1904=book.date1904)
            yield sheet, sheet.header_row + down, names
