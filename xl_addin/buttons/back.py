"""The buttons that go back and forth: undo the last act of the month, and do it again."""

from __future__ import annotations

from xl_addin.buttons import acts
from xl_addin.buttons.button import BY_BUTTON, LEDGER_AND_LISTS, Button
from xl_addin.buttons.groups import REVIEW

UNDO_REDO = (
    Button(
        command="undo",
        group=REVIEW,
        label="Undo last action",
        tip="Take back the last act of this month",
        does=(
            "Shows first what that act did (lines, amounts, proposals) and asks. Also after a restart. Pressed again "
            "it goes on, step by step, to the beginning of the month. The act stays in the ledger, marked as taken "
            "back."
        ),
        writes=LEDGER_AND_LISTS,
        undo="press Redo.",
        run=acts.undo_last,
        image="Undo",
        keytip="U",
    ),
    Button(
        command="redo",
        group=REVIEW,
        label="Redo",
        tip="Let what was taken back last count again",
        does=(
            "Shows first what that act did and asks. Pressed again it goes on, step by step. Only while nothing else "
            "was done since."
        ),
        writes=LEDGER_AND_LISTS,
        undo=BY_BUTTON,
        run=acts.redo_last,
        image="Redo",
        keytip="Y",
    ),
)
