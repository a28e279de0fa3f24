"""Workbooks that the kit makes: calls to time, a spill, error values; and one that would choose our code."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook

from xl_addin.desk.atomic import atomic_text, atomic_write

CALLS, ROWS = 2_000, 10_000
_DAY = date(2026, 9, 30)
NOT_YET = "not calculated"
# Cell, formula, what must be seen. REGIME changes on 1-Oct-2026; a currency cell keeps its six decimals.
CELLS: tuple[tuple[str, str, str, object], ...] = (
    ("C2", "=REGIME(A2)", "the last day of the former law", "MD2016"),
    ("D2", "=ISERROR(REGIME(E2))", "an error value stays an error value", True),
    ("F2", "=LEN(REGIME(G2:G2))", "a blank cell gives a blank", 0),
    ("H2", "=OUTSTANDING(I2,0)", "a currency cell keeps six decimals", 1234.567891),
    ("J2", '=IFERROR(RULE("no.such.rule",A2),"caught")', "IFERROR catches what the law does not give", "caught"),
)
SPILL, SPILLED = "K2:K4", ("MD2016", "REG2026", "REG2026")


def write_calls(path: Path) -> Path:
    """Formulas whose kept answers are wrong on purpose: only a host that calculates shows the right ones."""
    atomic_write(path, _calls)
    return path


def _calls(part: Path) -> None:
    book: Any = Workbook(part)
    day, money = book.add_format({"num_format": "dd-mmm-yyyy"}), book.add_format({"num_format": "₹ #,##0.00"})
    page = book.add_worksheet("Kit")
    for row in range(3):
        page.write_datetime(1 + row, 0, _DAY + timedelta(days=row), day)
    page.write_formula("E2", "=1/0", None, "#DIV/0!")
    page.write_number("I2", 1234.567891, money)
    for cell, formula, _, _ in CELLS:
        page.write_formula(cell, formula, None, NOT_YET)
    page.write_dynamic_array_formula(SPILL, "=REGIME(A2:A4)", None, NOT_YET)
    many = book.add_worksheet("Calls")
    column = book.add_worksheet("Column")
    for row in range(ROWS):
        column.write_datetime(row, 0, _DAY, day)
        if row < CALLS:
            many.write_datetime(row, 0, _DAY, day)
            many.write_formula(row, 1, f"=REGIME(A{row + 1})", None, NOT_YET)
    column.write_dynamic_array_formula(f"B1:B{ROWS}", f"=REGIME(A1:A{ROWS})", None, NOT_YET)
    book.close()


def write_hostile(folder: Path, marker: Path) -> Path:
    """A workbook with settings that stock xlwings would obey, beside modules that would leave a mark if imported."""
    text = f"import pathlib\npathlib.Path({str(marker)!r}).touch()\n"
    for name in ("decimal", "openpyxl", "xl_addin", "udfs", "sitecustomize"):
        atomic_text(folder / f"{name}.py", text)
    path = folder / "hostile.xlsx"
    atomic_write(path, lambda part: _hostile(part, folder))
    return path


def _hostile(part: Path, folder: Path) -> None:
    book: Any = Workbook(part)
    book.add_worksheet("Sheet1").write_formula("A1", "=RULES_VERSION()", None, NOT_YET)
    for sheet in ("xlwings.conf", "ImportDesk.conf", "myaddin.conf"):
        page = book.add_worksheet(sheet)
        python = str(folder / "python.exe")
        settings = (("INTERPRETER_WIN", python), ("PYTHONPATH", str(folder)), ("UDF MODULES", "udfs"))
        for row, pair in enumerate(settings):
            page.write_row(row, 0, pair)
    book.close()
