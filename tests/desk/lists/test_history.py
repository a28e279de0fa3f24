"""The sheet History: one row an act of the month, one for all before it; each told by hand from what was done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from tests.desk.acts.people import CHECKER, able, law_of
from tests.desk.acts.test_closing import AD, PAPER, PAY, made, put
from tests.desk.intake.desk_folder import ACTOR, NOVEMBER, OCTOBER, Desk
from tests.desk.month_fixture import law
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.decline import Said, decline
from xl_addin.desk.answers.undo import redo, undo
from xl_addin.desk.close.close_month import Closed, CloseOrder, close_month
from xl_addin.desk.close.verify_book import book_checks
from xl_addin.desk.month.now import month_now
from xl_addin.desk.progress import silent

HEADERS = ("Act", "What was done", "By", "Counts and amounts", "Answered", "Stands")
LAW = law_of(able())


def shown(desk: Desk, on: date = OCTOBER) -> list[tuple[object, ...]]:
    """The rows of the list, without moment, day and number of rows."""
    filled = month_now(desk.ledger, on, LAW).lists["tblHistory"]
    return list(zip(*(filled[name] for name in HEADERS), strict=True))


TAKEN = [
    (1, "extracts taken in", "maker", "2 files; 1 remittance; 1 rate", "", "counts"),
    (2, "extracts taken in", "maker", "1 file; 1 invoice", "", "counts"),
]


def test_each_act_is_a_row_with_what_it_did_and_who_answered_it(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, "refund", PAY, *PAPER, *AD)
    decline(desk.ledger, OCTOBER, LAW, CHECKER, lambda one: Said("RETURNED", "later"))
    put(desk, "refund", PAY, *PAPER, *AD, amount="600")
    approve(desk.ledger, OCTOBER, LAW, CHECKER, lambda one: True)
    refund = "refund of a remittance recorded"
    proposed, approved = "acts proposed for approval", "proposals approved and posted"
    assert shown(desk) == [
        *TAKEN,
        (3, proposed, "maker", f"1 proposal, USD 1,000.00: {refund}", "1 returned by checker", "counts"),
        (4, "proposals returned or refused", "checker", "1 proposal answered", "", "counts"),
        (5, proposed, "maker", f"1 proposal, USD 600.00: {refund}", "1 approved by checker", "counts"),
        (6, approved, "checker", f"1 item, USD 600.00: {refund}; 1 proposal answered", "", "counts"),
    ]


def test_what_was_taken_back_and_done_again_says_by_which_act(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, "refund", PAY, *PAPER, *AD)
    undo(desk.ledger, ACTOR)
    assert [(row[0], row[3], row[5]) for row in shown(desk)[2:]] == [
        (3, "1 proposal, USD 1,000.00: refund of a remittance recorded", "taken back by act 4"),
        (4, "act 3 taken back", "counts"),
    ]
    redo(desk.ledger, ACTOR)
    assert [(row[0], row[3], row[5]) for row in shown(desk)[2:]] == [
        (3, "1 proposal, USD 1,000.00: refund of a remittance recorded", "counts again by act 5"),
        (4, "act 3 taken back", "counts"),
        (5, "act 3 counts again", "counts"),
    ]


def test_what_waits_says_so_and_what_moves_nothing_has_no_amount(tmp_path: Path) -> None:
    desk = made(tmp_path, {PAY: {"orm_generated": "N"}})
    put(desk, "report", PAY, "swift=ABCDINBBXXX")
    (row,) = (row for row in shown(desk) if row[1] == "acts proposed for approval")
    assert row[3:5] == ("1 proposal: remittance to be reported", "1 waits")


def test_acts_of_earlier_months_are_counted_in_one_line(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, "refund", PAY, *PAPER, *AD)
    undo(desk.ledger, ACTOR)
    put(desk, "refund", PAY, *PAPER, *AD, on=NOVEMBER)
    told = shown(desk, NOVEMBER)
    assert told[0] == (None, "4 acts of earlier months, 1 of them taken back", "", "", "", "acts 1 to 4")
    assert [row[0] for row in told[1:]] == [5]
    assert [row[0] for row in shown(desk)] == [1, 2, 3, 4], "October stays as it was"


def closed(desk: Desk) -> Closed:
    source = desk.home / "nothing"
    source.mkdir(exist_ok=True)
    return close_month(desk.ledger, CloseOrder(source, desk.home / "out", OCTOBER, ACTOR, anew=True), law())


def test_the_closing_has_the_sheet_before_sign_off_and_verify_compares_it(tmp_path: Path) -> None:
    desk = made(tmp_path)
    book = closed(desk).workbook
    names = openpyxl.load_workbook(book, read_only=True).sheetnames
    assert names[names.index("Sign-off") - 1] == "History"
    page = openpyxl.load_workbook(book)
    sheet = page["History"]
    cell = next(one for row in sheet.iter_rows() for one in row if one.value == "extracts taken in")
    cell.value = "nothing was done"
    page.save(book)
    told = [check for check in book_checks(desk.ledger, book, law(), silent) if not check.holds]
    assert any("History" in check.question and "nothing was done" in check.detail for check in told)


def test_a_month_without_an_act_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert shown(desk) == []
