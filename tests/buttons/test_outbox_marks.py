"""Sent, Drop and refused cancellations by their buttons: words stand on Start; asked, done once, blanked after."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.buttons.hands import LEDGER, Hands, acts_of
from tests.buttons.sample_desk import ACTOR, shell
from tests.buttons.test_outbox import NAME, NUMBER, lying, prepared, press
from tests.buttons.test_two_people import CHECKER
from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.domain.content import OnDisk
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger, tables
from xl_addin.ledger.acts import POSTED, REVIEW, TAKEN_BACK
from xl_addin.ledger.outbox import OutFile, OutRecord
from xl_addin.ledger.outbox_rows import outbox
from xl_addin.messages.layouts import layout
from xl_addin.messages.read import read
from xl_addin.messages.write import write
from xl_addin.sample.tour import DAY
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


def records_of(desk: Hands) -> list[OutRecord]:
    ledger = open_ledger(str(desk.home / LEDGER), reading=True)
    with ledger.read() as connection:
        found = outbox(connection, "9999-12").records
    ledger.close()
    return [*found]


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


REFERENCE = "S0009001261031000001"


@pytest.fixture
def refused(desk: Hands) -> Hands:
    """IDPMS passed a settlement, which was taken back since, and refused its cancellation."""
    press(desk, "let_go", CHECKER)
    answered(desk, NAME, "passbesAck", "SUCCESS")
    with_ledger = open_ledger(str(desk.home / LEDGER))
    with with_ledger.read() as connection:
        first = next(one for one in outbox(connection, "9999-12").records if one.reference == REFERENCE)
        table = tables.postings
        query = select(table).where(table.c.orm_key == first.orm_key, table.c.posting == POSTED.word)
        lines = [dict(row) for row in connection.execute(query).mappings()]
    with with_ledger.step(REVIEW, DAY, ACTOR) as step:
        names = [column.name for column in table.columns if column.name not in ("id", "seq")]
        step.add(table, [{**{name: row[name] for name in names}, "posting": TAKEN_BACK.word} for row in lines])
    with_ledger.close()
    press(desk, "decide")
    assert "Drafted: 1 files" in press(desk, "draft_messages").text()
    press(desk, "let_go", CHECKER)
    answered(desk, "0009001_RBI3110202602.bes.xml", "failbesAck", "E_STATUS")
    return desk


def answered(desk: Hands, name: str, word: str, code: str) -> None:
    """A reply to a file that was let go, taken in."""
    told, out = layout("BES"), io.BytesIO()
    records = read(told, OnDisk(desk.home / "to_idpms" / "released" / name))
    write(told.reply, [replace(one, values={**one.values, "errorCode": code}) for one in records], out)
    (desk.home / "guided_sample" / name.replace("bes.xml", word)).write_bytes(out.getvalue())
    press(desk, "take_in")


# the button, what its card says, how often the cancellation was drafted after the next draft
AFTER = {"cancel_again": ("To be cancelled again", 2), "cancelled_there": ("Cancelled in IDPMS by hand", 1)}


@pytest.mark.parametrize("command", AFTER)
@pytest.mark.parametrize("meant", ["", REFERENCE.lower()])
def test_a_person_says_what_becomes_of_a_refused_cancellation(refused: Hands, command: str, meant: str) -> None:
    headline, tries = AFTER[command]
    words(refused, "IDPMS says it has it no more", meant)
    before = [one.kind for one in acts_of(refused)]
    card, questions = asked(refused, command, answer=False)
    assert (card.headline, [one.kind for one in acts_of(refused)]) == ("Not kept", before)
    assert REFERENCE in questions[0]
    assert "1 cancellations" in questions[0]
    card, _ = asked(refused, command, answer=True)
    assert card.headline == f"{headline}: 1, 0 not"
    assert f"{headline}: BES {REFERENCE}." in card.text()
    assert acts_of(refused)[0].kind == "CANCELLING"
    assert (refused.book.read_value(WORDS), refused.book.read_value(FILES)) == (None, None)
    press(refused, "draft_messages")
    assert [one.reference for one in records_of(refused) if one.indicator == "3"] == [REFERENCE] * tries
    words(refused, "once more", meant)
    told = "no refused cancellation of that reference waits" if meant else "No refused cancellation waits: see Outbox."
    assert told in press(refused, command).text()


@pytest.mark.parametrize("command", AFTER)
def test_of_a_refused_cancellation_nothing_is_said_without_a_reason(refused: Hands, command: str) -> None:
    words(refused, " ")
    before = acts_of(refused)
    with pytest.raises(DeskError) as told:
        press(refused, command)
    assert told.value.where == "Start, Reference or reason."
    assert acts_of(refused) == before
