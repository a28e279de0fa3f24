"""The Book port: what the desk asks of an open workbook, whoever holds it (a closed file, Excel, Calc).

Tables are met by the names that the closing workbook gives them; a table is read, and written, in one block.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

# What a cell may hold. Dates come as dates from closed files and as serial numbers from a live book.
CellValue = None | bool | int | float | str | date


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table as it stands on a sheet: headers, rows of cells, and where its header row is (counted from 1)."""

    name: str
    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    header_row: int = 1
    first_column: int = 1


class Book(Protocol):
    """An open workbook."""

    @property
    def name(self) -> str:
        """File name, as messages call the book."""
        ...

    @property
    def date1904(self) -> bool:
        """Whether serial numbers count from 1904."""
        ...

    def sheets(self) -> tuple[str, ...]:
        """Names of the worksheets, in order."""
        ...

    def tables(self) -> tuple[str, ...]:
        """Names of all tables."""
        ...

    def read_table(self, name: str) -> SheetTable:
        """A whole table, hidden and filtered rows too; DeskError names the tables there are when it is missing."""
        ...

    def write_table(self, name: str, rows: Sequence[Sequence[CellValue]]) -> None:
        """Replaces all rows under the headers in one block and fits the table's size; text is never a formula."""
        ...

    def read_value(self, name: str) -> CellValue:
        """The cell that a defined name stands for; None where it is blank; DeskError when there is no such name."""
        ...

    def write_value(self, name: str, value: CellValue) -> None:
        """Writes the cell that a defined name stands for."""
        ...

    def go_to(self, sheet: str, row: int, column: int) -> None:
        """Shows a cell to the person."""
        ...

    def selection(self) -> tuple[str, int, int]:
        """Sheet, row and column of the cell that the person stands on, counted from 1."""
        ...

    def status(self, text: str) -> None:
        """One line about what is going on; "" gives the line back to the host."""
        ...

    def cancelled(self) -> bool:
        """Whether the person has asked to stop."""
        ...

    def at_work(self) -> AbstractContextManager[None]:
        """Screen, events and calculation held still while writing; every setting is as before afterwards."""
        ...

    def save(self) -> None:
        """Saves the book where it lies."""
        ...
