"""The lists of the open book: read and held against the ledger, and written anew from it, one block per list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from xl_addin.buttons.places import names_in_row
from xl_addin.buttons.room import refuse_without_room
from xl_addin.buttons.stamp import stamp_of
from xl_addin.desk.lists.book import MONTH_LISTS, MONTH_SHEETS
from xl_addin.desk.lists.exceptions import LIST as EXCEPTIONS
from xl_addin.desk.month.now import Now
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, worst_first
from xl_addin.workbook.books.headers import plain_header
from xl_addin.workbook.books.own_formula import formula
from xl_addin.workbook.books.port import Book, SheetTable
from xl_addin.workbook.checks import Check, check_of, checks_of
from xl_addin.workbook.lists import Filled, List
from xl_addin.workbook.month.keep import Block, Kept, block
from xl_addin.workbook.month.layout import HEAD, MARK

Tables = Mapping[str, SheetTable]
NOTHING_KEPT = Kept()
# What is told of cells and rows of a list as they stand; with the cell mended the word goes.
OF_CELLS = ("INPUT_NOT_READ", "ANSWER_OVERTAKEN", "ROW_GONE", "ROW_LEFT", "ROW_NOT_KNOWN", "ROW_TWICE")


@dataclass(frozen=True, slots=True)
class Written:
    """What writing the lists did: the month they show, answers that wait in blue cells, what is to be told of them."""

    now: Now
    waiting: int = 0
    told: tuple[Finding, ...] = ()
    items: Mapping[Finding, str] = field(default_factory=dict)  # the item of the row that it is about


def read_lists(book: Book) -> dict[str, SheetTable]:
    """Every list by the name of its table; DeskError tells all lists and columns that are missing."""
    found = book.tables()
    missing = [name for name in MONTH_LISTS if name.casefold() not in {one.casefold() for one in found}]
    if missing:
        raise DeskError(
            f"The workbook lacks lists that the desk needs: {', '.join(map(_list_told, missing))}.",
            f"Book {book.name}; its sheets: {', '.join(book.sheets())}; its tables: {', '.join(found) or 'none'}.",
            "Where the list still stands on its sheet, make it a table again (Insert, Table) and give the table that "
            "name (Table Design, Table Name). Else take a fresh month template: answers in the ledger are kept.",
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


def _list_told(name: str) -> str:
    """A list as the person knows it: its sheet, and the name of its table."""
    sheet = next(one.name for one in MONTH_SHEETS if one.tables[0].name == name)
    return f"{sheet} (table {name})"


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


def with_formulas(book: Book, lists: Tables) -> dict[str, SheetTable]:
    """The lists with the formulas that a person has in columns of his own, where else their results stand."""
    return {name: _with_formulas(book, name, sheet) for name, sheet in lists.items()}


def _with_formulas(book: Book, name: str, sheet: SheetTable) -> SheetTable:
    ours = {column.header for column in MONTH_LISTS[name].columns}
    own = [header for header in sheet.headers if header not in ours]
    if not own or not sheet.rows:
        return sheet
    found = book.formulas(name, own)
    texts = zip(*(found.get(header, [""] * len(sheet.rows)) for header in sheet.headers), strict=True)
    rows = [
        tuple(formula(text, cell) if text else cell for text, cell in zip(row, cells, strict=True))
        for row, cells in zip(texts, sheet.rows, strict=True)
    ]
    return replace(sheet, rows=tuple(rows))


def write_lists(
    book: Book,
    lists: Tables,
    now: Now,
    kept: Kept = NOTHING_KEPT,
    findings: Sequence[Finding] = (),
    only: Sequence[str] = (),
) -> Written:
    """Writes the lists (all, or `only` some) from the ledger: exactly one block each.

    What is the person's stays with its row, by key; what of it cannot be read or placed is told on Exceptions too,
    as are `findings`.
    """
    names = [name for name in MONTH_LISTS if name != EXCEPTIONS.name and (not only or name in only)]
    blocks = {name: _block(book, lists[name], now.lists[name], kept) for name in names}
    others = [one for name in lists if name not in names for one in kept.of(name).told]
    told = (*findings, *(one for made in blocks.values() for one in made.told), *others)
    written = {name: replace(lists[name], headers=tuple(m.headers), rows=tuple(m.rows)) for name, m in blocks.items()}
    items = {**_items(told, {**lists, **written}, book), **_items(findings, lists, book)}
    if told or not only or _tells_of_cells(lists[EXCEPTIONS.name]):
        shown = with_findings(now.lists[EXCEPTIONS.name], told, items)
        blocks[EXCEPTIONS.name] = made = _block(book, lists[EXCEPTIONS.name], shown, kept)
        told = (*told, *made.told)
    with book.at_work():
        refuse_without_room(book, {name: len(made.rows) for name, made in blocks.items()})  # all lists or none
        for name, made in blocks.items():
            book.write_table(name, made.rows, made.headers)
            book.check_inputs(name, _checks(now.lists[name], len(made.rows)))
        book.write_value(MARK, now.closing.view.stamp.mark)
        book.write_value(HEAD, str(stamp_of(now)))
    return Written(now, sum(made.waiting for made in blocks.values()), told, items)


def _checks(filled: Filled[Any], rows: int) -> dict[str, Sequence[Check]]:
    """What may be typed into the inputs that have words, or whose rows take different things; `rows` stand there."""
    found: dict[str, Sequence[Check]] = {}
    for column in filled.table.columns:
        if column.is_user_input and column.like is not None:
            plain = [check_of(column)] * max(rows - len(filled), 0)  # rows put aside, or the one that says so
            found[column.header] = [*checks_of(column, filled), *plain]
        elif column.is_user_input and column.choices:
            found[column.header] = checks_of(column, filled)
    return found


def _items(findings: Iterable[Finding], lists: Tables, book: Book) -> dict[Finding, str]:
    """Of findings about rows of these lists, the items by name."""
    sheets, found = {sheet.sheet: sheet for sheet in lists.values()}, {}
    for one in findings:
        sheet = sheets.get(one.sheet)
        at = one.row - sheet.header_row - 1 if sheet else -1
        if sheet is not None and 0 <= at < len(sheet.rows):
            found[one] = " and ".join(names_in_row(sheet, sheet.rows[at], date1904=book.date1904))
    return found


def _block(book: Book, sheet: SheetTable, filled: Filled[Any], kept: Kept) -> Block:
    return block(book.name, sheet, filled, kept.of(sheet.name), date1904=book.date1904)


def _tells_of_cells(exceptions: SheetTable) -> bool:
    """Whether the sheet still tells of cells that could not be read when it was last written."""
    at = exceptions.headers.index("Code")
    return any(row[at] in OF_CELLS for row in exceptions.rows)


def with_findings(shown: Filled[Finding], findings: Iterable[Finding], items: Mapping[Finding, str]) -> Filled[Finding]:
    """The list of exceptions with what was found in the lists on top of it, each with the item of its row."""
    told = [_with_item(one, items.get(one, "")) for one in sorted(findings, key=worst_first)]
    return shown.table.with_rows([*told, *shown.rows]) if told else shown


def _with_item(one: Finding, item: str) -> Finding:
    return one if item in one.found else replace(one, found=f"{item}: {one.found}")
