"""What the month's workbook holds beside its lists: the cells of Start and the result card."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.workbook.books.port import CARD
from xl_addin.workbook.lists import Column, Kind, List, long, text

START, TOUR = "Start", "Tour"
RESULT: List[tuple[str, str]] = List(
    CARD,
    empty="nothing was run yet",
    columns=(Column("What", text, lambda line: line[0], 22), Column("Told", long, lambda line: line[1], 104)),
)


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
PERSON, MARK = "ImportDeskPerson", "ImportDeskMark"
FILES, WORDS = "ImportDeskFiles", "ImportDeskWords"
SETTINGS: tuple[Setting, ...] = (
    Setting(AS_ON, "As-on date", "Day the bank acts; it picks the law. The last day of the month to close.", Kind.DATE),
    Setting(FOLDER, "Folder of extracts", "A full path, or a path from the folder of this book."),
    Setting(LEDGER, "Ledger", "File or database address. Blank: ledger.sqlite beside this book."),
    Setting(OUT, "Folder of the closing", "Blank: closing-YYYY-MM beside this book."),
    Setting(POLICY, "Bank policy", "The bank's own parameters (TOML). Blank: no bound set."),
    Setting(BANK, "Name of the bank", "As the first sheet of the closing workbook shows it."),
    Setting(PERSON, "Person, in training", "Who presses the buttons, in a training ledger alone. Blank: you."),
    Setting(
        FILES,
        "Files for IDPMS meant",
        "Of Sent and Drop: numbers as Outbox shows them, M14-1; of refused cancellations their references. Blank: all.",
    ),
    Setting(WORDS, "Reference or reason", "Of Sent: the reference that IDPMS gave to the upload. Of the others: why."),
    Setting(MARK, "Two pairs of eyes", "What every sheet says of the ledger. Not to be changed.", is_user_input=False),
    Setting(
        HEAD, "Sheets written at", "The ledger's act that the sheets show. Not to be changed.", is_user_input=False
    ),
)
NAMES: tuple[str, ...] = (*(setting.name for setting in SETTINGS), LAST)
