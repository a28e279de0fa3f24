"""Sheets, ranges and tables as xlwings' open base classes ask for them, over Calc."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import xlwings
from xlwings import utils

from xl_addin.hosts.calc.engine import objects as excel

base_classes: Any = xlwings.base_classes  # open, and without types: our own are stated below
_indices: Any = utils.address_to_index_tuple


class Range(base_classes.Range):  # type: ignore[misc]
    """A block of cells."""

    max_cells_per_read = None
    max_cells_per_write = None

    api: excel.Range = None  # type: ignore[assignment]

    def __init__(self, api: excel.Range) -> None:
        self.api = api

    row = property(lambda self: self.api.Row)
    column = property(lambda self: self.api.Column)
    shape = property(lambda self: self.api.shape)
    address = property(lambda self: self.api.address.partition("!")[2])
    sheet = property(lambda self: Sheet(self.api.book, self.api.sheet))
    has_array = False

    def __len__(self) -> int:
        return int(self.shape[0] * self.shape[1])

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        return self.sheet.range((self.row + row - 1, self.column + column - 1))  # type: ignore[no-any-return]

    @property
    def raw_value(self) -> Any:
        """As `Value2`: dates stay serial numbers."""
        return self.api.Value2

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self.api.Value2 = value

    @property
    def number_format(self) -> str | None:
        """The format of all cells; None where they differ."""
        return self.api.NumberFormat

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        """The address, always absolute."""
        return str(self.api.address if external else self.address)

    def clear_contents(self) -> None:
        """Empties the cells."""
        self.api.ClearContents()

    def select(self) -> None:
        """Selects the cells."""
        self.api.Select()


class Table(base_classes.Table):  # type: ignore[misc]
    """An Excel table, which Calc holds as a database range."""

    api: excel.ListObject = None  # type: ignore[assignment]

    def __init__(self, api: excel.ListObject) -> None:
        self.api = api

    name = property(lambda self: self.api.Name)
    display_name = name
    show_headers = property(lambda self: self.api.ShowHeaders)
    show_totals = property(lambda self: self.api.ShowTotals)
    show_autofilter = property(lambda self: self.api.ShowAutoFilter)
    range = property(lambda self: Range(self.api.part(0, self.api.rows() - 1)))
    header_row_range = property(lambda self: Range(self.api.part(0, 0)))

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return Sheet(self.api.book, self.api.sheet)

    @property
    def data_body_range(self) -> Range | None:
        """The rows between header and totals; None where there are none."""
        body = self.api.part(1, self.api.ListRows.Count)
        return None if body is None else Range(body)

    def resize(self, range: Any) -> None:
        """Sets the table's size."""
        self.api.Resize(range.api)


class Collection(base_classes.Collection):  # type: ignore[misc]
    """Things by name or by number from 1."""

    def __init__(self, items: dict[str, Any]) -> None:
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items.values())

    def __contains__(self, key: Any) -> bool:
        return key in self._items if isinstance(key, str) else 1 <= key <= len(self)

    def __call__(self, key: str | int) -> Any:
        if key not in self:
            raise KeyError(key)
        return self._items[key] if isinstance(key, str) else list(self._items.values())[key - 1]


class Tables(Collection, base_classes.Tables):  # type: ignore[misc]
    """The tables of a sheet."""


class Sheet(base_classes.Sheet):  # type: ignore[misc]
    """A sheet."""

    api: excel.Worksheet = None  # type: ignore[assignment]

    def __init__(self, book: excel.Workbook, sheet: Any, tables: list[excel.ListObject] | None = None) -> None:
        self.api = excel.Worksheet(book, sheet, tables)

    name = property(lambda self: self.api.Name)
    index = property(lambda self: self.api.sheet.getRangeAddress().Sheet + 1)
    visible = property(lambda self: self.api.Visible == -1)
    book = property(lambda self: self.api.book.application.app.books.take(self.api.book.document))
    cells = property(lambda self: Range(excel.Range(self.api.book, self.api.sheet, self.api.sheet)))

    @property
    def tables(self) -> Tables:
        """The tables of the sheet."""
        found = self.api.list_objects()
        for one in found:
            one.sheet = self.api.sheet
        return Tables({one.Name: Table(one) for one in found})

    def range(self, first: Any, last: Any = None) -> Range:
        """Cells by (row, column), by A1 text or by range."""
        top, left, bottom, right = *_corners(first)[:2], *_corners(last if last is not None else first)[2:]
        cells = self.api.sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)
        return Range(excel.Range(self.api.book, self.api.sheet, cells))

    def activate(self) -> None:
        """Shows the sheet."""
        self.api.Activate()

    def select(self) -> None:
        """Shows the sheet."""
        self.api.Activate()


def _corners(place: Any) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column."""
    if isinstance(place, Range):
        return place.row, place.column, place.row + place.shape[0] - 1, place.column + place.shape[1] - 1
    if isinstance(place, tuple):
        return place[0], place[1], place[0], place[1]
    first, _, last = str(place).replace("$", "").partition(":")
    top, left = _indices(first)
    bottom, right = _indices(last or first)
    return top, left, bottom, right
