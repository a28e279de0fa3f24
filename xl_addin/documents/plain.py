"""Texts and amounts as papers show them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from xl_addin.domain.money import grouped_digits, plain

# Signs that turn the direction of writing or are not seen: they hide what a paper says. The joiners of Indian scripts
# (U+200C, U+200D) belong to their letters and stay.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u061c\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def tidy(text: str) -> str:
    """A text as it may stand on paper: composed letters, no hidden sign; a line end stays."""
    return _CONTROL.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))).strip()


def amount(minor: int, currency: str) -> str:
    """An amount as papers show it: rupees grouped by lakh and crore, other currencies by thousands.

    >>> amount(123456789, "INR"), amount(-123456789, "USD"), amount(1234567, "JPY")
    ('12,34,567.89', '-1,234,567.89', '1,234,567')
    """
    whole, point, rest = plain(abs(minor), currency).partition(".")
    return f"{'-' if minor < 0 else ''}{grouped_digits(whole, currency)}{point}{rest}"


def rupees(minor: int) -> str:
    """INR in paise with the sign of the rupee.

    >>> rupees(10000000)
    '₹ 1,00,000.00'
    """
    return f"₹ {amount(minor, 'INR')}"


def day(when: date | None) -> str:
    """A day as papers show it; a dash where there is none."""
    return f"{when:%d-%b-%Y}" if when else "–"
