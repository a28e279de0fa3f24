"""What a person does to an open month book, on every Book port: the book in memory, and a real Calc."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Protocol

from tests.buttons.live_person import Person
from tests.buttons.sample_desk import SampleDesk, shell
from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.desk.answers.undo import Done, history
from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.hosts.calc.engine.connect import bridge
from xl_addin.ledger import open_ledger
from xl_addin.workbook.books.port import Book, CellValue, SheetTable
from xl_addin.workbook.month.layout import RESULT

Place = tuple[str, int]  # sheet and row
LEDGER = "guided-sample-ledger.sqlite"


class Hands(Protocol):
    """A person at an open book: presses buttons, types, writes beside and below lists, protects and filters."""

    home: Path
    book: Book

    def type(self, table: str, key: str, header: str, value: CellValue) -> None: ...
    def note_below(self, table: str, down: int, text: str) -> Place: ...
    def noted(self, place: Place) -> CellValue: ...
    def rename(self, table: str, header: str, new: str) -> None: ...
    def add_column(self, table: str, header: str) -> None: ...
    def hinder(self, way: str, table: str) -> None: ...
    def free(self, way: str, table: str) -> None: ...
    def insert_row(self, table: str) -> None: ...
    def insert_above(self, table: str) -> None: ...


def press(hands: Hands, *commands: str) -> Card:
    """Presses buttons one after the other; the last card."""
    for command in commands:
        card = run(command, hands.book, shell(hands.home))
    return card


def acts_of(hands: Hands) -> list[Done]:
    """What the ledger remembers; nothing where there is none."""
    return acts_at(hands.home)


def acts_at(home: Path) -> list[Done]:
    """What the ledger beside a book remembers."""
    if not (home / LEDGER).is_file():
        return []
    ledger = open_ledger(str(home / LEDGER))
    try:
        return history(ledger)
    finally:
        ledger.close()


def lists_of(hands: Hands) -> dict[str, SheetTable]:
    """Every list as it stands."""
    return {name: hands.book.read_table(name) for name in MONTH_LISTS}


def card_of(hands: Hands) -> str:
    """The card as one text."""
    rows = hands.book.read_table(RESULT.name).rows
    return "\n".join([str(hands.book.read_value("ImportDeskResult")), *(" ".join(map(str, row)) for row in rows)])


def row_of(hands: Hands, table: str, key: str) -> dict[str, CellValue]:
    """The row that a key names, by header."""
    found = hands.book.read_table(table)
    row = next(row for row in found.rows if key in row)
    return dict(zip(found.headers, row, strict=True))


def _below(table: SheetTable, down: int) -> Place:
    return table.sheet, table.header_row + len(table.rows) + down


class InMemory:
    """Hands on the book in memory."""

    WAYS: ClassVar = {
        "protect": ("lies on a protected sheet", "Unprotect it (Review, Unprotect Sheet)"),
        "filter": ("is filtered", "Clear the filter (Data, Clear)"),
        "hide": ("has hidden rows", "Show them (select the rows, Unhide)"),
        "merge": ("has merged cells in it or below it", "Unmerge them"),
        "totals": ("shows a row of totals", "Hide it (Table Design, Total Row)"),
    }

    def __init__(self, desk: SampleDesk) -> None:
        self.home, self.book = desk.home, desk.book

    def type(self, table: str, key: str, header: str, value: CellValue) -> None:
        at = next(n for n, row in enumerate(self.book.all[table].rows) if key in row)
        self.book.put(table, at, header, value)

    def note_below(self, table: str, down: int, text: str) -> Place:
        place = _below(self.book.all[table], down)
        self.book.notes[place] = text
        return place

    def noted(self, place: Place) -> CellValue:
        return self.book.notes.get(place)

    def rename(self, table: str, header: str, new: str) -> None:
        found = self.book.all[table]
        headers = tuple(new if one == header else one for one in found.headers)
        self.book.all[table] = replace(found, headers=headers)

    def add_column(self, table: str, header: str) -> None:
        found = self.book.all[table]
        rows = tuple((*row, None) for row in found.rows)
        self.book.all[table] = replace(found, headers=(*found.headers, header), rows=rows)

    def hinder(self, way: str, table: str) -> None:
        if way == "convert":
            self.taken_away = self.book.all.pop(table)
        else:
            self.book.in_the_way[table] = self.WAYS[way]

    def free(self, way: str, table: str) -> None:
        if way == "convert":
            self.book.all[table] = self.taken_away
        else:
            del self.book.in_the_way[table]

    def insert_row(self, table: str) -> None:
        found = self.book.all[table]
        blank = (None,) * len(found.headers)
        self.book.all[table] = replace(found, rows=(found.rows[0], blank, *found.rows[1:]))

    def insert_above(self, table: str) -> None:
        """The book in memory has no rows above."""


class InCalc:
    """Hands on a book open in Calc."""

    def __init__(self, person: Person) -> None:
        self.home, self.book, self._person = person.home, person.book, person
        self._document: Any = person.open.impl.api.document
        self._columns: dict[Place, int] = {}  # of notes

    def type(self, table: str, key: str, header: str, value: CellValue) -> None:
        self._person.cell(table, key, header).api.Value2 = value

    def note_below(self, table: str, down: int, text: str) -> Place:
        found = self.book.read_table(table)
        place = _below(found, down)
        self._columns[place] = found.first_column
        self._cell(place).String = text
        return place

    def noted(self, place: Place) -> CellValue:
        return str(self._cell(place).String) or None

    def _cell(self, place: Place) -> Any:
        return self._page(place[0]).getCellByPosition(self._columns[place] - 1, place[1] - 1)

    def rename(self, table: str, header: str, new: str) -> None:
        found = self.book.read_table(table)
        column = found.first_column - 1 + found.headers.index(header)
        self._page(found.sheet).getCellByPosition(column, found.header_row - 1).String = new

    def add_column(self, table: str, header: str) -> None:
        found, area = self.book.read_table(table), self._area(table)
        at = area.getDataArea()
        at.EndColumn += 1
        area.setDataArea(at)
        self._page(found.sheet).getCellByPosition(at.EndColumn, found.header_row - 1).String = header

    def hinder(self, way: str, table: str) -> None:
        getattr(self, f"_{way}")(table, True)

    def free(self, way: str, table: str) -> None:
        getattr(self, f"_{way}")(table, False)

    def insert_row(self, table: str) -> None:
        found = self.book.read_table(table)
        self._page(found.sheet).Rows.insertByIndex(found.header_row + 1, 1)

    def insert_above(self, table: str) -> None:
        found = self.book.read_table(table)
        self._page(found.sheet).Rows.insertByIndex(found.header_row - 1, 1)

    def cell(self, sheet: str, row: int, column: int) -> Any:
        """A cell as Calc itself has it, counted from 1."""
        return self._page(sheet).getCellByPosition(column - 1, row - 1)

    def _page(self, sheet: str) -> Any:
        return self._document.Sheets.getByName(sheet)

    def _area(self, table: str) -> Any:
        return self._document.DatabaseRanges.getByName(table)

    def _sheet_of(self, table: str) -> Any:
        return self._document.Sheets.getByIndex(self._area(table).getDataArea().Sheet)

    def _protect(self, table: str, done: bool) -> None:
        (self._sheet_of(table).protect if done else self._sheet_of(table).unprotect)("")

    def _filter(self, table: str, done: bool) -> None:
        field = bridge().createUnoStruct("com.sun.star.sheet.TableFilterField")
        field.Field, field.StringValue = 0, "no such word"
        field.Operator = bridge().Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        area = self._area(table)
        descriptor = area.getFilterDescriptor()
        descriptor.ContainsHeader = True
        descriptor.setFilterFields((field,) if done else ())
        area.refresh()
        if not done:
            self._sheet_of(table).Rows.IsVisible = True

    def _hide(self, table: str, done: bool) -> None:
        at = self._area(table).getDataArea()
        self._sheet_of(table).Rows.getByIndex(at.StartRow + 1).IsVisible = not done

    def _merge(self, table: str, done: bool) -> None:
        if done:
            at, page = self._area(table).getDataArea(), self._sheet_of(table)
            row = at.EndRow + 3
            self._merged = page.getCellRangeByPosition(at.StartColumn, row, at.StartColumn + 1, row)
        self._merged.merge(done)

    def _totals(self, table: str, done: bool) -> None:
        self._area(table).TotalsRow = done

    def _convert(self, table: str, done: bool) -> None:
        areas = self._document.DatabaseRanges
        if done:
            self._was = areas.getByName(table).getDataArea()
            areas.removeByName(table)
        else:
            areas.addNewByName(table, self._was)
            areas.getByName(table).ContainsHeader = True
