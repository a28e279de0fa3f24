"""Exact money: whole minor units of an ISO 4217 currency. Never float; never rounded unless a mode is named."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal

from xl_addin.domain._currencies import EXPONENTS
from xl_addin.domain.errors import ValueRefused

# Fifteen significant digits is what a spreadsheet cell keeps; beyond that a sheet would lie.
MINOR_LIMIT = 10**15
# The usual context keeps 28 digits and rounds the rest away without a word.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def exponent(currency: str) -> int:
    """Digits after the decimal point of `currency` (JPY 0, INR 2, KWD 3); refuses a code not in ISO 4217.

    >>> exponent("JPY"), exponent("INR"), exponent("KWD")
    (0, 2, 3)
    """
    try:
        return EXPONENTS[currency]
    except KeyError:
        raise ValueRefused(
            currency,
            "a live ISO 4217 currency code such as USD",
            "Correct the code in the source and take in again.",
        ) from None


def currencies() -> Mapping[str, int]:
    """Every live currency of ISO 4217 with its digits after the decimal point."""
    return EXPONENTS


def to_minor(amount: Decimal, currency: str) -> int:
    """Whole minor units of `amount`; refuses digits below the minor unit and more than 15 digits in all.

    >>> to_minor(Decimal("100.25"), "USD")
    10025
    """
    if not amount.is_finite():
        raise ValueRefused(amount, "a number", "Correct the amount in the source.")
    scaled = amount.scaleb(exponent(currency), _EXACT)
    if scaled.copy_abs() >= MINOR_LIMIT:
        raise ValueRefused(amount, "fewer than 16 digits", "Check the amount; a sheet cannot hold it exactly.")
    minor = int(scaled)
    if minor != scaled:
        raise ValueRefused(
            amount,
            f"at most {exponent(currency)} decimals, as {currency} has",
            "Correct the amount in the source; it is not rounded here.",
        )
    return minor


def from_minor(minor: int, currency: str) -> Decimal:
    """The amount with the currency's own decimals.

    >>> from_minor(100250, "KWD")
    Decimal('100.250')
    """
    return Decimal(minor).scaleb(-exponent(currency))


def plain(minor: int, currency: str) -> str:
    """Digits with the currency's decimals and no grouping, as CSV and messages carry them.

    >>> plain(-5, "USD")
    '-0.05'
    """
    places = exponent(currency)
    if not places:
        return str(minor)
    sign, digits = ("-", -minor) if minor < 0 else ("", minor)
    whole, rest = divmod(digits, 10**places)
    return f"{sign}{whole}.{rest:0{places}d}"


def grouped(minor: int, currency: str) -> str:
    """As `plain`, with a comma at every thousand: what a person reads.

    >>> grouped(123456789, "INR")
    '1,234,567.89'
    """
    whole, point, rest = plain(abs(minor), currency).partition(".")
    return f"{'-' if minor < 0 else ''}{int(whole):,}{point}{rest}"


def grouped_digits(digits: str, currency: str) -> str:
    """Whole digits with commas: rupees by lakh and crore, other currencies by thousands.

    >>> grouped_digits("123456789", "INR"), grouped_digits("123456789", "USD")
    ('12,34,56,789', '123,456,789')
    """
    if currency != "INR":
        return f"{int(digits):,}"
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(at - 2, 0) : at] for at in range(len(head), 0, -2)]
    return ",".join([*reversed(pairs), tail])


def inr_words(value: Decimal) -> str:
    """Rupees as a desk says them: in crore or lakh where they are whole in two decimals, else in full.

    >>> inr_words(Decimal(10_000_000)), inr_words(Decimal(250_000)), inr_words(Decimal(9_999))
    ('INR 1 crore', 'INR 2.5 lakh', 'INR 9,999')
    """
    for word, size in (("crore", 10_000_000), ("lakh", 100_000)):
        told = value / size
        if told >= 1 and told == round(told, 2):
            return f"INR {told.normalize():f} {word}"
    return f"INR {value:,}"


def round_half_up(amount: Decimal, currency: str) -> int:
    """Nearest minor unit, halves away from zero: the one rounding the message layouts ask for.

    >>> round_half_up(Decimal("0.125"), "USD")
    13
    """
    return int(amount.scaleb(exponent(currency), _EXACT).quantize(Decimal(1), ROUND_HALF_UP, _EXACT))
