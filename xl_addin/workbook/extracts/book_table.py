"""The one table of a book: which sheet holds it, its rows, and what lies in the book beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.head import HEAD_ROWS, Fields, header_place, titles_of
from xl_addin.workbook.extracts.limits import too_large
from xl_addin.workbook.extracts.sheets import NO_VALUE, Book, BookFacts, Sheet, SheetRow, column_letters
from xl_addin.workbook.extracts.text_table import Note, Reading, Row, TextTable

_WIDE = 3  # a row of so many cells may be one of a table
_NO_TABLE = "Export it again; a web page may be no more than the message of a failed download."


class _Head(NamedTuple):
    """The first rows of a sheet, the place of the headers among them, and what comes after them."""

    sheet: Sheet
    first: list[SheetRow]
    place: int
    rest: Iterator[SheetRow]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The first rows as texts."""
        return _texts(self.first)

    @property
    def width(self) -> int:
        return sum(bool(text.strip()) for text in self.rows[self.place])


def book_table(name: str, book: Book, reading: Reading) -> TextTable:
    """The table of the book; DeskError where no sheet or more than one holds it, or it cannot be read as a whole."""
    heads = [head for sheet in book.sheets if (head := _head(book, sheet, reading.fields)) is not None]
    if not heads:
        raise DeskError("There is no table in the file.", f"File {name}, which is {book.facts.form}.", _NO_TABLE)
    chosen = _chosen(name, heads, reading)
    table = _Table(name, chosen.sheet, reading)
    for row in chain(chosen.first[chosen.place :], chosen.rest):
        table.take(row)

    _check_merged(name, chosen.sheet, table.header_row)
    notes = (*_book_notes(book.facts, chosen.sheet), *table.headless(), *_others(chosen, heads))
    rows = tuple(_calculated(table.rows, chosen.sheet, book.facts))
    return TextTable(
        name,
        chosen.sheet.name,
        table.headers,
        rows,
        book.facts.form,
        date1904=book.facts.system == 1904,
        notes=notes,
        hidden=frozenset(table.hidden),
        titles=titles_of(chosen.rows[: chosen.place]),
    )


def _head(book: Book, sheet: Sheet, fields: Fields) -> _Head | None:
    rest = (row for row in book.rows(sheet) if any(text.strip() for _, text in row.cells))
    first = list(islice(rest, HEAD_ROWS))
    return _Head(sheet, first, header_place(_texts(first), fields), rest) if first else None


def _texts(rows: Iterable[SheetRow]) -> list[tuple[str, ...]]:
    return [tuple(text for _, text in row.cells) for row in rows]


def _chosen(name: str, heads: list[_Head], reading: Reading) -> _Head:
    """The sheet whose columns are known; where none is, the first that is shown."""
    known = {head.sheet.name: max(len(reading.fields(row)) for row in head.rows) for head in heads}
    most = max(known.values())
    tables = [head for head in heads if known[head.sheet.name] >= max(2, most / 2)]
    if len(tables) > 1:
        raise DeskError(
            f"{len(tables)} sheets hold the same columns: {', '.join(_named(head.sheet) for head in tables)}.",
            f"File {name}.",
            "Put all rows on one sheet, or delete the sheet that does not count; then take in again.",
        )
    shown = [head for head in tables or heads if not head.sheet.state]
    if not shown:
        hidden = (tables or heads)[0].sheet
        raise DeskError(
            f"The table stands on a hidden sheet: {_named(hidden)}.",
            f"File {name}.",
            "If it is the month's table, unhide the sheet and save the book; else put the table on its first sheet.",
        )
    return shown[0]


def _named(sheet: Sheet) -> str:
    return f"{sheet.name!r} ({sheet.state})" if sheet.state else repr(sheet.name)


def _others(chosen: _Head, heads: Iterable[_Head]) -> Iterator[Note]:
    """Sheets that hold something and were not read; one as wide as the table may be its second half."""
    for head in heads:
        if head is not chosen:
            alike = head.width >= max(_WIDE, chosen.width - 1)
            first = " · ".join(text for text in head.rows[0][:4] if text.strip())
            yield Note("SHEET_NOT_READ", f"sheet {_named(head.sheet)}: {first[:80]}", when="as_wide" if alike else "")


@dataclass(slots=True)
class _Headless:
    count: int
    row: int
    text: str


@dataclass(slots=True)
class _Table:
    """Rows as they come from a sheet, cut to the width of the header."""

    name: str
    sheet: Sheet
    reading: Reading
    headers: tuple[str, ...] = ()
    header_row: int = 0
    rows: list[Row] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    _last: int = 0
    _no_header: dict[int, _Headless] = field(default_factory=dict)

    def take(self, row: SheetRow) -> None:
        """A row of the sheet that holds more than blanks."""
        cells = [(column, text) for column, text in row.cells if text.strip()]
        self._check_extent(row.number, cells)
        self._last = row.number
        if not self.header_row:
            self.header_row, self.headers = row.number, _spread(cells, cells[-1][0] + 1)
            return
        self._note_headless(row.number, cells)
        self.rows.append((row.number, _spread(row.cells, len(self.headers))))
        if row.hidden:
            self.hidden.append(row.number)

    def headless(self) -> Iterator[Note]:
        """Columns that hold something and have no header."""
        for column, seen in sorted(self._no_header.items()):
            found = f"{seen.count} cell(s); the first: {seen.text[:60]!r}"
            yield Note("COLUMN_WITHOUT_HEADER", found, seen.row, column_letters(column))

    def _note_headless(self, number: int, cells: list[tuple[int, str]]) -> None:
        for column, text in cells:
            if column >= len(self.headers) or not self.headers[column].strip():
                self._no_header.setdefault(column, _Headless(0, number, text)).count += 1

    def _check_extent(self, number: int, cells: list[tuple[int, str]]) -> None:
        limits, (column, _) = self.reading.limits, cells[-1]
        where = f"File {self.name}, sheet {self.sheet.name}, cell {column_letters(column)}{number}."
        if column >= limits.columns_max:
            raise _stray(f"A cell stands in column {column + 1:,}, far outside a table.", where)
        if self._last and number - self._last > limits.gap_rows_max:
            raise _stray(f"A cell stands {number - self._last:,} rows below the row before it.", where)
        if len(self.rows) >= limits.rows_max:
            raise too_large("The table has more rows than are read.", where, "rows_max", limits.rows_max)
        for place, text in cells:
            if len(text) > limits.text_max:
                cell = f"File {self.name}, sheet {self.sheet.name}, cell {column_letters(place)}{number}."
                raise too_large(f"A cell holds {len(text):,} characters.", cell, "text_max", limits.text_max)


def _stray(what: str, where: str) -> DeskError:
    return DeskError(
        what, where, "If it is a stray cell, delete its row and its column in the book, save, take in again."
    )


def _spread(cells: list[tuple[int, str]], width: int) -> tuple[str, ...]:
    """Texts in their columns; what lies beyond the header is left out."""
    spread = [""] * width
    for column, text in cells:
        if column < width:
            spread[column] = text
    return tuple(spread)


def _calculated(rows: list[Row], sheet: Sheet, facts: BookFacts) -> Iterable[Row]:
    """The rows; what a book that nobody has calculated stores beside its formulas is no result and says so."""
    seen = sheet.formulas
    doubted = seen.stored and (facts.asks_to_calculate or (facts.uncalculated and not seen.has_results))
    if not doubted:
        return rows
    stored: dict[int, set[int]] = {}
    for row, column in seen.stored:
        stored.setdefault(row, set()).add(column)
    never = CellText(NO_VALUE, "no-value")
    return [
        (number, tuple(never if c in stored.get(number, ()) else text for c, text in enumerate(row)))
        for number, row in rows
    ]


def _book_notes(facts: BookFacts, sheet: Sheet) -> Iterator[Note]:
    """What is told of the book as a whole: its day system, and stored results that may be old."""
    if facts.system == 1904:
        yield Note("BOOK_1904", "the day system of 1904")
    if sheet.formulas.count and facts.by_hand:
        yield Note("BOOK_BY_HAND", f"{sheet.formulas.count:,} formula(s)")
    if facts.links:
        yield Note("BOOK_LINKS", ", ".join(facts.links)[:200])


def _check_merged(name: str, sheet: Sheet, header: int) -> None:
    """Merged cells among the data say nothing about the rows they cover: refused with their address."""
    for merged in sheet.merged:
        if merged.last > header:
            raise DeskError(
                "Cells are merged among the data.",
                f"File {name}, sheet {sheet.name}, rows {merged.first} to {merged.last}, column {merged.column}.",
                "Unmerge them and fill each row, then take in again.",
            )
