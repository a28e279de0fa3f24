"""Workbooks for the tests of the Book port: a month's workbook in small, and what people do to one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from xlsxwriter.workbook import Workbook

TABLE, OTHER = "tblSettlements", "tblExceptions"
HEADERS = ("ORM number", "Amount", "Value date", "Answer", "Remark")
ROWS = (
    ("0009001ORM00000001", 1250.5, date(2026, 10, 1), "ACCEPT", "as told by phone"),
    ("0009001ORM00000002", 75.0, date(2026, 10, 31), None, None),
    ("0009001ORM00000003", -3.25, date(2027, 2, 28), "REJECT", "=1+1"),
)
FORMATS = ("@", "#,##0.00", "dd-mmm-yyyy", "@", "General")
BLUE = "#DDEBF7"


def month_book(path: Path, *, date1904: bool = False, rows: Any = ROWS) -> Path:
    """Sheet Start with named cells, sheet Settlements with a table from B4, sheet Exceptions, an empty sheet."""
    book = Workbook(str(path), {"date_1904": date1904})
    start = book.add_worksheet("Start")
    start.write("A1", "Folder")
    start.write_string("B2", "C:\\desk\\2026-10")
    start.write_datetime("B3", date(2026, 10, 31), book.add_format({"num_format": "dd-mmm-yyyy"}))
    for name, cell in (("ImportDeskFolder", "B2"), ("ImportDeskAsOn", "B3"), ("ImportDeskHead", "B4")):
        book.define_name(name, f"=Start!${cell[0]}${cell[1]}")
    _table(book, book.add_worksheet("Settlements"), rows)
    page = book.add_worksheet("Exceptions")
    book.define_name("Exceptions!Local", "=Exceptions!$A$1")
    page.write("A2", "nothing in this period")
    page.add_table("A1:B2", {"name": OTHER, "columns": [{"header": "What"}, {"header": "Where"}]})
    book.add_worksheet("It's empty")
    book.close()
    return path


def _table(book: Workbook, page: Any, rows: Any) -> None:
    formats = [book.add_format({"num_format": one}) for one in FORMATS]
    formats[3] = book.add_format({"num_format": "@", "bg_color": BLUE, "locked": False})
    page.write("B1", "Settlements of the month")
    for y, row in enumerate(rows, 4):
        for x, value in enumerate(row, 1):
            write = page.write_string if isinstance(value, str) else page.write
            write(y, x, value, formats[x - 1])  # None with a format is a blank cell that has it
    columns = [{"header": one} for one in HEADERS]
    page.add_table(3, 1, 3 + len(rows), 5, {"name": TABLE, "columns": columns, "style": None})
    page.data_validation(4, 4, 3 + len(rows), 4, {"validate": "list", "source": ["ACCEPT", "REJECT", "LOCK"]})


def changed(path: Path, change: Callable[[Any], None]) -> Path:
    """The book after `change` of its sheet Settlements by hand (openpyxl)."""
    book = load_workbook(path)
    change(book["Settlements"])
    book.save(path)
    return path


def with_part(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The book with one part of its package rewritten."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def same_table_name_twice(path: Path) -> Path:
    """A package whose second table goes by the name of the first."""
    return with_part(path, "xl/tables/table2.xml", lambda text: re.sub(OTHER, TABLE, text))
