"""The real closing workbooks opened by a real spreadsheet: every formula gives the figure we wrote beside it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.office.office import Office


def formulas(path: Path) -> list[tuple[str, str]]:
    book = load_workbook(path, read_only=False)
    return [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@pytest.mark.parametrize("month", ["small_out", "desk_out"])
def test_calc_recalculates_every_formula_to_our_figure(
    office: Office, month: str, request: pytest.FixtureRequest
) -> None:
    ours = request.getfixturevalue(month) / "closing-2026-10.xlsx"
    places = formulas(ours)
    assert len(places) > 300
    again = load_workbook(office.recalculate(ours), data_only=True)
    written = load_workbook(ours, data_only=True)
    for sheet, place in places:
        expected, found = written[sheet][place].value, again[sheet][place].value
        if isinstance(expected, float | int) and not isinstance(expected, bool):
            assert found == pytest.approx(expected, rel=1e-12, abs=1e-6), (sheet, place)
        else:
            assert (found or "") == (expected or ""), (sheet, place)


def test_every_sheet_prints_without_hashes(office: Office, small_out: Path) -> None:
    pdf = office.to_pdf(small_out / "closing-2026-10.xlsx")
    assert pdf.stat().st_size > 50_000
    text = _text(pdf)
    assert "###" not in text
    for sheet in ("Control", "Roll-forward", "BoE invoices", "Follow-up", "Rules"):
        assert f"{sheet}, sheet" in text


def _text(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    return done.stdout
