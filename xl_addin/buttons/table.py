"""The buttons: one row each, in the order of the month's work; tab, help, macros and kit are made from these rows.

A new button is a row here and its use case: label, tip, what it writes, how that is undone, what it runs.
"""

from __future__ import annotations

from xl_addin.buttons import acts, looks
from xl_addin.buttons.back import UNDO_REDO
from xl_addin.buttons.button import BY_BUTTON, LEDGER_AND_LISTS, NOTHING_TO_UNDO, Button, Needs
from xl_addin.buttons.card import Card
from xl_addin.buttons.cells import REFRESH_CELLS
from xl_addin.buttons.compare import COMPARE
from xl_addin.buttons.diagnostics import diagnostics
from xl_addin.buttons.freeze import freeze
from xl_addin.buttons.groups import CLOSE, DECIDE, HELP, MATCH, REVIEW, TAKE_IN
from xl_addin.buttons.missing import MISSING_FACTS
from xl_addin.buttons.sample import reset_sample
from xl_addin.buttons.saving import SAVE_AS_XLSX
from xl_addin.buttons.table_day import PRINT_SET, TODAY
from xl_addin.buttons.table_outbox import OUTBOX
from xl_addin.buttons.table_papers import PAPERS
from xl_addin.buttons.table_two_people import APPROVE, MATCH_BY_HAND, PROPOSE, SIGN
from xl_addin.desk import guide


def help_card() -> Card:
    """What each button does, by its label."""
    told = (("User's guide", guide.told()), *((one.label, f"{one.tip}.") for one in BUTTONS))
    return Card("What the buttons do", (*told, ("In LibreOffice Calc", SAVE_AS_XLSX)), is_shown=True)


def helped() -> Card:
    """The same, and the user's guide in a browser where it was built."""
    guide.open_guide()
    return help_card()


_RESULT = "the result on Start, nothing else."
BUTTONS: tuple[Button, ...] = (
    Button(
        command="take_in",
        group=TAKE_IN,
        label="Take in files",
        tip="Take in the month's extracts",
        does=(
            "Reads the extracts of the folder named on Start into the ledger; you are asked for the folder where the "
            "cell is blank. Rows that cannot be read are refused with a reason; what is known is not counted twice. "
            "It is the inbox too: replies of IDPMS in the folder are matched with what was let go."
        ),
        writes=LEDGER_AND_LISTS,
        undo=BY_BUTTON,
        run=acts.take_in_files,
        image="GetExternalDataFromText",
        keytip="T",
    ),
    TODAY,
    Button(
        command="match",
        group=MATCH,
        label="Match",
        tip="Match remittances with bills of entry",
        does="Posts the settlements that the evidence decides alone, and suggests the others on the sheet Settlements.",
        writes=LEDGER_AND_LISTS,
        undo=BY_BUTTON,
        run=acts.match,
        image="HyperlinkInsert",
        keytip="M",
    ),
    Button(
        command="review",
        group=MATCH,
        label="Read answers back",
        tip="Read your blue cells into the ledger",
        does=(
            "Posts what you accepted, and keeps reasons, documents and remarks. Blue cells are read by key: sorted, "
            "filtered or inserted rows do no harm. Changed cells of other columns are put back and reported. "
            "Tells which decisions changed by what was read."
        ),
        writes=f"{LEDGER_AND_LISTS} Which decisions changed stands in changes-by-review.csv, beside the closing.",
        undo=BY_BUTTON,
        run=acts.review,
        image="DataValidation",
        keytip="R",
    ),
    MATCH_BY_HAND,
    Button(
        command="decide",
        group=DECIDE,
        label="Decide differences",
        tip="Ask the rules about every open item",
        does=(
            "Write-off, small value, extension, advance, follow-up and referral, by the law of the as-on date, each "
            "with its reason and citation. Posts nothing to the ledger."
        ),
        writes="the decision lists of this workbook, and the result on Start.",
        undo="press again; they are made anew.",
        run=acts.decide,
        image="FunctionsLogicalInsertGallery",
        keytip="D",
    ),
    MISSING_FACTS,
    PROPOSE,
    APPROVE,
    *OUTBOX,
    *PAPERS,
    Button(
        command="close_month",
        group=CLOSE,
        label="Close month",
        tip="Close the month, write its workbook",
        does=(
            "Takes in what is new, matches, decides, ties out every total, tells what blocks the sign-off, and writes "
            "the closing workbook with its lists."
        ),
        writes=(
            "the ledger, the files in the folder of the closing, all lists of this workbook, and the result on Start."
        ),
        undo="the ledger with Undo last action; the files stay until the next close writes them anew.",
        run=acts.close_month,
        image="FileMarkAsFinal",
        keytip="C",
    ),
    SIGN,
    PRINT_SET,
    Button(
        command="freeze",
        group=CLOSE,
        label="Freeze to values",
        tip="Copy the lists into a workbook of values",
        does=(
            "For whoever gets a copy: no macro, no formula of Import Desk in it. This workbook and earlier copies "
            "stay as they are."
        ),
        writes="a new workbook in the folder of the closing, and the result on Start.",
        undo="delete the new workbook.",
        run=freeze,
        image="PasteSpecialDialog",
        keytip="F",
    ),
    Button(
        command="explain",
        group=REVIEW,
        label="Explain this cell",
        tip="All that the desk knows of a row's item",
        does="Remittance, bill of entry, settlements and acts behind it, and the provisions behind a decision.",
        writes=_RESULT,
        undo=NOTHING_TO_UNDO,
        run=looks.explain_row,
        image="FormulaEvaluate",
        keytip="E",
    ),
    Button(
        command="go_to_exception",
        group=REVIEW,
        label="Go to exception",
        tip="From an item to its exception, and back",
        does="Select a row of a list first. On the sheet Exceptions it goes to the item that the row names.",
        writes="nothing.",
        undo=NOTHING_TO_UNDO,
        run=looks.go_to_exception,
        image="ErrorChecking",
        keytip="X",
        keeps_card=True,
    ),
    REFRESH_CELLS,
    COMPARE,
    *UNDO_REDO,
    Button(
        command="verify",
        group=REVIEW,
        label="Verify",
        tip="Check the ledger and every total",
        does="Checks the ledger's chain and every invariant, and that the closing files say what the ledger says.",
        writes=_RESULT,
        undo=NOTHING_TO_UNDO,
        run=looks.verify_all,
        image="FileDocumentInspect",
        keytip="V",
    ),
    Button(
        command="help",
        group=HELP,
        label="What the buttons do",
        tip="One sentence for each button, and the user's guide",
        does="In a month's workbook on Start; elsewhere in a box. Opens the guide in a browser where it was built.",
        writes=_RESULT,
        undo=NOTHING_TO_UNDO,
        run=lambda work: helped(),
        image="Help",
        keytip="G",
        needs=Needs.NOTHING,
    ),
    Button(
        command="diagnostics",
        group=HELP,
        label="Diagnostics",
        tip="Versions, settings, paths, the ledger's last acts",
        does="For a question to IT support.",
        writes=_RESULT,
        undo=NOTHING_TO_UNDO,
        run=diagnostics,
        image="Info",
        keytip="N",
        needs=Needs.NOTHING,
    ),
    Button(
        command="reset_sample",
        group=HELP,
        label="Reset sample",
        tip="Begin the guided sample anew",
        does=(
            "Removes the sample's own ledger and empties its lists. Works in the guided sample only; no other month "
            "is touched."
        ),
        writes="the ledger and the lists of the sample.",
        undo="not possible; what you tried in the sample is gone.",
        run=reset_sample,
        image="RefreshAll",
        keytip="S",
    ),
)
BY_COMMAND = {button.command: button for button in BUTTONS}
LABELS = {button.command: button.label for button in BUTTONS}
