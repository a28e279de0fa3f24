"""What people wrote in the blue columns: read back by key, never by position; other columns are only compared.

Rows may be sorted, filtered, moved, inserted or deleted: a row is known by its key columns alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.workbook.book import SheetTable
from xl_addin.workbook.closing.columns_decisions import (
    ADVANCES,
    EXTENSIONS,
    FOLLOW_UP,
    IMPORT_LICENCE,
    REFERRALS,
    SMALL_VALUE,
    WRITE_OFFS,
)
from xl_addin.workbook.closing.columns_items import SETTLEMENTS
from xl_addin.workbook.closing.schema import Column, Kind, Table
from xl_addin.workbook.normal import Unreadable, from_cell, from_frame

ITEM = ("orm_number", "boe_number", "boe_date", "port_code", "invoice_serial")
# Tables with inputs, and the columns that name a row of them.
KEYS: dict[str, tuple[str, ...]] = {
    SETTLEMENTS.name: ("status", *ITEM, "amount_minor"),
    WRITE_OFFS.name: ITEM,
    SMALL_VALUE.name: ITEM[:4],
    EXTENSIONS.name: ITEM[1:4],
    ADVANCES.name: ITEM[:1],
    FOLLOW_UP.name: ITEM[:1],
    REFERRALS.name: ("subject", *ITEM),
    IMPORT_LICENCE.name: ("subject", "iec", *ITEM[1:4]),
}
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SETTLEMENTS,
        WRITE_OFFS,
        SMALL_VALUE,
        EXTENSIONS,
        ADVANCES,
        FOLLOW_UP,
        REFERRALS,
        IMPORT_LICENCE,
    )
}
TOLD_MAX = 50  # changed ledger cells of one table that are told one by one
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One input that differs from what the ledger says: the table, the row's frame values, the column, old and new."""

    table: str
    row: Mapping[str, Any]
    column: str
    old: object
    new: object
    sheet: str
    sheet_row: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything read back from a book."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    rows: int


def read_inputs(
    book: str,
    sheets: Sequence[SheetTable],
    frames: Mapping[str, pd.DataFrame],
    *,
    date1904: bool = False,
    compare: bool = True,
) -> Inputs:
    """Holds each table of `sheets` against what the ledger says (`frames`, by table name).

    Without `compare` only the inputs are read: a book that was read before shows the figures of then.
    """
    changes: list[Change] = []
    findings: list[Finding] = []
    for sheet in sheets:
        reader = _Reader(book, sheet, frames[sheet.name], date1904)
        changes += reader.changes()
        findings += [one for one in reader.findings if compare or one.code not in OF_THE_LEDGER]
    return Inputs(tuple(changes), tuple(findings), sum(len(sheet.rows) for sheet in sheets))


class _Reader:
    """One table of one book against its frame."""

    def __init__(self, book: str, sheet: SheetTable, frame: pd.DataFrame, date1904: bool) -> None:
        self.book, self.sheet, self.date1904 = book, sheet, date1904
        self.table, self.keys = TABLES[sheet.name], KEYS[sheet.name]
        self.findings: list[Finding] = []
        # by key; a symbol column gives way to the word beside it
        self.columns: dict[str, Column] = {c.key: c for c in self.table.columns if c.kind is not Kind.SIGN}
        self.places = self._places()
        self.shared: set[Key] = set()  # keys that remittances of several AD codes have in common
        self.known = dict(self._known(frame))
        self.seen: set[Key] = set()
        self.told = 0

    def changes(self) -> list[Change]:
        """The inputs that differ; what cannot be taken becomes a finding."""
        if any(key not in self.places for key in self.keys):
            return []
        first = self.sheet.header_row + 1
        rows = ((place, row) for place, row in enumerate(self.sheet.rows, first) if not _is_empty(row))
        return [change for place, row in rows for change in self._row(place, row)]

    def _known(self, frame: pd.DataFrame) -> Iterator[tuple[Key, Mapping[str, Any]]]:
        """Rows of the ledger by key. No sheet shows the AD code of a remittance: a key may be that of several."""
        met: dict[Key, object] = {}
        for values in frame.to_dict("records"):
            row = {str(name): value for name, value in values.items()}
            key = tuple(from_frame(self.columns[name], row) for name in self.keys)
            if met.setdefault(key, row.get("orm_ad_code")) != row.get("orm_ad_code"):
                self.shared.add(key)
            yield key, row

    def _row(self, place: int, cells: tuple[Any, ...]) -> Iterator[Change]:
        try:
            key = tuple(self._read(name, cells) for name in self.keys)
        except Unreadable as fault:
            self._tell("ROW_NOT_KNOWN", place, str(fault.header), str(fault.found), expected="a key of the ledger")
            return
        row = self.known.get(key)
        if row is None:
            if not self._is_note(cells):
                self._tell("ROW_NOT_KNOWN", place, "", _told(key))
            return
        if key in self.shared:
            if self._is_answered(cells):
                self._tell("ROW_AMBIGUOUS", place, "", _told(key))
            return
        if key in self.seen:
            self._tell("ROW_TWICE", place, "", _told(key))
            return
        self.seen.add(key)
        for column in self.columns.values():
            if column.key in self.places and column.kind is not Kind.MOMENT and column.key not in self.keys:
                yield from self._cell(place, column, cells, row)

    def _cell(self, place: int, column: Column, cells: tuple[Any, ...], row: Mapping[str, Any]) -> Iterator[Change]:
        old, asked = from_frame(column, row), column.is_user_input
        try:
            new = self._read(column.key, cells)
            if asked and column.choices and new and new not in column.choices:
                raise Unreadable(column.header, new, "one of " + ", ".join(column.choices))
        except Unreadable as fault:
            if asked:
                self._tell("INPUT_NOT_READ", place, column.header, str(fault.found), expected=fault.expected)
            else:
                self._changed(place, column, str(fault.found), old)
            return
        if new == old:
            return
        if asked:
            yield Change(self.sheet.name, row, column.key, old, new, self.sheet.sheet, place)
        else:
            self._changed(place, column, "" if new is None else str(new), old)

    def _read(self, key: str, cells: tuple[Any, ...]) -> object:
        return from_cell(self.columns[key], cells[self.places[key]], date1904=self.date1904)

    def _places(self) -> dict[str, int]:
        """Position of each column that the sheet has; a finding for each that it lacks."""
        at = {header: n for n, header in reversed(list(enumerate(self.sheet.headers)))}
        for column in self.columns.values():
            if column.header not in at:
                has = "the sheet has: " + ", ".join(self.sheet.headers)
                when = "key" if column.key in self.keys else ""
                self._tell("COLUMN_MISSING", self.sheet.header_row, column.header, has, when=when, header=column.header)
        return {key: at[column.header] for key, column in self.columns.items() if column.header in at}

    def _is_answered(self, cells: tuple[Any, ...]) -> bool:
        """Whether a person has filled one of the inputs."""
        asked = (self.places.get(column.key) for column in self.columns.values() if column.is_user_input)
        return any(cells[at] not in (None, "") for at in asked if at is not None)

    def _is_note(self, cells: tuple[Any, ...]) -> bool:
        """The sentence of an empty table stands in its first cell alone."""
        return not self.known and sum(cell is not None and cell != "" for cell in cells) == 1

    def _changed(self, place: int, column: Column, found: str, old: object) -> None:
        self.told += 1
        if self.told <= TOLD_MAX:
            was = "" if old is None else str(old)
            self._tell("CHANGED_BY_HAND", place, column.header, found or "(blank)", expected=was)

    def _tell(self, code: str, row: int, column: str, found: str, **told: str) -> None:
        self.findings.append(finding(code, self.book, found, Place(self.sheet.sheet, row, column), **told))


def _is_empty(cells: tuple[Any, ...]) -> bool:
    return all(cell is None or cell == "" for cell in cells)


def _told(key: Key) -> str:
    """A key as a person reads it."""
    return " / ".join(str(part) for part in key if part)


OF_THE_LEDGER = ("CHANGED_BY_HAND", "ROW_NOT_KNOWN")
