"""Sign pressed in the open month book; what every button says of a signed month; who acts in a ledger for training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.buttons.hands import LEDGER, InMemory, acts_of, row_of
from tests.buttons.sample_desk import ACTOR, SampleDesk, shell
from xl_addin import rulebook
from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.desk.acts.four_eyes import ALONE_MARK, TRAINING_MARK, begin_training
from xl_addin.desk.acts.sign import propose_reopening
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import open_ledger
from xl_addin.ledger.signed import ROLES
from xl_addin.rulebook.policy_file import load_policy
from xl_addin.sample.tour import DAY
from xl_addin.workbook.month.layout import MARK, PERSON

PEOPLE = """
[people.maker]
role = "maker"
[people.checker]
role = "checker"
[people.head]
role = "head"
[people.second]
role = "head"
[powers.checker]
write_off_inr = 10000000
small_value_inr = 10000000
[powers.head]
sign = true
reopen_month = true
"""
SIGN_OFF, BOOK = "tblSignOff", "guided-sample-closing/closing-2026-10.xlsx"


def press(desk: InMemory, command: str, who: str = "maker") -> Card:
    return run(command, desk.book, replace(shell(desk.home), actor=replace(ACTOR, user=who)))


WHY = "the tasks were kept in a file of the desk"


def say_why(desk: InMemory, role: str) -> None:
    """Types on Sign-off why the month is signed although nobody has filled the Checklist."""
    desk.type(SIGN_OFF, role, "Open tasks because", WHY)


def clean_month(home: Path) -> None:
    """The bank of the sample names its people, and the three lines that block are not in its files."""
    sample = home / "guided_sample"
    policy = sample / "policy" / "policy.toml"
    policy.write_text(policy.read_text("utf-8") + PEOPLE, "utf-8")
    orms = (sample / "orm.csv").read_text("utf-8").splitlines()
    kept = [line for line in orms if not line.startswith("IBA2610000009")]
    (sample / "orm.csv").write_text("\n".join(kept) + "\n", "utf-8")


@pytest.fixture(scope="module")
def closed_once(tmp_path_factory: pytest.TempPathFactory) -> SampleDesk:
    """The sample without its three bad lines, closed by its maker; to be copied only."""
    desk = SampleDesk(tmp_path_factory.mktemp("closed"))
    clean_month(desk.home)
    desk.press("take_in", "match", "close_month")
    return desk


@pytest.fixture
def desk(closed_once: SampleDesk, tmp_path: Path) -> InMemory:
    return InMemory(closed_once.copied(tmp_path))


def signed_in_book(home: Path) -> list[tuple[object, object]]:
    """Name and status of each role, as the closing workbook shows them."""
    book = openpyxl.load_workbook(home / BOOK, data_only=True)
    rows = list(book["Sign-off"].iter_rows(min_row=5, max_row=8, values_only=True))
    name, status = rows[0].index("Name"), rows[0].index("Status")
    return [(row[name], row[status]) for row in rows[1:]]


def stand(desk: InMemory, table: str, key: str) -> None:
    desk.book.stand_on(table, next(at for at, row in enumerate(desk.book.all[table].rows) if key in row))


def sign_all(desk: InMemory) -> None:
    for who, role in zip(("maker", "checker", "head"), ROLES, strict=True):
        press(desk, "decide", who)
        say_why(desk, role)
        press(desk, "sign", who)


def test_three_people_sign_and_book_and_closing_show_it(desk: InMemory) -> None:
    first = press(desk, "sign").text()
    assert "Signed as Prepared by maker" in first
    assert "Next: Checked, by another person" in first
    shown = row_of(desk, SIGN_OFF, "Prepared")
    assert (shown["Status"], shown["Signed at"]) == ("SIGNED", "31-Oct-2026 18:00")
    assert "Undo last action does not reach what two people did" in first
    stand(desk, SIGN_OFF, "Checked")
    with pytest.raises(DeskError, match="tasks of the Checklist lack a name, a time or evidence"):
        press(desk, "sign", "checker")
    say_why(desk, "Checked")
    second = press(desk, "sign", "checker").text()
    assert "Signed as Checked by checker" in second
    assert f"signed with them open, because: {WHY}" in second
    assert "not in the ledger yet" not in second
    with pytest.raises(DeskError, match="checker has signed as Checked already, and the month says the same"):
        press(desk, "sign", "head")
    stand(desk, SIGN_OFF, "Approved")
    say_why(desk, "Approved")
    last = press(desk, "sign", "head").text()
    assert "The month is shut" in last
    assert signed_in_book(desk.home) == [("maker", "SIGNED"), ("checker", "SIGNED"), ("head", "SIGNED")]
    assert [row["Name"] for row in desk.book.rows(SIGN_OFF)] == ["maker", "checker", "head"]
    assert [row["Open tasks because"] or "" for row in desk.book.rows(SIGN_OFF)] == ["", WHY, WHY]
    assert "0 broken" in press(desk, "verify").text()


def propose_elsewhere(desk: InMemory) -> None:
    """Another act comes in the ledger, which the open book does not show."""
    shown = desk.book.values["ImportDeskHead"]
    propose_and_show(desk)
    desk.book.values["ImportDeskHead"] = shown


def propose_and_show(desk: InMemory) -> None:
    stand(desk, "tblWriteOffs", "7100007")
    assert "Proposed: 1 decisions" in press(desk, "propose").text()


REFUSED: dict[str, tuple[Callable[[InMemory], object], str, str]] = {
    "the maker a second time": (lambda desk: press(desk, "sign"), "maker", "maker has signed as Prepared already"),
    "out of order, by the row": (lambda desk: stand(desk, SIGN_OFF, "Approved"), "head", "Nobody has signed as Prep"),
    "a person whom the policy does not name": (lambda desk: None, "asha", "does not name asha"),
    "without power": (
        lambda desk: (press(desk, "sign"), say_why(desk, "Checked"), press(desk, "sign", "head")),
        "checker",
        "no power over",
    ),
    "a book that is older than the ledger": (propose_elsewhere, "maker", "older than what was done"),
    "no closing": (lambda desk: (desk.home / BOOK).parent.rename(desk.home / "away"), "maker", "does not show the"),
    "the closing of another folder's act": (propose_and_show, "maker", "does not show the ledger"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_signature_that_may_not_be_is_told_and_nothing_is_signed(desk: InMemory, name: str) -> None:
    before, who, said = REFUSED[name]
    before(desk)
    done = [one.kind for one in acts_of(desk)]
    with pytest.raises(DeskError, match=said) as raised:
        press(desk, "sign", who)
    assert "Nothing was signed" in raised.value.where
    assert [one.kind for one in acts_of(desk)] == done


def test_a_month_that_blocks_is_not_signed(in_memory: InMemory) -> None:
    policy = in_memory.home / "guided_sample" / "policy" / "policy.toml"
    policy.write_text(policy.read_text("utf-8") + PEOPLE, "utf-8")
    press(in_memory, "close_month")
    with pytest.raises(DeskError, match="findings block the sign-off"):
        press(in_memory, "sign")


ACTS = ("take_in", "match", "review", "propose", "approve", "undo")
LOOKS = ("decide", "explain", "verify", "close_month", "freeze")


@pytest.fixture(scope="module")
def shut_once(closed_once: SampleDesk, tmp_path_factory: pytest.TempPathFactory) -> SampleDesk:
    """The month signed by three people; to be copied only."""
    desk = closed_once.copied(tmp_path_factory.mktemp("shut"))
    sign_all(InMemory(desk))
    return desk


@pytest.fixture
def shut(shut_once: SampleDesk, tmp_path: Path) -> InMemory:
    return InMemory(shut_once.copied(tmp_path))


@pytest.mark.parametrize("command", ACTS)
def test_nothing_is_done_in_a_signed_month_and_the_way_out_is_told(shut: InMemory, command: str) -> None:
    shut.type("tblWriteOffs", "7100007", "Propose", "Y")
    stand(shut, "tblWriteOffs", "7100007")
    done = [one.kind for one in acts_of(shut)]
    with pytest.raises(DeskError) as raised:
        press(shut, command)
    told = str(raised.value)
    assert "is signed" in told or "signature" in told or "you do not stand on a row that is meant" in told
    assert "reopen" in told or command == "approve"
    assert [one.kind for one in acts_of(shut)] == done


@pytest.mark.parametrize("command", LOOKS)
def test_a_signed_month_may_be_looked_at(shut: InMemory, command: str) -> None:
    stand(shut, "tblWriteOffs", "7100007")
    done = [one.kind for one in acts_of(shut)]
    press(shut, command)
    assert [one.kind for one in acts_of(shut)] == done


def test_a_signed_month_is_opened_again_on_approvals_and_signed_anew(shut: InMemory) -> None:
    opened = open_ledger(str(shut.home / LEDGER))
    law = Law(rulebook.load(), load_policy(shut.home / "guided_sample" / "policy" / "policy.toml"))
    number = str(propose_reopening(opened, DAY, law, ACTOR, "a late extract"))
    opened.close()
    press(shut, "decide", "second")
    shut.type("tblApprovals", number, "Answer", "Approve")
    card = press(shut, "approve", "second").text()
    assert "Answered: 1 proposals, 0 not" in card
    assert "Open again: 2026-10" in card
    assert [row["Status"] for row in shut.book.rows(SIGN_OFF)] == ["NOT SIGNED"] * 3
    assert "Matched" in press(shut, "match").text()
    press(shut, "close_month")
    sign_all(shut)
    assert {status for _, status in signed_in_book(shut.home)} == {"SIGNED"}


def test_a_late_entry_of_a_signed_month_goes_to_the_next(shut: InMemory) -> None:
    sample = shut.home / "guided_sample"
    line = next(one for one in (sample / "orm.csv").read_text("utf-8").splitlines() if one.startswith("IBA26100000001"))
    head = (sample / "orm.csv").read_text("utf-8").splitlines()[0]
    for path in sample.glob("*.*"):
        if path.name not in ("rates.csv", "importers.csv"):
            path.unlink()
    late = line.replace("IBA26100000001", "IBA26100000777")
    (sample / "orm_late.csv").write_text(f"{head}\n{late}\n", "utf-8")
    shut.book.write_value("ImportDeskAsOn", 46356)  # 30-Nov-2026
    press(shut, "take_in")
    assert row_of(shut, "tblOrm", "IBA26100000777")["Payment date"]
    assert acts_of(shut)[0].period == "2026-11"


def test_who_acts_alone_is_told_on_every_sheet_and_a_second_person_ends_it(desk: InMemory) -> None:
    assert desk.book.values[MARK] == ALONE_MARK
    press(desk, "sign")
    say_why(desk, "Checked")
    press(desk, "sign", "checker")
    assert desk.book.values[MARK] == ""


def test_in_training_the_person_on_start_acts_and_every_sheet_says_so(tmp_path: Path) -> None:
    desk = InMemory(SampleDesk(tmp_path))
    clean_month(tmp_path)
    opened = open_ledger(str(tmp_path / LEDGER), create=True)
    begin_training(opened, DAY, ACTOR)
    opened.close()
    desk.book.values[PERSON] = "checker"
    press(desk, "take_in")
    assert desk.book.values[MARK] == TRAINING_MARK
    assert acts_of(desk)[0].user == "checker"


def test_in_a_live_ledger_no_person_is_named_by_hand(desk: InMemory) -> None:
    desk.book.values[PERSON] = "checker"
    done = len(acts_of(desk))
    with pytest.raises(DeskError, match="nobody can be named by hand in a live ledger"):
        press(desk, "sign")
    assert len(acts_of(desk)) == done
