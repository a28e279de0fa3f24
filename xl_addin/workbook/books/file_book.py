"""The Book port over a closed file: read fast, never written. New files: `closing.write`, `plain_book`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any, NoReturn

from lxml import etree

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.file_limits import is_far, refuse_far
from xl_addin.workbook.books.file_parts import Parts, column_of, faults, merged
from xl_addin.workbook.books.other_files import refuse_other_files
from xl_addin.workbook.books.port import (
    CellValue,
    Fault,
    SheetTable,
    cells_merged,
    no_name,
    no_sheet,
    no_table,
    table_twice,
)
from xl_addin.workbook.extracts.package import check_package

# 'Sheet name'!$B$2, the quotes only where the name needs them; a name of several cells stands for the first.
_ONE_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?[A-Z]{1,3}\$?\d+)?")


class FileBook:
    """A closed .xlsx, held in memory: the file is not kept open, and is not written to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            refuse_other_files(path)
            check_package(path)
            content = path.read_bytes()
            self._parts = Parts(content)
            self._book = _opened(content)
        except OSError as error:
            what = f"The workbook cannot be read: {error.strerror or error}."
            raise DeskError(what, f"Book {path}.", "Save and close it if it is open, check your rights.") from None
        except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
            raise _damaged(path, error) from None

    @property
    def name(self) -> str:
        """File name."""
        return self._path.name

    @property
    def date1904(self) -> bool:
        """Whether serial numbers count from 1904; dates that are read are right in either system."""
        return self._parts.date1904

    def sheets(self) -> tuple[str, ...]:
        """Names of the worksheets, in order; chart sheets hold no cells and are left out."""
        kinds = self._book.sheets_metadata
        return tuple(sheet.name for sheet in kinds if "WorkSheet" in str(sheet.typ))

    def tables(self) -> tuple[str, ...]:
        """Names of all tables."""
        return tuple(self._parts.tables)

    def read_table(self, name: str) -> SheetTable:
        """A whole table, hidden and filtered rows too."""
        known = {one.casefold(): one for one in self._parts.tables}
        found = known.get(name.casefold())
        if found is None:
            raise no_table(self.name, name, self.tables())
        if self._parts.count(found) > 1:
            raise table_twice(self.name, name)
        refuse_far(self.name, self._parts, self.sheets(), found)
        read = self._table(found)
        if self._parts.shows_headers(found):
            read = replace(read, headers=self._headers(read))
        sheet = self._parts.sheet(read.sheet)
        self._refuse_merged(read, sheet)
        return with_faults(read, faults(sheet))

    def _table(self, name: str) -> SheetTable:
        from python_calamine import CalamineError

        try:
            return _sheet_table(self._book.get_table_by_name(name))
        except CalamineError as error:
            raise _damaged(self._path, error) from None

    def columns(self) -> dict[str, tuple[str, ...]]:
        """The columns of every table by its name, as the table itself lists them."""
        return dict(self._parts.columns)

    def plain_sheets(self) -> tuple[str, ...]:
        """Worksheets on which no table lies."""
        return tuple(name for name in self.sheets() if not self._parts.has_table(name))

    def top_rows(self, sheet: str, count: int) -> list[tuple[CellValue, ...]]:
        """The first rows of a sheet, from its first cell on."""
        if is_far(self._parts, sheet):
            return []
        rows = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False, nrows=count)
        return [tuple(_cell(value) for value in row) for row in rows]

    def _headers(self, table: SheetTable) -> tuple[str, ...]:
        """The headers as the cells show them: a script that moves cells leaves the table's own list behind."""
        shown = self.top_rows(table.sheet, table.header_row)[table.header_row - 1 :]
        cells = shown[0][table.first_column - 1 :] if shown else ()
        return tuple("" if cell is None else str(cell) for cell, _ in zip_longest(cells, table.headers))[
            : len(table.headers)
        ]

    def read_value(self, name: str) -> CellValue:
        """The cell that a defined name stands for; None where it is blank."""
        refers = {one.casefold(): to for one, to in self._parts.names.items()}.get(name.casefold(), "")
        place = _ONE_CELL.fullmatch(refers)
        if place is None:
            raise no_name(self.name, name, list(self._parts.names))
        sheet, letters, row = (place[1] or place[2]).replace("''", "'"), place[3], int(place[4])
        if sheet not in self.sheets():
            raise no_sheet(self.name, sheet, self.sheets())
        rows = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        column = column_of(letters)
        fault = faults(self._parts.sheet(sheet)).get((row, column + 1))
        if fault:
            return fault
        return _cell(rows[row - 1][column]) if row <= len(rows) and column < len(rows[row - 1]) else None

    def read_tables(self, names: Iterable[str]) -> dict[str, SheetTable]:
        """Several tables by the names asked for."""
        return {name: self.read_table(name) for name in names}

    def refuse_unless_free(self, room: Mapping[str, int]) -> None:
        """Refused: a closed file is never free."""
        self._refuse_writing()

    def write_table(self, name: str, rows: Sequence[Sequence[CellValue]], headers: Sequence[str] = ()) -> None:
        """Refused."""
        self._refuse_writing()

    def write_value(self, name: str, value: CellValue) -> None:
        """Refused."""
        self._refuse_writing()

    def save(self) -> None:
        """Refused."""
        self._refuse_writing()

    def go_to(self, sheet: str, row: int, column: int) -> None:
        """Refused: nobody looks at a closed file."""
        self._refuse_showing()

    def selection(self) -> tuple[str, int, int]:
        """Refused: nobody stands in a closed file."""
        self._refuse_showing()

    def status(self, text: str) -> None:
        """A closed file has no status line."""

    def cancelled(self) -> bool:
        """Nobody can ask a closed file to stop."""
        return False

    def at_work(self) -> AbstractContextManager[None]:
        """A closed file may not be written to: refused before any work is done."""
        self._refuse_writing()

    def _refuse_writing(self) -> NoReturn:
        raise DeskError(
            "A closed workbook is not written to: formats, checks or later changes of yours could be lost.",
            f"Book {self._path}.",
            "Open it and use the Import Desk tab, or let close write a new workbook.",
        )

    def _refuse_showing(self) -> NoReturn:
        raise DeskError("The workbook is not open.", f"Book {self._path}.", "Open it and try again.")

    def _refuse_merged(self, table: SheetTable, sheet: bytes) -> None:
        """Merged cells within the table are refused with their place."""
        first, last = table.header_row, table.header_row + len(table.rows)
        left, right = table.first_column, table.first_column + len(table.headers) - 1
        for top, start, bottom, end in merged(sheet):
            if top <= last and bottom >= first and start <= right and end >= left:
                raise cells_merged(self.name, table.name, table.sheet, f"rows {top} to {bottom}")


def _damaged(path: Path, error: Exception) -> DeskError:
    return DeskError(
        f"The workbook is damaged, or was written by a program that builds books in another way ({error}).",
        f"Book {path}.",
        "Open it in Excel, save it as Excel Workbook (.xlsx), and give it again. The ledger keeps what it has.",
    )


def _opened(content: bytes) -> Any:
    """The book as the fast reader sees it."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content), load_tables=True)
    except CalamineError as error:
        raise ValueError(str(error)) from None


def with_faults(table: SheetTable, faults: Mapping[tuple[int, int], Fault]) -> SheetTable:
    """The table with its cells that give no value, which the fast reader takes for blanks."""
    rows = [list(row) for row in table.rows]
    for (row, column), fault in faults.items():
        y, x = row - table.header_row - 1, column - table.first_column
        if 0 <= y < len(rows) and 0 <= x < len(table.headers):
            rows[y][x] = fault
    return replace(table, rows=tuple(map(tuple, rows))) if faults else table


def _sheet_table(table: Any) -> SheetTable:
    return SheetTable(
        name=str(table.name),
        sheet=str(table.sheet),
        headers=tuple(str(name) for name in table.columns),
        rows=tuple(tuple(_cell(value) for value in row) for row in table.to_python()),
        header_row=table.start[0],
        first_column=table.start[1] + 1,
    )


def _cell(value: object) -> CellValue:
    if isinstance(value, datetime):
        return value.date()
    if value is None or value == "":
        return None
    return value if isinstance(value, bool | int | float | str | date) else str(value)
