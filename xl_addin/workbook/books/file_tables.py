"""The lists of a closed workbook that people fill, read by the names of their tables; nothing is written.

A list whose table is lost, or that stands in the book twice, is told: what is not read is never taken for blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.headers import plain_header
from xl_addin.workbook.books.port import BookLists, CellValue
from xl_addin.workbook.lists import Sheet

META = "_meta"
TOP_ROWS = 60  # how far down a sheet without tables the headings of a list are looked for


@dataclass(frozen=True, slots=True)
class _Headings:
    """Headings somewhere in the book: of a table, or of plain cells on a sheet without tables."""

    table: str
    sheet: str
    row: int
    headers: frozenset[str]

    def told(self, book: FileBook) -> tuple[str, Place]:
        """In words, with the place."""
        if not self.table:
            return f"plain cells with its headings on sheet {self.sheet}", Place(self.sheet, self.row)
        there = book.read_table(self.table)
        return f"the table {there.name} on sheet {there.sheet}", Place(there.sheet, there.header_row)


def read_meta(book: FileBook) -> dict[str, str]:
    """What a closing workbook says of itself for the add-in: period, as_on, ledger_head, run_id."""
    if META not in book.sheets():
        raise DeskError(
            f"The book does not say which closing it is: it has no sheet {META}.",
            f"Book {book.name}; its sheets: {', '.join(book.sheets())}.",
            "Give a closing workbook of this program, as it was written or with its blue cells filled.",
        )
    rows = book.grid(META)
    return {str(row[0]): "" if row[1] is None else str(row[1]) for row in rows if len(row) > 1 and row[0] != "table"}


def read_lists(book: FileBook, sheets: Sequence[Sheet]) -> BookLists:
    """The lists of `sheets` that the book has; DeskError when it cannot be read or has none of them."""
    there = {name.casefold() for name in book.tables()}
    wanted = {sheet.tables[0].name: sheet for sheet in sheets}
    found = [book.read_table(name) for name in wanted if name.casefold() in there]
    headings = list(_headings(book))
    told = [one for sheet in sheets for one in _astray(book, sheet, headings, {one.name.casefold() for one in found})]
    if not found:
        raise _none_found(book, wanted, [one for one in told if one.row])
    return BookLists(tuple(found), book.date1904, tuple(told), is_closed=True)


def _none_found(book: FileBook, wanted: Iterable[str], plain: Sequence[Finding]) -> DeskError:
    """No list is left: where their rows still stand, a program has dropped the tables."""
    if plain:
        return DeskError(
            "The lists of the workbook are no tables any more: nothing was read.",
            f"Book {book.name}; plain cells on the sheets {', '.join(one.sheet for one in plain)}.",
            "Google Sheets and some other programs drop or rename tables. Fill the book that the close wrote in Excel "
            f"or LibreOffice; or make each list a table again (Insert, Table) under its name: {', '.join(wanted)}.",
        )
    return DeskError(
        "The workbook has none of the tables that are read back.",
        f"Book {book.name}; its tables: {', '.join(book.tables()) or 'none'}.",
        f"Give a closing workbook of this program. Expected: {', '.join(wanted)}.",
    )


def _headings(book: FileBook) -> Iterator[_Headings]:
    for name, columns in book.columns().items():
        yield _Headings(name, "", 0, _plain(columns))
    for sheet in book.plain_sheets():
        for row, cells in enumerate(book.top_rows(sheet, TOP_ROWS), 1):
            yield _Headings("", sheet, row, _plain(cells))


def _astray(book: FileBook, sheet: Sheet, headings: Sequence[_Headings], known: set[str]) -> Iterator[Finding]:
    """The list's table where it is lost, and every copy of it: nothing is read from either."""
    table = sheet.tables[0]
    wanted = _plain(column.header for column in table.columns)
    alike = [one for one in headings if one.table.casefold() != table.name.casefold() and wanted <= one.headers]
    told = [one.told(book) for one in alike]
    if table.name.casefold() in known:
        for what, place in told:
            yield finding("LIST_TWICE", book.name, what, place, table=table.name)
        return
    what = ", ".join(what for what, _ in told) or f"tables: {', '.join(book.tables())}"
    place = told[0][1] if told else Place(sheet.name)
    yield finding("TABLE_MISSING", book.name, what, place, table=table.name)


def _plain(headers: Iterable[CellValue]) -> frozenset[str]:
    return frozenset(plain_header(str(header)) for header in headers if header is not None)
