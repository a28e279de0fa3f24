"""The lists of the open book: read and held against the ledger, and written anew from it, one block per list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xl_addin.buttons.room import refuse_without_room
from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.desk.lists.exceptions import LIST as EXCEPTIONS
from xl_addin.desk.month.now import Now
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, worst_first
from xl_addin.workbook.books.headers import plain_header
from xl_addin.workbook.books.inputs import Change, Key, cells_key, read_inputs, row_keys
from xl_addin.workbook.books.port import Book, BookLists, CellValue, SheetTable
from xl_addin.workbook.lists import Filled, List
from xl_addin.workbook.month.layout import HEAD
from xl_addin.workbook.month.rows import table_rows

Tables = Mapping[str, SheetTable]


@dataclass(frozen=True, slots=True)
class Written:
    """What writing the lists did: the month they show, answers that wait in blue cells, and those that found no row."""

    now: Now
    waiting: int = 0
    lost: tuple[Change, ...] = ()


def read_lists(book: Book) -> dict[str, SheetTable]:
    """Every list by the name of its table; DeskError tells all lists and columns that are missing."""
    found = book.tables()
    missing = [name for name in MONTH_LISTS if name.casefold() not in {one.casefold() for one in found}]
    if missing:
        raise DeskError(
            f"The workbook lacks lists that the desk needs: {', '.join(missing)}.",
            f"Book {book.name}; its sheets: {', '.join(book.sheets())}; its tables: {', '.join(found) or 'none'}.",
            f"Use a workbook made from the month template. Needed tables: {', '.join(MONTH_LISTS)}.",
        )
    lists = {name: _named_as_ours(MONTH_LISTS[name], sheet) for name, sheet in book.read_tables(MONTH_LISTS).items()}
    unclear = [told for sheet in lists.values() for told in _headers_unclear(sheet)]
    if unclear:
        raise DeskError(
            "Columns cannot be told apart: " + "; ".join(unclear) + ".",
            f"Book {book.name}.",
            "Give each column of a list a name of its own, or move own columns outside the list.",
        )
    faults = [fault for name, table in MONTH_LISTS.items() if (fault := _columns_missing(table, lists[name]))]
    if faults:
        raise DeskError(
            "Columns are missing: " + "; ".join(missing for missing, _ in faults) + ".",
            f"Book {book.name}; found: " + "; ".join(there for _, there in faults) + ".",
            "Put each column back under its name, or start from the month template; answers in the ledger are kept.",
        )
    return lists


def _headers_unclear(sheet: SheetTable) -> Iterator[str]:
    """Columns without a name, and names that two columns have."""
    at = f"row {sheet.header_row}"
    for place, header in enumerate(sheet.headers, sheet.first_column):
        if not header.strip():
            yield f"{sheet.sheet}, {at}: column {place} has no name"
    for header, count in Counter(map(plain_header, sheet.headers)).items():
        if header and count > 1:
            called = next(one for one in sheet.headers if plain_header(one) == header)
            yield f"{sheet.sheet}, {at}: {count} columns are called {called}"


def _named_as_ours(table: List[Any], sheet: SheetTable) -> SheetTable:
    """The list with our headers where only blanks and case tell the person's from them."""
    ours = {plain_header(column.header): column.header for column in table.columns}
    return replace(sheet, headers=tuple(ours.get(plain_header(one), one) for one in sheet.headers))


def _columns_missing(table: List[Any], sheet: SheetTable) -> tuple[str, str] | None:
    lacks = [column.header for column in table.columns if column.header not in sheet.headers]
    return (
        (f"{sheet.sheet} lacks {', '.join(lacks)}", f"{sheet.sheet} has {', '.join(sheet.headers)}") if lacks else None
    )


def answers_waiting(book: Book, inputs: BookLists, now: Now, *, is_current: bool) -> list[Change]:
    """Blue cells that say something else than the ledger, whose lists were written at `now` when `is_current`.

    Of lists that are older only what fills a blank counts: anything else may be what the ledger said once.
    """
    read = read_inputs(book.name, inputs, now.lists, compare=False)
    return [one for one in read.changes if is_current or (one.old in (None, "") and one.new not in (None, ""))]


def write_lists(
    book: Book,
    lists: Tables,
    now: Now,
    waiting: Sequence[Change] = (),
    findings: Iterable[Finding] = (),
    only: Sequence[str] = (),
) -> Written:
    """Writes the lists (all, or `only` some) from the ledger: exactly one block each.

    Answers that wait stay in their cells, and a person's own columns stay with their rows, both by key.
    """
    names = [name for name in MONTH_LISTS if not only or name in only]
    filled, lost = _with_answers(now.lists, [one for one in waiting if one.table in names])
    filled[EXCEPTIONS.name] = with_findings(filled[EXCEPTIONS.name], findings)
    blocks = {name: _block(book, lists[name], filled[name]) for name in names}
    with book.at_work():
        refuse_without_room(book, {name: len(rows) for name, (rows, _) in blocks.items()})  # all lists or none
        for name, (rows, headers) in blocks.items():
            book.write_table(name, rows, headers)
        book.write_value(HEAD, now.head)
    return Written(now, len(waiting) - len(lost), tuple(lost))


def _block(book: Book, sheet: SheetTable, filled: Filled[Any]) -> tuple[list[tuple[CellValue, ...]], list[str]]:
    """The rows of a list as they are to stand, with the person's own columns, and the headers in their order."""
    headers = [column.header for column in filled.table.columns]
    own = [header for header in sheet.headers if header not in headers]
    rows: list[tuple[CellValue, ...]] = table_rows(filled)
    return (_with_own(book, sheet, own, filled, rows) if own else rows), [*headers, *own]


def with_findings(shown: Filled[Finding], findings: Iterable[Finding]) -> Filled[Finding]:
    """The list of exceptions with what a review found on top of it."""
    told = sorted(findings, key=worst_first)
    return Filled(shown.table, [*told, *shown.rows]) if told else shown


def _with_answers(
    lists: Mapping[str, Filled[Any]], waiting: Iterable[Change]
) -> tuple[dict[str, Filled[Any]], list[Change]]:
    """Lists with the waiting answers in them, and the answers whose row is gone."""
    filled, lost = dict(lists), []
    by_table: dict[str, list[Change]] = {}
    for change in waiting:
        by_table.setdefault(change.table, []).append(change)
    for name, changes in by_table.items():
        places = {key: at for at, key in enumerate(row_keys(filled[name]))}
        found = {(places[one.key], one.column.header): one.new for one in changes if one.key in places}
        filled[name] = filled[name].with_cells(found)
        lost += [change for change in changes if change.key not in places]
    return filled, lost


def _with_own(
    book: Book,
    sheet: SheetTable,
    own: Sequence[str],
    filled: Filled[Any],
    rows: Sequence[Sequence[CellValue]],
) -> list[tuple[CellValue, ...]]:
    """`rows` with the person's own columns beside them, each cell with the row that it stood in."""
    places = [sheet.headers.index(header) for header in own]
    blank: tuple[CellValue, ...] = (None,) * len(own)
    kept: dict[Key, tuple[CellValue, ...]] = {}
    for cells in sheet.rows:
        key = cells_key(filled.table, sheet, cells, date1904=book.date1904)
        if key is not None:
            kept.setdefault(key, tuple(cells[at] for at in places))
    keys = row_keys(filled) or [()]
    return [(*row, *kept.get(key, blank)) for row, key in zip(rows, keys, strict=True)]
