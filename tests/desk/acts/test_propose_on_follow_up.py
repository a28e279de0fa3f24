"""Propose on Follow-up and on ORM: refund, set-off, closure, report of a remittance, by what its cells say."""

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
from xl_addin.desk.acts.scope import Scope

SHEETS = FOLLOW_UP, ORM = "Follow-up", "ORM"
REMARKS = {FOLLOW_UP: "Remarks", ORM: "Act remarks"}  # on ORM the other remarks are those of the extract
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


def fill(desk: Desk, cells: dict[str, Any], *sheets: str) -> None:
    """Fills cells of the first remittance of which the matching proposes nothing, on Follow-up or on these sheets."""

    def edit(book: Any) -> None:
        first, lines = book[FOLLOW_UP], book["Settlements"]
        matched = {cell(lines, row, "ORM number").value for row in range(HEAD + 1, lines.max_row + 1)}
        numbers = [cell(first, row, "ORM number").value for row in range(HEAD + 1, first.max_row + 1)]
        number = next(one for one in numbers if one not in matched)
        for page in (book[name] for name in sheets or (FOLLOW_UP,)):
            rows = range(HEAD + 1, page.max_row + 1)
            row = next(row for row in rows if cell(page, row, "ORM number").value == number)
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


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize(("case", "cells", "made", "said"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_proposes_what_its_cells_say(
    desk: Desk, sheet: str, case: str, cells: dict[str, Any], made: tuple[str, int | None, str] | None, said: str
) -> None:
    fill(desk, {**cells, REMARKS[sheet]: "as agreed"}, sheet)
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


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_word_that_is_no_act_is_told(desk: Desk, sheet: str) -> None:
    fill(desk, {"Propose": "Y", **PAPER}, sheet)
    assert [one.code for one in desk.read().findings] == ["INPUT_NOT_READ"]
    assert told(desk.ledger) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_waits_stands_in_the_row_and_is_not_proposed_again(desk: Desk, sheet: str) -> None:
    fill(desk, {"Propose": "Refund", **PAPER}, sheet)
    desk.read()
    lists = desk.close().closing.view.lists
    number = str(told(desk.ledger)[0].number)
    assert [[one for one in lists[name]["Proposal"] if one] for name in ("tblFollowUp", "tblOrm")] == [[number]] * 2
    fill(desk, {"Propose": "Refund", **PAPER}, sheet)
    (finding,) = desk.read().findings
    assert number in finding.found


# --- both sheets ---


def test_both_sheets_that_propose_one_act_propose_it_once(desk: Desk) -> None:
    fill(desk, {"Propose": "Refund", "Amount to close": 10, **PAPER}, *SHEETS)
    assert desk.read().findings == ()
    assert [(one.act, one.amount_minor) for one in told(desk.ledger)] == [("REFUND", 1000)]
    assert desk.read().findings == ()
    assert len(told(desk.ledger)) == 1


def test_the_cells_of_one_sheet_serve_the_act_of_the_other(desk: Desk) -> None:
    fill(desk, {"Amount to close": 10, **PAPER}, FOLLOW_UP)
    fill(desk, {"Propose": "Refund"}, ORM)
    assert desk.read(scope=Scope.PROPOSE).findings == ()
    assert [(one.act, one.amount_minor) for one in told(desk.ledger)] == [("REFUND", 1000)]


def test_sheets_that_propose_different_acts_propose_none(desk: Desk) -> None:
    fill(desk, {"Propose": "Refund", **PAPER}, FOLLOW_UP)
    fill(desk, {"Propose": "Close", "Indicator": 2}, ORM)
    (finding,) = desk.read().findings
    assert (finding.code, told(desk.ledger)) == ("PROPOSE_NOT_DONE", [])
    assert "Refund (sheet Follow-up, row " in finding.found
    assert "Close (sheet ORM, row " in finding.found


# A cell that cannot be taken is no blank one: blank would be all of it.
NOT_TAKEN: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("typed twice, and differs", {"Amount to close": 10}, {"Amount to close": 11}, "ANSWERS_DIFFER"),
    ("typed as words", {}, {"Amount to close": "ten"}, "INPUT_NOT_READ"),
    ("typed as words on the other sheet", {"Amount to close": "ten"}, {}, "INPUT_NOT_READ"),
]


@pytest.mark.parametrize("scope", [Scope.ALL, Scope.PROPOSE])
@pytest.mark.parametrize(("case", "there", "here", "code"), NOT_TAKEN, ids=[row[0] for row in NOT_TAKEN])
def test_an_amount_that_cannot_be_taken_is_not_all_of_it(
    desk: Desk, scope: Scope, case: str, there: dict[str, Any], here: dict[str, Any], code: str
) -> None:
    fill(desk, {**there, **PAPER}, FOLLOW_UP)
    fill(desk, {"Propose": "Refund", **here}, ORM)
    codes = [one.code for one in desk.read(scope=scope).findings]
    assert (codes, told(desk.ledger)) == ([code, "PROPOSE_NOT_DONE"], [])
