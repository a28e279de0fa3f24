"""A person at the guided sample, open in a real Calc."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.buttons.sample_desk import shell
from tests.office.live_calc import LiveCalc
from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.hosts.live.book import LiveBook, live_book
from xl_addin.workbook.books.port import CellValue, SheetTable


class Person:
    """A person at the guided sample, open in Calc: types into cells, presses buttons."""

    def __init__(self, calc: LiveCalc, path: Path) -> None:
        self.home = path.parent
        self.open = calc.open(path)
        self.book: LiveBook = live_book(self.open)

    def press(self, *commands: str) -> Card:
        for command in commands:
            self.card = run(command, self.book, shell(self.home))
        return self.card

    def place(self, table: str, key: str) -> tuple[SheetTable, int]:
        found = self.book.read_table(table)
        return found, next(at for at, row in enumerate(found.rows) if key in row)

    def row(self, table: str, key: str) -> dict[str, CellValue]:
        found, at = self.place(table, key)
        return dict(zip(found.headers, found.rows[at], strict=True))

    def cell(self, table: str, key: str, header: str) -> Any:
        found, at = self.place(table, key)
        column = found.first_column + found.headers.index(header)
        return self.open.sheets[found.sheet].range((found.header_row + 1 + at, column))

    def answer(self, table: str, key: str, header: str, value: str) -> None:
        self.cell(table, key, header).api.Value2 = value

    def stand_on(self, table: str, key: str) -> None:
        found, at = self.place(table, key)
        self.book.go_to(found.sheet, found.header_row + 1 + at, found.first_column)

    def lists(self) -> dict[str, list[tuple[CellValue, ...]]]:
        return {name: list(self.book.read_table(name).rows) for name in MONTH_LISTS}
