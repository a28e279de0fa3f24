"""A list written anew with what is the person's in it: answers, cells that were not read, own columns, own rows.

Everything goes by key, never by position. What has no row of its own any more is kept at the end of the list, or told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.workbook.books.keys import cells_key, row_keys
from xl_addin.workbook.books.own_formula import Formula
from xl_addin.workbook.books.port import SHOWS_NOTHING, CellValue, Fault, SheetTable
from xl_addin.workbook.books.typed import Astray, Key, RowThere
from xl_addin.workbook.lists import Column, Filled
from xl_addin.workbook.month.rows import table_rows

BLANK = (None, "")


@dataclass(frozen=True, slots=True)
class KeptCell:
    """A blue cell whose content the ledger does not have: it waits to be read, or it could not be (`finding`)."""

    key: Key
    column: Column[Any]
    there: RowThere
    finding: Finding | None = None
    waits: bool = True

    @property
    def cell(self) -> CellValue:
        """What stands in it; the text of an error is no error any more."""
        return plain_cell(self._found)

    @property
    def shows_nothing(self) -> bool:
        """Whether a formula stands in it that shows nothing."""
        return isinstance(self._found, Fault) and self._found == SHOWS_NOTHING

    @property
    def _found(self) -> CellValue:
        return self.there.cells[self.there.table.headers.index(self.column.header)]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person has in the lists that the ledger has not."""

    cells: tuple[KeptCell, ...] = ()
    rows: tuple[Astray, ...] = ()

    def of(self, table: str) -> Kept:
        """That of one list."""
        name = table.casefold()
        return Kept(
            tuple(one for one in self.cells if one.there.table.name.casefold() == name),
            tuple(one for one in self.rows if one.there.table.name.casefold() == name),
        )

    @property
    def told(self) -> list[Finding]:
        """What is to be told of it, where it stands now."""
        found = (*(one.finding for one in self.cells), *(one.finding for one in self.rows))
        return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class Block:
    """A list as it is to stand: headers, rows, what is told of the person's cells, how many answers wait."""

    headers: list[str]
    rows: list[tuple[CellValue, ...]]
    told: list[Finding]
    waiting: int


class Places:
    """Where the rows of a list stand, by key; an answer about an item follows it when the row's status changes."""

    def __init__(self, filled: Filled[Any]) -> None:
        self._lasting = [at for at, header in enumerate(filled.table.key) if header not in filled.table.passing]
        self._at: dict[Key, list[int]] = defaultdict(list)
        self._follows: dict[Key, int] = {}
        for at, key in enumerate(row_keys(filled) if filled.table.key else ()):
            self._at[key].append(at)
            self._follows.setdefault(self._last(key), at)

    def find(self, key: Key, *, follows: bool, nth: int = 0) -> int | None:
        """The row of a key (of several alike the nth), or the one that its item has now."""
        if exact := self._at.get(key):
            return exact[min(nth, len(exact) - 1)]
        return self._follows.get(self._last(key)) if follows else None

    def _last(self, key: Key) -> Key:
        return tuple(key[at] for at in self._lasting)


def plain_cell(cell: CellValue) -> CellValue:
    """A cell as it is written back: an error becomes its word, a formula of a person's own stays one."""
    return str(cell) if isinstance(cell, str) and not isinstance(cell, Formula) else cell


def _shown(cell: CellValue) -> CellValue:
    return plain_cell(cell.shows) if isinstance(cell, Formula) else cell


def block(book: str, sheet: SheetTable, filled: Filled[Any], kept: Kept, *, date1904: bool) -> Block:
    """The rows of a list with what is kept in it; the list's own columns first, then the person's."""
    made = _Layout(book, sheet, filled, date1904)
    if kept.cells or made.own:
        made.places = Places(filled)
    made.put_cells(kept.cells)
    made.put_own_columns({one.there.at for one in kept.rows})
    made.put_aside(kept.rows)
    return Block(made.headers, [tuple(row) for row in made.rows], made.told, made.waiting)


@dataclass
class _Layout:
    book: str
    sheet: SheetTable
    filled: Filled[Any]
    date1904: bool
    told: list[Finding] = field(default_factory=list)
    waiting: int = 0
    gone: dict[int, list[KeptCell]] = field(default_factory=dict)  # by old row: answers whose row is not there any more

    def __post_init__(self) -> None:
        ours = [column.header for column in self.filled.table.columns]
        self.own = [header for header in self.sheet.headers if header not in ours]
        self.headers = [*ours, *self.own]
        self.rows: list[list[CellValue]] = [[*row, *(None for _ in self.own)] for row in table_rows(self.filled)]
        self.places: Places | None = None

    def put_cells(self, cells: Sequence[KeptCell]) -> None:
        """Each kept cell in the row of its key; those without a row are put aside later."""
        for one in cells:
            assert self.places is not None  # noqa: S101 - made above where there are cells
            at = self.places.find(one.key, follows=one.column.about is not None)
            if at is None:
                self.gone.setdefault(one.there.at, []).append(one)
                continue
            if not one.shows_nothing:  # else the ledger's answer stands again: a blank would withdraw it next time
                self.rows[at][self.headers.index(one.column.header)] = one.cell
            self.waiting += one.waits
            if one.finding is not None:
                self.told.append(self._at_row(one.finding, at))

    def put_own_columns(self, astray: set[int]) -> None:
        """The person's own cells, each with the row that it stood in; what has no row any more is told in full."""
        if not self.own:
            return
        met: Counter[Key] = Counter()
        for old in range(len(self.sheet.rows)):
            mine = self._own_cells(old)
            key = self._key(old)
            nth = met[key or ()]
            met[key or ()] += 1
            if old in astray or old in self.gone or all(cell in BLANK for cell in mine):
                continue
            at = None if key is None or self.places is None else self.places.find(key, follows=True, nth=nth)
            if at is None or not self._take(at, mine):
                self._tell("ROW_LEFT", old, self._said(self.own, mine), RowThere(self.sheet, old).number)

    def _take(self, at: int, mine: Sequence[CellValue]) -> bool:
        """Puts own cells into a row; False where other ones stand there already."""
        first = len(self.headers) - len(self.own)
        if any(cell not in BLANK for cell in self.rows[at][first:]):
            return self.rows[at][first:] == list(mine)
        self.rows[at][first:] = mine
        return True

    def put_aside(self, astray: Sequence[Astray]) -> None:
        """Rows without a place, at the end: of a row that is gone key and answers, one of no item as it stands."""
        strays = {one.there.at: one for one in astray if self._says_more(one)}
        self.told += [one.finding for one in astray if one.there.at not in strays]
        for old in sorted({*strays, *self.gone}):
            if old in strays:
                self.rows.append(self._whole(old))
                self.told.append(self._at_row(strays[old].finding, len(self.rows) - 1))
                continue
            names = [one.column.header for one in self.gone[old]]
            said = self._said(names, [one.cell for one in self.gone[old]])
            self.rows.append(self._in_part(old, {*self.filled.table.key, *names, *self.own}))
            self.waiting += sum(one.waits for one in self.gone[old])
            self._tell("ROW_GONE", old, said, self._number(len(self.rows) - 1))

    def _says_more(self, stray: Astray) -> bool:
        """Whether a second row of one key holds another answer or note than the first: a mere copy is let go."""
        if stray.finding.code != "ROW_TWICE":
            return True
        headers, cells = self.sheet.headers, self.sheet.rows[stray.there.at]
        first = self.sheet.rows[self._first[self._key(stray.there.at)]]
        asked = {column.header for column in self.filled.table.columns if column.is_user_input} | set(self.own)
        return any(
            cell not in BLANK and cell != was
            for header, cell, was in zip(headers, cells, first, strict=True)
            if header in asked
        )

    def _key(self, old: int) -> Key | None:
        return cells_key(self.filled.table, self.sheet, self.sheet.rows[old], date1904=self.date1904)

    @cached_property
    def _first(self) -> dict[Key | None, int]:
        """The first old row of each key."""
        return {self._key(old): old for old in reversed(range(len(self.sheet.rows)))}

    def _whole(self, old: int) -> list[CellValue]:
        return self._in_part(old, set(self.headers))

    def _in_part(self, old: int, headers: set[str]) -> list[CellValue]:
        there = dict(zip(self.sheet.headers, self.sheet.rows[old], strict=True))
        return [plain_cell(there.get(header)) if header in headers else None for header in self.headers]

    def _own_cells(self, old: int) -> list[CellValue]:
        there = dict(zip(self.sheet.headers, self.sheet.rows[old], strict=True))
        return [plain_cell(there[header]) for header in self.own]

    def _said(self, headers: Sequence[str], cells: Sequence[CellValue]) -> str:
        return "; ".join(
            f"{header} = {'(emptied)' if cell in BLANK else _shown(cell)}"
            for header, cell in zip(headers, cells, strict=True)
        )

    def _number(self, at: int) -> int:
        return self.sheet.header_row + 1 + at

    def _at_row(self, told: Finding, at: int) -> Finding:
        return replace(told, row=self._number(at))

    def _tell(self, code: str, old: int, said: str, row: int) -> None:
        key = self._key(old) or ()
        found = ": ".join(part for part in (" / ".join(str(one) for one in key if one), said) if part)
        self.told.append(finding(code, self.book, found, Place(self.sheet.sheet, row)))
