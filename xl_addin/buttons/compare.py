"""The button that holds the month's closing against the one before it."""

from __future__ import annotations

from pathlib import Path

from xl_addin.buttons.button import Button
from xl_addin.buttons.card import Card, labelled
from xl_addin.buttons.groups import REVIEW
from xl_addin.buttons.work import Work
from xl_addin.desk.close.compare import closing_before, compare, compared_lines, write_compared
from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError


def compare_closings(work: Work) -> Card:
    """Compares the closing in the folder named on Start with that of the month before; changes neither."""
    both = compare(_before(work), work.out, work.progress)
    paths = write_compared(both, work.out) if both.differs else ()
    told = labelled("Compared", compared_lines(both))
    files = labelled("Written", map(str, paths))
    return Card(f"Compared: {len(both.found.cells):,} differences", (*told, *files), is_shown=True)


def _before(work: Work) -> Path:
    """The closing of the month before that lies beside; where there is none, the folder that the person chooses."""
    found = closing_before(work.out) or work.shell.choose_folder()
    if not found:
        raise DeskError(
            "There is no closing of an earlier month to compare with.",
            f"Looked for beside {work.out}.",
            f"Put the folder of that closing there, or compare any two with: {typed('compare BEFORE AFTER')}.",
        )
    return Path(found)


COMPARE = Button(
    command="compare",
    group=REVIEW,
    label="Compare closings",
    tip="This month's closing against the one before",
    does=(
        "Which items are new, gone or changed, each with both values, and what each list adds up to before and after. "
        "The closing before is the last one beside this month's folder; where none lies there, you are asked for it."
    ),
    writes="compare-BEFORE-AFTER.xlsx and .csv in the folder of the closing, and the result on Start.",
    undo="press again; the files are written anew.",
    run=compare_closings,
    image="FindDialog",
    keytip="OK",
)
