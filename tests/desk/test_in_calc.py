"""The real closing workbooks opened by a real spreadsheet: every formula gives the figure we wrote beside it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from python_calamine import CalamineWorkbook

from tests.office.office import Office

FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*><f[ >]')
Place = tuple[str, str]


def formulas(path: Path) -> list[Place]:
    """Sheet and cell of every formula: a pattern reads a large book in a tenth of openpyxl's time."""
    names = CalamineWorkbook.from_path(path).sheet_names
    with ZipFile(path) as package:
        sheets = [package.read(f"xl/worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
    assert sum(sheet.count(b"<f>") + sheet.count(b"<f ") for sheet in sheets) == sum(
        len(FORMULA.findall(sheet)) for sheet in sheets
    )
    return [(name, at.decode()) for name, sheet in zip(names, sheets, strict=True) for at in FORMULA.findall(sheet)]


def values(path: Path, places: list[Place]) -> dict[Place, Any]:
    """What stands in these cells; empty where a sheet ends before."""
    book = CalamineWorkbook.from_path(path)
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {(sheet, at): _value(sheets[sheet], at) for sheet, at in places}


def _value(rows: list[list[Any]], at: str) -> Any:
    row, column = coordinate_to_tuple(at)
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""


@pytest.mark.parametrize("month", ["small_out", "desk_out"])
def test_case_107_calc_recalculates_every_formula_to_our_figure(
    office: Office, month: str, request: pytest.FixtureRequest
) -> None:
    ours = request.getfixturevalue(month) / "closing-2026-10.xlsx"
    places = formulas(ours)
    assert len(places) > 300
    again, written = values(office.recalculate(ours), places), values(ours, places)
    for place in places:
        expected, found = written[place], again[place]
        if isinstance(expected, float | int) and not isinstance(expected, bool):
            assert found == pytest.approx(expected, rel=1e-12, abs=1e-6), place
        else:
            assert (found or "") == (expected or ""), place


def test_case_109_every_sheet_prints_without_hashes(office: Office, small_out: Path) -> None:
    pdf = office.to_pdf(small_out / "closing-2026-10.xlsx")
    assert pdf.stat().st_size > 50_000
    text = _text(pdf)
    assert "###" not in text
    for sheet in ("Control", "Roll-forward", "BoE invoices", "Follow-up", "Rules"):
        assert f"{sheet}, sheet" in text


def _text(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    return done.stdout
