"""Undo at the open book: it shows what it would take back, asks, and takes back just that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.buttons.hands import LEDGER, Hands, acts_of, press
from tests.buttons.sample_desk import ACTOR, shell
from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.domain.errors import DeskError
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
    assert any(line.startswith("21 lines, ") and "USD " in line for line in rest), question
    assert "Done by maker on 31-Oct-2026 18:00." in rest


def test_it_is_taken_back_at_a_yes(hands: Hands) -> None:
    assert undo(hands, lambda question: True).headline == "Taken back"
    assert acts_of(hands)[0].kind == "UNDO"


def test_where_nobody_can_be_asked_the_press_is_the_word(hands: Hands) -> None:
    assert press(hands, "undo").headline == "Taken back"


def test_what_was_done_while_it_asked_is_not_taken_back_in_its_place(hands: Hands) -> None:
    def meanwhile(question: str) -> bool:
        opened = open_ledger(str(hands.home / LEDGER))
        with opened.step(REVIEW, DAY, ACTOR) as step:
            row = {"item_kind": "IMPORTER", "item_key": "X", "fact": "remarks", "value": "seen"}
            step.add(tables.answers, [row])
        opened.close()
        return True

    with pytest.raises(DeskError):
        undo(hands, meanwhile)
    assert [one.kind for one in acts_of(hands) if one.undone] == []
    assert acts_of(hands)[0].kind == REVIEW.kind
