"""The facts of an answer, and how a person reads them: amounts, dates, shares."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

_ZEROS_AT_THE_END = re.compile(r"(\.\d\d\d*?)0+$")


class Share(NamedTuple):
    """`part` of `whole`, in percent without its sign: worked out when it is shown, for a batch seldom shows it."""

    part: Decimal
    whole: Decimal


FactValue = Decimal | date | str | bool | int | Share | None
Fact = tuple[str, FactValue]


def shown(value: FactValue) -> str:
    """A fact as a person reads it: amounts to four decimals at most, dates as 2026-09-30, flags as yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Share):
        return f"{percent(abs(value.part), value.whole):f}"
    if isinstance(value, Decimal):
        return _few_decimals(value)
    return str(value)


def _few_decimals(value: Decimal) -> str:
    """As given up to two decimals; of more, at most four, without the zeros at the end: 88.5000 is 88.50."""
    exponent = value.as_tuple().exponent
    long = isinstance(exponent, int) and exponent < -4
    return _ZEROS_AT_THE_END.sub(r"\1", f"{round(value, 4) if long else value:f}")


def told(label: str, value: FactValue) -> str:
    """A fact after its label, or within it where the label keeps a place for it: "limit {} %"."""
    return label.format(shown(value)) if "{" in label else f"{label} {shown(value)}"


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """`part` as percent of `whole` for display: exact if it ends within four decimals, else four (K8)."""
    ratio = part * 100 / whole
    short = round(ratio, 4)
    return short.normalize() if short == ratio else short
