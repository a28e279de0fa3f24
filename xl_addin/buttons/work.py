"""What every button works with: the open book, its settings, the ledger, the law, a status line that Esc can stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from xl_addin.buttons.card import Stopped
from xl_addin.buttons.stamp import Stamp, read_stamp
from xl_addin.buttons.trusted import refuse_strange_ledger
from xl_addin.desk.progress import TimeLeft
from xl_addin.desk.settings import PATHS, Setting, Settings, desk_file, in_force
from xl_addin.desk.started import typed
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, open_ledger
from xl_addin.ledger.store import Actor
from xl_addin.workbook.books.normal import Unreadable, read_day
from xl_addin.workbook.books.port import Book, CellValue
from xl_addin.workbook.month.layout import AS_ON, BANK, FOLDER, HEAD, LEDGER, OUT, POLICY, SETTINGS

_LABELS = {setting.name: setting.label for setting in SETTINGS}
CELLS = {"ledger": LEDGER, "policy": POLICY, "bank": BANK}  # what Start says before any desk.toml


def _nothing_chosen() -> str:
    return ""


def nobody_to_ask(question: str) -> bool:
    """DeskError: what asks first is not done unasked."""
    raise DeskError(
        "Nobody can be asked here, so nothing was done.",
        f"It was to be asked: {question.splitlines()[0]}",
        "Press the button where the spreadsheet has a window, or do it by command, which shows it first: "
        f"{typed('undo --list')}, {typed('redo --list')}, {typed('release --list')}.",
    )


@dataclass(frozen=True, slots=True)
class Shell:
    """What the host gives: who acts and the clock, the folder of the book, how to ask for one, the user's record.

    `agrees` asks the person a question that is answered by yes or no; where nobody can be asked nothing is done.
    """

    actor: Actor
    home: Path
    choose_folder: Callable[[], str] = _nothing_chosen
    record: Path | None = None
    agrees: Callable[[str], bool] = nobody_to_ask


@dataclass(frozen=True, slots=True)
class Work:
    """One press of a button."""

    book: Book
    shell: Shell
    labels: Mapping[str, str]  # what each command is called on its button
    _start: dict[str, CellValue] = field(default_factory=dict)  # cells of Start as they were when first asked for
    _with_time_left: TimeLeft = field(default_factory=TimeLeft, compare=False)

    @property
    def as_on(self) -> date:
        """The day on Start; DeskError where there is none."""
        found = self.cell(AS_ON)
        if found is None or (isinstance(found, str) and not found.strip()):
            raise self._needed(AS_ON, "it is blank")
        try:
            return read_day("As-on date", found, date1904=self.book.date1904)
        except Unreadable as fault:
            raise self._needed(AS_ON, f"it says {fault.found!r}") from None

    @property
    def days(self) -> dict[str, date]:
        """The last days of what is typed: of what counts for the as-on date, of papers and checks of the desk."""
        return {"as_on": self.as_on, "typed_on": self.shell.actor.at.date()}

    @property
    def folder(self) -> Path:
        """The folder of extracts; a blank cell is filled with the folder that the person chooses."""
        if not self.text(FOLDER) and (chosen := self.shell.choose_folder()):
            self.book.write_value(FOLDER, chosen)
            self._start[FOLDER] = chosen
        if not self.text(FOLDER):
            raise self._needed(FOLDER, "it is blank")
        return self.path(FOLDER, "")

    @property
    def where(self) -> str:
        """The ledger's address; DeskError where a cell of the book names one that is not this desk's."""
        found = self.settings.text("ledger") or str(self.shell.home / "ledger.sqlite")
        if self.text(LEDGER):
            refuse_strange_ledger(found, self.shell.home, self.shell.record)
        return found

    @property
    def has_ledger(self) -> bool:
        """Whether there is a file at the ledger's address; an address of a database is taken at its word."""
        return "://" in self.where or Path(self.where).is_file()

    @property
    def shown(self) -> Stamp:
        """What the sheets show."""
        return read_stamp(self.text(HEAD))

    def refuse_moved(self, holds: Callable[[str], bool] = lambda head: False) -> None:
        """DeskError where the sheets were written from another ledger than this one, which `holds` their act or not."""
        head = self.shown.head
        if head and not holds(head):
            raise DeskError(
                "The sheets of this book were written from another ledger than the one named on Start.",
                f"Book {self.book.name}, sheets written at {self.shown}; ledger {self.where}"
                f"{'' if self.has_ledger else ', where there is none'}.",
                "If the book was moved or copied, bring its ledger along, or name its place on Start. For a new ledger "
                "take a fresh month template: these lists may hold answers that no ledger has. Nothing was done.",
            )

    @property
    def out(self) -> Path:
        """The folder of the closing."""
        return self.path(OUT, f"closing-{period_of(self.as_on)}")

    @property
    def bank(self) -> str:
        """The bank's name."""
        return self.settings.text("bank")

    @property
    def settings(self) -> Settings:
        """What the desk has said: the cells of Start, then desk.toml beside the book, then the user's record."""
        said = {name: Setting(self._said(name, cell), f"{_LABELS[cell]} on Start") for name, cell in CELLS.items()}
        return in_force(said, desk_file(None, self.shell.home, self.shell.record))

    def law(self) -> Law:
        """The rulebook and the bank's policy; the bank's own registers count until the button has ended."""
        return self.settings.law()

    def cell(self, name: str) -> CellValue:
        """A cell of Start; what is typed into it while a button runs counts for the next press."""
        if name not in self._start:
            self._start[name] = self.book.read_value(name)
        return self._start[name]

    def text(self, name: str) -> str:
        """A cell of Start as text."""
        found = self.cell(name)
        return "" if found is None else str(found).strip()

    def path(self, name: str, default: str) -> Path:
        """A path of Start; one that is not full begins at the folder of the book."""
        return self.shell.home / (self.text(name) or default)

    def _said(self, name: str, cell: str) -> str:
        """A cell of Start as a setting: a path in full, an address or a word as it stands, "" for a blank cell."""
        text = self.text(cell)
        return str(self.path(cell, "")) if text and name in PATHS and "://" not in text else text

    def progress(self, text: str) -> None:
        """Says what is going on; Stopped when the person has pressed Esc."""
        self.book.status(f"Import Desk: {self._with_time_left(text)} … (Esc stops)")
        if self.book.cancelled():
            raise Stopped(text)

    def say(self, text: str) -> None:
        """Says what is going on where it must not be stopped half-way."""
        self.book.status(f"Import Desk: {text} …")

    @contextmanager
    def ledger(self, *, create: bool = False, reading: bool = False) -> Iterator[Ledger]:
        """The open ledger, closed at the end; it is made only where extracts are taken in."""
        self.refuse_no_ledger(create=create)
        opened = open_ledger(self.where, create=create, reading=reading, tell=self.progress)
        try:
            yield opened
        finally:
            opened.close()

    def refuse_no_ledger(self, *, create: bool = False) -> None:
        """DeskError where there is no ledger and none is to be made, or it is not that of the sheets."""
        if not self.has_ledger:
            self.refuse_moved()
        if not create and not self.has_ledger:
            raise DeskError(
                "There is no ledger yet.",
                f"Ledger {self.where}.",
                f"Press {self.labels['take_in']} first, or correct the ledger on Start.",
            )

    def _needed(self, name: str, found: str) -> DeskError:
        return DeskError(
            f"{_LABELS[name]} is needed; {found}.",
            f"Cell {name} on Start, book {self.book.name}.",
            "Fill the blue cell on Start and press the button again.",
        )
