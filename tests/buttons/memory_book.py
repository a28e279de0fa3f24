"""An open workbook in memory: the Book port as a live host keeps it, so that the buttons can be pressed in a test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.domain.dates import day_zero
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.hindrance import Hindrance, in_the_way, not_free
from xl_addin.workbook.books.own_formula import Formula
from xl_addin.workbook.books.port import CellValue, SheetTable, in_order_of, no_name, no_table
from xl_addin.workbook.checks import Check
from xl_addin.workbook.month.layout import NAMES, RESULT


class Fault(NamedTuple):
    """The host fails when this table is written."""

    at: str
    error: DeskError


class MemoryBook:
    """Begins as a workbook file is; dates are kept as serial numbers, as a live book gives them."""

    def __init__(self, path: Path, *, date1904: bool = False) -> None:
        file = FileBook(path)
        self.name, self.date1904 = path.name, date1904
        self._epoch = day_zero(date1904)
        self.all = {name: self._live(file.read_table(name)) for name in (*MONTH_LISTS, RESULT.name)}
        self._sheets = file.sheets()
        self.values: dict[str, CellValue] = {name: self._cell(file.read_value(name)) for name in NAMES}
        self.at = ("Start", 1, 1)
        self.on: dict[str, tuple[int, int]] = {}  # where the person stood last, by sheet
        self.told: list[str] = []
        self.writes: list[str] = []
        self.checks: dict[tuple[str, str], tuple[Check, ...]] = {}  # by table and header
        self.stop_after = -1  # number of status lines after which the person has pressed Esc
        self.working = 0
        self.calculated = 0
        self.in_the_way: dict[str, tuple[str, str]] = {}  # what the person did to a table, and the remedy
        self.notes: dict[tuple[str, int], str] = {}  # what the person wrote below a table, by sheet and row
        self.fault: Fault | None = None
        self.cut_at, self.cut = "", BaseException  # everything ends when this table is written

    def sheets(self) -> tuple[str, ...]:
        return self._sheets

    def tables(self) -> tuple[str, ...]:
        return tuple(self.all)

    def read_table(self, name: str) -> SheetTable:
        if name not in self.all:
            raise no_table(self.name, name, self.tables())
        table = self.all[name]
        rows = (tuple(one.shows if isinstance(one, Formula) else one for one in row) for row in table.rows)
        return replace(table, rows=tuple(rows))

    def read_tables(self, names: Iterable[str]) -> dict[str, SheetTable]:
        return {name: self.read_table(name) for name in names}

    def formulas(self, name: str, headers: Sequence[str]) -> dict[str, tuple[str, ...]]:
        rows = self.rows(name)
        return {one: tuple(str(row[one]) if isinstance(row[one], Formula) else "" for row in rows) for one in headers}

    def refuse_unless_free(self, room: Mapping[str, int]) -> None:
        found = [
            Hindrance(name, self.read_table(name).sheet, *way)
            for name in room
            if (way := self._hindrance(name, room[name]))
        ]
        if found:
            raise not_free(self.name, found)

    def _hindrance(self, name: str, rows: int) -> tuple[str, str] | None:
        table = self.read_table(name)
        last = table.header_row + max(rows, len(table.rows))
        below = sorted(row for sheet, row in self.notes if sheet == table.sheet and table.header_row < row <= last)
        if name not in self.in_the_way and below:
            return in_the_way(below[0], self.notes[table.sheet, below[0]])
        return self.in_the_way.get(name)

    def write_table(self, name: str, rows: Sequence[Sequence[CellValue]], headers: Sequence[str] = ()) -> None:
        assert self.working, "a host's settings are held still while writing"
        self.refuse_unless_free({name: len(rows)})
        if self.cut_at == name:
            raise self.cut
        if self.fault is not None and self.fault.at == name:
            raise self.fault.error
        table = self.read_table(name)
        order = list(headers) or list(table.headers)
        places = in_order_of(table, self.name, order)
        assert all(len(row) == len(order) for row in rows)
        self.all[name] = replace(table, rows=tuple(tuple(self._cell(row[at]) for at in places) for row in rows))
        self.writes.append(name)

    def check_inputs(self, name: str, checks: Mapping[str, Sequence[Check]]) -> None:
        assert self.working, "a host's settings are held still while writing"
        rows = len(self.all[name].rows)
        assert all(len(of_rows) in (1, rows) for of_rows in checks.values()), "a check for each row, or one for all"
        self.checks |= {(name, header): tuple(of_rows) for header, of_rows in checks.items()}

    def read_value(self, name: str) -> CellValue:
        if name not in self.values:
            raise no_name(self.name, name, list(self.values))
        return self.values[name]

    def write_value(self, name: str, value: CellValue) -> None:
        self.read_value(name)
        self.values[name] = self._cell(value)

    def go_to(self, sheet: str, row: int, column: int) -> None:
        assert sheet in self._sheets
        self.at = (sheet, row, column)
        self.on[sheet] = (row, column)

    def stood_on(self, sheet: str) -> tuple[int, int]:
        return self.on.get(sheet, (1, 1))

    def selection(self) -> tuple[str, int, int]:
        return self.at

    def status(self, text: str) -> None:
        self.told.append(text)

    def cancelled(self) -> bool:
        return 0 <= self.stop_after < sum(bool(text) for text in self.told)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        self.working += 1
        try:
            yield
        finally:
            self.working -= 1

    def calculate(self) -> None:
        self.calculated += 1

    def save(self) -> None:
        """Nothing to save to."""

    # --- what the person does ---

    def rows(self, name: str) -> list[dict[str, CellValue]]:
        """Rows of a table by header."""
        table = self.all[name]
        return [dict(zip(table.headers, row, strict=True)) for row in table.rows]

    def put(self, name: str, at: int, header: str, value: CellValue) -> None:
        """Types into a cell of a table; rows are counted from 0."""
        table = self.all[name]
        row = list(table.rows[at])
        row[table.headers.index(header)] = self._cell(value)
        self.all[name] = replace(table, rows=(*table.rows[:at], tuple(row), *table.rows[at + 1 :]))

    def reorder(self, name: str, rows: Sequence[Sequence[CellValue]]) -> None:
        """Sorts, inserts or deletes rows by hand."""
        self.all[name] = replace(self.all[name], rows=tuple(map(tuple, rows)))

    def stand_on(self, name: str, at: int, column: int = 1) -> None:
        """Chooses a cell of a row of a table."""
        table = self.all[name]
        self.go_to(table.sheet, table.header_row + 1 + at, column)

    def card(self) -> list[tuple[str, str]]:
        """The lines of the card."""
        return [(str(what or ""), str(told or "")) for what, told in self.all[RESULT.name].rows]

    def _cell(self, value: CellValue) -> CellValue:
        return (value - self._epoch).days if isinstance(value, date) else value

    def _live(self, table: SheetTable) -> SheetTable:
        return replace(table, rows=tuple(tuple(self._cell(cell) or None for cell in row) for row in table.rows))
