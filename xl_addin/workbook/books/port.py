"""The Book port: what the desk asks of an open workbook, whoever holds it (a closed file, Excel, Calc).

Tables are met by the names that the closing workbook gives them; a table is read, and written, in one block.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding
from xl_addin.workbook.books.headers import plain_header
from xl_addin.workbook.checks import Check


class Fault(str):
    """What stands in a cell that gives no value: an error, or a formula without its result.

    "" is a formula that shows nothing; an error is its word, such as #N/A.
    """

    __slots__ = ()


# A formula whose result is an empty text: the cell looks blank and is not.
SHOWS_NOTHING = Fault("")

# A formula whose result was never stored: a script or another program wrote it, and nobody calculated it.
NEVER_CALCULATED = Fault("a formula without its result")
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


@dataclass(frozen=True, slots=True)
class BookLists:
    """The filled lists of a book: their tables, how its days count, and what of it was not read.

    `is_closed`: a list of a closed file holds every row that was written; rows of an open one are written anew anyway.
    """

    sheets: tuple[SheetTable, ...]
    date1904: bool = False
    findings: tuple[Finding, ...] = ()
    is_closed: bool = False


class Book(Protocol):
    """An open workbook."""

    @property
    def name(self) -> str:
        """File name, as messages call the book."""

    @property
    def date1904(self) -> bool:
        """Whether serial numbers count from 1904."""

    def sheets(self) -> tuple[str, ...]:
        """Names of the worksheets, in order."""

    def tables(self) -> tuple[str, ...]:
        """Names of all tables."""

    def read_table(self, name: str) -> SheetTable:
        """A whole table, hidden and filtered rows too; DeskError names the tables there are when it is missing."""

    def read_tables(self, names: Iterable[str]) -> dict[str, SheetTable]:
        """Several tables by the names asked for, looked up once."""

    def formulas(self, name: str, headers: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Of some columns of a table the formula of each row, in R1C1; "" where a cell holds none."""
        ...

    def refuse_unless_free(self, room: Mapping[str, int]) -> None:
        """DeskError tells every one of these tables that could not take so many rows now, before anything is begun."""

    def write_table(self, name: str, rows: Sequence[Sequence[CellValue]], headers: Sequence[str] = ()) -> None:
        """Replaces all rows under the headers in one block and fits the table's size; text is never a formula.

        With `headers` the cells of `rows` go to the columns of these names, wherever the person has moved them;
        DeskError tells the columns found and needed where they are not the same. A `Formula` is written as what it
        shows, then as the formula.
        """

    def check_inputs(self, name: str, checks: Mapping[str, Sequence[Check]]) -> None:
        """What may be typed into columns of a table, by header: a check for each row, or one for all of them."""

    def read_value(self, name: str) -> CellValue:
        """The cell that a defined name stands for; None where it is blank; DeskError when there is no such name."""

    def write_value(self, name: str, value: CellValue) -> None:
        """Writes the cell that a defined name stands for."""

    def go_to(self, sheet: str, row: int, column: int) -> None:
        """Shows a cell to the person."""

    def selection(self) -> tuple[str, int, int]:
        """Sheet, row and column of the cell that the person stands on, counted from 1."""

    def stood_on(self, sheet: str) -> tuple[int, int]:
        """Row and column of the cell that the person stood on last, on a sheet; he stays where he is."""

    def status(self, text: str) -> None:
        """One line about what is going on; "" gives the line back to the host."""

    def cancelled(self) -> bool:
        """Whether the person has asked to stop."""

    def at_work(self) -> AbstractContextManager[None]:
        """Screen, events and calculation held still while writing; every setting is as before afterwards."""

    def calculate(self) -> None:
        """Calculates every formula of the open workbooks anew, those whose cells have not changed too."""

    def save(self) -> None:
        """Saves the book where it lies."""


# --- the same words, whoever holds the book ---

AGAIN = "press the button again"
# What a button has done stands there: a person sees a card, not the table that it is.
CARD = "tblResult"


def words(table: str) -> str:
    """A table as messages call it."""
    return "the result card" if table == CARD else f"the table {table!r}"


def without_again(todo: str) -> str:
    """A remedy without the word to press again: for what has been done all the same."""
    for join in (", and ", ", then ", " and ", " then "):
        todo = todo.replace(f"{join}{AGAIN}", "")
    return todo


def no_table(book: str, name: str, found: Sequence[str], needed: Sequence[str] = ()) -> DeskError:
    """The table is not there: tells what was found and what is needed."""
    return DeskError(
        f"The workbook lacks {words(name)}.",
        f"Book {book}; its tables: {', '.join(found) or 'none'}.",
        f"Use a workbook made from the month template. Needed as a table: {', '.join(needed) or name}.",
    )


def no_sheet(book: str, name: str, found: Sequence[str]) -> DeskError:
    """The sheet is not there."""
    return DeskError(
        f"The workbook has no sheet {name!r}.",
        f"Book {book}; its sheets: {', '.join(found) or 'none'}.",
        "Use a workbook made from the month template, or give the sheet its name back.",
    )


def no_name(book: str, name: str, found: Sequence[str]) -> DeskError:
    """No cell goes by this name."""
    return DeskError(
        f"The workbook has no cell named {name!r}.",
        f"Book {book}; its named cells: {', '.join(found) or 'none'}.",
        "Use a workbook made from the month template, or define the name again (Formulas, Name Manager).",
    )


def table_twice(book: str, name: str, sheets: Sequence[str] = ()) -> DeskError:
    """Two tables go by one name: neither may be guessed to be the one."""
    return DeskError(
        f"The workbook has {words(name)} twice.",
        f"Book {book}{', sheets ' if sheets else ''}{' and '.join(sheets)}.",
        f"Delete the copy, or rename {name} there (Table Design, Table Name), and {AGAIN}.",
    )


def cells_merged(book: str, name: str, sheet: str, place: str) -> DeskError:
    """Merged cells say nothing about the rows that they cover."""
    return DeskError(
        f"Cells are merged in {words(name)}.",
        f"Book {book}, sheet {sheet}, {place}.",
        f"Unmerge them, fill each row, and {AGAIN}.",
    )


def in_order_of(table: SheetTable, book: str, headers: Sequence[str]) -> tuple[int, ...]:
    """For each column of `table` its place among `headers`; DeskError where the two are not the same columns."""
    places = {plain_header(header): place for place, header in enumerate(headers)}
    there = [plain_header(one) for one in table.headers]
    missing = [one for one in headers if plain_header(one) not in there]
    others = [one for one in table.headers if plain_header(one) not in places]
    if missing or others or len(set(there)) != len(there):
        told = [f"missing: {', '.join(missing)}"] if missing else []
        told += [f"not of this list: {', '.join(others)}"] if others else []
        shown = words(table.name)
        raise DeskError(
            f"{shown[0].upper()}{shown[1:]} has other columns than this list ({'; '.join(told) or 'a name twice'}).",
            f"Book {book}, sheet {table.sheet}, row {table.header_row}. Found: {', '.join(table.headers)}.",
            f"Needed: {', '.join(headers)}. Put missing columns back under their names and move own columns "
            "outside the table: rows are written anew, and own cells would stand beside other rows.",
        )
    return tuple(places[one] for one in there)
