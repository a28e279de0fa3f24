"""Propose on Follow-up: a refund, a set-off, a closure, a report of a remittance, by what the cells of its row say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.desk.acts.test_propose_in_a_book import Desk
from tests.desk.acts.test_two_people import told
from tests.desk.test_review import HEAD, cell

SHEET = "Follow-up"
PAPER = {"Paper number": "FIRC/9", "Paper date": date(2026, 10, 30)}
EXPORT = {
    "Export date": date(2026, 10, 15),
    "Day of set-off": date(2026, 10, 20),
    "Export currency": "usd",
    "Same group": "Y",
}


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("follow") / "out"
    out.mkdir()
    desk = Desk(out)
    desk.close()
    desk.ledger.close()
    return out


@pytest.fixture
def desk(closed: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(closed, tmp_path / "out")
    made = Desk(tmp_path / "out")
    yield made
    made.ledger.close()


def fill(desk: Desk, cells: dict[str, Any]) -> None:
    """Fills cells of the first row of Follow-up of which the matching proposes nothing."""

    def edit(book: Any) -> None:
        page, lines = book[SHEET], book["Settlements"]
        matched = {cell(lines, row, "ORM number").value for row in range(HEAD + 1, lines.max_row + 1)}
        rows = (row for row in range(HEAD + 1, page.max_row + 1) if cell(page, row, "ORM number").value not in matched)
        row = next(rows)
        for header, value in cells.items():
            cell(page, row, header).value = value

    desk.edit(edit)


# cells of the row; the act that is proposed with its amount (None: all that is open) and indicator; else what is told
ROWS: list[tuple[str, dict[str, Any], tuple[str, int | None, str] | None, str]] = [
    ("a refund in part", {"Propose": "Refund", "Amount to close": 10, **PAPER}, ("REFUND", 1000, "3"), ""),
    ("a refund of what is left", {"Propose": "Refund", **PAPER}, ("REFUND", None, "3"), ""),
    (
        "a refund without paper",
        {"Propose": "Refund", "Paper date": PAPER["Paper date"]},
        None,
        "document_no is not given",
    ),
    ("a refund of too much", {"Propose": "Refund", "Amount to close": 10**9, **PAPER}, None, "of it is open"),
    ("a set-off", {"Propose": "Set-off", "Amount to close": 10, **PAPER, **EXPORT}, ("SET_OFF", 1000, "4"), ""),
    (
        "a set-off without its day",
        {"Propose": "Set-off", **PAPER, **{k: v for k, v in EXPORT.items() if k != "Day of set-off"}},
        None,
        "setoff_date is not given",
    ),
    (
        "a set-off after the as-on date",
        {"Propose": "Set-off", **PAPER, **EXPORT, "Day of set-off": date(2026, 11, 1)},
        None,
        "it is not done yet",
    ),
    ("a closure without its indicator", {"Propose": "Close"}, None, ""),
    ("a closure by satisfaction", {"Propose": "Close", "Indicator": 2, **PAPER}, ("CLOSE_ITEM", None, "2"), ""),
    ("an indicator that is none", {"Propose": "Close", "Indicator": 9, **PAPER}, None, ""),
    ("a report", {"Propose": "Report", "ORM generated": "N", "SWIFT": "ABCDINBBXXX"}, ("REPORT_ORM", 0, ""), ""),
    ("a report of what was reported", {"Propose": "Report", "SWIFT": "ABCDINBBXXX"}, None, "orm_generated"),
    ("a report without the bank", {"Propose": "Report", "ORM generated": "N"}, None, "swift is not given"),
    (
        "a report with no SWIFT code",
        {"Propose": "Report", "ORM generated": "N", "SWIFT": "AB1"},
        None,
        "a SWIFT code of",
    ),
]


@pytest.mark.parametrize(("case", "cells", "made", "said"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_proposes_what_its_cells_say(
    desk: Desk, case: str, cells: dict[str, Any], made: tuple[str, int | None, str] | None, said: str
) -> None:
    fill(desk, {**cells, "Remarks": "as agreed"})
    read = desk.read()
    if made is None:
        assert [(one.code, said in one.found) for one in read.findings] == [("PROPOSE_NOT_DONE", True)], read.findings
        assert told(desk.ledger) == []
        return
    assert read.findings == ()
    (one,) = told(desk.ledger)
    assert (one.act, one.code, one.remarks) == (made[0], made[2], "as agreed")
    assert one.amount_minor == made[1] if made[1] is not None else one.amount_minor > 0
    assert desk.read().findings == (), "a second reading does nothing twice"
    assert len(told(desk.ledger)) == 1


def test_a_word_that_is_no_act_is_told(desk: Desk) -> None:
    fill(desk, {"Propose": "Y", **PAPER})
    assert [one.code for one in desk.read().findings] == ["INPUT_NOT_READ"]
    assert told(desk.ledger) == []


def test_what_waits_stands_in_the_row_and_is_not_proposed_again(desk: Desk) -> None:
    fill(desk, {"Propose": "Refund", **PAPER})
    desk.read()
    closing = desk.close().closing.view.lists["tblFollowUp"]
    number = str(told(desk.ledger)[0].number)
    assert [one for one in closing["Proposal"] if one] == [number]
    fill(desk, {"Propose": "Refund", **PAPER})
    (finding,) = desk.read().findings
    assert number in finding.found
