"""Propose on the decision sheets and Answer on Approvals, in a closing workbook that is read back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.acts.test_two_people import CHECKER, LAW, POWERS, broken, passed, put, told
from tests.desk.month_fixture import MAKER, OCTOBER, SMALL
from tests.desk.test_command_line import run
from tests.desk.test_review import HEAD, cell, first_of, row_of
from tests.ledger import places
from xl_addin.desk.acts.scope import Scope
from xl_addin.desk.answers.report import reviewed_lines
from xl_addin.desk.answers.review import OlderBook, Reviewed, review
from xl_addin.desk.close.close_month import CloseOrder, close_month
from xl_addin.desk.lists.book import INPUT_SHEETS
from xl_addin.desk.month.case import IF_ACCEPTED
from xl_addin.desk.month.month import read_month
from xl_addin.domain.money import grouped
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import Person, Powers
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_lists, read_meta

_FIRST = datetime(2026, 10, 1)  # noqa: DTZ001 - as a book holds a day
WRITE_OFFS, SMALL_VALUES, APPROVALS = "Write-offs", "Small value", "Approvals"


class Desk:
    """A closed month with its workbook: filled by a person, read back by a person."""

    def __init__(self, out: Path) -> None:
        self.out, self.book = out, out / "closing-2026-10.xlsx"
        self.ledger: Ledger = places.opened(out / "ledger.sqlite")

    def edit(self, change: Callable[[Any], None]) -> None:
        book = openpyxl.load_workbook(self.book)
        change(book)
        book.save(self.book)

    def mark(
        self,
        sheet: str,
        header: str = "Propose",
        value: str = "Y",
        status: str = "OK",
        many: int = 99,
        *,
        if_accepted: bool = False,
    ) -> int:
        """Fills a blue column in the rows of one status, resting on a settlement to be accepted or not; how many."""
        done = 0

        def fill(book: Any) -> None:
            nonlocal done
            page = book[sheet]
            for row in range(HEAD + 1, page.max_row + 1):
                rests = sheet == WRITE_OFFS and IF_ACCEPTED in str(cell(page, row, "Why").value)
                if cell(page, row, "Status").value == status and rests == if_accepted and done < many:
                    cell(page, row, header).value = value
                    done += 1

        self.edit(fill)
        return done

    def read(self, actor: Actor = MAKER, law: Law = LAW, **more: Any) -> Reviewed:
        opened = FileBook(self.book)
        head = read_meta(opened)["ledger_head"]
        return review(
            self.ledger, opened.name, read_lists(opened, INPUT_SHEETS), OCTOBER, law, actor, head=head, **more
        )

    def close(self) -> Any:
        return close_month(self.ledger, CloseOrder(SMALL, self.out, OCTOBER, MAKER, "Namuna Bank"), LAW)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("book") / "out"
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


@pytest.fixture(scope="module")
def proposed_once(closed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed with every OK write-off proposed by the maker."""
    out = tmp_path_factory.mktemp("proposed") / "out"
    shutil.copytree(closed, out)
    desk = Desk(out)
    put(desk.ledger)
    desk.close()
    desk.ledger.close()
    return out


@pytest.fixture
def proposed(proposed_once: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(proposed_once, tmp_path / "out")
    made = Desk(tmp_path / "out")
    yield made
    made.ledger.close()


def acts(desk: Desk) -> list[str]:
    from xl_addin.desk.answers.undo import history

    return [one.kind for one in reversed(history(desk.ledger))][2:]  # after take-in and matching


@pytest.mark.parametrize(("sheet", "act"), [(WRITE_OFFS, "WRITE_OFF"), (SMALL_VALUES, "SMALL_VALUE")])
def test_every_marked_row_is_proposed_in_one_act_with_its_remarks(desk: Desk, sheet: str, act: str) -> None:
    many = desk.mark(sheet)
    desk.mark(sheet, "Remarks", "agreed with the branch", many=1)
    read = desk.read()
    assert many > 1
    assert read.findings == ()
    made = told(desk.ledger)
    assert [one.act for one in made] == [act] * many
    assert len({one.number.seq for one in made}) == 1
    assert {one.maker for one in made} == {"maker1"}
    assert [one.remarks for one in made] == ["agreed with the branch", *[""] * (many - 1)]
    assert acts(desk)[-2:] == ["REVIEW", "PROPOSE"]  # the remark is an answer, the proposals rest on it
    assert broken(desk.ledger) == []


def test_reading_twice_proposes_nothing_twice_and_says_nothing(desk: Desk) -> None:
    many = desk.mark(WRITE_OFFS)
    desk.read()
    before = acts(desk)
    again = desk.read()
    assert (again.findings, again.changed) == ((), False)
    assert acts(desk) == before
    assert len(told(desk.ledger)) == many


def test_what_the_same_reading_made_ok_is_proposed(desk: Desk) -> None:
    """A row that lacks the satisfaction alone, answered and marked at once: the proposal rests on the answer."""

    def fill(book: Any) -> None:
        page = book[WRITE_OFFS]
        row = next(
            row
            for row in range(HEAD + 1, page.max_row + 1)
            if cell(page, row, "Status").value == "CHECK"
            and "NOT_SETTLED" not in str(cell(page, row, "Findings").value)
            and IF_ACCEPTED not in str(cell(page, row, "Why").value)
        )
        cell(page, row, "Reason").value = "BANK_CHARGES"
        cell(page, row, "AD satisfied").value = "Y"
        cell(page, row, "Documents received").value = "Y"
        cell(page, row, "Propose").value = "Y"

    desk.edit(fill)
    read = desk.read()
    assert [one.status for one in told(desk.ledger)] + [one.found for one in read.findings] == ["OK"]


def test_a_row_that_rests_on_a_settlement_is_proposed_once_the_settlement_is_accepted(desk: Desk) -> None:
    many = desk.mark(WRITE_OFFS, if_accepted=True)
    first = desk.read()
    assert many > 1
    assert [one.code for one in first.findings] == ["PROPOSE_NOT_DONE"] * many
    assert all("nobody has accepted" in one.found for one in first.findings)
    desk.mark("Settlements", "Accept or Reject", "Accept", status="PROPOSED")
    second = desk.read()
    made = told(desk.ledger)
    assert made
    assert {one.status for one in made} == {"OK"}
    assert len(made) + len(second.findings) >= many


EXTENDS = {
    "Shipment date": date(2026, 10, 1),
    "Contract due": date(2026, 11, 30),
    "Asked to": date(2027, 1, 31),
    "Reason": "CONTRACT_TERMS",
    "AD satisfied": "Y",
    "Extended by": "AD",
    "Letter number": "EXT/7",
    "Letter date": date(2026, 10, 30),
    "Propose": "Y",
}


@pytest.mark.parametrize("without", ["", "Letter number", "Extended by", "Asked to"])
def test_an_extension_is_proposed_from_its_row_with_its_letter(desk: Desk, without: str) -> None:
    def fill(book: Any) -> None:
        page = book["Extensions"]
        is_new = (row for row in range(HEAD + 1, page.max_row + 1) if cell(page, row, "BoE date").value >= _FIRST)
        row = next(is_new)
        for header, value in EXTENDS.items():
            if header != without:
                cell(page, row, header).value = value

    desk.edit(fill)
    read = desk.read()
    if without:
        assert [one.code for one in read.findings] == ["PROPOSE_NOT_DONE"]
        assert not told(desk.ledger)
        return
    assert read.findings == ()
    (made,) = told(desk.ledger)
    assert (made.act, made.item_kind, dict(made.says)["extended_until"]) == ("EXTEND", "BOE", "2027-01-31")
    assert "Letter number EXT/7" in made.papers
    assert desk.read().findings == ()  # a second reading does nothing
    assert len(told(desk.ledger)) == 1
    desk.close()
    page = openpyxl.load_workbook(desk.book)["Extensions"]
    assert cell(page, row_of(page, "Proposal", str(made.number)), "Asked to").value


NOT_PROPOSED = [
    ("CHECK", "the decision is CHECK"),
    ("REFUSE", "the decision is REFUSE"),
]


@pytest.mark.parametrize(("status", "why"), NOT_PROPOSED)
def test_a_row_that_may_not_be_proposed_is_told_with_its_cell(desk: Desk, status: str, why: str) -> None:
    many = desk.mark(WRITE_OFFS, status=status, many=3)
    read = desk.read()
    if not many:
        pytest.skip(f"the small month has no {status}")
    assert [one.code for one in read.findings] == ["PROPOSE_NOT_DONE"] * many
    assert all((one.sheet, one.column) == (WRITE_OFFS, "Propose") and one.row > HEAD for one in read.findings)
    assert all(why in one.found for one in read.findings)
    assert not told(desk.ledger)


def test_a_row_whose_answer_ends_its_ok_is_told(desk: Desk) -> None:
    desk.mark(WRITE_OFFS, many=1)
    desk.mark(WRITE_OFFS, "AD satisfied", "N", many=1)
    read = desk.read()
    assert [one.code for one in read.findings] == ["PROPOSE_NOT_DONE"]
    assert not told(desk.ledger)


MAKERS = [
    ("not named", MAKER, Powers((Person("asha", "maker"),), POWERS.roles), "does not name maker1"),
    (
        "ended",
        MAKER,
        Powers((Person("maker1", "maker", OCTOBER.replace(day=30)),), POWERS.roles),
        "ended on 30-Oct-2026",
    ),
    (
        "other branch",
        MAKER,
        Powers((Person("maker1", "maker", None, ("0000001",)),), POWERS.roles),
        "acts for AD 0000001",
    ),
]


@pytest.mark.parametrize(("who", "powers", "why"), [row[1:] for row in MAKERS], ids=[row[0] for row in MAKERS])
def test_who_may_not_propose_is_told_at_each_cell(desk: Desk, who: Actor, powers: Powers, why: str) -> None:
    many = desk.mark(WRITE_OFFS)
    read = desk.read(who, Law(LAW.rules, Policy(powers=powers)))
    assert [one.code for one in read.findings] == ["PROPOSE_NOT_DONE"] * many
    assert all(why in one.found for one in read.findings)
    assert not told(desk.ledger)


def test_a_row_in_an_open_proposal_shows_it_and_is_told_when_marked(proposed: Desk) -> None:
    page = openpyxl.load_workbook(proposed.book)[WRITE_OFFS]
    numbers = {cell(page, row, "Proposal").value for row in range(HEAD + 1, page.max_row + 1)} - {None}
    assert numbers == {str(one.number) for one in told(proposed.ledger)}
    many = proposed.mark(WRITE_OFFS)
    read = proposed.read()
    assert [one.code for one in read.findings] == ["PROPOSE_NOT_DONE"] * many
    assert all("open proposal P" in one.found for one in read.findings)


def answered(desk: Desk, *answers: tuple[str, str]) -> None:
    """Answers the first rows of Approvals: word and reason of each."""

    def fill(book: Any) -> None:
        for row, (word, reason) in enumerate(answers, HEAD + 1):
            cell(book[APPROVALS], row, "Answer").value = word or None
            cell(book[APPROVALS], row, "Answer reason").value = reason or None

    desk.edit(fill)


def test_exactly_what_is_answered_is_approved_returned_and_refused(proposed: Desk) -> None:
    answered(proposed, ("Approve", ""), ("Return", "which invoice?"), ("Refuse", "paid meanwhile"))
    read = proposed.read(CHECKER)
    assert read.findings == ()
    verdicts = [(one.verdict.word, one.verdict.reason) if one.verdict else None for one in told(proposed.ledger)]
    assert verdicts[:3] == [("APPROVED", ""), ("RETURNED", "which invoice?"), ("REFUSED", "paid meanwhile")]
    assert set(verdicts[3:]) == {None}
    closed = [one.lines for _, one in read.acted.approved.posted]
    assert len(closed) == 1
    month = read_month(proposed.ledger, OCTOBER)
    items = {**month.orms, **month.invoices}
    assert all(items[line.key].outstanding_minor == 0 for line in closed[0])
    amounts = ", ".join(f"{line.currency} {grouped(line.minor, line.currency)}" for line in closed[0])
    assert any(f"Approved and posted: 1 proposals, {amounts}" in line for line in reviewed_lines(read))
    assert broken(proposed.ledger) == []


def test_reading_the_answers_twice_does_nothing_twice(proposed: Desk) -> None:
    answered(proposed, ("Approve", ""), ("Return", "which invoice?"))
    proposed.read(CHECKER)
    before = acts(proposed)
    again = proposed.read(CHECKER)
    assert (again.findings, again.changed) == ((), False)
    assert acts(proposed) == before


def test_another_answer_in_the_second_reading_is_told(proposed: Desk) -> None:
    answered(proposed, ("Return", "which invoice?"))
    proposed.read(CHECKER)
    answered(proposed, ("Approve", ""))
    again = proposed.read(CHECKER)
    assert [(one.code, one.column) for one in again.findings] == [("ANSWER_NOT_DONE", "Answer")]
    assert "it is RETURNED by checker1" in again.findings[0].found


NOT_ANSWERED = [
    ("the maker approves", ("Approve", ""), MAKER, POWERS, "maker1 proposed it", "Answer"),
    ("the maker returns", ("Return", "mine"), MAKER, POWERS, "maker1 proposed it", "Answer"),
    ("the policy names nobody", ("Approve", ""), CHECKER, Powers(), "names nobody", "Answer"),
    ("returned without a reason", ("Return", ""), CHECKER, POWERS, "none was given", "Answer"),
    ("a reason alone", ("", "too late"), CHECKER, POWERS, "a reason without an answer", "Answer reason"),
]


@pytest.mark.parametrize(
    ("answer", "who", "powers", "why", "column"),
    [row[1:] for row in NOT_ANSWERED],
    ids=[row[0] for row in NOT_ANSWERED],
)
def test_an_answer_that_is_not_carried_out_is_told_with_its_cell(
    proposed: Desk, answer: tuple[str, str], who: Actor, powers: Powers, why: str, column: str
) -> None:
    answered(proposed, answer)
    law = Law(LAW.rules, replace(LAW.policy, powers=powers))
    read = proposed.read(who, law)
    (found,) = read.findings
    assert (found.code, found.sheet, found.row, found.column) == ("ANSWER_NOT_DONE", APPROVALS, HEAD + 1, column)
    assert why in found.found
    assert all(one.waits for one in told(proposed.ledger))


def test_a_reason_that_cannot_be_kept_is_told_and_nothing_is_given_back(proposed: Desk) -> None:
    answered(proposed, ("Refuse", "x" * 251))
    found = {one.column: one.code for one in proposed.read(CHECKER).findings}
    assert found == {"Answer reason": "INPUT_NOT_READ", "Answer": "ANSWER_NOT_DONE"}
    assert told(proposed.ledger)[0].waits


def test_a_word_that_is_no_answer_is_told(proposed: Desk) -> None:
    answered(proposed, ("Perhaps", ""))
    (found,) = proposed.read(CHECKER).findings
    assert (found.code, found.column) == ("INPUT_NOT_READ", "Answer")


def test_a_checkers_book_older_than_the_ledger_is_refused(proposed: Desk) -> None:
    answered(proposed, ("Approve", ""))
    put(proposed.ledger, "SMALL_VALUE")
    with pytest.raises(OlderBook):
        proposed.read(CHECKER)
    assert all(one.waits for one in told(proposed.ledger))


def test_an_answer_of_the_same_book_voids_what_it_approves(proposed: Desk) -> None:
    """The checker says that the bank is not satisfied and approves: what was proposed is not what is there now."""
    answered(proposed, ("Approve", ""))
    item = told(proposed.ledger)[0].item_key

    def fill(book: Any) -> None:
        page = book[WRITE_OFFS]
        row = row_of(page, "Proposal", str(told(proposed.ledger)[0].number))
        cell(page, row, "AD satisfied").value = "N"

    proposed.edit(fill)
    read = proposed.read(CHECKER)
    assert item
    assert [one.code for one in read.findings] == ["ANSWER_NOT_DONE"]
    assert "void" in read.findings[0].found
    assert told(proposed.ledger)[0].waits


def test_a_close_neither_proposes_nor_approves_and_keeps_the_book_that_asks_it(desk: Desk) -> None:
    many = desk.mark(WRITE_OFFS)
    done = desk.close()
    assert any(f"{many} cells of the former workbook propose or approve" in line for line in done.former)
    assert not told(desk.ledger)
    assert list(desk.out.glob("former-closing*.xlsx"))


def test_a_close_after_the_marks_were_read_keeps_no_second_book(desk: Desk) -> None:
    desk.mark(WRITE_OFFS)
    desk.read()
    assert not list(desk.close().former)
    assert not list(desk.out.glob("former-closing*.xlsx"))


@pytest.mark.parametrize(
    ("scope", "made", "kept"), [(Scope.PROPOSE, 1, 1), (Scope.APPROVE, 0, 0), (Scope.ANSWERS, 0, 2)]
)
def test_a_reading_takes_what_its_scope_says_and_leaves_the_rest_in_its_cells(
    desk: Desk, scope: Scope, made: int, kept: int
) -> None:
    """The first OK row is marked and has a remark; the second has a remark alone."""
    desk.mark(WRITE_OFFS, many=1)
    desk.mark(WRITE_OFFS, "Remarks", "noted", many=2)
    read = desk.read(scope=scope)
    assert len(told(desk.ledger)) == made
    assert read.answers == kept
    marks = [one for one in read.typed.changes if one.column.header == "Propose"]
    assert len(marks) == 1 - made


def test_two_people_by_a_book_at_the_command_line(tmp_path: Path) -> None:
    from tests.desk.acts.test_two_people import POLICY

    policy, out = tmp_path / "policy.toml", tmp_path / "out"
    at = ("--as-on", "31-Oct-2026", "--ledger", tmp_path / "training.sqlite", "--policy", policy)
    policy.write_text(POLICY, "utf-8")
    assert run("training", *at[:4]).returncode == 0
    assert run("close", SMALL, *at, "--out", out).returncode in (0, 1)
    desk = Desk.__new__(Desk)
    desk.out, desk.book = out, out / "closing-2026-10.xlsx"
    many = desk.mark(WRITE_OFFS)
    made = run("review", desk.book, *at, "--person", "maker1")
    assert f"Proposed as P5: {many} items" in made.stdout, made.stdout + made.stderr
    assert run("close", SMALL, *at, "--out", out).returncode in (0, 1)
    answered(desk, ("Approve", ""), ("Return", "which invoice?"))
    own = run("review", desk.book, *at, "--person", "maker1")
    assert own.returncode == 1
    assert own.stdout.count("ANSWER_NOT_DONE") >= 2
    done = run("review", desk.book, *at, "--person", "checker1")
    assert "Approved and posted: 1 proposals" in done.stdout, done.stdout + done.stderr
    assert "Returned: 1 proposals" in done.stdout
    assert run("verify", "--ledger", tmp_path / "training.sqlite").returncode == 0


@pytest.mark.parametrize("letter", ["FED/12", ""])
def test_what_rbi_has_approved_is_proposed_from_its_row_on_referrals(desk: Desk, letter: str) -> None:
    law = Law(LAW.rules, replace(LAW.policy, writeoff_cap_pct=Decimal("0.01")))
    close_month(desk.ledger, CloseOrder(SMALL, desk.out, OCTOBER, MAKER, "Namuna Bank"), law)

    def fill(book: Any) -> None:
        page = book["Referrals"]
        said = {"RBI letter": letter or None, "RBI letter date": date(2026, 10, 30), "Propose": "Y"}
        first = first_of(page, "Subject", "ORM number")
        row = next(
            one for one in range(first.row, page.max_row + 1) if page.cell(one, first.column).value == "WRITEOFF"
        )
        for header, value in {**said, "Remarks": "agreed by the Regional Office"}.items():
            page.cell(row, first_of(page, header, "ORM number").column).value = value

    desk.edit(fill)
    read = desk.read(law=law)
    if not letter:
        assert [(one.code, "letter_no not given" in one.found) for one in read.findings] == [("PROPOSE_NOT_DONE", True)]
        return
    assert read.findings == ()
    (made,) = told(desk.ledger)
    assert (made.act, made.status, made.remarks) == ("WRITE_OFF", "ESCALATE", "agreed by the Regional Office")
    assert passed(desk.ledger, law).barred == ()  # the role may not pass a bound of the bank: the letter allows it
    assert broken(desk.ledger) == []


REFUNDS = {"Refunded": 10, "Refund document": "FIRC/9", "Refund date": date(2026, 10, 30), "Remarks": "goods not sent"}


@pytest.mark.parametrize(
    ("without", "lacks"), [("", ""), ("Refund document", "document_no"), ("Refund date", "document_date")]
)
def test_a_refund_is_proposed_from_its_row_on_advances(desk: Desk, without: str, lacks: str) -> None:
    def fill(book: Any) -> None:
        page, lines = book["Advances"], book["Settlements"]
        matched = {cell(lines, row, "ORM number").value for row in range(HEAD + 1, lines.max_row + 1)}
        rows = (row for row in range(HEAD + 1, page.max_row + 1) if cell(page, row, "ORM number").value not in matched)
        row = next(rows)  # of which the matching proposes nothing
        for header, value in {**REFUNDS, "Propose": "Y"}.items():
            if header != without:
                cell(page, row, header).value = value

    desk.edit(fill)
    read = desk.read()
    if lacks:
        assert [(one.code, f"{lacks} is not given" in one.found) for one in read.findings] == [
            ("PROPOSE_NOT_DONE", True)
        ]
        assert not told(desk.ledger)
        return
    assert read.findings == ()
    (made,) = told(desk.ledger)
    assert (made.act, made.amount_minor, made.code, made.remarks) == ("REFUND", 1000, "3", "goods not sent")
    assert desk.read().findings == ()
    assert len(told(desk.ledger)) == 1
