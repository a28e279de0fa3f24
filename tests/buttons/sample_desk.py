"""The guided sample on a desk of its own: a copy of the workbook and its extracts, and a person who presses buttons."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.buttons.memory_book import MemoryBook
from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.buttons.work import Shell
from xl_addin.ledger.store import Actor
from xl_addin.workbook.books.port import CellValue

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks"
ACTOR = Actor("maker", datetime(2026, 10, 31, 18, 0))  # noqa: DTZ001 - the desk's clock reading
Row = dict[str, CellValue]


def copy_sample(home: Path) -> Path:
    """The guided sample in a folder of the test's own."""
    shutil.copytree(WORKBOOKS / "guided_sample", home / "guided_sample")
    return Path(shutil.copy(WORKBOOKS / "guided_sample.xlsx", home))


def shell(home: Path, **more: Any) -> Shell:
    """The host's part, with a clock that stands still and a person who says yes."""
    return Shell(ACTOR, home, **{"agrees": lambda question: True, **more})


class SampleDesk:
    """A person at the guided sample, the book in memory."""

    def __init__(self, home: Path, *, date1904: bool = False) -> None:
        self.home = home
        self.book = MemoryBook(copy_sample(home), date1904=date1904)

    def press(self, *commands: str) -> Card:
        """Presses buttons one after the other; the last card."""
        for command in commands:
            self.card = run(command, self.book, shell(self.home))
        return self.card

    def copied(self, home: Path) -> SampleDesk:
        """The desk as it stands, book and folder, in another folder: as if the same had been done there."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        other = copy.deepcopy(self)
        other.home = home
        return other

    def rows(self, table: str) -> list[Row]:
        """Rows of a list by header."""
        return self.book.rows(table)

    def place(self, table: str, key: str) -> int:
        """Place of the row that a key names, counted from 0."""
        return next(at for at, row in enumerate(self.rows(table)) if key in row_keys(row))

    def row(self, table: str, key: str) -> Row:
        """The row that a key names."""
        return self.rows(table)[self.place(table, key)]

    def answer(self, table: str, key: str, **cells: CellValue) -> None:
        """Types into blue cells of a row; Accept_or_Reject="Accept" fills 'Accept or Reject'."""
        for header, value in cells.items():
            self.book.put(table, self.place(table, key), header.replace("_", " "), value)


def row_keys(row: Mapping[str, CellValue]) -> set[CellValue]:
    """What may name a row of any list."""
    return {row.get(header) for header in ("ORM number", "BoE number", "IEC", "Code")} - {None}
