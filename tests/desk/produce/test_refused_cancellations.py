"""A cancellation that IDPMS refused waits for a person: tried again by his word, or done in IDPMS by hand; no loop."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.acts.people import CHECKER
from tests.desk.intake.desk_folder import ACTOR, OCTOBER
from tests.desk.produce.outgoing import BOE, PAY, Out, ready, reply_to
from tests.desk.test_command_line import run
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.produce.look import look
from xl_addin.desk.produce.outgoing import read_outgoing
from xl_addin.desk.produce.refused import what_helps
from xl_addin.desk.produce.say_refused import Said, say_refused
from xl_addin.domain.errors import DeskError
from xl_addin.ledger.outbox import AGAIN, DONE_THERE

REFERENCE = "S0009001261031000001"


def partly(home: Path) -> Out:
    """IDPMS has passed the record and refused its invoice."""
    desk = ready(home)
    desk.reply(*reply_to(desk, "BES", "SUCCESS", invoices="E_INV_1"))
    return desk


def taken_back(home: Path) -> Out:
    """IDPMS has passed the record, and the line was taken back."""
    desk = ready(home)
    desk.reply(*reply_to(desk, "BES", "SUCCESS"))
    desk.take_back(PAY, f"{BOE}#1", 50000)
    return desk


CAUSES = {"passed in part": partly, "taken back": taken_back}


@pytest.fixture(params=CAUSES.values(), ids=CAUSES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Out:
    """A desk whose cancellation was let go and refused."""
    found: Out = request.param(tmp_path)
    cancelled(found)
    refuse(found, "x")
    return found


def cancelled(desk: Out) -> None:
    (planned,) = desk.produce().planned
    assert [(one.indicator, one.reference) for one in planned.records] == [("3", REFERENCE)]
    assert desk.release().barred == ()


def answer(desk: Out, name: str, *codes: str) -> None:
    """A reply to the last file that was let go alone."""
    files = sorted((desk.folder_out / "released").iterdir())
    for one in files[:-1]:
        one.rename(desk.home / f"kept {one.name}")
    desk.reply(*reply_to(desk, "BES", *codes, name=f"{name}.failbesAck"))
    for one in files[:-1]:
        (desk.home / f"kept {one.name}").rename(one)


def refuse(desk: Out, name: str, code: str = "E_STATUS") -> None:
    answer(desk, name, code)


def say(desk: Out, word: str, *references: str, why: str = "looked into it") -> Said:
    return say_refused(desk.ledger, desk.law, OCTOBER, ACTOR, references or (REFERENCE,), word, why)


def test_it_is_held_and_not_drafted_anew_until_a_person_has_said_what_becomes_of_it(desk: Out) -> None:
    for _ in range(3):
        told = desk.produce()
        assert told.planned == ()
        held = next(one for one in told.held if one.indicator == "3")
        assert held.held.startswith("IDPMS refused its cancellation in 0009001_RBI3110202602.bes.xml (E_STATUS): look")
        assert f"refused '{REFERENCE}' --again" in held.held
    assert [state for _, indicator, state in desk.states if indicator == "3"] == ["FAIL"]


def test_the_outbox_and_the_triage_name_it_with_what_helps(desk: Out) -> None:
    out = read_outgoing(desk.ledger, desk.books().month)
    (one,) = [one for one in out.refused if one.indicator == "3"]
    assert "--done-there where it was cancelled in IDPMS by hand" in what_helps(one)
    lines = look(desk.ledger, OCTOBER, closes=True)
    assert any(line.startswith(f"  BES {REFERENCE} of ") and line.endswith("E_STATUS") for line in lines)


def test_said_again_it_is_drafted_once_and_refused_again_it_waits_again(desk: Out) -> None:
    assert say(desk, AGAIN).barred == ()
    cancelled(desk)
    assert desk.produce().planned == ()
    refuse(desk, "y", "E_KEY")
    told = desk.produce()
    assert told.planned == ()
    assert any("_RBI3110202603.bes.xml (E_KEY)" in one.held for one in told.held)
    assert say(desk, AGAIN).barred == ()
    cancelled(desk)
    answer(desk, "z", "SUCCESS")
    assert ("BES", "1", "CANCELLED") in desk.states
    assert read_outgoing(desk.ledger, desk.books().month).refused == []


def test_a_draft_of_the_next_try_that_is_dropped_waits_for_a_draft_and_not_for_a_word(desk: Out) -> None:
    say(desk, AGAIN)
    desk.produce()
    desk.drop()
    cancelled(desk)


def test_done_there_it_counts_as_cancelled_and_what_stands_is_filed_anew(tmp_path: Path) -> None:
    desk = partly(tmp_path)
    cancelled(desk)
    refuse(desk, "x")
    assert say(desk, DONE_THERE).barred == ()
    assert desk.states == [("BES", "1", "CANCELLED"), ("BES", "3", "FAIL")]
    out = read_outgoing(desk.ledger, desk.books().month)
    assert out.refused == []
    (planned,) = desk.produce().planned
    assert [(one.indicator, one.reference) for one in planned.records] == [("1", "S0009001261031000002")]
    assert desk.produce().planned == ()


def test_done_there_of_a_line_that_was_taken_back_leaves_nothing(tmp_path: Path) -> None:
    desk = taken_back(tmp_path)
    cancelled(desk)
    refuse(desk, "x")
    say(desk, DONE_THERE)
    assert (desk.produce().planned, desk.waits().wanted) == ((), ())
    assert [one.to_cancel for one in read_outgoing(desk.ledger, desk.books().month).ties.sums] == []


def test_a_word_that_is_taken_back_lets_it_wait_again(desk: Out) -> None:
    say(desk, DONE_THERE)
    undo(desk.ledger, ACTOR)
    assert any("IDPMS refused its cancellation" in one.held for one in desk.produce().held)


BARRED = [
    ("a reference that nobody knows", ("S1",), "no refused cancellation of that reference waits"),
    ("none that waits, said twice", (REFERENCE,), "no refused cancellation of that reference waits"),
]


@pytest.mark.parametrize(("references", "why"), [r[1:] for r in BARRED], ids=[r[0] for r in BARRED])
def test_what_does_not_wait_is_told(desk: Out, references: tuple[str, ...], why: str) -> None:
    say(desk, AGAIN)
    ((_, told),) = say(desk, AGAIN, *references).barred
    assert why in told


def test_a_word_without_a_reason_is_refused(desk: Out) -> None:
    with pytest.raises(DeskError):
        say(desk, AGAIN, why=" ")


def test_who_may_not_act_for_the_desk_says_nothing(desk: Out) -> None:
    from dataclasses import replace

    told = say_refused(desk.ledger, desk.law, OCTOBER, replace(CHECKER, user="mallory"), (REFERENCE,), AGAIN, "why")
    assert told.done == ()
    assert told.barred[0][1]


SAID = [
    ("neither word", (), 2, "It is not said what becomes of the cancellation"),
    ("both words", ("--again", "--done-there"), 2, "It is not said what becomes of the cancellation"),
    ("tried again", ("--again",), 0, f"To be tried again: BES {REFERENCE}."),
    ("done there", ("--done-there",), 0, f"Cancelled in IDPMS by hand: BES {REFERENCE}."),
]


@pytest.mark.parametrize(("words", "code", "said"), [r[1:] for r in SAID], ids=[r[0] for r in SAID])
def test_the_command_says_what_becomes_of_it(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    desk = taken_back(tmp_path)
    cancelled(desk)
    refuse(desk, "x")
    desk.ledger.close()
    at = ("--as-on", "31-Oct-2026", "--ledger", desk.path, "--reason", "seen there")
    told = run("refused", REFERENCE, *words, *at)
    assert (told.returncode, said in told.stdout + told.stderr) == (code, True), told.stderr
    again = run("refused", REFERENCE, "--again", *at)
    assert again.returncode == (0 if code else 1)
