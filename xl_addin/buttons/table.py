"""The ribbon: one table from which the tab, the VBA behind its buttons and the guide to them are made.

A button stands here only when its command works. Commands are the keys of the table of macros; the order is the
order of the month's work. Icons are Excel's own, which need neither licence nor sizes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from xl_addin.workbook.month.layout import LEDGER

TAB, TAB_KEYTIP = "Import Desk", "ID"
GROUPS_MAX, TIP_LENGTH_MAX = 7, 1024
# The defined name by which a workbook is known as a month's.
MONTH_BOOK_NAME = LEDGER


class Needs(Enum):
    """What must be there, besides Python, before a button can be pressed."""

    NOTHING = "nothing"  # answers even where Python is missing: by it one finds out
    MONTH = "month"


NO_MONTH = "Open the month's workbook, or the guided sample. Both are made from the month template."


@dataclass(frozen=True, slots=True)
class Button:
    """One button: its command, the name on it, what it does, what it writes, how it is undone."""

    command: str
    label: str
    screentip: str
    does: str
    writes: str
    undo: str
    image: str
    keytip: str
    needs: Needs = Needs.MONTH
    is_large: bool = False

    @property
    def supertip(self) -> str:
        """The text below the screentip."""
        return f"{self.does}\n\nWrites: {self.writes}\nUndo: {self.undo}"


@dataclass(frozen=True, slots=True)
class Group:
    """Buttons that stand together."""

    name: str
    label: str
    buttons: tuple[Button, ...]


_LEDGER_AND_LISTS = "the ledger, all lists of this workbook, and the result on Start."
_RESULT = "the result on Start, nothing else."
_BY_BUTTON = "with Undo last action; Excel's own undo does not reach it."
_NOTHING = "nothing to undo."
GROUPS: tuple[Group, ...] = (
    Group("take", "Take in", (
        Button(
            "take_in", "Take in files", "Take in the month's extracts",
            "Reads the extracts of the folder named on Start into the ledger; you are asked for the folder where the "
            "cell is blank. Rows that cannot be read are refused with a reason; what is known is not counted twice.",
            _LEDGER_AND_LISTS, _BY_BUTTON,
            "GetExternalDataFromText", "T", is_large=True,
        ),
    )),
    Group("match", "Match", (
        Button(
            "match", "Match", "Match remittances with bills of entry",
            "Posts the settlements that the evidence decides alone, and suggests the others on the sheet Settlements.",
            _LEDGER_AND_LISTS, _BY_BUTTON,
            "HyperlinkInsert", "M", is_large=True,
        ),
        Button(
            "review", "Read answers back", "Read your blue cells into the ledger",
            "Posts what you accepted, and keeps reasons, documents and remarks. Blue cells are read by key: sorted, "
            "filtered or inserted rows do no harm. Changed cells of other columns are put back and reported.",
            _LEDGER_AND_LISTS, _BY_BUTTON,
            "DataValidation", "R",
        ),
    )),
    Group("decide", "Decide", (
        Button(
            "decide", "Decide differences", "Ask the rules about every open item",
            "Write-off, small value, extension, advance, follow-up and referral, by the law of the as-on date, each "
            "with its reason and citation. Posts nothing to the ledger.",
            "the decision lists of this workbook, and the result on Start.", "press again; they are made anew.",
            "FunctionsLogicalInsertGallery", "D", is_large=True,
        ),
    )),
    Group("close", "Close month", (
        Button(
            "close_month", "Close month", "Close the month and write the closing workbook",
            "Takes in what is new, matches, decides, ties out every total, tells what blocks the sign-off, and writes "
            "the closing workbook with its lists.",
            "the ledger, the files in the folder of the closing, all lists of this workbook, and the result on Start.",
            "the ledger with Undo last action; the files stay until the next close writes them anew.",
            "FileMarkAsFinal", "C", is_large=True,
        ),
        Button(
            "freeze", "Freeze to values", "Write the lists as they stand into a new workbook of values",
            "For whoever gets a copy: no macro, no formula of Import Desk in it. This workbook stays as it is.",
            "a new workbook in the folder of the closing, and the result on Start.", "delete the new workbook.",
            "PasteSpecialDialog", "F",
        ),
    )),
    Group("review", "Review and audit", (
        Button(
            "explain", "Explain this cell", "All that the desk knows of the item in the selected row",
            "Remittance, bill of entry, settlements and acts behind it, and the provisions behind a decision.",
            _RESULT, _NOTHING,
            "FormulaEvaluate", "E", is_large=True,
        ),
        Button(
            "go_to_exception", "Go to exception", "From an item to its exception, and back",
            "Select a row of a list first. On the sheet Exceptions it goes to the item that the row names.",
            "nothing.", _NOTHING,
            "ErrorChecking", "X",
        ),
        Button(
            "undo", "Undo last action", "Take back the last act of this month",
            "Also after a restart. Pressed again it goes on, step by step, to the beginning of the month. The act "
            "stays in the ledger, marked as taken back.",
            _LEDGER_AND_LISTS, "press the button of the act again.",
            "Undo", "U",
        ),
        Button(
            "verify", "Verify", "Check the ledger and every total",
            "Checks the ledger's chain and every invariant, and that the closing files say what the ledger says.",
            _RESULT, _NOTHING,
            "FileDocumentInspect", "V",
        ),
    )),
    Group("help", "Help", (
        Button(
            "help", "What the buttons do", "One sentence for each button",
            "In a month's workbook on Start; elsewhere in a box.",
            _RESULT, _NOTHING,
            "Help", "G", Needs.NOTHING, is_large=True,
        ),
        Button(
            "diagnostics", "Diagnostics", "Versions, settings, paths, the ledger's last acts",
            "For a question to IT support.",
            _RESULT, _NOTHING,
            "Info", "N", Needs.NOTHING,
        ),
        Button(
            "reset_sample", "Reset sample", "Begin the guided sample anew",
            "Removes the sample's own ledger and empties its lists. Works in the guided sample only; no other month is "
            "touched.",
            "the ledger and the lists of the sample.", "not possible; what you tried in the sample is gone.",
            "RefreshAll", "S",
        ),
    )),
)  # fmt: skip
BUTTONS: tuple[Button, ...] = tuple(button for group in GROUPS for button in group.buttons)
COMMANDS: tuple[str, ...] = tuple(button.command for button in BUTTONS)
# Built-in pictures of Excel 2010 and later, among those that Microsoft lists; none was yet seen in Excel.
_IMAGES = """
DataValidation ErrorChecking FileDocumentInspect FileMarkAsFinal FormulaEvaluate FunctionsLogicalInsertGallery
GetExternalDataFromText Help HyperlinkInsert Info PasteSpecialDialog RefreshAll Undo
"""
IMAGES = frozenset(_IMAGES.split())
