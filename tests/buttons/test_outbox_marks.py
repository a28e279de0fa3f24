"""Sent and Drop by their buttons: files and words stand on Start; asked first, done once, blanked after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.buttons.hands import LEDGER, Hands, acts_of
from tests.buttons.sample_desk import ACTOR, shell
from tests.buttons.test_outbox import NAME, NUMBER, lying, prepared, press
from tests.buttons.test_two_people import CHECKER
from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger
from xl_addin.ledger.outbox import OutFile
from xl_addin.ledger.outbox_rows import outbox
from xl_addin.workbook.month.layout import FILES, WORDS

MARKS = ("SENT", "DROP")


@pytest.fixture
def desk(in_memory: Hands) -> Hands:
    """A draft that waits to be let go."""
    prepared(in_memory)
    press(in_memory, "draft_messages")
    return in_memory


def words(desk: Hands, text: str, files: str = "") -> None:
    desk.book.write_value(WORDS, text)
    desk.book.write_value(FILES, files)


def asked(desk: Hands, command: str, answer: bool) -> tuple[Card, list[str]]:
    questions: list[str] = []

    def agrees(question: str) -> bool:
        questions.append(question)
        return answer

    return run(command, desk.book, replace(shell(desk.home, agrees=agrees), actor=ACTOR)), questions


def file_of(desk: Hands) -> OutFile:
    ledger = open_ledger(str(desk.home / LEDGER), reading=True)
    with ledger.read() as connection:
        (found,) = outbox(connection, "9999-12").files
    ledger.close()
    return found


def marks(desk: Hands) -> list[str]:
    return [one.kind for one in reversed(acts_of(desk)) if one.kind in MARKS]


def test_a_file_that_was_let_go_is_said_to_be_sent_under_the_reference_of_start(desk: Hands) -> None:
    press(desk, "let_go", CHECKER)
    words(desk, "UP/77")
    card, questions = asked(desk, "mark_sent", answer=True)
    assert card.headline == "Sent: 1 files, 0 not"
    assert f"Sent: {NUMBER} {NAME}, 15 records." in card.text()
    assert "Totals tie: Yes" in card.text()
    assert "were uploaded to IDPMS under UP/77?" in questions[0]
    assert lying(desk) == [f"sent/{NAME}"]
    assert (file_of(desk).sent_reference, file_of(desk).sent_on) == ("UP/77", "2026-10-31")
    assert (desk.book.read_value(WORDS), desk.book.read_value(FILES)) == (None, None)
    assert "No file of the outbox is meant" in press(desk, "mark_sent").text()
    assert marks(desk) == ["SENT"]


def test_a_draft_is_dropped_for_the_reason_of_start(desk: Hands) -> None:
    words(desk, "the rate was wrong", NUMBER.lower())
    card, questions = asked(desk, "drop_drafts", answer=True)
    assert card.headline == "Dropped: 1 files, 0 not"
    assert "1 files are dropped: the rate was wrong?" in questions[0]
    assert (file_of(desk).dropped, lying(desk)) == ("the rate was wrong", [])
    assert "Drafted: 1 files" in press(desk, "draft_messages").text()  # what it reported waited again


@pytest.mark.parametrize("command", ["mark_sent", "drop_drafts"])
def test_a_no_does_nothing_and_leaves_the_cells(desk: Hands, command: str) -> None:
    if command == "mark_sent":
        press(desk, "let_go", CHECKER)
    words(desk, "UP/77", NUMBER)
    card, _ = asked(desk, command, answer=False)
    assert card.headline.startswith("Not ")
    assert (desk.book.read_value(WORDS), marks(desk)) == ("UP/77", [])


# the button, what stands on Start, what the card says of the file that is a draft
NOT = [
    ("mark_sent", "", NUMBER, "it is DRAFT, not RELEASED"),
    ("mark_sent", "", "M99-1", "No file of the outbox is meant"),
    ("mark_sent", "", "", "No file of the outbox is meant"),
    ("drop_drafts", "why", "M99-1, M98", "No file of the outbox is meant"),
]


@pytest.mark.parametrize(("command", "text", "files", "told"), NOT)
def test_what_is_not_meant_or_not_in_that_state_is_told(
    desk: Hands, command: str, text: str, files: str, told: str
) -> None:
    words(desk, text, files)
    assert told in press(desk, command).text()
    assert marks(desk) == []


def test_what_was_let_go_is_not_dropped(desk: Hands) -> None:
    press(desk, "let_go", CHECKER)
    words(desk, "why", NUMBER)
    assert f"not done: {NUMBER} {NAME}: it is RELEASED, not DRAFT" in press(desk, "drop_drafts").text()
    assert (lying(desk), marks(desk)) == ([f"released/{NAME}"], [])


@pytest.mark.parametrize("text", ["", "  ", "x" * 251])
def test_a_draft_is_not_dropped_without_a_reason_that_can_be_kept(desk: Hands, text: str) -> None:
    words(desk, text)
    with pytest.raises(DeskError) as refused:
        press(desk, "drop_drafts")
    assert refused.value.where == "Start, Reference or reason."
    assert marks(desk) == []
