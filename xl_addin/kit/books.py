"""Workbooks that the kit makes: calls to time, a spill, error values; and one that would choose our code."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.workbook import Workbook

from udfs._adapter import evaluate
from xl_addin.desk.atomic import atomic_text, atomic_write
from xl_addin.domain.dates import serial_of

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
# Sentences by one array formula: the facts of each row, and what each must say in full.
WHY, WHY_ROWS = "Why", 20
FOREIGN = r"C:\Users\another.user\AppData\Local\ImportDesk\addin\ImportDesk.xlam"
SPILL, SPILLED = "K2:K4", ("MD2016", "REG2026", "REG2026")


def write_calls(path: Path) -> Path:
    """Formulas whose kept answers are wrong on purpose: only a host that calculates shows the right ones."""
    atomic_write(path, _calls)
    return path


def _calls(part: Path) -> None:
    book: Any = Workbook(part)
    day, money = book.add_format({"num_format": "dd-mmm-yyyy"}), book.add_format({"num_format": "₹ #,##0.00"})
    page = book.add_worksheet("Kit")
    page.set_column(0, 11, 14)
    for row in range(3):
        page.write_datetime(1 + row, 0, _DAY + timedelta(days=row), day)
    page.write_formula("E2", "=1/0", None, "#DIV/0!")
    page.write_number("I2", 1234.567891, money)
    for cell, formula, _, _ in CELLS:
        page.write_formula(cell, formula, None, NOT_YET)
    page.write_dynamic_array_formula(SPILL, "=REGIME(A2:A4)", None, NOT_YET)
    _why(book.add_worksheet(WHY), day)
    many = book.add_worksheet("Calls")
    column = book.add_worksheet("Column")
    for row in range(ROWS):
        column.write_datetime(row, 0, _DAY, day)
        if row < CALLS:
            many.write_datetime(row, 0, _DAY, day)
            many.write_formula(row, 1, f"=REGIME(A{row + 1})", None, NOT_YET)
    column.write_dynamic_array_formula(f"B1:B{ROWS}", f"=REGIME(A1:A{ROWS})", None, NOT_YET)
    book.close()


def _why(page: Any, day: Any) -> None:
    for row in range(WHY_ROWS):
        page.write_number(row, 0, why_facts(row)[0])
        page.write_number(row, 1, why_facts(row)[1])
        page.write_datetime(row, 2, _DAY, day)
        page.write_string(row, 3, "DISCOUNT")
    formula = f"=WRITEOFF_WHY(A1:A{WHY_ROWS},B1:B{WHY_ROWS},C1:C{WHY_ROWS},D1:D{WHY_ROWS})"
    page.write_dynamic_array_formula(f"E1:E{WHY_ROWS}", formula, None, NOT_YET)
    page.set_column(0, 3, 13)
    page.set_column(4, 4, 150)


def why_facts(row: int) -> tuple[float, float]:
    """Value and difference of a row of sentences."""
    return 100_000.0 + row, 4_000.0 + 100 * row


def why_said() -> tuple[str, ...]:
    """What the rows of sentences must say, as the functions say it in Python."""
    facts = [*map(why_facts, range(WHY_ROWS))]
    values, differences = tuple((value,) for value, _ in facts), tuple((difference,) for _, difference in facts)
    days, reasons = ((float(serial_of(_DAY)),),) * WHY_ROWS, (("DISCOUNT",),) * WHY_ROWS
    answer = evaluate("WRITEOFF_WHY", [values, differences, days, reasons], date1904=False)
    return tuple(str(row[0]) for row in answer)


def write_foreign(path: Path) -> Path:
    """A book as another user's Excel saves it: its formula goes to that user's own add-in."""
    plain = path.with_suffix(".plain.xlsx")
    atomic_write(plain, _asks_once)
    with ZipFile(plain) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, _linked(name, source.read(name).decode("utf-8")))
        for name, text in _LINK.items():
            target.writestr(name, text)
    plain.unlink()
    return path


def _asks_once(part: Path) -> None:
    book: Any = Workbook(part)
    page = book.add_worksheet("Kit")
    page.write_datetime("A1", _DAY, book.add_format({"num_format": "dd-mmm-yyyy"}))
    page.write_formula("B1", "=REGIME(A1)", None, NOT_YET)
    book.close()


_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LINK = {
    "xl/externalLinks/externalLink1.xml": (
        f'{_XML}<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_KIND}" r:id="rId1">'
        '<definedNames><definedName name="REGIME"/></definedNames></externalBook></externalLink>'
    ),
    "xl/externalLinks/_rels/externalLink1.xml.rels": (
        f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_KIND}/externalLinkPath" '
        f'Target="file:///{FOREIGN}" TargetMode="External"/></Relationships>'
    ),
}
_LINKED = {
    "[Content_Types].xml": (
        "</Types>",
        f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{_TYPE}"/></Types>',
    ),
    "xl/_rels/workbook.xml.rels": (
        "</Relationships>",
        f'<Relationship Id="rIdLink" Type="{_KIND}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        "</Relationships>",
    ),
    "xl/workbook.xml": (
        "</sheets>",
        '</sheets><externalReferences><externalReference r:id="rIdLink"/></externalReferences>',
    ),
    "xl/worksheets/sheet1.xml": ("<f>REGIME(", "<f>[1]!REGIME("),
}


def _linked(name: str, text: str) -> str:
    before, after = _LINKED.get(name, ("", ""))
    assert not before or before in text, name  # noqa: S101 - as our own library writes it
    return text.replace(before, after, 1) if before else text


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
