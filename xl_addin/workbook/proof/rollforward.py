"""Roll-forward: opening + new + amended − what left + reversed = closing, in amounts and in items."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xl_addin.domain.money import from_minor
from xl_addin.domain.movements import Balance, Movement
from xl_addin.domain.statuses import BAD, GOOD
from xl_addin.workbook.layout.cells import places
from xl_addin.workbook.layout.grid import Calc, Content, Field, put_table, set_field_widths
from xl_addin.workbook.layout.page import HEAD_ROW, TITLE_ROW, close_page
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.lists import Kind
from xl_addin.workbook.proof.sides import SIDES, Side, currencies
from xl_addin.workbook.proof.view import ClosingView

AMOUNT, ITEMS = "Amount", "Items"
MOVES = ("opening", "new", "amended", "cancelled", "settled", "written_off", "closed", "reversed", "cleared")
MOVE_HEADERS = ("Opening", "New", "Amended", "Cancelled", "Settled", "Written off", "Closed", "Reversed", "Cleared")
# What moves an amount and what moves a count: a settlement lowers the amount, but an item leaves when it reaches zero.
_MOVES_OF = {AMOUNT: MOVES[:-1], ITEMS: ("opening", "new", "cancelled", "cleared")}
_SIGN = dict(zip(MOVES, (1, 1, 1, -1, -1, -1, -1, 1, -1), strict=True))
FIELDS = (
    Field("Currency", 9),
    Field("Measure", 9),
    Field("INR rate", 11, True),
    *(Field(header, 14, True) for header in MOVE_HEADERS),
    Field("Closing", 14, True),
    Field("Ledger closing", 14, True),
    Field("Decimals", 10, True),
    Field("Difference", 12, True),
    Field("Tied", 8),
    Field("Last closing", 14, True),
)
_TOUCHED = ("settled", "written_off", "closed", "reversed")
_TOUCHED_FIELDS = tuple(
    Field(h, 9, h.startswith("Items"))
    for h in ("Side", "In currency", "Items settled", "Items written off", "Items closed", "Items reversed")
)


@dataclass(frozen=True, slots=True)
class RollRow:
    """One row: movements in minor units (or items); None where the measure does not know the movement."""

    currency: str
    measure: str
    moves: dict[str, int]
    ledger: int
    last: int | None

    @property
    def closing(self) -> int:
        """The sum that the sheet's formula makes."""
        return sum(_SIGN[move] * value for move, value in self.moves.items())

    @property
    def places(self) -> int:
        """Decimals of the measure."""
        return places(self.currency) if self.measure == AMOUNT else 0

    def shown(self, minor: int) -> Decimal:
        """A figure as the sheet shows it."""
        return from_minor(minor, self.currency) if self.measure == AMOUNT else Decimal(minor)


def roll_rows(side: Side, view: ClosingView) -> list[RollRow]:
    """An amount row and an items row for each currency of the side."""
    moved = _moved(view, side)
    before = {one.currency: one for one in view.previous if one.side == side.name}
    return [
        _roll_row(currency, measure, moved.get(currency), before.get(currency), bool(view.previous))
        for currency in currencies(side, view)
        for measure in (AMOUNT, ITEMS)
    ]


def _moved(view: ClosingView, side: Side) -> dict[str, Movement]:
    return {one.currency: one for one in view.movements if one.side == side.name}


def _roll_row(currency: str, measure: str, moved: Movement | None, before: Balance | None, has_last: bool) -> RollRow:
    unit = "minor" if measure == AMOUNT else "count"
    moves = {move: getattr(moved, f"{move}_{unit}", 0) for move in _MOVES_OF[measure]}
    last = getattr(before, f"closing_{unit}", 0) if has_last else None
    return RollRow(currency, measure, moves, getattr(moved, f"closing_{unit}", 0), last)


def write_rollforward(page: Any, view: ClosingView, styles: Styles) -> None:
    """Both roll-forward tables and the count of items touched."""
    head = HEAD_ROW + 1
    tables = []
    for side in SIDES:
        page.write_string(head - 1, 0, f"{side.sheet}: roll-forward", styles.named("section"))
        rows = [_cells(row, number, view, styles) for number, row in enumerate(roll_rows(side, view), head + 2)]
        tables.append(rows)
        last = put_table(page, head, side.roll, FIELDS, rows or _no_rows(styles, len(FIELDS)), styles)
        if rows:  # a blank cell would read as FALSE
            _colour(page, head + 1, last, styles)
        head = last + 4
    set_field_widths(page, FIELDS, *tables)
    last = _touched(page, head, view, styles)
    close_page(page, TITLE_ROW, last, len(FIELDS) - 1, freeze=HEAD_ROW, frozen=2)


def _cells(row: RollRow, number: int, view: ClosingView, styles: Styles) -> list[tuple[Content, Any]]:
    """The cells of sheet row `number` (counted from 1)."""
    amount = styles.cell(Kind.AMOUNT, places=row.places)
    code, count = styles.cell(Kind.TEXT), styles.cell(Kind.INT)
    closing = Calc(
        f"ROUND(SUM(D{number}:F{number})-SUM(G{number}:J{number})+K{number}-L{number},O{number})",
        float(row.shown(row.closing)),
    )
    difference = Calc(f"ROUND(M{number}-N{number},O{number})", float(row.shown(row.closing - row.ledger)))
    moves = [row.shown(row.moves[move]) if move in row.moves else None for move in MOVES]
    rate = view.rates[row.currency][0] if row.measure == AMOUNT and row.currency in view.rates else None
    return [
        (row.currency, code),
        (row.measure, code),
        (rate, styles.cell(Kind.RATIO)),
        *((move, amount) for move in moves),
        (closing, amount),
        (row.shown(row.ledger), amount),
        (row.places, count),
        (difference, amount),
        (Calc(f"P{number}=0", row.closing == row.ledger), styles.named("truth")),
        (None if row.last is None else row.shown(row.last), amount),
    ]


def _no_rows(styles: Styles, width: int) -> list[list[tuple[Content, Any]]]:
    empty = styles.named("empty")
    return [[("nothing in this period", empty), *([(None, empty)] * (width - 1))]]


def _colour(page: Any, first: int, last: int, styles: Styles) -> None:
    place = [field.header for field in FIELDS].index("Tied")
    for value, tone in (("TRUE", GOOD), ("FALSE", BAD)):
        rule = {"type": "formula", "criteria": f"=${_letter(place)}{first + 1}={value}", "format": styles.toned(tone)}
        page.conditional_format(first, place, last, place, rule)


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _touched(page: Any, head: int, view: ClosingView, styles: Styles) -> int:
    """Items that a movement touched in the period; they do not add up to the roll-forward and stand apart."""
    page.write_string(head - 1, 0, "Items touched in the period", styles.named("section"))
    code, count = styles.cell(Kind.TEXT), styles.cell(Kind.INT)
    rows: list[list[tuple[Content, Any]]] = [
        [(side.sheet, code), (currency, code), *((getattr(moved, f"{move}_count"), count) for move in _TOUCHED)]
        for side in SIDES
        for currency, moved in sorted(_moved(view, side).items())
    ]
    fields = _TOUCHED_FIELDS
    return put_table(page, head, "tblRollTouched", fields, rows or _no_rows(styles, len(fields)), styles)
