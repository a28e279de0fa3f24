"""A press of a button by a person at Calc: it asks in a box before anything is taken back or let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.buttons.work import Shell, nobody_to_ask
from xl_addin.desk.person import person
from xl_addin.desk.settings_record import record_path
from xl_addin.hosts.calc.engine.asking import chosen_folder
from xl_addin.hosts.live.book import live_book
from xl_addin.hosts.live.home import home_of
from xl_addin.ledger.store import Actor

TITLE = "Import Desk"
_INDIA = timezone(timedelta(hours=5, minutes=30))
_PICKER = "com.sun.star.ui.dialogs.FolderPicker"


def press(app: Any, command: str, book: Any, agrees: Callable[[str], bool] | None = None) -> Card:
    """Does what a button says, in an open book of Calc; `agrees` answers for the person, else he is asked."""
    now = datetime.now(_INDIA).replace(microsecond=0)
    asked = agrees or (lambda question: asks(app, question))
    home = home_of(book.fullname)
    return run(command, live_book(book), Shell(Actor(person(), now), home, lambda: _folder(app), record_path(), asked))


def asks(app: Any, question: str) -> bool:
    """Whether the person answers by yes; DeskError where nobody does, as in an office without a window."""
    said = app.alert(question, TITLE, "yes_no")
    return nobody_to_ask(question) if said is None else said == "yes"


def _folder(app: Any) -> str:
    return chosen_folder(app.impl.engine.service(_PICKER), "Folder with the month's extracts")
