"""One cell, one value: how a cell of an extract becomes a date, an amount, a code or a text.

Every rule that changes what was written has a name (`Repair`), so that take-in can show what it did and how often.
Nothing is guessed: text outside the stated rules is refused with what was expected. A cell of a book that was not
text (`CellText`) is read by what the book stored, and refused in a column that cannot hold that.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, InvalidOperation
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.texts import clean
from xl_addin.domain.written_amounts import written_amount
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.money_words import form_words, is_bare, zero_width

DIGITS_MAX = 15  # significant digits that a spreadsheet keeps of a number; what lies beyond them is binary noise
_FIFTEEN = Context(prec=DIGITS_MAX)

_SPACES = re.compile(r"\s+")
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}")
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
    TIME = "TIME_OF_DAY_LEFT_OUT"
    NUMBER = "NUMBER_READ_AS_TEXT"
    SHOWN = "ZEROS_READ_AS_SHOWN"


T = TypeVar("T")


class Read(NamedTuple, Generic[T]):
    """A value and the rules that were needed to read it."""

    value: T
    repairs: tuple[Repair, ...] = ()


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
    """A non-negative amount: plain digits, or well-formed western or Indian grouping; anything else is refused.

    A number cell is read as the 15 significant digits that a sheet shows.
    """
    if isinstance(text, CellText):
        return _number_cell(text)
    found = written_amount(text)
    if found is None:
        raise ValueRefused(
            text,
            "digits with at most one decimal point; groups as 12,34,567.50 or 1,234,567.50",
            "Correct the amount in the source (no sign, symbol, brackets, E-notation or decimal comma).",
        )
    return Read(found.value, (Repair.GROUPED,) if found.grouped else ())


def _number_cell(cell: CellText) -> Read[Decimal]:
    if cell.stored != "number" or "%" in form_words(cell.form).units:
        raise ValueRefused(told(cell), "a number", "Enter the amount as a number, or as text; export again.")
    value = _stored(cell)
    if value < 0:
        raise ValueRefused(cell, "an amount of zero or more", "Correct the amount in the source.")
    return Read(value)


def _stored(cell: CellText) -> Decimal:
    """The number behind a number cell; ValueRefused where a book holds none that counts."""
    try:
        number = _FIFTEEN.create_decimal(cell)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and number.adjusted() < DIGITS_MAX:
        return number
    raise ValueRefused(told(cell), "fewer than 16 digits", "Format the column as text, enter it again, and export.")


def text_of(text: str) -> Read[str]:
    """What a cell of a column of text says: a number in plain zeros as shown, another one by its digits, and told.

    Refuses a date, a percentage, a number with decimals or with words beside it: they were a text once, and the book
    has made something else of it.
    """
    if not isinstance(text, CellText):
        return Read(_not_shortened(text))
    if text.stored not in ("number", "date"):
        return Read(text)
    digits = f"{_stored(text).normalize():f}" if text.stored == "number" else ""
    if not digits.isdigit() or not is_bare(text.form):
        raise ValueRefused(
            told(text),
            "text as it was written",
            "The book has made a number or a date of it: format the column as text, enter it again, and export.",
        )
    if len(digits) > zero_width(text.form):
        return Read(digits, (Repair.NUMBER,))
    shown = digits.zfill(zero_width(text.form))
    return Read(shown, (Repair.SHOWN,) if shown != digits else ())


def _not_shortened(text: str) -> str:
    """The text, if it is not 4.51235E+11, to which a spreadsheet shortens a long number that it saves as text."""
    if "E+" in text and _SHORTENED.fullmatch(clean(text)):
        raise ValueRefused(text, "the digits of a code", "A spreadsheet has shortened it: export it again as text.")
    return text


def identifier(text: str) -> Read[str]:
    """A code without a fixed width, in capitals: a number cell is refused unless its zeros are shown by its format."""
    found = text_of(text)
    if Repair.NUMBER in found.repairs or (isinstance(text, CellText) and text.stored == "bool"):
        raise ValueRefused(
            told(text),
            "a reference as text",
            "Zeros at its start may be lost: format the column as text and export again from the source system.",
        )
    raised = code(found.value)
    return Read(raised.value, found.repairs + raised.repairs)


def told(cell: str) -> str:
    """A cell as a finding shows it: its text, and what it is where it is no text."""
    if not isinstance(cell, CellText):
        return cell
    return f"{cell} ({'a percentage' if '%' in form_words(cell.form).units else _KINDS[cell.stored]})"


_KINDS = {
    "number": "a number cell",
    "date": "a date cell",
    "bool": "a TRUE/FALSE cell",
    "error": "an error",
    "no-value": "never calculated",
}


def zero_filled(text: str, width: int) -> Read[str]:
    """Digits brought back to their fixed width when a spreadsheet has dropped leading zeros."""
    typed = text_of(text)
    found = code(typed.value)
    value, repairs = found.value, tuple(one for one in typed.repairs if one is not Repair.NUMBER) + found.repairs
    if value.isascii() and value.isdigit() and len(value) < width:
        return Read(value.zfill(width), (*repairs, Repair.ZEROS))
    return Read(value, repairs)
