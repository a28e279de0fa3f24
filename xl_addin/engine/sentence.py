"""The facts of an answer, and how a person reads them: amounts, dates, shares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

LEAST, FEW = len("00"), 4  # decimals that stay, and that are shown at most


class Share(NamedTuple):
    """`part` of `whole`, in percent without its sign: worked out when it is shown, for a batch seldom shows it."""

    part: Decimal
    whole: Decimal


FactValue = Decimal | date | str | bool | int | Share | None
Fact = tuple[str, FactValue]


def shown(value: FactValue) -> str:
    """A fact as a person reads it: amounts to four decimals at most, dates as 2026-09-30, flags as yes or no."""
    tell = _TOLD.get(value.__class__)
    return tell(value) if tell else str(value)


def _few_decimals(value: Decimal) -> str:
    """As given up to two decimals; of more, at most four, without the zeros at the end: 88.5000 is 88.50."""
    told = f"{value:f}"
    whole, _, decimals = told.partition(".")
    if len(decimals) > FEW:
        whole, _, decimals = f"{round(value, FEW):f}".partition(".")
    elif len(decimals) <= LEAST or decimals[-1] != "0":
        return told
    kept = decimals.rstrip("0")
    return f"{whole}.{kept if len(kept) > LEAST else decimals[:LEAST]}"


_TOLD: dict[type, Callable[[Any], str]] = {
    bool: lambda flag: "yes" if flag else "no",
    Share: lambda share: f"{percent(abs(share.part), share.whole):f}",
    Decimal: _few_decimals,
}


def told(label: str, value: FactValue) -> str:
    """A fact after its label, or within it where the label keeps a place for it: "limit {} %"."""
    return label.format(shown(value)) if "{" in label else f"{label} {shown(value)}"


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """`part` as percent of `whole` for display: exact if it ends within four decimals, else four (K8)."""
    ratio = part * 100 / whole
    short = round(ratio, 4)
    return short.normalize() if short == ratio else short
