"""The tables of an open workbook: found by name in one look, and asked together whether they are free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from xl_addin.hosts.live.patience import Patience
from xl_addin.hosts.live.table import LiveTable
from xl_addin.workbook.books.hindrance import Hindrance, not_free
from xl_addin.workbook.books.port import no_table, table_twice


def names(book: Any) -> list[tuple[str, Any, Any]]:
    """Name, sheet and table of every table of an xlwings book."""
    return [(table.name, sheet, table) for sheet in book.sheets for table in sheet.tables]


class Tables:
    """The tables of an open workbook, looked up once, and which of them were found free to take how many rows."""

    def __init__(self, book: Any, title: str, ask: Patience) -> None:
        self._book, self._title, self._ask = book, title, ask
        self._free: dict[str, int] = {}

    @cached_property
    def _there(self) -> list[tuple[str, Any, Any]]:
        return self._ask(lambda: names(self._book))

    def one(self, name: str) -> LiveTable:
        """The one table that goes by `name`."""
        found = [(sheet, table) for one, sheet, table in self._there if one.casefold() == name.casefold()]
        if not found:
            raise no_table(self._title, name, [one for one, _, _ in self._there])
        if len(found) > 1:
            raise table_twice(self._title, name, self._ask(lambda: [sheet.name for sheet, _ in found]))
        return LiveTable(self._book, self._title, *found[0], self._ask)

    def found(self, wanted: Iterable[str]) -> Iterator[tuple[str, LiveTable]]:
        """Each of the wanted tables."""
        return ((name, self.one(name)) for name in wanted)

    def refuse_unless_free(self, room: Mapping[str, int]) -> None:
        """DeskError tells every one of the tables that could not take so many rows now, and what is in the way."""
        found = [
            Hindrance(table.name, table.sheet_name, *way)
            for name, table in self.found(room)
            if (way := table.hindrance(room[name])) is not None
        ]
        if found:
            raise not_free(self._title, found)
        self._free.update(room)

    def is_free(self, name: str, rows: int) -> bool:
        """Whether the table was found free to take so many rows."""
        return self._free.get(name, 0) >= max(1, rows)
