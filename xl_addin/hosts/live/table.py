"""One table of an open workbook: checked, read in one block, written in one block."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xl_addin.domain.errors import DeskError
from xl_addin.hosts.live.cells import Row, from_block, no_collector, to_column
from xl_addin.hosts.live.checks import put_checks
from xl_addin.hosts.live.days import show_days
from xl_addin.hosts.live.formulas import formulas, put_formulas, shown
from xl_addin.hosts.live.patience import Patience
from xl_addin.workbook.books.headers import plain_header
from xl_addin.workbook.books.hindrance import Hindrance, in_the_way, not_free
from xl_addin.workbook.books.port import CellValue, SheetTable, cells_merged, in_order_of
from xl_addin.workbook.checks import Check

LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table lies: its first cell, columns, rows under the header; counted from 1."""

    top: int
    left: int
    width: int
    body: int

    @property
    def right(self) -> int:
        """The last column."""
        return self.left + self.width - 1

    @property
    def bottom(self) -> int:
        """The last row; the header's own where there is no other."""
        return self.top + self.body


class LiveTable:
    """A table of an open workbook, through xlwings and, where it has no word, Excel's own objects (`api`)."""

    def __init__(self, book: Any, title: str, sheet: Any, table: Any, ask: Patience) -> None:
        self.book, self.title, self.sheet, self.table, self.ask = book, title, sheet, table, ask
        self.name: str = ask(lambda: table.name)
        self.sheet_name: str = ask(lambda: sheet.name)
        if not ask(lambda: table.show_headers):
            way = "has no header row", "Show it (Table Design, Header Row)"
            raise not_free(title, [Hindrance(self.name, self.sheet_name, *way)])
        self.place: Place = ask(self._measured)

    def _measured(self) -> Place:
        head = self.table.header_row_range
        return Place(head.row, head.column, head.shape[1], int(self.table.api.ListRows.Count))

    def read(self) -> SheetTable:
        """The whole table, hidden and filtered rows too, without a row of totals."""
        place = self.place
        area = self._area(place.top, place.bottom)
        if self.ask(lambda: area.api.MergeCells) is not False:  # None: some are
            raise cells_merged(self.title, self.name, self.sheet_name, f"rows {place.top} to {place.bottom}")
        with no_collector():
            head, *rows = from_block(self.ask(lambda: area.api.Value2))
        headers = tuple("" if one is None else str(one) for one in head)
        return SheetTable(self.name, self.sheet_name, headers, tuple(rows), place.top, place.left)

    def write(
        self, rows: Sequence[Sequence[CellValue]], headers: Sequence[str], *, date1904: bool, is_free: bool = False
    ) -> None:
        """Replaces the rows by one assignment.

        The block also covers old rows that are no longer there, so that the host knows either the old rows or the
        new ones. What comes before and after (size, formats) leaves at most blank rows behind when it is cut short.
        """
        new = max(1, len(rows))
        way = None if is_free else self.hindrance(new)
        if way is not None:
            raise not_free(self.title, [Hindrance(self.name, self.sheet_name, *way)])
        order = self._order(headers)
        if {len(row) for row in rows} - {len(headers) or self.place.width}:
            raise AssertionError(f"rows for {self.name} need {len(headers) or self.place.width} cells each")
        if new > self.place.body:
            self._grow(new)
        show_days(self.sheet, (self.place.top + 1, self.place.left), rows, order, self.ask)
        with no_collector():
            self._assign(self._block(rows, order, date1904))
        put_formulas(self.sheet, (self.place.top + 1, self.place.left), rows, order, self.ask)
        if new < self.place.body:
            self._shrink(new)

    def check(self, checks: Mapping[str, Sequence[Check]]) -> None:
        """What may be typed into columns, by header: a check for each row, or one for all of them."""
        there = [plain_header(one) for one in self._headers()]
        for header, of_rows in checks.items():
            if plain_header(header) in there:
                column = self.place.left + there.index(plain_header(header))
                put_checks(self.sheet, column, (self.place.top + 1, self.place.bottom), of_rows, self.ask)

    def formulas(self, headers: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Of some columns the formula of each row, in R1C1; "" where a cell holds none."""
        there, first, last = self._headers(), self.place.top + 1, self.place.bottom
        return {
            one: tuple(formulas(self.sheet, self.place.left + there.index(one), first, last, self.ask))
            for one in headers
        }

    def _headers(self) -> tuple[str, ...]:
        head = from_block(self.ask(lambda: self._area(self.place.top, self.place.top).api.Value2))[0]
        return tuple("" if one is None else str(one) for one in head)

    def _order(self, headers: Sequence[str]) -> Sequence[int]:
        if not headers:
            return range(self.place.width)
        shown = SheetTable(self.name, self.sheet_name, self._headers(), (), self.place.top)
        return in_order_of(shown, self.title, headers)

    def _block(
        self, rows: Sequence[Sequence[CellValue]], order: Sequence[int], date1904: bool
    ) -> list[tuple[Any, ...]]:
        """The rows as Value2 takes them, blank down to the last of the old rows."""
        given: list[Sequence[CellValue]] = list(zip(*rows, strict=True)) if rows else [()] * len(order)
        blank = [""] * (self.place.body - len(rows))
        columns = [
            to_column(shown(given[source]), lambda at=at: self._format(at), date1904=date1904) + blank  # type: ignore[misc]
            for at, source in enumerate(order)
        ]
        return list(zip(*columns, strict=True))

    def _format(self, column: int) -> str | None:
        """Number format of a column's body; None where its cells differ."""
        at = self.place.left + column
        ends = (self.place.top + 1, at), (self.place.bottom, at)
        found: str | None = self.ask(lambda: self.sheet.range(*ends).api.NumberFormat)
        return found

    def _assign(self, block: list[tuple[Any, ...]]) -> None:
        """The one assignment of a table."""
        body = self._area(self.place.top + 1, self.place.bottom)

        def assigned() -> None:
            body.api.Value2 = block

        self.ask(assigned)

    def _grow(self, new: int) -> None:
        """Makes room below: formats and checks of the first row, then the table's new size."""
        place = self.place
        room = self._area(place.bottom + 1, place.top + new)
        first = self._area(place.top + 1, place.top + 1) if place.body else None
        if first is not None:
            try:
                self._form_like(first, new)
            except DeskError:
                with contextlib.suppress(DeskError):
                    self.ask(lambda: (room.api.ClearContents(),))
                raise
        self._resize(new)

    def _form_like(self, first: Any, new: int) -> None:
        """Formats and checks of the first row down to row `new`: one row formed, emptied, then repeated."""
        top, bottom = self.place.bottom + 1, self.place.top + new
        formed = self._area(top, top)
        self.ask(lambda: (first.api.Copy(formed.api), formed.api.ClearContents()))
        if bottom > top:
            rest = self._area(top + 1, bottom)
            self.ask(lambda: (formed.api.Copy(rest.api),))

    def _shrink(self, new: int) -> None:
        """Gives back the rows at the end, with their formats."""
        rest = self._area(self.place.top + new + 1, self.place.bottom)
        self._resize(new)
        self.ask(lambda: (rest.api.Clear(),))

    def _resize(self, body: int) -> None:
        self.ask(lambda: self.table.resize(self._area(self.place.top, self.place.top + body)))
        self.place = self.ask(self._measured)

    def _area(self, top: int, bottom: int) -> Any:
        return self.ask(lambda: self.sheet.range((top, self.place.left), (bottom, self.place.right)))

    # --- what is in the way ---

    def hindrance(self, rows: int) -> tuple[str, str] | None:
        """What the person has done to the sheet that keeps the table from taking so many rows, and the remedy."""
        ask, place = self.ask, self.place
        if ask(lambda: self.sheet.api.ProtectContents):
            return "lies on a protected sheet", "Unprotect it (Review, Unprotect Sheet)"
        if ask(lambda: self.table.show_totals):
            return "shows a row of totals", "Hide it (Table Design, Total Row)"
        if ask(self._is_filtered):
            return "is filtered", "Clear the filter (Data, Clear)"
        area = self._area(place.top, max(place.bottom, place.top + 1))
        if ask(lambda: area.api.EntireRow.Hidden) is not False:  # None: some are
            return "has hidden rows", "Show them (select the rows, Unhide)"
        room = self._area(place.top, min(max(place.bottom, place.top + rows), LAST_ROW))
        if ask(lambda: room.api.MergeCells) is not False:
            return "has merged cells in it or below it", "Unmerge them"
        return self._used_below(min(place.top + rows, LAST_ROW))

    def _is_filtered(self) -> bool:
        own = self.table.api.AutoFilter if self.table.show_autofilter else None
        return bool(self.sheet.api.FilterMode or (own is not None and own.FilterMode))

    def _used_below(self, last: int) -> tuple[str, str] | None:
        """The rows that the table needs must be empty, or copies of its first row, left when a write was cut short."""
        place = self.place
        if last <= place.bottom:
            return None
        room = self._area(place.bottom + 1, last)
        if not self.ask(lambda: self.book.app.api.WorksheetFunction.CountA(room.api)):
            return None
        first = self._area(place.top + 1, place.top + 1)
        own = from_block(self.ask(lambda: first.api.Value2)) if place.body else ()
        rows: tuple[Row, ...] = from_block(self.ask(lambda: room.api.Value2))
        blank = (None,) * place.width
        used = [(n, row) for n, row in enumerate(rows, place.bottom + 1) if row not in (blank, *own)]
        return in_the_way(used[0][0], next(cell for cell in used[0][1] if cell is not None)) if used else None
