"""The guided sample for two people, run to its end: what each step does, and what the signed book shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.desk.month_fixture import SMALL, close
from tests.desk.test_command_line import run
from xl_addin.sample.two_people import CHECKER, CLOSING, HEAD, LEDGER, MAKER, OPEN_BECAUSE, STEPS

# What stands below a step that is done: by the number of the step, counted from 1.
SAYS = {
    1: "A training ledger was begun",
    3: "Proposed as P5: 1 items, USD 596.29",
    4: "asha proposed it",
    5: "Returned: 1 proposals, USD 596.29",
    6: "Proposed as P7: 1 items, USD 596.29",
    7: "P7-1  write-off of a difference: 4339221/2026-06-24/INHAL1#1",
    8: "Approved and posted: 1 proposals, USD 596.29",
    10: "is over the role's 500,000.00",
    11: "Refused: 1 proposals, CNY 53,796.05",
    12: "USD 1,500.00 to 7903039/2026-09-06/INMUN1#1",
    13: "Approved and posted: 1 proposals, USD 1,500.00",
    14: "596.29",
    15: "Signed as Prepared by asha",
    18: OPEN_BECAUSE,
    19: "The month is shut",
    21: "checks, 0 broken",
    22: "the month signed as Approved, as on 31-Oct-2026",
}
REFUSED = (
    "asha has signed as Prepared already",
    "tasks of the Checklist lack a name, a time or evidence: EXTRACTS",
    "Oct 2026 is signed: chitra approved it",
)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], str]:
    out = tmp_path_factory.mktemp("walk") / "desk"
    done = run("demo", "--two-people", "--out", out)
    assert done.returncode == 0, done.stderr
    return out, done.stdout.split("\nStep ")[1:], done.stderr


Walked = tuple[Path, list[str], str]


@pytest.mark.parametrize("number", SAYS)
def test_each_step_tells_what_happened(walked: Walked, number: int) -> None:
    said = walked[1][number - 1]
    assert said.startswith(f"{number} of {len(STEPS)}. ")
    assert SAYS[number] in said
    button = STEPS[number - 1].button
    assert (f"Button: {button}" in said) == bool(button)


def test_what_is_refused_is_told_in_three_parts(walked: Walked) -> None:
    assert [said for said in REFUSED if said in walked[2]] == list(REFUSED)
    assert walked[2].count("What to do:") == len(REFUSED) == sum(step.is_refused for step in STEPS)


def test_the_signed_book_shows_what_two_people_did(walked: Walked) -> None:
    book = openpyxl.load_workbook(walked[0] / CLOSING / "closing-2026-10.xlsx", data_only=True)
    signed = list(book["Sign-off"].iter_rows(min_row=6, max_row=8, values_only=True))
    assert [row[2] for row in signed] == [MAKER, CHECKER, HEAD]
    assert [row[5] for row in signed] == ["SIGNED"] * 3
    assert all("TRAINING LEDGER" in str(page.cell(2, 1).value) for page in book if page.title != "_meta")
    approvals = book["Approvals"].iter_rows(min_row=6, max_row=9, values_only=True)
    assert sorted(str(row[2]) for row in approvals) == ["APPROVED", "APPROVED", "REFUSED", "RETURNED"]
    by_hand = [row for row in book["Settlements"].iter_rows(min_row=6, values_only=True) if "MANUAL" in row]
    assert len(by_hand) == 1
    assert 1500 in by_hand[0]


def test_it_begins_anew_in_its_own_folder_and_touches_no_other_ledger(walked: Walked, tmp_path: Path) -> None:
    shutil.copytree(walked[0], tmp_path / "again")
    assert run("demo", "--two-people", "--out", tmp_path / "again").returncode == 0
    close(SMALL, tmp_path / "live")
    (tmp_path / "live" / "ledger.sqlite").rename(tmp_path / "live" / LEDGER)
    before = (tmp_path / "live" / LEDGER).read_bytes()
    refused = run("demo", "--two-people", "--out", tmp_path / "live")
    assert (refused.returncode, "is not for training" in refused.stderr) == (2, True)
    assert (tmp_path / "live" / LEDGER).read_bytes() == before
