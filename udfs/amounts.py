"""Amounts: INR equivalents and what is still open. Money is exact."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from udfs._facts import argument
from udfs._law import plain
from udfs._ranges import Rates
from udfs._registry import Argument, worksheet_function
from xl_addin.domain.money import exponent

RUPEE = "INR"
PAISA = Decimal(1).scaleb(-exponent(RUPEE))
DIGITS_KEPT = 64  # two amounts and a rate of 15 digits each


@worksheet_function(
    faces=plain("amount"),
    help="INR equivalent in paise, by the last rate of the 31 days up to the day; #N/A if there is none.",
    arguments=(
        argument("amount"),
        argument("currency", help='ISO code of the currency. Example: "USD"'),
        Argument("on_date", "date", "Day of the equivalent. Example: 2026-05-04"),
        Argument("rates", "rates", "Range of three columns: date, currency, INR per unit. Example: Rates!A2:C500"),
    ),
    example='={}(12500.5, "USD", DATE(2026,5,4), {"2026-05-01","USD",94.61})',
)
def to_inr(amount: Decimal | None, currency: str | None, on_date: date | None, rates: Rates) -> Decimal | None:
    """Amount times rate, halves of a paisa away from zero; INR needs no rate."""
    if amount is None or currency is None or on_date is None:
        return None
    rate = Decimal(1) if currency == RUPEE else rates.on_or_before(currency, on_date)
    if rate is None:
        return None
    with localcontext() as exact:
        exact.prec = DIGITS_KEPT
        return (amount * rate).quantize(PAISA, ROUND_HALF_UP)


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
