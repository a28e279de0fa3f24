"""Tables of a closed workbook, read by name with their places; nothing is written."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.book import CellValue, SheetTable
from xl_addin.workbook.read_book import check_package

META = "_meta"


def read_meta(path: Path) -> dict[str, str]:
    """What a closing workbook says of itself for the add-in: period, as_on, ledger_head, run_id."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        check_package(path)
        rows = CalamineWorkbook.from_path(path).get_sheet_by_name(META).to_python()
    except (CalamineError, OSError, zipfile.BadZipFile) as error:
        raise DeskError(
            f"The book does not say which closing it is: {error}.",
            f"Book {path.name}.",
            "Give a closing workbook of this program, as it was written or with its blue cells filled.",
        ) from None
    return {str(row[0]): str(row[1]) for row in rows if len(row) > 1 and row[0] != "table"}


def read_tables(path: Path, names: Iterable[str]) -> list[SheetTable]:
    """The tables of `names` that the book has; DeskError when it cannot be read or has none of them."""
    from python_calamine import CalamineError, CalamineWorkbook

    wanted = list(names)
    try:
        check_package(path)
        with CalamineWorkbook.from_path(path, load_tables=True) as book:
            there = book.table_names or []
            found = [_table(book.get_table_by_name(name)) for name in wanted if name in there]
    except (CalamineError, OSError, zipfile.BadZipFile) as error:
        raise DeskError(
            f"The workbook cannot be read: {error}.",
            f"Book {path}.",
            "Give a closing workbook (.xlsx, without a password). Save and close it first if it is open.",
        ) from None
    if not found:
        raise DeskError(
            "The workbook has none of the tables that are read back.",
            f"Book {path.name}; its tables: {', '.join(there) or 'none'}.",
            f"Give a closing workbook of this program. Expected: {', '.join(wanted)}.",
        )
    return found


def _table(table: object) -> SheetTable:
    start: tuple[int, int] = table.start  # type: ignore[attr-defined]
    rows: list[list[object]] = table.to_python()  # type: ignore[attr-defined]
    return SheetTable(
        name=str(table.name),  # type: ignore[attr-defined]
        sheet=str(table.sheet),  # type: ignore[attr-defined]
        headers=tuple(str(name) for name in table.columns),  # type: ignore[attr-defined]
        rows=tuple(tuple(_cell(value) for value in row) for row in rows),
        header_row=start[0],
        first_column=start[1] + 1,
    )


def _cell(value: object) -> CellValue:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, bool | int | float | str | date):
        return value
    return str(value)
