"""Cleaning: a date or an amount as somebody wrote it, read as the desk reads its extracts, or why it is not read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from udfs._cellwise import DIGITS_MAX, significant
from udfs._days import EARLIEST, LATEST
from udfs._facts import argument
from udfs._ranges import RangeRefused
from udfs._refused import shown
from udfs._registry import Argument, CellError, Face, worksheet_function
from xl_addin.domain.money import exponent, from_minor, to_minor
from xl_addin.domain.written_amounts import point_in_doubt, why_no_amount, written_amount
from xl_addin.domain.written_days import Order, WrittenDay, written_day
from xl_addin.engine.plain_words import amount_in_words
from xl_addin.engine.rule import CHECK, OK

ORDERS = {"DAY": Order.DAY, "MONTH": Order.MONTH, "YEAR": Order.YEAR}
BY_ORDER = {Order.DAY: "day first", Order.MONTH: "month first", Order.YEAR: "year first"}
THREE = 3  # decimals of a dinar


class Cleaned(NamedTuple):
    """What was read of a cell, an error value where nothing was, and the sentence about it."""

    value: Any
    status: str
    why: str


def _faces(returns: str) -> tuple[Face, ...]:
    return (
        Face("", returns, attrgetter("value"), ""),
        Face("_STATUS", "word", attrgetter("status"), "OK if it is read, CHECK if it may not be. "),
        Face("_WHY", "text", attrgetter("why"), "How it was read, or why it is not. "),
    )


@worksheet_function(
    faces=_faces("date"),
    help="A text as a date, read as the desk reads its extracts: any usual form, with one reading; #VALUE! otherwise.",
    arguments=(
        Argument("text", "written_date", 'The cell as it came: text, or a date. Example: "5 Oct 2026"'),
        Argument(
            "order",
            "word",
            "What stands first where that is not plain; left out, only a text with one reading is read. Example: DAY",
            False,
            tuple(ORDERS),
        ),
    ),
    example='={}("05/10/2026", "DAY")',
)
def to_date(text: date | str | None, order: str | None) -> Cleaned:
    """The day that a text means, in the order that was said."""
    if text is None:
        raise RangeRefused(CellError.NA, "text is not given")
    if isinstance(text, date):
        return Cleaned(text, OK, f"TO_DATE: OK; the cell holds the date {text:%d-%b-%Y}.")
    written = written_day(text)
    if written is None:
        return _refused("TO_DATE", text, _no_date(text))
    on, said = _by(written, ORDERS[order]) if order else _alone(written)
    if on is None:
        return _refused("TO_DATE", text, said)
    if not EARLIEST <= on <= LATEST:
        raise RangeRefused(CellError.NUM, f"{shown(text)} is no day of the years 2000 to 2099. Check its year")
    left = ", its time of day left out" if written.timed else ""
    return Cleaned(on, OK, f"TO_DATE: OK; {shown(text)} is {on:%d-%b-%Y}{said}{left}.")


def _no_date(text: str) -> str:
    if text.replace(".", "").isdigit():
        return "digits alone may be a date without its strokes, or a day counted by a book. Write it as 05-Oct-2026"
    return "it is no date. Write it as 05-Oct-2026"


def _alone(written: WrittenDay) -> tuple[date | None, str]:
    """The one day of a text without a word on its order; else None, and what is in doubt."""
    order, on = written.readings[0]
    if order is Order.YEAR_DAY:
        return None, f"it has year, day and month, perhaps {on:%d-%b-%Y}. Write the month by its name"
    if len(written.days) > 1:
        return None, f"it has two readings: {_or(written)}. Say order DAY or MONTH, or write the month by its name"
    if written.short:
        return None, f"its year has two digits, perhaps {on:%d-%b-%Y}. Say order DAY, MONTH or YEAR"
    return on, ""


def _by(written: WrittenDay, order: Order) -> tuple[date | None, str]:
    """The day in an order; else None, and why it has none in that order."""
    if any(one is Order.UTC for one, _ in written.readings):
        return None, "18:30 may be midnight in India, written in UTC, and so the next day. Write it without a time"
    on = written.by(order)
    if on is None:
        return None, f"it is no date with its {BY_ORDER[order]}; it may be {_or(written)}. Check its order"
    return on, f", {BY_ORDER[order]}" if written.by(Order.ONE) is None else ""


def _or(written: WrittenDay) -> str:
    return " or ".join(f"{on:%d-%b-%Y}" for on in written.days[:2])


@worksheet_function(
    faces=_faces("amount"),
    help="A text as an amount, read as the desk reads its extracts: western or Indian groups; #VALUE! otherwise.",
    arguments=(
        Argument("text", "written_amount", 'The cell as it came: text, or a number. Example: "12,34,567.50"'),
        argument(
            "currency",
            required=False,
            help='ISO code; with it no more decimals are taken than the currency has. Example: "USD"',
        ),
    ),
    example='={}("12,34,567.50", "INR")',
)
def to_amount(text: Decimal | str | None, currency: str | None) -> Cleaned:
    """The amount of zero or more that a text is, never rounded."""
    if text is None:
        raise RangeRefused(CellError.NA, "text is not given")
    if isinstance(text, Decimal):
        value, said = text, "a minus stands at it, and an amount is zero or more. Check the sign" if text < 0 else ""
    else:
        found = written_amount(text)
        value, said = (found.value, "") if found else (Decimal(0), f"{why_no_amount(text)}. Write it as 12,34,567.50")
    said = said or (_against(value, text, currency) if currency else "")
    if said:
        return _refused("TO_AMOUNT", text, said)
    if value.adjusted() >= DIGITS_MAX or significant(value) > DIGITS_MAX:
        raise RangeRefused(
            CellError.NUM, f"{shown(text)} has more than {DIGITS_MAX} digits that count. Check its digits"
        )
    read = amount_in_words(from_minor(to_minor(value, currency), currency), currency) if currency else f"{value:f}"
    return Cleaned(value, OK, f"TO_AMOUNT: OK; {shown(text)} is {read}.")


def _against(value: Decimal, text: Decimal | str, currency: str) -> str:
    """Why an amount is none of its currency, or may be another; "" for nothing."""
    decimals = exponent(currency)
    found = len(f"{value.normalize():f}".partition(".")[2])
    if found > decimals:
        return f"it has {found} decimals, and {currency} has {decimals}. Nothing is rounded: check the amount"
    if decimals < THREE and isinstance(text, str) and point_in_doubt(text):
        return f"it may be {text} or {text.replace('.', '')}, as its point may part groups. Write two decimals"
    return ""


def _refused(name: str, text: Any, said: str) -> Cleaned:
    return Cleaned(CellError.VALUE, CHECK, f"{name}: CHECK; {shown(text)}: {said}.")
