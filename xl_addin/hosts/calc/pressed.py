"""A press of an entry of the menu, within LibreOffice, with the document of the window in which it was chosen."""

from __future__ import annotations

import gc
import logging
import traceback
from pathlib import Path
from typing import Any

import xlwings

from xl_addin.buttons.table import BY_COMMAND, helped
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.asking import tell
from xl_addin.hosts.calc.engine.xlwings_engine import app_of
from xl_addin.hosts.calc.macro import TITLE, press

LOG = logging.getLogger("importdesk.calc.buttons")
TOLD_MAX = 1_000  # what a box shows without leaving the screen
_REST = "\n… All of it stands on Start."


def pressed(context: Any, frame: Any, command: str) -> None:
    """Runs a button and shows how it ended in a box; never raises."""
    app = app_of(context)
    is_fault, text = _ended(app, frame, command)
    if text:
        toolkit = app.impl.engine.service("com.sun.star.awt.Toolkit")
        tell(toolkit, frame.getContainerWindow(), TITLE, shortened(text), is_fault=is_fault)
    gc.collect()  # after a fault, what was found of the document hangs in a circle


def _ended(app: Any, frame: Any, command: str) -> tuple[bool, str]:
    """Whether it was refused, and what to show, or nothing."""
    try:
        return False, _done(app, frame, command)
    except DeskError as error:
        return True, "\n\n".join((error.what, f"Where: {error.where}", f"What to do: {error.todo}"))
    except Exception as error:
        LOG.error("%s failed: %s", command, _places(error))  # without its text: that may be a customer's
        return True, (
            f"Import Desk met a fault of its own ({type(error).__name__}).\n\nWhat to do: choose Verify to see that "
            "the ledger is whole. The log names the fault; send it to IT support."
        )


def _done(app: Any, frame: Any, command: str) -> str:
    try:
        document = frame.getController().getModel()
        card = press(app, command, xlwings.Book(impl=app.books.impl.take(document)))
    except DeskError:
        if command != "help":  # which answers everywhere
            raise
        return helped().text()
    return "" if card.is_shown or BY_COMMAND[command].keeps_card else card.text()


def shortened(text: str) -> str:
    """As many whole lines as a box shows."""
    if len(text) <= TOLD_MAX:
        return text
    return text[: TOLD_MAX - len(_REST)].rpartition("\n")[0] + _REST


def _places(error: BaseException) -> str:
    """The kind of a fault and the lines of code that led to it."""
    steps = traceback.extract_tb(error.__traceback__)
    return " < ".join([type(error).__name__, *(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(steps))])
