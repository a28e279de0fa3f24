"""The buttons of the desk's day: what waits, and what is printed."""

from __future__ import annotations

from xl_addin.buttons import acts
from xl_addin.buttons.button import Button
from xl_addin.buttons.groups import CLOSE, TAKE_IN

TODAY = Button(
    command="today",
    group=TAKE_IN,
    label="Today",
    tip="What waits today, the gravest first",
    does=(
        "What blocks the sign-off, what is overdue or falls due, what another person or IDPMS has to answer, which "
        "facts lack, what may be closed: each with count, INR, its list and the filter that finds its rows there."
    ),
    writes="all lists of this workbook, and the result on Start.",
    undo="press again; they are made anew.",
    run=acts.today,
    image="FileWorkflowTasks",
    keytip="OT",
)
PRINT_SET = Button(
    command="print",
    group=CLOSE,
    label="Print set",
    tip="Write what is printed and filed, as PDF",
    does=(
        "Today, tie-outs, roll-forward, then each list narrow enough for paper with the sentence below its row; "
        "rows that need nobody stay in the workbook. Posts nothing."
    ),
    writes="print-YYYY-MM.pdf in the folder of the closing, all lists of this workbook, and the result on Start.",
    undo="press again; the file is written anew.",
    run=acts.print_lists,
    image="FilePrint",
    keytip="OP",
)
