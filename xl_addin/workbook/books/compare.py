"""A list as the desk has it held against a table of a book: every cell, whatever the order of the rows.

Symbols beside a status and ways to a sheet are left out, for they say nothing of their own, and so is what another
closing says; a moment is compared to its minute.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import zip_longest
from operator import itemgetter
from typing import Any, NamedTuple

from xl_addin.domain.sealed import Sealed
from xl_addin.workbook.books.headers import places_of
from xl_addin.workbook.books.normal import Unreadable, from_cell, normal_values
from xl_addin.workbook.books.port import SheetTable
from xl_addin.workbook.layout.cells import moment_of
from xl_addin.workbook.lists import Column, Filled, Kind, List

PAIRS_MAX = 100_000  # rows of either side without a partner that are compared one by one
_SAYS_NOTHING = (Kind.SIGN, Kind.LINK)
Row = tuple[str, ...]


class RowAt(NamedTuple):
    """A row of a book: the row of its sheet, and its cells in the form in which they are compared."""

    number: int
    cells: Row


def compared(table: List[Any]) -> list[Column[Any]]:
    """The columns of which every cell is compared."""
    return [column for column in table.columns if column.kind not in _SAYS_NOTHING and not column.of_run]


def sealed(filled: Filled[Any]) -> Sealed:
    """A list as it is signed."""
    amounts = [column for column in filled.table.columns if column.kind is Kind.AMOUNT]
    total = sum((one for column in amounts for one in _numbers(filled, column)), Decimal(0))
    return Sealed(filled.table.name, len(filled), _plain(total) if amounts else "", digest(filled.table, rows(filled)))


def _numbers(filled: Filled[Any], column: Column[Any]) -> Iterator[Decimal]:
    return (one for one in normal_values(filled, column) if isinstance(one, Decimal))


def rows(filled: Filled[Any]) -> list[Row]:
    """The rows of a list as they are compared."""
    return list(zip(*(_values(filled, one) for one in compared(filled.table)), strict=True))


def _values(filled: Filled[Any], column: Column[Any]) -> list[str]:
    if column.kind is Kind.MOMENT:
        return [*map(_minute, filled.values(column))]
    return [*map(_plain, normal_values(filled, column))]


def rows_there(table: List[Any], sheet: SheetTable, *, date1904: bool) -> list[RowAt]:
    """The rows of a book's table in the same form; a column that it lacks, or has twice, reads as that."""
    columns = compared(table)
    places = places_of((column.header for column in columns), sheet.headers)
    found = []
    for number, cells in enumerate(sheet.rows, sheet.header_row + 1):
        filled = [cell for cell in cells if cell not in (None, "")]
        if filled and filled != [table.empty]:
            found.append(
                RowAt(number, tuple(_there(column, places[column.header], cells, date1904) for column in columns))
            )
    return found


def _there(column: Column[Any], places: Sequence[int], cells: Sequence[Any], date1904: bool) -> str:
    if len(places) != 1:
        return "(the column is there twice)" if places else "(the column is missing)"
    cell = cells[places[0]]
    if column.kind is Kind.MOMENT:
        return _minute(cell)
    try:
        return _plain(from_cell(column, cell, date1904=date1904))
    except Unreadable:
        return f"{cell} (not readable)"


def _minute(value: object) -> str:
    """A moment to the minute; a serial number is off by less than half a second."""
    found = moment_of(value)
    if isinstance(found, date):
        at = found if isinstance(found, datetime) else datetime(found.year, found.month, found.day)  # noqa: DTZ001
        return f"{at.replace(tzinfo=None) + timedelta(milliseconds=500):%Y-%m-%d %H:%M}"
    return _plain(found)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def digest(table: List[Any], these: Iterable[Row]) -> str:
    """Hash of the headers and of every row, whatever the order of either."""
    headers = [column.header for column in compared(table)]
    order = sorted(range(len(headers)), key=headers.__getitem__)
    made = hashlib.sha256(json.dumps([headers[at] for at in order]).encode())
    cells = itemgetter(*order)
    for one in sorted(hashlib.sha256(json.dumps(cells(row)).encode()).digest() for row in these):
        made.update(one)
    return made.hexdigest()


def differences(filled: Filled[Any], there: Sequence[RowAt]) -> Iterator[str]:
    """Each cell of a book that is not as the list has it, in words; rows that one of them alone has."""
    headers = [column.header for column in compared(filled.table)]
    key = [headers.index(column.header) for column in filled.table.key_columns if column.header in headers]
    ours, theirs = _unlike(rows(filled), there)
    waiting: dict[Row, list[Row]] = {}
    for row in ours:
        waiting.setdefault(_of(row, key), []).append(row)
    strange = []
    for one in theirs:
        if meant := waiting.get(_of(one.cells, key)):
            yield from _cells(headers, one, meant.pop(0))
        else:
            strange.append(one)
    left = [row for rest in waiting.values() for row in rest]
    if len(strange) * len(left) > PAIRS_MAX:
        yield f"{len(strange):,} rows are not in the ledger, and {len(left):,} of the ledger are missing"
        return
    for one in strange:
        near = min(left, key=lambda row: _apart(row, one.cells), default=None)
        if near is not None and _apart(near, one.cells) * 2 <= len(headers):
            left.remove(near)
            yield from _cells(headers, one, near)
        else:
            yield f"row {one.number} is not in the ledger: {_told(one.cells)}"
    for row in left:
        yield f"a row is missing: {_told(row)}"


def cells_apart(there: Sequence[Sequence[Any]], ours: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Each cell of a sheet that is not as it was written, by its address."""
    for row, (theirs, mine) in enumerate(zip_longest(there, ours, fillvalue=()), 1):
        for column, (cell, known) in enumerate(zip_longest(theirs, mine)):
            if _cell(cell) != _cell(known):
                yield f"{_letters(column)}{row}: {_says(_cell(cell), _cell(known))}"


def _cell(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, int | float) and not isinstance(value, bool) else _plain(value)


def _letters(column: int) -> str:
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def _unlike(ours: Sequence[Row], theirs: Sequence[RowAt]) -> tuple[list[Row], list[RowAt]]:
    """The rows of either side that the other has not."""
    known = Counter(ours)
    strange = []
    for one in theirs:
        if known[one.cells]:
            known[one.cells] -= 1
        else:
            strange.append(one)
    return [row for row in ours if _take(known, row)], strange


def _take(known: Counter[Row], row: Row) -> bool:
    known[row] -= 1
    return known[row] >= 0


def _of(row: Row, key: Sequence[int]) -> Row:
    return tuple(row[at] for at in key) or row


def _apart(one: Row, other: Row) -> int:
    return sum(mine != yours for mine, yours in zip(one, other, strict=True))


def _cells(headers: Sequence[str], there: RowAt, ours: Row) -> Iterator[str]:
    for header, cell, known in zip(headers, there.cells, ours, strict=True):
        if cell != known:
            yield f"row {there.number}, {header}: {_says(cell, known)}"


def _says(cell: str, known: str) -> str:
    return f"the book says {cell or '(blank)'}, the ledger {known or '(blank)'}"


def _told(row: Row) -> str:
    return " / ".join(cell for cell in row if cell)[:120]
