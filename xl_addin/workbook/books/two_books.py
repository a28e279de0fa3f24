"""A list as two books have it: rows that are new, gone or changed, by the key that the list declares.

Ages move with the day alone and are left out; so is, between two days, a sentence that alone is worded otherwise: it
names the day and the rate, and such rows are counted. The part of a key that tells how an item stands now is no part
of its name here: a settlement that was proposed and is posted is the same one, changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_addin.workbook.books.compare import compared, rows_there
from xl_addin.workbook.books.headers import places_of
from xl_addin.workbook.books.port import SheetTable
from xl_addin.workbook.lists import Column, Kind, List

if TYPE_CHECKING:
    import pandas as pd

NEW, GONE, CHANGED = "NEW", "GONE", "CHANGED"
OUTSTANDING, SENTENCE, INR = "Outstanding", "Why", "INR"
BY_THE_DAY = ("Age days", "Age bucket", "INR lakh")  # the first two move with the day, the last repeats its neighbour
_NTH, _SIDE = " nth", " side"  # beside the headers, which begin with a letter
_BEFORE, _AFTER = " before", " after"
_MERGED = {"left_only": GONE, "right_only": NEW, "both": CHANGED}


@dataclass(frozen=True, slots=True)
class Book:
    """The table of a list as one book has it, and whether its days count from 1904."""

    sheet: SheetTable
    date1904: bool = False


class Cell(NamedTuple):
    """What stands under a heading in either book; of a row that one of them lacks, its main amount."""

    column: Column[Any] | None
    before: str
    after: str
    currency: str


class RowApart(NamedTuple):
    """A row that the two books do not have alike: its key, the importer, and each cell that differs."""

    what: str
    key: tuple[str, ...]
    iec: str
    cells: tuple[Cell, ...]

    @property
    def is_reworded(self) -> bool:
        """Whether it differs in its sentence alone."""
        return [one.column.header for one in self.cells if one.column] == [SENTENCE] and self.what == CHANGED


class Total(NamedTuple):
    """The main amount of a list in one currency."""

    header: str
    currency: str
    rows_before: int
    rows_after: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Apart:
    """A list in both books: how many rows each has, what differs, its main amount by currency, columns of one alone."""

    table: List[Any]
    before: int
    after: int
    rows: Sequence[RowApart]
    totals: Sequence[Total]
    reworded: int = 0  # rows of which the sentence alone is not the same, between two days
    untold: Sequence[str] = ()

    def count(self, what: str) -> int:
        """How many rows are new, gone or changed."""
        return sum(row.what == what for row in self.rows)


def apart(table: List[Any], before: Book, after: Book, *, same_day: bool) -> Apart:
    """Compares one list of two books, whatever the order of rows and columns."""
    columns, untold = _common(table, before.sheet, after.sheet)
    named = [column for column in table.key_columns if column in columns and column.header not in table.passing]
    keys = [column.header for column in named or columns]
    one, other = _frame(table, columns, keys, before), _frame(table, columns, keys, after)
    merged = one.merge(
        other, how="outer", on=[*keys, _NTH], suffixes=(_BEFORE, _AFTER), indicator=_SIDE, sort=False, validate="1:1"
    )
    rest = [column for column in columns if column.header not in keys and column.header not in BY_THE_DAY]
    found = [_row(row, keys, rest, main_of(table)) for row in merged.to_dict("records")]
    unlike = [row for row in found if row.cells]
    rows = [row for row in unlike if same_day or not row.is_reworded]
    return Apart(table, len(one), len(other), rows, _totals(table, one, other), len(unlike) - len(rows), untold)


def main_of(table: List[Any]) -> Column[Any] | None:
    """The amount by which a list is added up: what is outstanding, else its first amount; None without any."""
    amounts = [column for column in table.columns if column.kind is Kind.AMOUNT]
    return next((one for one in amounts if one.header == OUTSTANDING), amounts[0] if amounts else None)


def _common(table: List[Any], one: SheetTable, other: SheetTable) -> tuple[list[Column[Any]], list[str]]:
    """The columns that both have, and the names of those that one lacks or has twice."""
    headers = [column.header for column in compared(table)]
    there = [places_of(headers, sheet.headers) for sheet in (one, other)]
    good = {header for header in headers if all(len(places[header]) == 1 for places in there)}
    columns = [column for column in compared(table) if column.header in good]
    return columns, [header for header in headers if header not in good]


def _frame(table: List[Any], columns: Sequence[Column[Any]], keys: Sequence[str], book: Book) -> pd.DataFrame:
    """The rows as texts; rows of one key are numbered in their order."""
    import pandas as pd

    every = [column.header for column in compared(table)]
    rows = [row.cells for row in rows_there(table, book.sheet, date1904=book.date1904)]
    frame = pd.DataFrame(rows, columns=every, dtype=object)[[column.header for column in columns]]
    frame[_NTH] = frame.groupby(list(keys), dropna=False).cumcount()
    return frame


def _row(
    row: Mapping[Any, Any], keys: Sequence[str], rest: Sequence[Column[Any]], main: Column[Any] | None
) -> RowApart:
    """A row with the cells that differ: none where both books have it alike."""
    what = _MERGED[row[_SIDE]]
    read = _Read(row, what, frozenset(keys))
    cells = [read.cell(column) for column in rest if read(column.header, _BEFORE) != read(column.header, _AFTER)]
    if what != CHANGED:
        cells = [read.cell(main)]
    return RowApart(what, tuple(row[header] for header in keys), read("IEC"), tuple(cells))


class _Read:
    """Cells of a row of the merged table by heading and side; a side that lacks the row says nothing."""

    def __init__(self, row: Mapping[Any, Any], what: str, keys: frozenset[str]) -> None:
        self._row, self._keys = row, keys
        self._last = _BEFORE if what == GONE else _AFTER
        self._lacks = {NEW: _BEFORE, GONE: _AFTER}.get(what)

    def __call__(self, header: str, side: str = "") -> str:
        """A cell of one side; without a side, of the later one that has the row."""
        side = side or self._last
        if side == self._lacks:
            return ""
        return str(self._row.get(header if header in self._keys else header + side, ""))

    def cell(self, column: Column[Any] | None) -> Cell:
        """What both sides say under a heading."""
        if column is None:
            return Cell(None, "", "", "")
        currency = {Kind.AMOUNT: self(column.currency), Kind.INR: INR}.get(column.kind, "")
        return Cell(column, self(column.header, _BEFORE), self(column.header, _AFTER), currency)


def _totals(table: List[Any], before: pd.DataFrame, after: pd.DataFrame) -> list[Total]:
    """The main amount by currency; nothing where the list has none, or a book lacks its column."""
    main = main_of(table)
    if main is None or not {main.header, main.currency} <= {*before.columns}:  # both frames have the same
        return []
    sums = [dict(_sums(frame, main)) for frame in (before, after)]
    found = []
    for currency in sorted({*sums[0], *sums[1]}):
        (rows, total), (rows_then, total_then) = (one.get(currency, (0, Decimal(0))) for one in sums)
        found.append(Total(main.header, currency, rows, rows_then, total, total_then))
    return found


def _sums(frame: pd.DataFrame, main: Column[Any]) -> Iterator[tuple[str, tuple[int, Decimal]]]:
    for currency, amounts in frame.groupby(main.currency)[main.header]:
        if currency:
            yield str(currency), (len(amounts), sum((number(one) or Decimal(0) for one in amounts), Decimal(0)))


def number(text: str) -> Decimal | None:
    """An amount as a cell says it; None for a blank, or for what cannot be read."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return None
