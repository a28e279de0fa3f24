"""The guided sample's tour from the command line: the commands that the sheet shows, word for word."""

from __future__ import annotations

import shlex
from pathlib import Path

import openpyxl
import pytest

from tests.buttons.sample_desk import copy_sample
from xl_addin.cli.main import app
from xl_addin.sample.tour import STEPS

CLOSING = Path("guided-closing/closing-2026-10.xlsx")
ANSWERS = {
    4: {
        "Settlements": [
            ("IBA26100000014", {"Accept or Reject": "Accept"}),
            ("IBA26100000015", {"Accept or Reject": "Accept"}),
            ("IBA26100000016", {"Accept or Reject": "Reject"}),
            ("IBA26100000017", {"Accept or Reject": "Accept"}),
        ]
    },
    5: {"Write-offs": [("7100019", {"Reason": "BANK_CHARGES", "AD satisfied": "Y"})]},
}
TOLD = {
    1: "92 rows = 89 kept + 3 refused",
    2: "Posted now: 20",
    3: "IBA26100000018",
    4: "3 proposals posted, 1 refused",
    5: "kept 2 answers",
    6: "WRITEOFF ESCALATE",
    7: "0 broken",
}


def fill(number: int) -> None:
    """Answers in the closing workbook as a person gives them."""
    book = openpyxl.load_workbook(CLOSING)
    for sheet, answers in ANSWERS[number].items():
        head, *rows = book[sheet].iter_rows(min_row=5)
        places = {cell.value: at for at, cell in enumerate(head)}
        for key, cells in answers:
            row = next(row for row in rows if key in {cell.value for cell in row})
            for header, value in cells.items():
                row[places[header]].value = value
    book.save(CLOSING)


def test_the_tour_by_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "workbooks").mkdir()
    copy_sample(tmp_path / "workbooks")
    monkeypatch.chdir(tmp_path)
    for number, step in enumerate(STEPS, 1):
        for line in step.lines:
            if line.startswith("("):
                fill(number)
            else:
                assert app(shlex.split(line), standalone_mode=False) in (None, 0, 1), line
        assert TOLD[number] in capsys.readouterr().out, step
    book = openpyxl.load_workbook(CLOSING, read_only=True)
    rows = [row for row in book["Settlements"].iter_rows(min_row=6, values_only=True) if row[1]]
    assert [row[1] for row in rows] == ["POSTED"] * 23
