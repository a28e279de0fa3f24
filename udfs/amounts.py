"""Amounts: INR equivalents and what is still open. Money is exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from operator import attrgetter
from typing import NamedTuple

from udfs._facts import argument
from udfs._law import plain
from udfs._ranges import RangeRefused
from udfs._rates import AGE_DAYS, Rate, Rates
from udfs._registry import Argument, CellError, Face, worksheet_function
from xl_addin.engine.sentence import shown
from xl_addin.rulebook.registers_rates import RUPEE

DIGITS_KEPT = 64  # two amounts and a rate of 15 digits each


class Converted(NamedTuple):
    """An amount in INR, exact, and how it was found."""

    inr: Decimal
    why: str


@worksheet_function(
    faces=(
        Face("", "number", attrgetter("inr"), ""),
        Face("_WHY", "text", attrgetter("why"), "Rate, its day and the figures. "),
    ),
    help="INR equivalent, exact, by the last rate on or before the day; #N/A if there is none or an old one alone.",
    arguments=(
        argument("amount"),
        argument("currency", help='ISO code of the currency. Example: "USD"'),
        Argument("on_date", "date", "Day of the equivalent. Example: 2026-05-04"),
        Argument("rates", "rates", "Range: date, currency, INR per unit, [per how many units]. Example: Rates!A2:D500"),
        Argument("max_age_days", "count", f"Oldest rate in days, {AGE_DAYS} if left out. Example: 7", False),
    ),
    example='={}(12500.5, "USD", DATE(2026,5,4), Rates!A2:D3)',
)
def to_inr(
    amount: Decimal | None, currency: str | None, on_date: date | None, rates: Rates, max_age_days: int | None
) -> Converted:
    """Amount times rate, not rounded; INR needs no rate."""
    if amount is None or currency is None or on_date is None:
        told = {"amount": amount, "currency": currency, "on_date": on_date}
        lacks = next(name for name, value in told.items() if value is None)
        raise RangeRefused(CellError.NA, f"{lacks} is not given")
    if currency == RUPEE:
        return Converted(amount, f"INR {shown(amount)}: rupees need no rate.")
    rate = rates.on_or_before(currency, on_date, AGE_DAYS if max_age_days is None else max_age_days)
    with localcontext() as exact:
        exact.prec = DIGITS_KEPT
        inr = amount * rate.inr / rate.units
    return Converted(inr, _told(amount, currency, on_date, rate, inr))


def _told(amount: Decimal, currency: str, on: date, rate: Rate, inr: Decimal) -> str:
    """How an equivalent was found."""
    units = f" for {rate.units}" if rate.units > 1 else ""
    days = (on - rate.on).days
    age = f", {days} day{'s' if days > 1 else ''} before {on}" if days else ""
    return f"{currency} {shown(amount)} at INR {shown(rate.inr)}{units}, rate of {rate.on}{age}: INR {shown(inr)}."


@worksheet_function(
    faces=plain("amount"),
    help="What is still open: value less settled, written off and closed. Negative means over-settled.",
    arguments=(
        Argument("value", "amount", "Value of the invoice or remittance. Example: 100000"),
        Argument("settled", "amount", "Settled so far. Example: 60000"),
        Argument("written_off", "amount", "Written off so far. Example: 1500.25", False),
        Argument("closed", "amount", "Closed by other adjustment. Example: 0", False),
    ),
    example="={}(100000, 60000, 1500.25)",
)
def outstanding(
    total: Decimal | None, settled: Decimal | None, written_off: Decimal | None, closed: Decimal | None
) -> Decimal | None:
    """The exact remainder, in the currency of the value."""
    if total is None or settled is None:
        return None
    zero = Decimal(0)
    with localcontext() as exact:
        exact.prec = DIGITS_KEPT
        return total - settled - (written_off or zero) - (closed or zero)
