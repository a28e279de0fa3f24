"""Undo and Redo at the open book: each shows what it would do, asks, and does just that."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.buttons.hands import LEDGER, Hands, acts_at, acts_of
from tests.buttons.sample_desk import ACTOR, shell
from tests.office.live_calc import LiveCalc
from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.buttons.work import Shell
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc import macro
from xl_addin.ledger import open_ledger, tables
from xl_addin.ledger.acts import REVIEW
from xl_addin.sample.tour import DAY


def undo(hands: Hands, agrees: Callable[[str], bool]) -> Card:
    return run("undo", hands.book, shell(hands.home, agrees=agrees))


def test_it_shows_what_the_act_did_and_does_nothing_at_a_no(hands: Hands) -> None:
    done = [one.seq for one in acts_of(hands)]
    asked: list[str] = []
    card = undo(hands, lambda question: bool(asked.append(question)))
    assert [one.seq for one in acts_of(hands) if not one.undone] == done
    assert card.headline == "Not taken back"
    (question,) = asked
    first, *rest = question.splitlines()
    assert first == f"Take back act {acts_of(hands)[0].told}?"
    assert "settlement lines posted by matching" in first
    assert any(line.startswith("20 lines, ") and "USD " in line for line in rest), question
    assert "Done by maker on 31-Oct-2026 18:00." in rest


def test_it_is_taken_back_at_a_yes(hands: Hands) -> None:
    assert undo(hands, lambda question: True).headline == "Taken back"
    assert acts_of(hands)[0].kind == "UNDO"


def taken_back(hands: Hands) -> Hands:
    undo(hands, lambda question: True)
    return hands


def redo(hands: Hands, agrees: Callable[[str], bool]) -> Card:
    return run("redo", hands.book, shell(hands.home, agrees=agrees))


def test_redo_shows_what_the_act_did_and_does_nothing_at_a_no(hands: Hands) -> None:
    back = taken_back(hands)
    acts = [(one.seq, one.undone) for one in acts_of(back)]
    asked: list[str] = []
    card = redo(back, lambda question: bool(asked.append(question)))
    assert [(one.seq, one.undone) for one in acts_of(back)] == acts
    assert card.headline == "Not done again"
    assert "It stays taken back" in card.text()
    (question,) = asked
    first, *rest = question.splitlines()
    assert first.startswith("Let count again act ")
    assert "settlement lines posted by matching" in first
    assert any(line.startswith("20 lines, ") and "USD " in line for line in rest), question
    assert rest[-2:] == ["Done by maker on 31-Oct-2026 18:00.", "Undo last action undoes that."]


def test_it_counts_again_at_a_yes(hands: Hands) -> None:
    assert redo(taken_back(hands), lambda question: True).headline == "Counts again"
    assert acts_of(hands)[0].kind == "REDO"
    assert [one.kind for one in acts_of(hands) if one.undone] == []


def test_where_nothing_was_taken_back_redo_asks_nothing(hands: Hands) -> None:
    asked: list[str] = []
    with pytest.raises(DeskError, match="nothing to do again"):
        redo(hands, lambda question: bool(asked.append(question)))
    assert asked == []


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_where_nobody_can_be_asked_nothing_is_done_and_the_command_is_named(hands: Hands, command: str) -> None:
    if command == "redo":
        taken_back(hands)
    acts = [(one.seq, one.undone) for one in acts_of(hands)]
    with pytest.raises(DeskError, match="Nobody can be asked here") as raised:
        run(command, hands.book, Shell(ACTOR, hands.home))
    assert f"{command} --list" in raised.value.todo
    assert [(one.seq, one.undone) for one in acts_of(hands)] == acts


@pytest.mark.host
def test_calc_without_a_window_asks_nobody_and_takes_nothing_back(
    calc: LiveCalc, matched_in_calc: Path, tmp_path: Path
) -> None:
    """A real box of a real Calc, which an office without a window ends by itself: that is no yes."""
    shutil.copytree(matched_in_calc, tmp_path, dirs_exist_ok=True)
    book = calc.open(tmp_path / "guided_sample.xlsx")
    before = [(one.seq, one.undone) for one in acts_at(tmp_path)]
    with pytest.raises(DeskError, match="Nobody can be asked here") as raised:
        macro.press(calc.app, "undo", book)
    assert "Take back act" in raised.value.where
    assert [(one.seq, one.undone) for one in acts_at(tmp_path)] == before


ANSWERS = [("yes", True), ("no", False)]


@pytest.mark.parametrize(("said", "agreed"), ANSWERS, ids=["yes", "no"])
def test_the_answer_of_the_box_is_the_word(said: str, agreed: bool) -> None:
    shown: list[tuple[str, str, str]] = []

    def alert(*box: str) -> str:
        shown.append(box)  # type: ignore[arg-type]
        return said

    assert macro.asks(SimpleNamespace(alert=alert), "Take back?") is agreed
    assert shown == [("Take back?", "Import Desk", "yes_no")]


@pytest.mark.parametrize("does", [undo, redo])
def test_what_was_done_while_it_asked_is_not_taken_back_in_its_place(
    hands: Hands, does: Callable[[Hands, Callable[[str], bool]], Card]
) -> None:
    def meanwhile(question: str) -> bool:
        opened = open_ledger(str(hands.home / LEDGER))
        with opened.step(REVIEW, DAY, ACTOR) as step:
            row = {"item_kind": "IMPORTER", "item_key": "X", "fact": "remarks", "value": "seen"}
            step.add(tables.answers, [row])
        opened.close()
        return True

    if does is redo:
        taken_back(hands)
    counted = [one.seq for one in acts_of(hands) if not one.undone]
    with pytest.raises(DeskError):
        does(hands, meanwhile)
    acts = acts_of(hands)
    assert [one.seq for one in acts if not one.undone] == [acts[0].seq, *counted]
    assert acts[0].kind == REVIEW.kind
