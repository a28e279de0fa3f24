"""One cell, one value: with `udfs/_days.py` the only place that interprets what a cell (or a plain value) holds.

The stated rules:
- None is a blank cell and reads as None, and so does text of nothing but blanks, as a formula leaves with ="";
  0 is the number 0.
- A number is read as the 15 significant digits that a cell shows; sixteen digits or more and infinity are #NUM!.
- A number as text is plain digits or well-formed 12,34,567.50 or 1,234,567.50, with at most a leading minus. A group
  never begins with 0: 0,250 is #VALUE!.
- A date is as `udfs/_days.py` says.
- A percentage is the number before the sign, 5 for 5 %, or text with the sign; a number between 0 and 1 is #VALUE!: a
  cell that shows 5 % holds 0.05.
- A flag is TRUE, FALSE, 1, 0 or a word of the register of flags. A word is raised, its spaces and hyphens made "_".
- Text in a code or word has at most 255 characters; text that begins with a private-use character is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial
from math import isnan
from typing import Any

from udfs._days import CACHED, day_1900, day_1904
from udfs._registry import CellError
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.money import exponent
from xl_addin.domain.texts import clean, raised
from xl_addin.domain.written_amounts import written_amount
from xl_addin.rulebook.registers import parse_flag
from xl_addin.rulebook.registers_in_force import until_registers_change

VALUE, NUM, NA = CellError.VALUE, CellError.NUM, CellError.NA
DIGITS_MAX = 15
PERCENT_MAX = 100
TOO_LARGE = 10.0**DIGITS_MAX
WORD_MAX, TEXT_MAX = 255, 32767
_PRIVATE = re.compile("[\ue000-\uf8ff]")

Reader = Callable[[Any], Any]


def is_blank(cell: Any) -> bool:
    """Whether nothing stands in a cell: text of nothing but blanks, as a formula leaves it, is nothing."""
    return cell is None or (type(cell) is str and not cell.strip())


def number(cell: Any) -> Decimal | CellError | None:
    """A number with either sign, as the exact decimal that the cell shows."""
    if type(cell) is float and -TOO_LARGE < cell < TOO_LARGE:
        return Decimal(f"{cell:.15g}") if cell else Decimal(0)  # there is no zero below zero
    if cell is None or isinstance(cell, CellError):
        return cell
    if isinstance(cell, str):
        return _number_text(cell)
    if isinstance(cell, float):  # 1e308, infinity, or not a number
        return VALUE if isnan(cell) else NUM
    return _exact(Decimal(cell)) if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else VALUE


def _number_text(text: str) -> Decimal | CellError | None:
    if len(text) > WORD_MAX:
        return VALUE
    trimmed = clean(text)
    if not trimmed:
        return None
    minus = trimmed.startswith("-")
    found = written_amount(trimmed[1:] if minus else trimmed)
    if found is None or trimmed[1:2] == " ":
        return VALUE
    return _exact(-found.value if minus else found.value)


def _exact(value: Decimal) -> Decimal | CellError:
    """The same number in one spelling; #NUM! where a cell could not hold its digits."""
    if not value.is_finite():
        return VALUE if value.is_nan() else NUM
    if not value:
        return Decimal(0)
    if value.adjusted() >= DIGITS_MAX or significant(value) > DIGITS_MAX:
        return NUM
    return Decimal(f"{value.normalize():f}")  # 1E+5 is written 100000


def significant(value: Decimal) -> int:
    """Number of digits that count: without zeros before or after."""
    return len("".join(map(str, value.as_tuple().digits)).strip("0"))


def amount(cell: Any) -> Decimal | CellError | None:
    """A number of zero or more: a negative amount is impossible."""
    if type(cell) is float and 0 < cell < TOO_LARGE:  # nearly every cell; else `number` says what it is
        return Decimal(f"{cell:.15g}")
    found = number(cell)
    return VALUE if isinstance(found, Decimal) and found < 0 else found


def count(cell: Any) -> int | CellError | None:
    """A whole number of zero or more."""
    found = amount(cell)
    if not isinstance(found, Decimal):
        return found
    return int(found) if found == int(found) else VALUE


def percent(cell: Any) -> Decimal | CellError | None:
    """A percentage from 0 to 100; a number that may be a cell in the format of percent is refused."""
    signed = isinstance(cell, str) and not isinstance(cell, CellError) and clean(cell).endswith("%")
    found = amount(clean(cell)[:-1] if signed else cell)
    if not isinstance(found, Decimal):
        return VALUE if signed and found is None else found
    return VALUE if found > PERCENT_MAX or (0 < found < 1 and not signed) else found


@lru_cache(maxsize=CACHED, typed=True)
def flag(cell: Any) -> bool | CellError | None:
    """Yes or no; None where nothing is said."""
    if cell is None or isinstance(cell, CellError | bool):
        return cell
    if isinstance(cell, str):
        try:
            return parse_flag(clean(cell)) if len(cell) <= WORD_MAX else VALUE
        except ValueRefused:
            return VALUE
    return bool(cell) if isinstance(cell, int | float | Decimal) and cell in (0, 1) else VALUE


until_registers_change(flag.cache_clear)


@lru_cache(maxsize=CACHED, typed=True)
def word(cell: Any) -> str | CellError | None:
    """One word in capitals: "short shipment" and "short-shipment" are SHORT_SHIPMENT."""
    found = text(cell) if cell is None or isinstance(cell, str) else VALUE
    if not isinstance(found, str) or isinstance(found, CellError):
        return found
    return raised(found)


@lru_cache(maxsize=CACHED, typed=True)
def currency(cell: Any) -> str | CellError | None:
    """A live ISO 4217 code."""
    found = word(cell)
    if found is None or isinstance(found, CellError):
        return found
    try:
        return found if exponent(found) >= 0 else VALUE
    except ValueRefused:
        return VALUE


def text(cell: Any) -> str | CellError | None:
    """A code or short text without outer blanks; a whole number gives its digits, if a cell can hold them all."""
    return _limited(cell, WORD_MAX)


def long_text(cell: Any) -> str | CellError | None:
    """Remarks or a name: as `text`, as long as a cell may be."""
    return _limited(cell, TEXT_MAX)


def amount_or_text(cell: Any) -> Decimal | str | CellError | None:
    """A number as it stands, with either sign; text as it was written, for a function that says itself why not."""
    return text(cell) if isinstance(cell, str) else number(cell)


def day_or_text(cell: Any, *, date1904: bool) -> Any:
    """A date as it stands; text as it was written, for a function that says itself why not."""
    return text(cell) if isinstance(cell, str) else (day_1904 if date1904 else day_1900)(cell)


def _limited(cell: Any, longest: int) -> str | CellError | None:
    if cell is None or isinstance(cell, CellError):
        return cell
    if isinstance(cell, str):
        if len(cell) > longest or _PRIVATE.match(cell):
            return VALUE
        return clean(cell) or None
    found = number(cell) if not isinstance(cell, bool) else VALUE
    if isinstance(found, Decimal):
        return f"{found:f}" if found >= 0 and found == int(found) else VALUE
    return VALUE


def reader(kind: str, choices: tuple[str, ...], date1904: bool) -> Reader:
    """The reader of an argument's kind; a word that is not one of its `choices` is refused."""
    if kind == "date":
        return day_1904 if date1904 else day_1900
    if kind == "written_date":
        return partial(day_or_text, date1904=date1904)
    if kind != "word" or not choices:
        return READERS[kind]
    allowed = frozenset((*choices, None, *CellError))
    return lambda cell: found if (found := word(cell)) in allowed else VALUE


READERS: dict[str, Reader] = {
    "amount": amount,
    "number": number,
    "count": count,
    "percent": percent,
    "flag": flag,
    "word": word,
    "currency": currency,
    "text": text,
    "long_text": long_text,
    "written_amount": amount_or_text,
}
