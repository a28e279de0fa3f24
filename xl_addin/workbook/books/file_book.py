"""The Book port over a closed file: read whole, never written. New files: `closing.write`, `plain_book`."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from lxml import etree

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.closed_sheet import ClosedSheet, SheetValues
from xl_addin.workbook.books.file_limits import goes_too_far, is_far
from xl_addin.workbook.books.file_parts import Parts
from xl_addin.workbook.books.other_files import refuse_other_files
from xl_addin.workbook.books.port import (
    CellValue,
    SheetTable,
    cells_merged,
    no_name,
    no_sheet,
    no_table,
    table_twice,
)
from xl_addin.workbook.checks import Check
from xl_addin.workbook.extracts.limits import DEFAULT, MB
from xl_addin.workbook.extracts.package import UNPACKED_BYTES_MAX
from xl_addin.workbook.extracts.read_xlsx import XlsxBook
from xl_addin.workbook.extracts.xlsx_sheet import column_of

_LIMITS = replace(DEFAULT, unpacked_mb_max=UNPACKED_BYTES_MAX // MB)
# What zip, XML and the numbers and places within it end in where they are not what a program wrote.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(etree.XMLSyntaxError, ValueError, LookupError, OverflowError),
)
# 'Sheet name'!$B$2, the quotes only where the name needs them; a name of several cells stands for the first.
_ONE_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?[A-Z]{1,3}\$?\d+)?")


class FileBook:
    """A closed .xlsx, held in memory: the file is not kept open, and is not written to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with reading(path):
            refuse_other_files(path)
            content = path.read_bytes()
            self._book = XlsxBook(path.name, content, _LIMITS)
            self._parts = Parts(content)
            self._sheets = {sheet.name: sheet for sheet in self._book.sheets}
            self._values = SheetValues(self._book.strings, self._book.forms, date1904=self._parts.date1904)
        self._read: tuple[str, ClosedSheet] | None = None  # the sheet that was read last

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
        return tuple(self._sheets)

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
        if self._parts.rows(found) > DEFAULT.rows_max:
            raise goes_too_far(self.name, f"the table {found}")
        with reading(self._path):
            read, sheet = self._table(found)
        if is_far(sheet):
            raise goes_too_far(self.name, f"a cell on sheet {read.sheet}")
        self._refuse_merged(read, sheet)
        return read

    def _table(self, name: str) -> tuple[SheetTable, ClosedSheet]:
        """The table with its headers as the cells show them: a script that moves cells leaves its own list behind."""
        title, body, headers = self._parts.sheet_of(name), self._parts.body(name), self._parts.columns[name]
        sheet = self._sheet(title)
        if self._parts.shows_headers(name):
            shown = sheet.row(body.top - 1, body.left, body.right)
            headers = tuple("" if cell is None else str(cell) for cell in shown)
        rows = tuple(sheet.row(number, body.left, body.right) for number in range(body.top, body.bottom + 1))
        return SheetTable(name, title, headers, rows, body.top - 1, body.left), sheet

    def _sheet(self, title: str) -> ClosedSheet:
        """The cells of a sheet; the one that was read last is kept."""
        if self._read is None or self._read[0] != title:
            self._read = title, self._rows(title, DEFAULT.rows_max)
        return self._read[1]

    def _rows(self, title: str, count: int) -> ClosedSheet:
        with self._book.stream(self._sheets[title]) as stream:
            return self._values.read(stream, self.name, count)

    def grid(self, sheet: str) -> list[tuple[CellValue, ...]]:
        """All cells of a sheet; DeskError where there is no such sheet."""
        if sheet not in self._sheets:
            raise no_sheet(self.name, sheet, self.sheets())
        with reading(self._path):
            return _near(self._sheet(sheet))

    def columns(self) -> dict[str, tuple[str, ...]]:
        """The columns of every table by its name, as the table itself lists them."""
        return dict(self._parts.columns)

    def plain_sheets(self) -> tuple[str, ...]:
        """Worksheets on which no table lies."""
        return tuple(name for name in self.sheets() if not self._parts.has_table(name))

    def top_rows(self, sheet: str, count: int) -> list[tuple[CellValue, ...]]:
        """The first rows of a sheet, from its first cell on."""
        with reading(self._path):
            return _near(self._rows(sheet, count))

    def read_value(self, name: str) -> CellValue:
        """The cell that a defined name stands for; None where it is blank."""
        refers = {one.casefold(): to for one, to in self._parts.names.items()}.get(name.casefold(), "")
        place = _ONE_CELL.fullmatch(refers)
        if place is None:
            raise no_name(self.name, name, list(self._parts.names))
        sheet, letters, row = (place[1] or place[2]).replace("''", "'"), place[3], int(place[4])
        if sheet not in self.sheets():
            raise no_sheet(self.name, sheet, self.sheets())
        with reading(self._path):
            return self._sheet(sheet).row(row, column := column_of(letters) + 1, column)[0]

    def read_tables(self, names: Iterable[str]) -> dict[str, SheetTable]:
        """Several tables by the names asked for."""
        return {name: self.read_table(name) for name in names}

    def refuse_unless_free(self, room: Mapping[str, int]) -> None:
        """Refused: a closed file is never free."""
        self._refuse_writing()

    def write_table(self, name: str, rows: Sequence[Sequence[CellValue]], headers: Sequence[str] = ()) -> None:
        """Refused."""
        self._refuse_writing()

    def check_inputs(self, name: str, checks: Mapping[str, Sequence[Check]]) -> None:
        """Refused."""
        self._refuse_writing()

    def write_value(self, name: str, value: CellValue) -> None:
        """Refused."""
        self._refuse_writing()

    def save(self) -> None:
        """Refused."""
        self._refuse_writing()

    def formulas(self, name: str, headers: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Refused: they are asked for to be written back."""
        self._refuse_writing()

    def go_to(self, sheet: str, row: int, column: int) -> None:
        """Refused: nobody looks at a closed file."""
        self._refuse_showing()

    def selection(self) -> tuple[str, int, int]:
        """Refused: nobody stands in a closed file."""
        self._refuse_showing()

    def stood_on(self, sheet: str) -> tuple[int, int]:
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

    def _refuse_merged(self, table: SheetTable, sheet: ClosedSheet) -> None:
        """Merged cells within the table are refused with their place."""
        first, last = table.header_row, table.header_row + len(table.rows)
        left, right = table.first_column, table.first_column + len(table.headers) - 1
        for top, bottom, start, end in sheet.merged:
            if top <= last and bottom >= first and start <= right and end >= left:
                raise cells_merged(self.name, table.name, table.sheet, f"rows {top} to {bottom}")


def _near(sheet: ClosedSheet) -> list[tuple[CellValue, ...]]:
    return [] if sheet.width > DEFAULT.columns_max else sheet.grid()


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Whatever a damaged book makes of its reader ends in a DeskError that says so."""
    try:
        yield
    except OSError as error:
        what = f"The workbook cannot be read: {error.strerror or error}."
        raise DeskError(what, f"Book {path}.", "Save and close it if it is open, check your rights.") from None
    except BROKEN as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> DeskError:
    return DeskError(
        f"The workbook is damaged, or was written by a program that builds books in another way ({error}).",
        f"Book {path}.",
        "Open it in Excel, save it as Excel Workbook (.xlsx), and give it again. The ledger keeps what it has.",
    )
