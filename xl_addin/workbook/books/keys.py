"""Keys of rows of lists and sheets, and which key was meant where one part of it was changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from xl_addin.workbook.books.normal import Unreadable, from_cell, normal_values
from xl_addin.workbook.books.port import CellValue, SheetTable
from xl_addin.workbook.books.typed import Key
from xl_addin.workbook.lists import Filled, List

Index = dict[tuple[int, Key], list[Key]]


def row_keys(filled: Filled[Any]) -> list[Key]:
    """What names each row of a list, in the form in which cells are compared; one empty key where it has none."""
    columns = [normal_values(filled, column) for column in filled.table.key_columns]
    return list(zip(*columns, strict=True)) if columns else [()] * len(filled)


def cells_key(table: List[Any], sheet: SheetTable, cells: Sequence[CellValue], *, date1904: bool) -> Key | None:
    """What names a row of a sheet; None where it cannot be read or has no key."""
    if not table.key:
        return None
    try:
        places = [(column, sheet.headers.index(column.header)) for column in table.key_columns]
        return tuple(from_cell(column, cells[at], date1904=date1904) for column, at in places)
    except Unreadable:
        return None


def shown(part: object) -> str:
    """A part of a key as a person reads it; of one that cannot be read what stands there."""
    if isinstance(part, Unreadable):
        return str(part.found)
    return "" if part is None else str(part)


def told(key: Key) -> str:
    """A key as a person reads it."""
    return " / ".join(shown(part) for part in key if part)


def by_the_rest(keys: Iterable[Key]) -> Index:
    """The keys by all that is left of them without one part, for each of their parts."""
    found: Index = defaultdict(list)
    for key in keys:
        for at in range(len(key)):
            found[at, _without(key, at)].append(key)
    return found


def one_part_apart(index: Index, key: Key) -> tuple[int, Key] | None:
    """The one key that differs from `key` in one part alone, and the place of the part; None where none or two do."""
    if len(key) < 2:
        return None  # nothing is left to know it by
    near = [(at, one) for at in range(len(key)) for one in index.get((at, _without(key, at)), ())]
    return near[0] if len(near) == 1 else None


def _without(key: Key, at: int) -> Key:
    return key[:at] + key[at + 1 :]
