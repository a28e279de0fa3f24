"""Tables of a closed workbook, read by name with their places; nothing is written."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.port import SheetTable
from xl_addin.workbook.extracts.read_book import check_package

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
    wanted, book = list(names), FileBook(path)
    there = book.tables()
    found = [book.read_table(name) for name in wanted if name in there]
    if not found:
        raise DeskError(
            "The workbook has none of the tables that are read back.",
            f"Book {path.name}; its tables: {', '.join(there) or 'none'}.",
            f"Give a closing workbook of this program. Expected: {', '.join(wanted)}.",
        )
    return found
