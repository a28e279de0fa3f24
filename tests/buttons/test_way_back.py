"""What a card says of the way back is what undo would do: for every kind of act that the ledger knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import OCTOBER
from tests.desk.produce.outgoing import Out, ready, reply_to, settled
from xl_addin.buttons.way_back import way_back
from xl_addin.ledger.acts import ACTS
from xl_addin.ledger.stays import STAYS

UNDO = "Undo last action"


def told(desk: Out) -> str:
    return way_back(desk.ledger, OCTOBER, UNDO)


@pytest.mark.parametrize("kind", ACTS)
def test_every_act_may_be_taken_back_or_says_what_helps(kind: str) -> None:
    assert ACTS[kind].undoable == (kind not in STAYS)


def test_a_draft_says_that_it_is_dropped_and_what_undo_would_take_back_in_its_place(tmp_path: Path) -> None:
    desk = settled(tmp_path)
    assert told(desk) == (
        f"{UNDO} takes back the last act in the ledger (settlement lines posted by matching); Ctrl+Z does not reach it."
    )
    desk.produce()
    assert told(desk) == (
        f"{UNDO} does not take back the last act (files for IDPMS drafted): before it is let go a draft is dropped "
        "with a reason. It would take back what was done before: settlement lines posted by matching (act 5)."
    )


def test_what_was_let_go_sent_and_answered_says_what_helps(tmp_path: Path) -> None:
    desk = ready(tmp_path)
    assert told(desk) == (
        f"{UNDO} does not reach what two people did, nor what came before it: what was let go never changes; what is "
        "taken back is cancelled by the next draft."
    )
    desk.sent()
    assert "(files sent to IDPMS): what was said of an upload stays" in told(desk)
    desk.reply(*reply_to(desk, "BES", "SUCCESS"))
    assert "a later reply counts in its place. Nothing that came before it is taken back either." in told(desk)


def test_a_ledger_without_an_act_has_nothing_to_take_back(tmp_path: Path) -> None:
    assert told(Out(tmp_path)) == "There is nothing to take back."
