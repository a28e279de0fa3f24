"""Reading a written book back with another library, once per test session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

ERRORS = ("#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!")


def cells(sheet: Worksheet) -> Iterator[Cell]:
    """Every cell that holds something."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield cell


def formulas(book: Workbook) -> Iterator[tuple[str, Cell]]:
    """Sheet name and cell of every formula."""
    for sheet in book:
        for cell in cells(sheet):
            if cell.data_type == "f":
                yield sheet.title, cell


def table_rows(book: Workbook, sheet: str, table: str) -> list[dict[str, object]]:
    """The rows of a table as header → value."""
    area = book[sheet].tables[table].ref
    head, *rows = [[cell.value for cell in row] for row in book[sheet][area]]
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def parts(path: Path) -> dict[str, bytes]:
    """Every part of the file by name."""
    with ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def functions(formula: str) -> set[str]:
    """The names of the functions that a formula calls; words inside quotes do not count."""
    return set(re.findall(r"([A-Z][A-Z0-9._]*)\(", re.sub(r'"[^"]*"', '""', formula)))


def load(path: Path, *, values: bool = False) -> Workbook:
    """The book with its formulas, or with the values that stand in the file."""
    return openpyxl.load_workbook(path, data_only=values)
