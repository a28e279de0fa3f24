"""Amounts of a line that a person makes between a remittance and an invoice, exact in both currencies."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from xl_addin.domain.money import exponent
from xl_addin.engine.settlement.pass_facts import half_up


def price_of(rate: str, paid: str, owed: str) -> Fraction:
    """Minor units of the invoice's currency for one of the remittance's; `rate` is for whole units, "" for one."""
    return Fraction(Decimal(rate or 1)) * Fraction(10) ** (exponent(owed) - exponent(paid))


def laid(paid: int, owed: int, wanted: int | None, price: Fraction) -> tuple[int, int]:
    """What of a remittance goes to an invoice, and what of the invoice that settles, in minor units of each.

    `paid` and `owed` are what is free of each; `wanted` is the amount of the invoice that a person named, else as much
    as fits on both sides. The last of a remittance is taken whole where only rounding would leave a unit of it.
    """
    bought = half_up(paid * price)
    if wanted is None:
        return (paid, bought) if bought <= owed else (min(half_up(owed / price), paid), owed)
    return (paid, wanted) if bought == wanted else (half_up(wanted / price), wanted)


def fits(paid: int, owed: int, price: Fraction) -> bool:
    """Whether the two amounts of a line are one at its price, but for the rounding of the smallest unit."""
    return half_up(paid * price) == owed or half_up(owed / price) == paid
