"""A tie-out: two figures that must be equal to the minor unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xl_addin.workbook.closing.grid import Calc

CURRENCY_CELL = "{currency}"  # becomes the address of the currency in the tie-out's own row


@dataclass(frozen=True, slots=True)
class TieOut:
    """Two figures that must be equal to the minor unit. Figures are formulas, or numbers that the run recorded."""

    check: str
    left_words: str
    left: Calc | int
    right_words: str
    right: Calc | int
    sheet: str
    currency: str = ""
    places: int = 0

    @property
    def ties(self) -> bool:
        """Equal, exactly."""
        return figure(self.left) == figure(self.right)


def figure(side: Calc | int) -> float | int:
    """The number of one side."""
    return float(side.value) if isinstance(side, Calc) else side


def difference(tie: TieOut) -> float:
    """Left less right, exact in the decimals of the row."""
    step = Decimal(1).scaleb(-tie.places)
    left, right = (Decimal(str(figure(side))).quantize(step) for side in (tie.left, tie.right))
    return float(left - right)
