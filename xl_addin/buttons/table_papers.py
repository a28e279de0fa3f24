"""The rows of the table of buttons for papers."""

from __future__ import annotations

from xl_addin.buttons import papers
from xl_addin.buttons.button import Button
from xl_addin.buttons.groups import PRODUCE

_WRITES = (
    "the ledger, files in the folder papers-YYYY-MM beside this workbook, all lists of this workbook, and the result "
    "on Start."
)
_KEPT = "not possible: a number is given once. What was settled wrongly is taken back, and the importer is told."

SLIPS = Button(
    command="slips",
    group=PRODUCE,
    label="Slips",
    tip="Acknowledgement slips of what was settled",
    does=(
        "Issues a numbered slip (PDF) to each importer for every settlement of the month that has none yet, with what "
        "is unsettled on the day. Pressed again it issues nothing twice. An importer without an address is left out "
        "and told."
    ),
    writes=_WRITES,
    undo=_KEPT,
    run=papers.slips,
    image="FileSaveAsPdfOrXps",
    keytip="L",
)
STATEMENTS = Button(
    command="statements",
    group=PRODUCE,
    label="Statements",
    tip="What is open, to each importer",
    does=(
        "Issues a numbered statement (PDF) to each importer with open items: bills of entry and remittances, when they "
        "are due, and the papers and facts that he is asked for. Pressed again on the same day it issues only what "
        "has changed."
    ),
    writes=_WRITES,
    undo=_KEPT,
    run=papers.statements,
    image="FilePrint",
    keytip="J",
)
LETTERS = Button(
    command="letters",
    group=PRODUCE,
    label="Letters",
    tip="Letters of the follow-up, memos of referrals",
    does=(
        "Writes the letters that the follow-up has come to (reminder, registered letter, notice of default) and the "
        "memos of Referrals as Word documents; each once. They count when they were sent: papers sent NUMBER."
    ),
    writes=_WRITES,
    undo=_KEPT,
    run=papers.letters,
    image="EnvelopesAndLabelsDialog",
    keytip="K",
)
OTHER_PAPERS = Button(
    command="other_papers",
    group=PRODUCE,
    label="Other papers",
    tip="Advices, declarations, audit reports",
    does=(
        "Issues the advice of each write-off and closure that was approved, small-value declarations to be signed, the "
        "half-yearly merchanting statement, the report on each audit sample, advices on non-physical imports; once."
    ),
    writes=_WRITES,
    undo=_KEPT,
    run=papers.other_papers,
    image="FileProperties",
    keytip="W",
)
PAPERS = (SLIPS, STATEMENTS, LETTERS, OTHER_PAPERS)
