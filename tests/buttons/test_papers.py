"""The buttons of papers over the guided sample: files beside the workbook, numbers in the ledger, lists of now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.buttons.sample_desk import SampleDesk
from tests.desk.month_fixture import read_csv
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.month.layout import BANK

FOLDER = "papers-2026-10"


@pytest.fixture
def desk(tmp_path: Path) -> SampleDesk:
    """The guided sample with its month matched."""
    found = SampleDesk(tmp_path)
    found.press("take_in", "match")
    return found


def test_slips_go_beside_the_workbook_once_and_the_sheets_are_of_now(desk: SampleDesk) -> None:
    first = desk.press("slips").text()
    rows = read_csv(desk.home / FOLDER / "papers.csv")
    assert f"Slips: {len(rows)} issued, 0 not" in first
    assert rows
    assert all((desk.home / FOLDER / row["file"]).is_file() for row in rows)
    assert "Slips: 0 issued, 0 not" in desk.press("slips").text()
    desk.press("review")  # which refuses sheets that are older than the ledger


def test_statements_are_made_once_a_day(desk: SampleDesk) -> None:
    assert "Statements: 0 issued" not in desk.press("statements").text()
    again = desk.press("statements").text()
    assert "Statements: 0 issued" in again
    assert "Issued before, saying the same" in again


def test_letters_are_written_once(desk: SampleDesk) -> None:
    first = desk.press("letters").text()
    assert "Letters: 0 issued" not in first
    assert "reminder of missing evidence of import" in first
    assert "Letters: 0 issued" in desk.press("letters").text()


def test_the_other_papers_are_issued_once(desk: SampleDesk) -> None:
    first = desk.press("other_papers").text()
    assert "Other papers:" in first
    assert "Other papers: 0 issued" in desk.press("other_papers").text()


def test_a_slip_needs_the_name_of_the_bank(desk: SampleDesk) -> None:
    desk.book.write_value(BANK, "")
    with pytest.raises(DeskError, match="No bank is named"):
        desk.press("slips")
