"""A tie-out: two figures that must be equal to the minor unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from xl_addin.workbook.layout.grid import Calc

CURRENCY_CELL = "{currency}"  # becomes the address of the currency in the tie-out's own row


class Figure(NamedTuple):
    """One side of a tie-out: what it is, and its formula, or a number that the run recorded."""

    words: str
    content: Calc | int

    @property
    def number(self) -> float | int:
        """The figure as it was computed here."""
        return float(self.content.value) if isinstance(self.content, Calc) else self.content


@dataclass(frozen=True, slots=True)
class TieOut:
    """Two figures that must be equal to the minor unit."""

    check: str
    left: Figure
    right: Figure
    sheet: str
    currency: str = ""
    places: int = 0

    @property
    def ties(self) -> bool:
        """Equal, exactly."""
        return self.left.number == self.right.number


def difference(tie: TieOut) -> float:
    """Left less right, exact in the decimals of the row."""
    step = Decimal(1).scaleb(-tie.places)
    left, right = (Decimal(str(side.number)).quantize(step) for side in (tie.left, tie.right))
    return float(left - right)
