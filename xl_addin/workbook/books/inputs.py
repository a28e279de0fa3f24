"""What people wrote in the blue columns: read back by key, never by position; other columns are only compared.

Rows may be sorted, filtered, moved, inserted or deleted: a row is known by its key columns alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.rulebook.facts import AS_ON, TYPED
from xl_addin.workbook.books.fits import in_time, of_its_kind
from xl_addin.workbook.books.headers import places_of
from xl_addin.workbook.books.keys import by_the_rest, one_part_apart, row_keys, shown, told
from xl_addin.workbook.books.normal import Unreadable, from_cell, normal_values
from xl_addin.workbook.books.port import BookLists, Fault, SheetTable
from xl_addin.workbook.books.typed import Astray, Change, Inputs, Key, RowThere, Unread
from xl_addin.workbook.lists import Column, Filled, Kind

MISSING_TOLD = 3  # rows missing of one table that are named
TOLD_MAX = 50  # changed ledger cells of one table that are told one by one


def read_inputs(
    book: str,
    read: BookLists,
    lists: Mapping[str, Filled[Any]],
    *,
    as_on: date,
    typed_on: date | None = None,
    compare: bool = True,
) -> Inputs:
    """Holds each table of a book against what the ledger says (`lists`, by name).

    What a decision counts with has happened by `as_on`; a paper or a check of the desk by the day on which it is read
    (`typed_on`), where that is later.
    Without `compare` only the inputs are read: a book that was read before shows the figures of then.
    """
    untold = {*(() if compare else OF_THE_LEDGER), *(() if read.is_closed else OF_A_FILE)}
    days = {AS_ON: as_on, TYPED: max(as_on, typed_on or as_on)}
    changes: list[Change] = []
    findings = list(read.findings)
    readers = [_Reader(book, sheet, lists[sheet.name], read.date1904, days) for sheet in read.sheets]
    for reader in readers:
        changes += reader.changes()
        findings += [one for one in reader.findings if one.code not in untold]
    return Inputs(
        tuple(changes),
        tuple(findings),
        sum(len(sheet.rows) for sheet in read.sheets),
        tuple(one for reader in readers for one in reader.unread),
        tuple(one for reader in readers for one in reader.astray),
        {(reader.sheet.sheet, row): key for reader in readers for row, key in reader.named.items()},
    )


class _Reader:
    """One table of one book against its list."""

    def __init__(
        self, book: str, sheet: SheetTable, filled: Filled[Any], date1904: bool, days: Mapping[str, date]
    ) -> None:
        self.days = days
        self.book, self.sheet, self.filled, self.date1904 = book, sheet, filled, date1904
        self.keys = filled.table.key_columns
        self.findings: list[Finding] = []
        self.unread: list[Unread] = []
        self.astray: list[Astray] = []
        self.columns = [column for column in filled.table.columns if column.kind is not Kind.SIGN]
        self.values = {column.header: normal_values(filled, column) for column in self.columns}
        self.places = self._places()
        there = [column for column in self.columns if column.header in self.places and column not in self.keys]
        self.compared = [column for column in there if column.is_user_input or column.kind is not Kind.MOMENT]
        self.known = {key: number for number, key in enumerate(row_keys(filled))}
        self.named: dict[int, Key] = {}  # rows of the sheet from which something is taken
        self.met: set[Key] = set()  # keys that stand in the table
        self.strange: list[tuple[RowThere, Key]] = []  # rows of a key that is not known, or is there twice
        self.told = 0

    def changes(self) -> list[Change]:
        """The inputs that differ; what cannot be taken becomes a finding."""
        if any(column.header not in self.places for column in self.keys):
            return []
        every = (RowThere(self.sheet, at) for at, cells in enumerate(self.sheet.rows) if not _is_empty(cells))
        rows = [(there, tuple(self._part(column, there.cells) for column in self.keys)) for there in every]
        taken, found = self._taken(rows), list[Change]()
        for there, key in rows:
            if taken.get(key) is there:
                self.named[there.number] = key
                found += self._row(there, key)
            elif key in self.known or not self._is_note(there.cells):
                self.strange.append((there, key))
        self._tell_strange()
        self._tell_missing()
        return found

    def _taken(self, rows: list[tuple[RowThere, Key]]) -> dict[Key, RowThere]:
        """The row of each item; of several the one whose other cells are the ledger's, for its key was not changed."""
        found: dict[Key, list[RowThere]] = {}
        for there, key in rows:
            if key in self.known:
                found.setdefault(key, []).append(there)
        self.met = set(found)
        return {
            key: theirs[0] if len(theirs) == 1 else min(theirs, key=lambda there: self._unlike(there, key))
            for key, theirs in found.items()
        }

    def _unlike(self, there: RowThere, key: Key) -> int:
        """How many cells of a row that the ledger writes are not the ledger's."""
        columns = [column for column in self.compared if not column.is_user_input]
        number = self.known[key]
        return sum(self._part(column, there.cells) != self.values[column.header][number] for column in columns)

    def _tell_strange(self) -> None:
        """Rows from which nothing is taken; where one cell alone parts a row from one that is missing, it is named."""
        index = by_the_rest(key for key in self.known if key not in self.met)
        for there, key in self.strange:
            near = one_part_apart(index, key)
            header = ""
            if near is not None and near[1] not in self.met:
                at, meant = near
                header = self.keys[at].header
                self.met.add(meant)
                self._changed(there.number, self.keys[at], shown(key[at]), shown(meant[at]), "key")
            self._stray("ROW_TWICE" if key in self.known else "ROW_NOT_KNOWN", there, header, told(key))

    def _tell_missing(self) -> None:
        """Rows of the ledger that the sheet lacks, counted, with the first of them."""
        lacks = [key for key in self.known if key not in self.met]
        if lacks:
            some = "; ".join(map(told, lacks[:MISSING_TOLD])) + ("; …" if len(lacks) > MISSING_TOLD else "")
            found = f"{len(lacks)} of {len(self.known)} rows are not in the table: {some}"
            self._tell("ROWS_MISSING", self.sheet.header_row, "", found)

    def _row(self, there: RowThere, key: Key) -> Iterator[Change]:
        for column in self.compared:
            yield from self._cell(there, column, key)

    def _cell(self, there: RowThere, column: Column[Any], key: Key) -> Iterator[Change]:
        number, cells = self.known[key], there.cells
        old, asked = self.values[column.header][number], column.is_user_input
        try:
            new = self._read(column, cells)
            if asked and isinstance(self._cell_of(column, cells), Fault) and old not in (None, ""):
                raise Unreadable(column.header, "a formula that shows nothing", "a value", "nothing")
            if asked and column.choices and new and new not in column.choices and new != old:
                raise Unreadable(column.header, new, "one of " + ", ".join(column.choices))
            if asked and column.fact and new:
                of_its_kind(column, new)
                in_time(column, new, self.values[column.upto][number] if column.upto else None, self.days)
        except Unreadable as fault:
            if asked:
                self._unread(there, column, key, fault)
            else:
                self._changed(there.number, column, str(fault.found), old)
            return
        if new == old:
            return
        if asked:
            yield Change(self.sheet.name, self.filled.rows[number], key, column, old, new, there)
        else:
            self._changed(there.number, column, "" if new is None else str(new), old)

    def _part(self, column: Column[Any], cells: tuple[Any, ...]) -> object:
        """What stands in a cell; the fault itself where it cannot be read, which is like nothing else."""
        try:
            return self._read(column, cells)
        except Unreadable as fault:
            return fault

    def _read(self, column: Column[Any], cells: tuple[Any, ...]) -> object:
        return from_cell(column, self._cell_of(column, cells), date1904=self.date1904)

    def _cell_of(self, column: Column[Any], cells: tuple[Any, ...]) -> Any:
        return cells[self.places[column.header]]

    def _places(self) -> dict[str, int]:
        """Position of each column that the sheet has once; a finding for each that it lacks or has twice."""
        found = places_of((column.header for column in self.columns), self.sheet.headers)
        for column in self.columns:
            header, at = column.header, found[column.header]
            if len(at) != 1:
                code = "COLUMN_TWICE" if at else "COLUMN_MISSING"
                has = "the sheet has: " + ", ".join(self.sheet.headers)
                when = "key" if column in self.keys else ""
                self._tell(code, self.sheet.header_row, header, has, when=when, header=header)
        return {header: at[0] for header, at in found.items() if len(at) == 1}

    def _is_note(self, cells: tuple[Any, ...]) -> bool:
        """The sentence of an empty table stands in one cell alone."""
        filled = [cell for cell in cells if cell not in (None, "")]
        return len(filled) == 1 and (not self.known or filled == [self.filled.table.empty])

    def _changed(self, place: int, column: Column[Any], found: str, old: object, when: str = "") -> None:
        self.told += 1
        if self.told <= TOLD_MAX:
            was = "" if old is None else str(old)
            self._tell("CHANGED_BY_HAND", place, column.header, found or "(blank)", expected=was, when=when)

    def _unread(self, there: RowThere, column: Column[Any], key: Key, fault: Unreadable) -> None:
        found = str(fault.found)
        told = self._tell(
            "INPUT_NOT_READ", there.number, column.header, found, expected=fault.expected, when=fault.when
        )
        self.unread.append(Unread(self.filled.rows[self.known[key]], key, column, there, told))

    def _stray(self, code: str, there: RowThere, column: str, key: str) -> None:
        """The row is told with what a person may have written in it."""
        said = "; ".join(f"{header} = {cell}" for header, cell in self._written(there.cells))
        found = ": ".join(part for part in (key, said) if part)
        self.astray.append(Astray(there, self._tell(code, there.number, column, found)))

    def _written(self, cells: tuple[Any, ...]) -> list[tuple[str, Any]]:
        asked = [column.header for column in self.columns if column.is_user_input and column.header in self.places]
        return [(header, cell) for header in asked if (cell := cells[self.places[header]]) not in (None, "")]

    def _tell(self, code: str, row: int, column: str, found: str, **told: str) -> Finding:
        made = finding(code, self.book, found, Place(self.sheet.sheet, row, column), **told)
        self.findings.append(made)
        return made


def _is_empty(cells: tuple[Any, ...]) -> bool:
    return all(cell is None or cell == "" for cell in cells)


OF_THE_LEDGER = ("CHANGED_BY_HAND", "ROW_NOT_KNOWN", "ROWS_MISSING")
OF_A_FILE = ("ROWS_MISSING",)  # rows that are missing in an open book are written anew
