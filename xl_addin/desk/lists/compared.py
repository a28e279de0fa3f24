"""Two closings compared: what each list has, the main amount of each by currency, and every row that is not alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.money import exponent, to_minor
from xl_addin.workbook.books.two_books import Apart, Cell, RowApart, Total, number
from xl_addin.workbook.lists import Column, Kind, List, long, money, text, whole

DIFFERENCES = "Differences"  # the sheet of what differs
_NUMBERS = (Kind.AMOUNT, Kind.INR, Kind.INT, Kind.RATIO)


class SheetRow(NamedTuple):
    """A list by its sheet, with how many rows of it are new, gone, changed."""

    sheet: str
    apart: Apart


class TotalRow(NamedTuple):
    """The main amount of a list in one currency."""

    sheet: str
    total: Total


@dataclass(frozen=True, slots=True)
class CellRow:
    """One thing that differs: the row that it is of, and what either side says."""

    sheet: str
    table: List[Any]
    row: RowApart
    cell: Cell

    @property
    def header(self) -> str:
        """The heading under which it stands."""
        return self.cell.column.header if self.cell.column else ""

    @property
    def item(self) -> str:
        """The key of the row, as a person reads it."""
        return " / ".join(filter(None, self._key()))

    def _key(self) -> Iterator[str]:
        keys = [column for column in self.table.key_columns if column.header not in self.table.passing]
        return (shown(column, part, "") for column, part in zip(keys, self.row.key, strict=True))

    @property
    def moved(self) -> Decimal | None:
        """After less before, of an amount; a row that one side lacks counts nothing there."""
        kind = self.cell.column.kind if self.cell.column else Kind.TEXT
        if kind not in (Kind.AMOUNT, Kind.INR):
            return None
        before, after = (number(text or "0") for text in (self.cell.before, self.cell.after))
        return None if before is None or after is None else after - before


@dataclass(frozen=True, slots=True)
class Compared:
    """The lists of two closings, in the order of their sheets."""

    lists: Sequence[SheetRow]

    @property
    def totals(self) -> list[TotalRow]:
        """Main amounts by list and currency."""
        return [TotalRow(one.sheet, total) for one in self.lists for total in one.apart.totals]

    @property
    def cells(self) -> list[CellRow]:
        """Everything that differs, list by list."""
        return [
            CellRow(one.sheet, one.apart.table, row, cell)
            for one in self.lists
            for row in one.apart.rows
            for cell in row.cells
        ]


def shown(column: Column[Any], said: str, currency: str) -> str:
    """What a cell says as a person reads it; what is no day or number stays as it stands there."""
    if column.kind in (Kind.DATE, Kind.MOMENT):
        return _day(said)
    found = number(said) if column.kind in _NUMBERS else None
    if found is None:
        return said
    places = _places(currency) if column.kind in (Kind.AMOUNT, Kind.INR) else 0
    return f"{found:,.{max(places, -int(found.as_tuple().exponent))}f}"


def _day(said: str) -> str:
    """A day, with its time where it has one."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return said
    return f"{at:%d-%b-%Y %H:%M}" if at.time() > time() else f"{at:%d-%b-%Y}"


def _places(currency: str) -> int:
    try:
        return exponent(currency)
    except ValueRefused:
        return 0


def _said(which: str) -> Any:
    def told(row: CellRow) -> str:
        said = str(getattr(row.cell, which))
        return shown(row.cell.column, said, row.cell.currency) if row.cell.column else said

    return told


def _minor(amount: Decimal | None, currency: str) -> int | None:
    """Minor units for a cell; None for what a person has typed and no cell of ours can hold."""
    try:
        return None if amount is None else to_minor(amount, currency)
    except ValueRefused:
        return None


SHEETS: List[SheetRow] = List(
    "tblCompared",
    rows=lambda found: found.lists,
    key=("List",),
    columns=(
        Column("Sheet", text, lambda r: r.sheet, 20),
        Column("List", text, lambda r: r.apart.table.name, 22),
        Column("Rows before", whole, lambda r: r.apart.before, 11),
        Column("New", whole, lambda r: r.apart.count("NEW"), 9),
        Column("Gone", whole, lambda r: r.apart.count("GONE"), 9),
        Column("Rows after", whole, lambda r: r.apart.after, 11),
        Column("Changed", whole, lambda r: r.apart.count("CHANGED"), 9),
        Column(
            "Only the sentence",
            whole,
            lambda r: r.apart.reworded,
            11,
            "Rows that say the same otherwise: Why names the day and the rate. Not told one by one between two days.",
        ),
        Column("Go to", Kind.LINK, lambda r: DIFFERENCES if r.apart.rows else "", 17),
        Column("Columns of one alone", long, lambda r: ", ".join(r.apart.untold), 30, "Not compared."),
    ),
)
TOTALS: List[TotalRow] = List(
    "tblComparedTotals",
    rows=lambda found: found.totals,
    key=("Sheet", "Amount", "Currency"),
    empty="nothing to add up",
    columns=(
        Column("Sheet", text, lambda r: r.sheet, 20),
        Column("Amount", text, lambda r: r.total.header, 22),
        Column("Currency", text, lambda r: r.total.currency, 11),
        Column("Rows before", whole, lambda r: r.total.rows_before, 9),
        Column("Rows after", whole, lambda r: r.total.rows_after, 9),
        Column("Before", money, lambda r: _minor(r.total.before, r.total.currency), 17),
        Column("After", money, lambda r: _minor(r.total.after, r.total.currency), 17),
        Column("Moved", money, lambda r: _minor(r.total.after - r.total.before, r.total.currency), 17),
    ),
)
CELLS: List[CellRow] = List(
    "tblDifferences",
    rows=lambda found: found.cells,
    empty="nothing differs: both closings say the same",
    columns=(
        Column("Sheet", text, lambda r: r.sheet, 15),
        Column("What", text, lambda r: r.row.what, 10, "NEW: after alone. GONE: before alone. CHANGED: in both."),
        Column("Item", long, lambda r: r.item, 40, "What names the row on its sheet."),
        Column("IEC", text, lambda r: r.row.iec, 11.5),
        Column("Column", text, lambda r: r.header, 20, "Of a row that is new or gone: its main amount."),
        Column("Before", long, _said("before"), 34),
        Column("After", long, _said("after"), 34),
        Column("Currency", text, lambda r: r.cell.currency, 8.5),
        Column("Moved", money, lambda r: _minor(r.moved, r.cell.currency), 17, "After less before, of an amount."),
    ),
)
NOTES: List[str] = List(
    "tblComparedNotes", columns=(Column("To be known", long, lambda note: note, 20),), keeps_widths=True
)
FILE: List[CellRow] = List(
    "compare.csv",
    rows=lambda found: found.cells,
    columns=(
        Column("sheet", text, lambda r: r.sheet),
        Column("list", text, lambda r: r.table.name),
        Column("what", text, lambda r: r.row.what),
        Column("item", text, lambda r: " / ".join(filter(None, r.row.key))),
        Column("iec", text, lambda r: r.row.iec),
        Column("column", text, lambda r: r.header),
        Column("before", text, lambda r: r.cell.before),
        Column("after", text, lambda r: r.cell.after),
        Column("currency", text, lambda r: r.cell.currency),
        Column("moved", text, lambda r: "" if r.moved is None else f"{r.moved:f}"),
    ),
)
