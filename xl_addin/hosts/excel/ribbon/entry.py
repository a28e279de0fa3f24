"""A press of a button in Excel, with the workbook that it was pressed in.

Nothing of this was yet seen in Excel; what is known of it is in its tests. The rest of a press is in `buttons.run`.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from xl_addin import __version__
from xl_addin.buttons import run as macros
from xl_addin.buttons.table import BY_COMMAND, helped
from xl_addin.buttons.work import Shell
from xl_addin.desk.person import person
from xl_addin.desk.settings_record import record_path
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.excel.functions.names import boxed
from xl_addin.hosts.excel.server.transport import UNASKED
from xl_addin.hosts.live.book import live_book
from xl_addin.hosts.live.home import home_of
from xl_addin.ledger.store import Actor

LOG = logging.getLogger(__name__)
DONE, REFUSED = "done", "refused"
MESSAGE_LENGTH_MAX = 1000  # VBA's box shows little more than a thousand characters
NEXT_BOX, BOXES_MAX = "\f", 3  # vbFormFeed
_FOLDER_PICKER, _PICKED = 4, -1  # msoFileDialogFolderPicker; what Show answers
_INDIA = timezone(timedelta(hours=5, minutes=30))


def pressed(command: str, version: str, caller: Any) -> tuple[str, str]:
    """How it ended, and what to show, or nothing; never raises. `caller` is an xlwings book or None."""
    try:
        refuse_other_version(version)
        return DONE, _boxes(_done(command, caller))
    except DeskError as error:
        parts = (error.what, f"Where: {error.where}", f"What to do: {error.todo}")
        return REFUSED, _boxes("\n\n".join(parts))
    except Exception as error:
        LOG.exception("%s failed", command)
        return REFUSED, (
            f"Import Desk met a fault of its own ({type(error).__name__}).\n\nWhat to do: press Verify to see that the "
            "ledger is whole. The log names the fault; send it to IT support."
        )


def refuse_other_version(version: str) -> None:
    """DeskError when the add-in and its Python are not of one build."""
    if version != __version__:
        raise DeskError(
            f"The add-in is of version {version}, its Python of {__version__}.",
            "Import Desk tab.",
            "Close Excel, install Import Desk again, and sign out of Windows and in again.",
        )


def _done(command: str, caller: Any) -> str:
    try:
        return _ran(command, caller)
    except DeskError:
        if command.removesuffix(UNASKED) != "help":  # which answers everywhere
            raise
    return helped().text()


def _ran(command: str, caller: Any) -> str:
    if caller is None:
        raise DeskError(
            "No workbook is open for work.",
            "Excel; a workbook in Protected View counts as none.",
            "Open the month's workbook, there press Enable Editing where Excel asks, and press the button again.",
        )
    button, shell = command.removesuffix(UNASKED), _shell(caller)
    if command != button:
        shell = replace(shell, agrees=lambda question: True)
    card = macros.run(button, live_book(caller), shell)
    return "" if card.is_shown or BY_COMMAND[button].keeps_card else card.text()


def _shell(caller: Any) -> Shell:
    now = datetime.now(_INDIA).replace(microsecond=0)
    home = home_of(str(caller.api.FullName))
    return Shell(
        Actor(person(), now), home, lambda: _chosen_folder(caller), record_path(), lambda told: _agrees(caller, told)
    )


def _chosen_folder(caller: Any) -> str:
    dialog = caller.app.api.FileDialog(_FOLDER_PICKER)
    dialog.Title = "Folder with the month's extracts"
    return str(dialog.SelectedItems(1)) if dialog.Show() == _PICKED else ""


def _agrees(caller: Any, question: str) -> bool:
    """Whether the person answers a question by yes."""
    return bool(caller.app.alert(_boxes(question).partition(NEXT_BOX)[0], "Import Desk", "yes_no") == "yes")


def _boxes(text: str) -> str:
    """A text as one box after another, parted at the ends of lines: none is longer than a box shows."""
    boxes = [""]
    for line in map(_shortened, boxed(text).splitlines()):
        if len(boxes[-1]) + 1 + len(line) > MESSAGE_LENGTH_MAX:
            boxes.append("")
        boxes[-1] += f"\n{line}" if boxes[-1] else line
    return NEXT_BOX.join(boxes[:BOXES_MAX])


def _shortened(text: str) -> str:
    return text if len(text) <= MESSAGE_LENGTH_MAX else text[: MESSAGE_LENGTH_MAX - 2].rstrip() + " …"
