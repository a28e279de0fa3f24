"""What people typed into a list: answers, cells that cannot be read, rows of no item; each with where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xl_addin.domain.findings import Finding
from xl_addin.workbook.books.port import CellValue, SheetTable
from xl_addin.workbook.lists import Column

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class RowThere:
    """A row where it stands on a sheet: the table and the row's place in it, counted from 0."""

    table: SheetTable
    at: int

    @property
    def number(self) -> int:
        """The row of the sheet."""
        return self.table.header_row + 1 + self.at

    @property
    def cells(self) -> tuple[CellValue, ...]:
        """What stands in it, column by column."""
        return self.table.rows[self.at]


@dataclass(frozen=True, slots=True)
class Change:
    """One input that differs from what the ledger says: the list, the row and its key, column, old and new."""

    table: str
    row: Any
    key: Key
    column: Column[Any]
    old: object
    new: object
    there: RowThere

    @property
    def sheet(self) -> str:
        """The sheet on which it stands."""
        return self.there.table.sheet

    @property
    def sheet_row(self) -> int:
        """The row of the sheet."""
        return self.there.number


@dataclass(frozen=True, slots=True)
class Unread:
    """An input that cannot be read, in a row that is known: what is told of it."""

    row: Any
    key: Key
    column: Column[Any]
    there: RowThere
    finding: Finding


@dataclass(frozen=True, slots=True)
class Astray:
    """A row from which nothing can be taken, though a person may have written in it: of no item, or a second time."""

    there: RowThere
    finding: Finding


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything read back from a book; `named` has the key of each row that is known, by sheet and row."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    rows: int
    unread: tuple[Unread, ...] = ()
    astray: tuple[Astray, ...] = ()
    named: Mapping[tuple[str, int], Key] = field(default_factory=dict)
