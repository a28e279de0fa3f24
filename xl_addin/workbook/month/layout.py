"""What the month's workbook holds: the cells of Start, the result card, and the lists of the closing workbook."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.workbook.closing.schema import Kind, Sheet, Table, long, text
from xl_addin.workbook.closing.sheets import SHEETS

START, TOUR = "Start", "Tour"
# In work order; each sheet has one table, of the name and columns that the closing workbook gives it.
DECISIONS: tuple[str, ...] = (
    "Write-offs",
    "Small value",
    "Extensions",
    "Advances",
    "Follow-up",
    "Referrals",
    "Import licence",
)
LISTS: tuple[str, ...] = ("Settlements", *DECISIONS, "ORM", "BoE invoices", "Exceptions")
SHEET: dict[str, Sheet] = {sheet.name: sheet for sheet in SHEETS}
MONTH_SHEETS: tuple[Sheet, ...] = tuple(SHEET[name] for name in LISTS)
MONTH_TABLES: dict[str, Table] = {sheet.tables[0].name: sheet.tables[0] for sheet in MONTH_SHEETS}
DECISION_TABLES: tuple[str, ...] = tuple(SHEET[name].tables[0].name for name in DECISIONS)

RESULT = Table("tblResult", (text("what", "What", 22), long("told", "Told", 104)), empty="nothing was run yet")


@dataclass(frozen=True, slots=True)
class Setting:
    """A cell of Start: its defined name, its label, what it holds, and what a blank one means."""

    name: str
    label: str
    help: str
    kind: Kind = Kind.TEXT
    is_user_input: bool = True


FOLDER, AS_ON, LEDGER, OUT = "ImportDeskFolder", "ImportDeskAsOn", "ImportDeskLedger", "ImportDeskOut"
POLICY, BANK, HEAD, LAST = "ImportDeskPolicy", "ImportDeskBank", "ImportDeskHead", "ImportDeskResult"
SETTINGS: tuple[Setting, ...] = (
    Setting(AS_ON, "As-on date", "Day the bank acts; it picks the law. The last day of the month to close.", Kind.DATE),
    Setting(FOLDER, "Folder of extracts", "A full path, or a path from the folder of this book."),
    Setting(LEDGER, "Ledger", "File or database address. Blank: ledger.sqlite beside this book."),
    Setting(OUT, "Folder of the closing", "Blank: closing-YYYY-MM beside this book."),
    Setting(POLICY, "Bank policy", "The bank's own parameters (TOML). Blank: no bound set."),
    Setting(BANK, "Name of the bank", "As the first sheet of the closing workbook shows it."),
    Setting(
        HEAD, "Sheets written at", "The ledger's act that the sheets show. Not to be changed.", is_user_input=False
    ),
)
NAMES: tuple[str, ...] = (*(setting.name for setting in SETTINGS), LAST)
