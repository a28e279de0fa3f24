"""A question to the person at Calc, in a box with Yes and No."""

from __future__ import annotations

from typing import Any

from xl_addin.hosts.calc.engine.connect import bridge

_QUESTION = "com.sun.star.awt.MessageBoxType", "QUERYBOX"
_YES_NO, _DEFAULT_NO = 3, 0x30000  # com.sun.star.awt.MessageBoxButtons
_ANSWERS = {2: "yes", 3: "no"}  # com.sun.star.awt.MessageBoxResults


def answer(toolkit: Any, document: Any, title: str, question: str) -> str | None:
    """ "yes" or "no"; None where nobody answers: an office without a window ends the box by itself."""
    window = document.getCurrentController().getFrame().getContainerWindow()
    box = toolkit.createMessageBox(window, bridge().Enum(*_QUESTION), _YES_NO | _DEFAULT_NO, title, question)
    try:
        return _ANSWERS.get(int(box.execute()))
    finally:
        box.dispose()
