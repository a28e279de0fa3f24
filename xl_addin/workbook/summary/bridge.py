"""The roll-forward as a bridge: steps in INR crore with the invisible part below each."""

from __future__ import annotations

from decimal import Decimal

from xl_addin.workbook.layout.grid import Calc
from xl_addin.workbook.lists import Kind
from xl_addin.workbook.proof.rollforward import AMOUNT, MOVE_HEADERS, MOVES, roll_rows
from xl_addin.workbook.proof.sides import Side
from xl_addin.workbook.proof.view import ClosingView
from xl_addin.workbook.summary.figures import CRORE, Cell, Figures, crore

_STEPS = tuple(zip(MOVES[:-1], MOVE_HEADERS[:-1], (0, 1, 1, -1, -1, -1, -1, 1), strict=True))


def bridge(side: Side, view: ClosingView) -> Figures:
    """Roll-forward in INR crore as steps; Base is the part below each step that the chart leaves invisible."""
    rolled = [row for row in roll_rows(side, view) if row.measure == AMOUNT and row.currency in view.rates]
    rates = {row.currency: view.rates[row.currency][0] for row in rolled}
    totals = {
        move: sum((row.shown(row.moves[move]) * rates[row.currency] for row in rolled), Decimal(0))
        for move in MOVES[:-1]
    }
    rows, after = [], Decimal(0)
    for move, header, sign in _STEPS:
        before, after = after, (after + sign * totals[move] if sign else totals[move])
        rows.append(_step(side, header, sign, totals[move], before, after))
    closing = sum((row.shown(row.closing) * rates[row.currency] for row in rolled), Decimal(0))
    rows.append(_step(side, "Closing", 0, closing, after, closing))
    headers = ("Step", "Direction", "INR crore", "After the step", "Base", "Level", "Increase", "Decrease")
    return Figures(
        f"{side.sheet}: roll-forward in INR crore", headers, rows, "At the rates above, all movements at one rate."
    )


def _step(side: Side, header: str, sign: int, value: Decimal, before: Decimal, after: Decimal) -> list[Cell]:
    base = min(before, after) if sign else Decimal(0)
    parts: list[tuple[str, Decimal]] = [
        (f"SUMPRODUCT({side.roll}[{header}],{side.roll}[INR rate])/{CRORE}", value),
        ("D{above}+B{r}*C{r}" if sign else "C{r}", after),
        ("MIN(D{above},D{r})" if sign else "0", base),
        ("IF(B{r}=0,C{r},0)", Decimal(0) if sign else value),
        ("IF(B{r}=1,MAX(C{r},0),0)", max(value, Decimal(0)) if sign == 1 else Decimal(0)),
        ("IF(B{r}=-1,C{r},IF(B{r}=1,MAX(-C{r},0),0))", _lowers(sign, value)),
    ]
    cells = [Cell(Calc(formula, crore(number)), Kind.LAKH) for formula, number in parts]
    return [Cell(header), Cell(sign, Kind.INT), *cells]


def _lowers(sign: int, value: Decimal) -> Decimal:
    """What a step takes away; an amendment can go either way."""
    return value if sign == -1 else max(-value, Decimal(0)) if sign == 1 else Decimal(0)
