"""The Book port over a workbook that the person has open, in Excel or, through our engine, in LibreOffice Calc.

Built on the open part of xlwings. It speaks of the one book that it was given, never of the active one. One table is
read by one block and written by one assignment; `assigned` tells which, so that a macro's writes can be counted.
Excel has not yet been seen at the other end: what is known of it is in the tests and in our engine for Calc.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from xl_addin.domain.errors import DeskError
from xl_addin.hosts.live import tables as live_tables
from xl_addin.hosts.live.cells import from_block, to_cell
from xl_addin.hosts.live.keys import escape_pressed
from xl_addin.hosts.live.patience import Patience, tame_xlwings
from xl_addin.hosts.live.settings import held
from xl_addin.workbook.books.port import AGAIN, CellValue, SheetTable, no_name, no_sheet
from xl_addin.workbook.checks import Check

VISIBLE = (-1, True)  # xlSheetVisible


def live_book(book: Any, pause: Callable[[float], None] = time.sleep) -> LiveBook:
    """The port over an xlwings book; `pause` waits some seconds between tries of a busy host."""
    tame_xlwings()
    return LiveBook(book, pause)


class LiveBook:
    """An open workbook."""

    def __init__(self, book: Any, pause: Callable[[float], None] = time.sleep) -> None:
        self._book = book
        self._ask = Patience("(unknown)", pause)
        self._ask.book = self._name = self._ask(lambda: str(book.name))
        self._depth, self._is_told = 0, False
        self._seen = live_tables.Tables(book, self._name, self._ask)
        # What was assigned, in order: tables and named cells.
        self.assigned: list[str] = []

    @property
    def name(self) -> str:
        """File name."""
        return self._name

    @property
    def fullname(self) -> str:
        """Where the book lies; a bare name when it was never saved."""
        return self._ask(lambda: str(self._book.fullname))

    @property
    def date1904(self) -> bool:
        """Whether serial numbers count from 1904."""
        return self._ask(lambda: bool(self._book.api.Date1904))

    def sheets(self) -> tuple[str, ...]:
        """Names of the worksheets, in order."""
        return self._ask(lambda: tuple(sheet.name for sheet in self._book.sheets))

    def tables(self) -> tuple[str, ...]:
        """Names of all tables."""
        return self._ask(lambda: tuple(name for name, _, _ in live_tables.names(self._book)))

    def read_table(self, name: str) -> SheetTable:
        """A whole table, hidden and filtered rows too."""
        return self._tables().one(name).read()

    def read_tables(self, names: Iterable[str]) -> dict[str, SheetTable]:
        """Several tables by the names asked for; all tables of the book are looked up once."""
        return {name: table.read() for name, table in self._tables().found(names)}

    def formulas(self, name: str, headers: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Of some columns of a table the formula of each row, in R1C1; "" where a cell holds none."""
        return self._tables().one(name).formulas(headers)

    def refuse_unless_free(self, room: Mapping[str, int]) -> None:
        """DeskError tells all of these tables that are protected, filtered, partly hidden, or have no such room."""
        if self._ask(lambda: self._book.api.ReadOnly):
            raise DeskError(
                "The workbook is open for reading only: what is written into it could not be saved.",
                f"Book {self.fullname}.",
                "Close it where else it is open, or enable editing, and open it again. Nothing was done.",
            )
        self._tables().refuse_unless_free(room)

    def write_table(self, name: str, rows: Sequence[Sequence[CellValue]], headers: Sequence[str] = ()) -> None:
        """Replaces all rows in one assignment and fits the table's size."""
        seen = self._tables()
        seen.one(name).write(rows, headers, date1904=self.date1904, is_free=seen.is_free(name, len(rows)))
        self.assigned.append(name)

    def check_inputs(self, name: str, checks: Mapping[str, Sequence[Check]]) -> None:
        """What may be typed into columns of a table, by header: a check for each row, or one for all of them."""
        self._tables().one(name).check(checks)

    def read_value(self, name: str) -> CellValue:
        """The cell that a defined name stands for."""
        cell = self._cell(name)
        return from_block(self._ask(lambda: cell.api.Value2))[0][0]

    def write_value(self, name: str, value: CellValue) -> None:
        """Writes the cell that a defined name stands for."""
        cell = self._cell(name)
        if self._ask(lambda: cell.sheet.api.ProtectContents and cell.api.Locked):
            sheet = self._ask(lambda: cell.sheet.name)
            raise DeskError(
                f"The cell {name!r} lies on a protected sheet, so it was not written.",
                f"Book {self.name}, sheet {sheet}.",
                f"Unprotect it (Review, Unprotect Sheet) and {AGAIN}.",
            )
        written = to_cell(value, lambda: self._ask(lambda: cell.api.NumberFormat), date1904=self.date1904)

        def assigned() -> None:
            cell.api.Value2 = written

        self._ask(assigned)
        self.assigned.append(name)

    def go_to(self, sheet: str, row: int, column: int) -> None:
        """Shows a cell to the person."""
        page = self._page(sheet)
        cell = self._ask(lambda: page.range((row, column)))
        self._ask(lambda: [one.api.Activate() for one in (self._book, page, cell)])

    def _page(self, sheet: str) -> Any:
        """A sheet that a person can see, by its name."""
        found = self._ask(lambda: [one for one in self._book.sheets if one.name.casefold() == sheet.casefold()])
        if not found:
            raise no_sheet(self.name, sheet, self.sheets())
        if self._ask(lambda: found[0].api.Visible) not in VISIBLE:
            raise DeskError(
                f"The sheet {sheet!r} is hidden.", f"Book {self.name}.", "Show it (right-click a tab, Unhide)."
            )
        return found[0]

    def selection(self) -> tuple[str, int, int]:
        """Sheet, row and column of the cell that the person stands on in this book."""
        cell = self._ask(lambda: self._book.api.Windows(1).ActiveCell)
        if cell is None:
            raise DeskError("No cell is selected.", f"Book {self.name}.", "Select a cell of a table and try again.")
        return self._ask(lambda: (str(cell.Worksheet.Name), int(cell.Row), int(cell.Column)))

    def stood_on(self, sheet: str) -> tuple[int, int]:
        """Row and column of the cell that the person stood on last, on a sheet; he stays where he is."""
        here, page = self.selection(), self._page(sheet)
        self._ask(lambda: (page.api.Activate(),))
        try:
            return self.selection()[1:]
        finally:
            back = self._page(here[0])
            self._ask(lambda: (back.api.Activate(),))

    def status(self, text: str) -> None:
        """One line about what is going on; "" gives the line back. An Esc before the first line is not for us."""
        if text and not self._is_told:
            self.cancelled()
        self._is_told = bool(text)
        self._ask(lambda: setattr(self._book.app, "status_bar", text or False))

    def cancelled(self) -> bool:
        """Whether the person has pressed Esc."""
        app = self._ask(lambda: self._book.app)
        asked: Callable[[], bool] | None = getattr(app.impl, "cancelled", None)  # Calc's engine listens by itself
        return asked() if asked is not None else escape_pressed(self._ask(lambda: int(app.hwnd)))

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Screen, events and calculation held still; within another `at_work` of this book it does nothing."""
        if self._depth:
            yield
            return
        self._depth += 1
        self._seen = self._looked()
        try:
            with held(self._ask(lambda: self._book.app), self._ask):
                yield
        finally:
            self._depth -= 1

    def calculate(self) -> None:
        """Calculates every formula of the open workbooks anew: a cell that reads the ledger has not changed itself."""
        app = self._ask(lambda: self._book.app)
        self._ask(app.api.CalculateFull)

    def save(self) -> None:
        """Saves the book where it lies."""
        if not self._ask(lambda: self._book.api.Path):
            raise DeskError("The workbook has never been saved.", f"Book {self.name}.", "Save it under a name first.")
        if self._ask(lambda: self._book.api.ReadOnly):
            raise DeskError(
                "The workbook is open for reading only.",
                f"Book {self.fullname}.",
                "Close it where else it is open, or enable editing, and open it again.",
            )
        self._ask(lambda: self._book.save(None))

    def _tables(self) -> live_tables.Tables:
        """The book's tables as they lie now; while the settings are held still they are looked up once."""
        return self._seen if self._depth else self._looked()

    def _looked(self) -> live_tables.Tables:
        return live_tables.Tables(self._book, self.name, self._ask)

    def _cell(self, name: str) -> Any:
        """The first cell of what a defined name of the book stands for."""
        names = self._ask(lambda: {one.name.casefold(): one for one in self._book.names if "!" not in one.name})
        found = names.get(name.casefold())
        if found is None:
            raise no_name(self.name, name, self._ask(lambda: [one.name for one in names.values()]))
        try:
            area = self._ask(lambda: found.refers_to_range)
        except DeskError:
            refers = self._ask(lambda: found.refers_to)
            raise DeskError(
                f"The name {name!r} stands for no cell ({refers}).",
                f"Book {self.name}.",
                "Its row or sheet was deleted. Define it again (Formulas, Name Manager), or take a fresh workbook.",
            ) from None
        return self._ask(lambda: area.sheet.range((area.row, area.column)))
