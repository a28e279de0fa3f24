"""Two pairs of eyes: what a ledger shows of it on every sheet, and who acts where it is for training."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from xl_addin.desk.person import tidy
from xl_addin.desk.started import typed
from xl_addin.disk.places import shared_by
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, state
from xl_addin.ledger.acts import TRAINING
from xl_addin.ledger.store import Actor

TRAINING_MARK = "TRAINING LEDGER: people are named by hand, no real month."
ALONE_MARK = "One person alone has acted in this ledger: not four-eyed, not to be signed."


def mark_of(ledger: Ledger) -> str:
    """What every sheet says of the ledger; "" where two people have acted in it and it lies where it should."""
    with ledger.read() as connection:
        alone = ALONE_MARK if len(state.people(connection)) < 2 else ""
        told = TRAINING_MARK if state.is_training(connection) else alone
    return " ".join(one for one in (told, _place_mark(ledger)) if one)


def _place_mark(ledger: Ledger) -> str:
    found = shared_by(ledger.path) if ledger.path is not None else ""
    return f"The ledger lies in {found}, where two computers can damage it." if found else ""


def begin_training(ledger: Ledger, as_on: date, actor: Actor) -> None:
    """Makes an empty ledger one for training for ever: its first act says so. DeskError where it holds anything."""
    with ledger.read() as connection:
        begun = bool(state.people(connection))
    if begun:
        raise DeskError(
            "The ledger holds acts: only an empty one can be made for training.",
            f"Ledger {ledger.where}.",
            "Give the name of a new file.",
        )
    with ledger.step(TRAINING, as_on, actor):
        pass


def acting(ledger: Ledger, actor: Actor, person: str) -> Actor:
    """Who acts: the user of the database or of the computer; in a training ledger who was named by hand."""
    if not person.strip():
        return ledger.known(actor)
    with ledger.read() as connection:
        if state.is_training(connection):
            return replace(actor, user=tidy(person))
    raise DeskError(
        "The person is the user of this computer or database: nobody can be named by hand in a live ledger.",
        f"Ledger {ledger.where}; option --person, or Person on Start.",
        f"Log on as that person, or practise in a training ledger: {typed('training --help')}",
    )
