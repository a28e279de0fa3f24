"""A question to the person at Calc, in a box with Yes and No; what is told in a box; a folder that he chooses."""

from __future__ import annotations

from typing import Any

from xl_addin.hosts.calc.engine.connect import bridge

_QUESTION = "com.sun.star.awt.MessageBoxType", "QUERYBOX"
_YES_NO, _DEFAULT_NO = 3, 0x30000  # com.sun.star.awt.MessageBoxButtons
_OK, _FAULT, _WELL = 1, "WARNINGBOX", "INFOBOX"
_CHOSEN = 1  # com.sun.star.ui.dialogs.ExecutableDialogResults.OK
_ANSWERS = {2: "yes", 3: "no"}  # com.sun.star.awt.MessageBoxResults


def answer(toolkit: Any, document: Any, title: str, question: str) -> str | None:
    """ "yes" or "no"; None where nobody answers: an office without a window ends the box by itself."""
    window = document.getCurrentController().getFrame().getContainerWindow()
    box = toolkit.createMessageBox(window, bridge().Enum(*_QUESTION), _YES_NO | _DEFAULT_NO, title, question)
    try:
        return _ANSWERS.get(int(box.execute()))
    finally:
        box.dispose()


def tell(toolkit: Any, window: Any, title: str, text: str, *, is_fault: bool) -> None:
    """A box with one button; an office without a window ends it by itself."""
    kind = bridge().Enum(_QUESTION[0], _FAULT if is_fault else _WELL)
    box = toolkit.createMessageBox(window, kind, _OK, title, text)
    try:
        box.execute()
    finally:
        box.dispose()


def chosen_folder(picker: Any, title: str) -> str:
    """The path of the folder that the person chooses; "" where he chooses none."""
    picker.setTitle(title)
    return str(bridge().fileUrlToSystemPath(picker.getDirectory())) if picker.execute() == _CHOSEN else ""
