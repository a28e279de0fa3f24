"""The buttons of the outbox over the guided sample: files are drafted by one, let go by another, and looked for."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from tests.buttons.hands import Hands, acts_of
from tests.buttons.sample_desk import ACTOR, shell
from tests.buttons.test_two_people import CHECKER, PEOPLE
from xl_addin.buttons.card import Card
from xl_addin.buttons.outbox import FIRST, LAST, short
from xl_addin.buttons.run import run
from xl_addin.buttons.table import LABELS
from xl_addin.buttons.work import Work
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.asking import ask_for
from xl_addin.desk.acts.ground import Maker
from xl_addin.desk.acts.request import Request, said_of
from xl_addin.desk.settings import FILE
from xl_addin.domain.content import OnDisk
from xl_addin.domain.errors import DeskError
from xl_addin.ledger.store import Actor
from xl_addin.messages.layouts import layout
from xl_addin.messages.read import read
from xl_addin.messages.write import write

NAME, NUMBER = "0009001_RBI3110202601.bes.xml", "M5-1"
REPLY = "0009001_RBI3110202601.passbesAck"
# 19 lines were posted; of two the remittance is not acknowledged by IDPMS, and one waits for another.
DRAFTED = f"Drafted as {NUMBER}: {NAME}, 15 records, USD"
LET_GO = f"Let go: {NUMBER} {NAME}, 15 records."


def press(hands: Hands, command: str, who: Actor = ACTOR) -> Card:
    return run(command, hands.book, replace(shell(hands.home), actor=who))


def lying(hands: Hands) -> list[str]:
    out = hands.home / "to_idpms"
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*.xml"))


def kinds(hands: Hands) -> list[str]:
    return [one.kind for one in reversed(acts_of(hands)) if one.kind in ("DRAFT", "RELEASE")]


def prepared(hands: Hands) -> Hands:
    """The sample with a maker and a checker, a folder for the files, and its AD code cut over."""
    policy = hands.home / "guided_sample" / "policy" / "policy.toml"
    policy.write_text(policy.read_text("utf-8") + PEOPLE + "messages = true\nrelease = true\n", "utf-8")
    (hands.home / FILE).write_text('outgoing = "to_idpms"\n', "utf-8")
    work = Work(hands.book, shell(hands.home), LABELS)
    with work.ledger() as ledger:
        day, law = work.as_on, work.law()
        said = said_of("cut-over", ["reported_until=24-Oct-2026"])
        ask_for(Maker(ledger, day, law, ACTOR), Request("cut-over", "0009001", said, "as agreed"))
        assert approve(ledger, day, law, CHECKER, lambda one: True).barred == ()
    return hands


@pytest.fixture
def desk(in_memory: Hands) -> Hands:
    return prepared(in_memory)


def test_files_are_drafted_by_one_and_let_go_by_another(hands: Hands) -> None:
    prepared(hands)
    assert "Waits to be drafted: 15 records, USD" in press(hands, "outbox").text()
    first = press(hands, "draft_messages").text()
    assert "Drafted: 1 files, 3 records held" in first
    assert DRAFTED in first
    assert "the ORM message of its remittance is not acknowledged" in first
    assert "Totals tie: Yes" in first
    assert lying(hands) == [f"draft/{NAME}"]
    assert "Drafts, to be let go: 1" in press(hands, "outbox").text()
    done = press(hands, "let_go", CHECKER).text()
    assert "Let go: 1 files, 0 not" in done
    assert LET_GO in done
    assert "sent NUMBER" in done
    assert lying(hands) == [f"released/{NAME}"]
    assert "Let go, to be sent: 1" in press(hands, "outbox").text()
    assert "0 broken" in press(hands, "verify").text()
    press(hands, "review")  # which refuses sheets that are older than the ledger


def test_pressed_again_nothing_goes_twice(desk: Hands) -> None:
    press(desk, "draft_messages")
    assert "Nothing waits to be drafted." in press(desk, "draft_messages").text()
    press(desk, "let_go", CHECKER)
    assert "No draft waits to be let go." in press(desk, "let_go", CHECKER).text()
    assert "Drafted: 0 files" in press(desk, "draft_messages").text()
    assert kinds(desk) == ["DRAFT", "RELEASE"]


def test_who_drafted_a_file_does_not_let_it_go(desk: Hands) -> None:
    press(desk, "draft_messages")
    card = press(desk, "let_go").text()
    assert "Let go: 0 files, 1 not" in card
    assert f"not done: {NUMBER} {NAME}: maker proposed it: another person approves" in card
    assert (kinds(desk), lying(desk)) == (["DRAFT"], [f"draft/{NAME}"])


def test_a_file_that_was_changed_is_not_let_go(desk: Hands) -> None:
    press(desk, "draft_messages")
    path = desk.home / "to_idpms" / "draft" / NAME
    path.write_bytes(path.read_bytes() + b"\n")
    assert "was changed since it was drafted" in press(desk, "let_go", CHECKER).text()
    assert kinds(desk) == ["DRAFT"]


def test_letting_go_shows_the_files_first_and_a_no_does_nothing(desk: Hands) -> None:
    press(desk, "draft_messages")
    asked: list[str] = []
    told = shell(desk.home, agrees=lambda question: bool(asked.append(question)))
    card = run("let_go", desk.book, replace(told, actor=CHECKER))
    assert card.headline == "Not let go"
    (question,) = asked
    assert f"{NUMBER} {NAME}, 15 records, drafted by maker" in question.splitlines()
    assert "never change again" in question
    assert (kinds(desk), lying(desk)) == (["DRAFT"], [f"draft/{NAME}"])


def test_nothing_is_drafted_without_a_cut_over(in_memory: Hands) -> None:
    (in_memory.home / FILE).write_text('outgoing = "to_idpms"\n', "utf-8")
    card = press(in_memory, "draft_messages").text()
    assert "Drafted: 0 files, 18 records held" in card
    assert "AD code 0009001 has no cut-over" in card
    assert kinds(in_memory) == []


@pytest.mark.parametrize("command", ["draft_messages", "let_go"])
def test_a_folder_must_be_named(desk: Hands, command: str) -> None:
    (desk.home / FILE).unlink()
    before = acts_of(desk)
    with pytest.raises(DeskError) as told:
        press(desk, command, CHECKER)
    assert told.value.what == "No folder for the files of IDPMS is named."
    assert str(desk.home / FILE) in told.value.where
    assert 'outgoing = "FOLDER"' in told.value.todo
    assert acts_of(desk) == before


@pytest.mark.parametrize("command", ["draft_messages", "let_go"])
def test_a_folder_that_is_a_file_is_told_before_anything_is_kept(desk: Hands, command: str) -> None:
    (desk.home / "to_idpms").write_text("a note", "utf-8")
    before = acts_of(desk)
    with pytest.raises(DeskError, match="could not be written"):
        press(desk, command, CHECKER)
    assert acts_of(desk) == before


def test_the_outbox_is_shown_where_no_folder_is_named(in_memory: Hands) -> None:
    before = acts_of(in_memory)
    assert "Held: 18 records." in press(in_memory, "outbox").text()
    assert acts_of(in_memory) == before


def test_files_beyond_a_cards_room_are_counted() -> None:
    told = short(f"file {one}" for one in range(100))
    assert len(told) == FIRST + 1 + LAST
    assert told[FIRST].startswith(f"… and {100 - FIRST - LAST} more lines")
    assert told[-1] == "file 99"


def test_take_in_is_the_inbox(desk: Hands) -> None:
    press(desk, "draft_messages")
    press(desk, "let_go", CHECKER)
    told, out = layout("BES"), io.BytesIO()
    records = read(told, OnDisk(desk.home / "to_idpms" / "released" / NAME))
    codes = ["SUCCESS"] * 14 + ["EA013"]
    each = (replace(one, values={**one.values, "errorCode": code}) for one, code in zip(records, codes, strict=True))
    write(told.reply, each, out)
    reply = out.getvalue().replace(b"<errorCode>EA013", b"<unheardOf>1</unheardOf><errorCode>EA013")
    (desk.home / "guided_sample" / REPLY).write_bytes(reply)
    card = press(desk, "take_in").text()
    assert f"Reply {REPLY}: 15 answers to BES, 15 matched." in card
    assert f"COLUMN_NOT_KNOWN at {REPLY}" in card
    waits = press(desk, "outbox").text()
    assert "Refused by IDPMS: 1" in waits
    assert "Let go, to be sent" not in waits
