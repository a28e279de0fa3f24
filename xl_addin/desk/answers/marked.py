"""A marked copy of a book that was read back: blue cells green where they were taken, red with the reason where not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from xl_addin.desk.answers.review import Reviewed
from xl_addin.desk.atomic import atomic_bytes, free_path
from xl_addin.desk.lists.book import INPUT_LISTS
from xl_addin.domain.findings import Finding, Severity
from xl_addin.domain.texts import number_of
from xl_addin.workbook.books.headers import places_of
from xl_addin.workbook.books.inputs import OF_THE_LEDGER
from xl_addin.workbook.books.marks import Mark, marked_copy
from xl_addin.workbook.books.port import BookLists, SheetTable
from xl_addin.workbook.lists import List

BLANK = (None, "")
_OF_A_ROW = ("ROW_NOT_KNOWN", "ROW_TWICE")
_OF_A_COLUMN = ("COLUMN_MISSING", "COLUMN_TWICE")
NO_REASON = "Not taken: another cell of this row could not be taken."
At = tuple[str, int, str]  # sheet, row, heading


def write_marked(book: Path, lists: BookLists, reviewed: Reviewed) -> list[str]:
    """Writes the copy beside the book under a name that is free; says how many cells are what, and what is lost."""
    marks = [*marks_of(lists, reviewed)]
    made = marked_copy(book.read_bytes(), marks)
    path = free_path(book.with_name(f"{book.stem}-marked{book.suffix}"))
    atomic_bytes(path, made.content)
    taken = sum(mark.is_taken for mark in marks)
    told = f"{number_of(taken, 'cell')} green (taken, or said before), {number_of(len(marks) - taken, 'cell')} red"
    return [f"Marked copy: {path}: {told}.", *made.lost]


def marks_of(lists: BookLists, reviewed: Reviewed) -> Iterator[Mark]:
    """Each blue cell that holds an answer, and each that was emptied."""
    told = _Told(reviewed)
    for sheet in lists.sheets:
        yield from _of_sheet(sheet, INPUT_LISTS[sheet.name], told)


def _of_sheet(sheet: SheetTable, table: List[Any], told: _Told) -> Iterator[Mark]:
    places = places_of((column.header for column in table.columns if column.is_user_input), sheet.headers)
    for down, cells in enumerate(sheet.rows, 1):
        for header, ats in places.items():
            for at in ats:
                place = (sheet.sheet, sheet.header_row + down, header)
                if cells[at] not in BLANK or place in told.emptied:
                    is_taken, note = told.of(place, sheet, table)
                    yield Mark(sheet.sheet, place[1], sheet.first_column + at, is_taken, note)


class _Told:
    """What a reading says of each cell: its own finding, that of its row or column, or that it was left."""

    def __init__(self, reviewed: Reviewed) -> None:
        left = [one for one in reviewed.typed.changes if one.column.question(one.row) is None]
        self._left = {(one.sheet, one.sheet_row, one.column.header) for one in left}
        self._by_place: Mapping[At, Finding] = {(one.sheet, one.row, one.column): one for one in reviewed.findings}
        self._by_row = {(one.sheet, one.row): one for one in reviewed.findings if one.code in _OF_A_ROW}
        self._acts = {(one.sheet, one.row): one for one in _worst_last(reviewed.findings)}
        asked = (one for one in reviewed.typed.changes if one.new in BLANK and one not in left)
        self.emptied = {(one.sheet, one.sheet_row, one.column.header) for one in asked}

    def of(self, place: At, sheet: SheetTable, table: List[Any]) -> tuple[bool, str]:
        """Whether a cell was taken, and what is noted at it."""
        found = self._by_row.get(place[:2]) or self._by_place.get(place) or self._of_column(place, sheet, table)
        if found is None and place in self._left:
            return False, _words(self._acts[place[:2]]) if place[:2] in self._acts else NO_REASON
        if found is None:
            return True, ""
        return found.severity is Severity.INFO, _words(found)

    def _of_column(self, place: At, sheet: SheetTable, table: List[Any]) -> Finding | None:
        """What is told of the column, or of a column by which the rows of the list are known."""
        for header in (place[2], *table.key):
            found = self._by_place.get((sheet.sheet, sheet.header_row, header))
            if found is not None and found.code in _OF_A_COLUMN:
                return found
        return None


def _worst_last(findings: Iterable[Finding]) -> list[Finding]:
    """What is told of a cell that a person fills; in a table by rows the last one stands."""
    ours = [one for one in findings if one.code not in OF_THE_LEDGER]
    return sorted(ours, key=lambda one: one.severity is not Severity.INFO)


def _words(found: Finding) -> str:
    """What is noted: what stands there, what was expected, what to do."""
    lead = "Taken" if found.severity is Severity.INFO else "Not taken"
    expected = f" Expected: {found.expected}." if found.expected else ""
    return f"{lead}: {found.found}.{expected} {found.action} [{found.code}]"
