"""Propose and Approve pressed in the open month book: marked rows, the chosen row, and everything that bars them."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import pytest

from tests.buttons.hands import LEDGER as FILE
from tests.buttons.hands import Hands, InMemory, acts_of, row_of
from tests.buttons.sample_desk import ACTOR, shell
from tests.postgres import Server
from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.desk.backup import backup, restore
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger
from xl_addin.ledger.store import Actor
from xl_addin.workbook.month.layout import LEDGER

CHECKER = replace(ACTOR, user="checker")
PEOPLE = """
[people.maker]
role = "maker"
[people.checker]
role = "checker"
[powers.checker]
write_off_inr = 10000000
small_value_inr = 10000000
"""
OK_ROW, OTHER_OK, CHECK_ROW = "7100007", "7100009", "7100019"
TABLE, ANSWERS = "tblWriteOffs", "tblApprovals"


def press(hands: Hands, command: str, who: Actor = ACTOR) -> Card:
    return run(command, hands.book, replace(shell(hands.home), actor=who))


def with_people(home: Path) -> None:
    """The bank of the sample names its people."""
    policy = home / "guided_sample" / "policy" / "policy.toml"
    policy.write_text(policy.read_text("utf-8") + PEOPLE, "utf-8")


@pytest.fixture
def manned(hands: Hands) -> Hands:
    """The guided sample, matched, where a maker and a checker are named."""
    with_people(hands.home)
    press(hands, "decide")
    return hands


@pytest.fixture
def desk(in_memory: InMemory) -> InMemory:
    with_people(in_memory.home)
    press(in_memory, "decide")
    return in_memory


def kinds(hands: Hands) -> list[str]:
    return [one.kind for one in reversed(acts_of(hands))]


def test_marked_rows_are_proposed_by_one_and_closed_by_another(manned: Hands) -> None:
    manned.type(TABLE, OK_ROW, "Propose", "Y")
    manned.type(TABLE, OK_ROW, "Remarks", "as agreed")
    card = press(manned, "propose").text()
    assert "Proposed: 1 decisions, 0 not" in card
    assert "USD" in card
    assert "Totals tie: Yes" in card
    shown = row_of(manned, TABLE, OK_ROW)
    number = shown["Proposal"]
    assert str(number).startswith("P")
    assert shown["Propose"] in (None, "")
    waiting = row_of(manned, ANSWERS, str(number))
    assert (waiting["Status"], waiting["Proposed by"], waiting["Remarks"]) == ("FOR APPROVAL", "maker", "as agreed")
    manned.type(ANSWERS, str(number), "Answer", "Approve")
    done = press(manned, "approve", CHECKER).text()
    assert "Answered: 1 proposals, 0 not" in done
    assert "Approved and posted: 1 proposals, USD" in done
    assert "Totals tie: Yes" in done
    after = row_of(manned, ANSWERS, str(number))
    assert (after["Status"], after["Answered by"]) == ("APPROVED", "checker")
    assert kinds(manned)[-3:] == ["REVIEW", "PROPOSE", "APPROVE"]
    assert "0 broken" in press(manned, "verify").text()


def stand(desk: InMemory, table: str, key: str) -> None:
    desk.book.stand_on(table, next(at for at, row in enumerate(desk.book.all[table].rows) if key in row))


def number_of(desk: InMemory, key: str = OK_ROW) -> str:
    return str(row_of(desk, TABLE, key)["Proposal"])


def test_where_nothing_is_marked_the_chosen_row_is_meant(desk: InMemory) -> None:
    stand(desk, TABLE, OK_ROW)
    assert "Proposed: 1 decisions" in press(desk, "propose").text()
    stand(desk, ANSWERS, number_of(desk))
    assert "Answered: 1 proposals" in press(desk, "approve", CHECKER).text()


def test_a_chosen_row_that_may_not_be_proposed_is_told_and_stays_blank(desk: InMemory) -> None:
    stand(desk, TABLE, CHECK_ROW)
    card = press(desk, "propose").text()
    assert "Proposed: 0 decisions, 1 not" in card
    assert "PROPOSE_NOT_DONE" in card
    assert "the decision is CHECK" in card
    assert row_of(desk, TABLE, CHECK_ROW)["Propose"] in (None, "")
    assert "PROPOSE" not in kinds(desk)


def test_a_marked_row_that_is_not_proposed_keeps_its_mark(desk: InMemory) -> None:
    desk.type(TABLE, CHECK_ROW, "Propose", "Y")
    card = press(desk, "propose").text()
    assert "PROPOSE_NOT_DONE at Write-offs" in card
    assert row_of(desk, TABLE, CHECK_ROW)["Propose"] == "Y"
    assert "PROPOSE_NOT_DONE" in {row["Code"] for row in desk.book.rows("tblExceptions")}


def test_answers_of_other_rows_stay_in_their_cells(desk: InMemory) -> None:
    desk.type("tblSettlements", "IBA26100000014", "Accept or Reject", "Accept")
    desk.type(TABLE, CHECK_ROW, "Reason", "BANK_CHARGES")
    desk.type(TABLE, OK_ROW, "Propose", "Y")
    card = press(desk, "propose").text()
    assert "Proposed: 1 decisions, 0 not" in card
    assert "2 answers in blue cells are not in the ledger yet" in card
    assert row_of(desk, "tblSettlements", "IBA26100000014")["Accept or Reject"] == "Accept"
    assert row_of(desk, TABLE, CHECK_ROW)["Reason"] == "BANK_CHARGES"
    assert kinds(desk)[-1] == "PROPOSE"


def test_reading_answers_back_proposes_and_answers_too(desk: InMemory) -> None:
    desk.type(TABLE, OK_ROW, "Propose", "Y")
    assert "Proposed as P" in press(desk, "review").text()
    desk.type(ANSWERS, number_of(desk), "Answer", "Return")
    desk.type(ANSWERS, number_of(desk), "Answer reason", "which slip?")
    card = press(desk, "review", CHECKER).text()
    assert "Returned: 1 proposals, USD" in card
    assert row_of(desk, TABLE, OK_ROW)["Proposal"] in (None, "")


BARRED = [
    ("by the maker", "Approve", None, ACTOR, "another person approves"),
    ("returned without a reason", "Return", None, CHECKER, "none was given"),
    ("by nobody of the policy", "Approve", None, replace(ACTOR, user="asha"), "does not name asha"),
    ("a reason alone", None, "late", CHECKER, "a reason without an answer"),
]


@pytest.mark.parametrize(("word", "reason", "who", "said"), [row[1:] for row in BARRED], ids=[row[0] for row in BARRED])
def test_an_answer_that_is_barred_is_told_and_stays(
    desk: InMemory, word: str | None, reason: str | None, who: Actor, said: str
) -> None:
    desk.type(TABLE, OK_ROW, "Propose", "Y")
    press(desk, "propose")
    number = number_of(desk)
    desk.type(ANSWERS, number, "Answer", word)
    desk.type(ANSWERS, number, "Answer reason", reason)
    card = press(desk, "review", who).text()
    assert "ANSWER_NOT_DONE at Approvals" in card
    assert said in card
    row = row_of(desk, ANSWERS, number)
    assert (row["Status"], row["Answer"] or None, row["Answer reason"] or None) == ("FOR APPROVAL", word, reason)


@pytest.mark.parametrize(("command", "column"), [("propose", "Propose"), ("approve", "Answer")])
def test_nothing_marked_and_nothing_chosen_is_told(desk: InMemory, command: str, column: str) -> None:
    with pytest.raises(DeskError, match=f"Column {column} is blank"):
        press(desk, command)
    assert "PROPOSE" not in kinds(desk)


@pytest.mark.parametrize("command", ["propose", "approve"])
def test_sheets_that_are_older_than_the_ledger_are_not_acted_on(desk: InMemory, command: str) -> None:
    desk.type(TABLE, OTHER_OK, "Propose", "Y")
    press(desk, "propose")
    number = number_of(desk, OTHER_OK)
    desk.type(TABLE, OK_ROW, "Propose", "Y")
    desk.type(ANSWERS, number, "Answer", "Approve")
    older = copy.deepcopy(desk.book)
    press(desk, "review")  # proposes; the approval by the maker is told
    desk.book = older
    before = kinds(desk)
    with pytest.raises(DeskError, match="older than what was done in the ledger"):
        press(desk, command, CHECKER)
    assert kinds(desk) == before


def test_what_was_proposed_is_taken_back_with_undo_and_what_was_approved_is_not(desk: InMemory) -> None:
    desk.type(TABLE, OK_ROW, "Propose", "Y")
    press(desk, "propose")
    press(desk, "undo")
    assert row_of(desk, TABLE, OK_ROW)["Proposal"] in (None, "")
    press(desk, "redo")
    assert row_of(desk, TABLE, OK_ROW)["Proposal"] not in (None, "")
    press(desk, "undo")
    desk.type(TABLE, OK_ROW, "Propose", "Y")
    press(desk, "propose")
    desk.type(ANSWERS, number_of(desk), "Answer", "Approve")
    press(desk, "approve", CHECKER)
    with pytest.raises(DeskError, match="before an approval"):
        press(desk, "undo")


def test_in_a_shared_database_each_presses_under_the_name_that_it_proves(
    in_memory: InMemory, postgres: Server, empty_ledger: str, tmp_path: Path
) -> None:
    """The desk's file is moved into a database first, by backup and restore: the open book goes on with it."""
    del empty_ledger  # the server knows the people
    name, home = postgres.new(), in_memory.home
    kept = open_ledger(str(home / FILE), reading=True)
    restore(backup(kept, tmp_path, ACTOR).file, postgres.address(name))
    kept.close()
    policy = home / "guided_sample" / "policy" / "policy.toml"
    named = PEOPLE.replace("people.maker", "people.a_maker").replace("people.checker", "people.a_checker")
    policy.write_text(policy.read_text("utf-8") + named, "utf-8")
    in_memory.book.write_value(LEDGER, None)

    def by(who: str, command: str) -> str:
        own = tmp_path / f"{who}.toml"
        own.write_text(f'ledger = "{postgres.address(name, who)}"\n', "utf-8")
        return run(command, in_memory.book, shell(home, record=own)).text()

    by("a_maker", "decide")
    in_memory.type(TABLE, OK_ROW, "Propose", "Y")
    assert "Proposed: 1 decisions, 0 not" in by("a_maker", "propose")
    number = number_of(in_memory)
    assert row_of(in_memory, ANSWERS, number)["Proposed by"] == "a_maker"
    in_memory.type(ANSWERS, number, "Answer", "Approve")
    assert "Answered: 0 proposals, 1 not" in by("a_maker", "approve")
    done = by("a_checker", "approve")
    assert "Approved and posted: 1 proposals" in done
    assert f"by a_checker, {ACTOR.at:%d-%b-%Y}" in done
    assert row_of(in_memory, ANSWERS, number)["Answered by"] == "a_checker"
    with pytest.raises(DeskError, match="permission denied"):
        by("a_checker", "close_month")
    assert "0 broken" in by("a_checker", "verify")


def test_on_follow_up_it_is_said_which_act_is_meant(desk: InMemory) -> None:
    row = next(row for row in desk.book.rows("tblFollowUp") if row["Status"])
    number = str(row["ORM number"])
    desk.book.stand_on("tblFollowUp", desk.book.rows("tblFollowUp").index(row))
    with pytest.raises(DeskError, match="not said which act") as told:
        press(desk, "propose")
    assert "Refund, Set-off, Close or Report" in told.value.todo
    desk.type("tblFollowUp", number, "Propose", "Refund")
    card = press(desk, "propose").text()
    assert "Proposed: 0 decisions, 1 not" in card
    assert "document_no is not given" in card
    desk.type("tblFollowUp", number, "Paper number", "FIRC/9")
    desk.type("tblFollowUp", number, "Paper date", "30-Oct-2026")
    desk.type("tblFollowUp", number, "Amount to close", 1)
    assert "Proposed: 1 decisions, 0 not" in press(desk, "propose").text()
