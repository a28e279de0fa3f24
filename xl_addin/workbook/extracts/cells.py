"""One cell, one value: how the text of an extract becomes a date, an amount, a flag or an identifier.

Every rule that changes what was written has a name (`Repair`), so that take-in can show what it did and how often.
Nothing is guessed: text outside the stated rules is refused with what was expected.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from xl_addin.domain.dates import add_months, day_of_serial
from xl_addin.domain.errors import ValueRefused

EARLIEST = date(2000, 1, 1)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_NUMERIC_DATE = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?: 00:00(?::00)?)?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00)?)?")
_NAMED_DATE = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3})[- ]([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WESTERN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}(?:\.[0-9]+)?")
_SPACES = re.compile(r"\s+")
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ufffd]")


class Repair(StrEnum):
    """A stated rule by which take-in read a cell that was not written as its column asks."""

    SPACES = "SPACES_TRIMMED"
    UPPER = "CASE_RAISED"
    SERIAL_DATE = "SERIAL_DATE_READ"
    OTHER_DATE_FORM = "OTHER_DATE_FORM_READ"
    SHORT_YEAR = "TWO_DIGIT_YEAR_READ"
    GROUPED = "GROUPED_AMOUNT_READ"
    ZEROS = "LEADING_ZEROS_RESTORED"
    WORD = "WORD_MAPPED"


T = TypeVar("T")


class Read(NamedTuple, Generic[T]):
    """A value and the rules that were needed to read it."""

    value: T
    repairs: tuple[Repair, ...] = ()


def clean(text: str) -> str:
    """Text without format characters and outer blanks; odd spaces (NBSP and the like) become plain ones."""
    if text.isascii():
        return text.strip()
    kept = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return "".join(" " if c.isspace() else c for c in kept).strip()


def name(text: str) -> str:
    """A name or remark as written, with runs of white space (line breaks too) made one space.

    Refuses control characters and the mark that a wrong decoding leaves behind (U+FFFD).
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    value = _SPACES.sub(" ", clean(text))
    if _UNREADABLE.search(value):
        raise ValueRefused(text, "printable text", "A character was lost or damaged on the way: export it again.")
    return value


def code(text: str) -> Read[str]:
    """A code in capitals without outer blanks; says which of the two was needed.

    Only ASCII letters are raised: Python makes S of ſ and SS of ß, and so another code.
    """
    trimmed = clean(text)
    upper = trimmed.upper() if trimmed.isascii() else trimmed
    if upper == text:
        return Read(upper)
    repairs = (Repair.SPACES,) if trimmed != text else ()
    return Read(upper, repairs + ((Repair.UPPER,) if upper != trimmed else ()))


def amount(text: str) -> Read[Decimal]:
    """A non-negative amount: plain digits, or well-formed western or Indian grouping; anything else is refused."""
    trimmed = clean(text)
    if trimmed.isascii():
        if _PLAIN.fullmatch(trimmed):
            return Read(Decimal(trimmed))
        if _WESTERN.fullmatch(trimmed) or _INDIAN.fullmatch(trimmed):
            return Read(Decimal(trimmed.replace(",", "")), (Repair.GROUPED,))
    raise ValueRefused(
        text,
        "digits with at most one decimal point; groups as 12,34,567.50 or 1,234,567.50",
        "Correct the amount in the source (no sign, symbol, brackets, E-notation or decimal comma).",
    )


def day_first(text: str, as_on: date) -> Read[date]:
    """A date in a column declared dd/mm/yyyy; also yyyy-mm-dd, dd-Mon-yyyy, dots or dashes, and Excel serials.

    Bounds: 2000-01-01 to twenty years after `as_on`. A two-digit year is read as 20yy when that is at most two years
    after `as_on` (so 29, 30 and 69 are refused in 2026: their century is not certain).
    """
    trimmed = clean(text)
    latest = add_months(as_on, 240)
    for pattern, reader in _DATE_FORMS:
        match = pattern.fullmatch(trimmed)
        if match:
            found = reader(match)
            if found is not None and EARLIEST <= found.value <= _bound(found, as_on, latest):
                return found
            break
    raise ValueRefused(
        text,
        f"a date as dd/mm/yyyy between 01/01/2000 and {latest:%d/%m/%Y}",
        "Correct the date in the source.",
    )


def _bound(found: Read[date], as_on: date, latest: date) -> date:
    return date(as_on.year + 2, 12, 31) if Repair.SHORT_YEAR in found.repairs else latest


def _numeric(match: re.Match[str]) -> Read[date] | None:
    day, separator, month, year = match.groups()
    repairs = (Repair.OTHER_DATE_FORM,) if separator != "/" else ()
    if len(year) == 2:
        repairs, year = (Repair.SHORT_YEAR,), "20" + year
    return _dated(int(year), int(month), int(day), repairs)


def _iso(match: re.Match[str]) -> Read[date] | None:
    year, month, day = match.groups()
    return _dated(int(year), int(month), int(day), (Repair.OTHER_DATE_FORM,))


def _named(match: re.Match[str]) -> Read[date] | None:
    day, month, year = match.groups()
    if month.lower() not in MONTHS:
        return None
    repairs = (Repair.OTHER_DATE_FORM,)
    if len(year) == 2:
        repairs, year = (Repair.SHORT_YEAR,), "20" + year
    return _dated(int(year), MONTHS.index(month.lower()) + 1, int(day), repairs)


def _serial(match: re.Match[str]) -> Read[date] | None:
    return Read(day_of_serial(int(match[1])), (Repair.SERIAL_DATE,))


def _dated(year: int, month: int, day: int, repairs: tuple[Repair, ...]) -> Read[date] | None:
    try:
        return Read(date(year, month, day), repairs)
    except ValueError:
        return None


_DATE_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Read[date] | None]], ...] = (
    (_NUMERIC_DATE, _numeric),
    (_ISO_DATE, _iso),
    (_NAMED_DATE, _named),
    (_SERIAL, _serial),
)


@lru_cache(maxsize=65536)  # a column repeats the same few dates
def month_first_only(text: str) -> bool:
    """True for 04/13/2026: a slash date that can only be month-first, so the column's order is in doubt."""
    match = _NUMERIC_DATE.fullmatch(clean(text))
    return match is not None and int(match[3]) > 12 >= int(match[1]) >= 1


def both_orders(text: str) -> tuple[date, date] | None:
    """03/04/2026 read day-first and month-first; None when it has one reading or both are the same."""
    match = _NUMERIC_DATE.fullmatch(clean(text))
    if match is None:
        return None
    day, _, month, year = match.groups()
    year = year if len(year) == 4 else f"20{year}"
    one, other = _dated(int(year), int(month), int(day), ()), _dated(int(year), int(day), int(month), ())
    return (one.value, other.value) if one and other and one != other else None


def zero_filled(text: str, width: int) -> Read[str]:
    """Digits brought back to their fixed width when a spreadsheet has dropped leading zeros."""
    found = code(text)
    value = found.value
    if value.isascii() and value.isdigit() and len(value) < width:
        return Read(value.zfill(width), (*found.repairs, Repair.ZEROS))
    return found
