"""A cell of an extract as a day: of a column that is declared day first, of a message, or typed by a person."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from xl_addin.domain.dates import add_months, day_of_serial
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.texts import clean
from xl_addin.domain.written_days import Order, WrittenDay, single_day, written_day
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.cells import Read, Repair, told
from xl_addin.workbook.extracts.money_words import is_bare, shows_a_day, zero_width

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FIVE_DIGITS = re.compile(r"[0-9]{5}(?:\.0+)?")
DIGITS_ALONE = "Digits alone may be a date without its strokes or a day counted by a book: write it as dd/mm/yyyy."
_SERIAL_LIMIT = 10**5
_SECONDS, _UTC_MIDNIGHT = 86_400, 66_600  # of a day; until 18:30, which is India's midnight where a program wrote UTC


def day_first(text: str, as_on: date, *, date1904: bool = False) -> Read[date]:
    """A date in a column declared dd/mm/yyyy; also forms that have one reading, and days counted by a book.

    Bounds: 2000-01-01 to twenty years after `as_on`. A two-digit year is read as 20yy when that is at most two years
    after `as_on` (so 29, 30 and 69 are refused in 2026: their century is not certain), and not where it would be near
    only if it stood first (26-10-05); the rest is for the column as a whole to say. Five digits are a day counted by a
    book where they can be nothing else. `date1904` says how the number cells of the book count.
    """
    if isinstance(text, CellText) and text.stored != "date":
        found = _cell(text, as_on, date1904) if text.stored == "number" else None
    else:
        found = _text(text, as_on)
    latest = add_months(as_on, 240)
    if found is not None and EARLIEST <= found.value <= latest:
        return found
    raise ValueRefused(told(text), f"a date as dd/mm/yyyy between 01/01/2000 and {latest:%d/%m/%Y}", _advice(text))


def near(as_on: date) -> tuple[date, date]:
    """The days that a two-digit year is thought to mean: ten years back to the end of the second year ahead."""
    return add_months(as_on, -120), date(as_on.year + 2, 12, 31)


def year_looks_first(written: WrittenDay, as_on: date) -> bool:
    """Whether a two-digit year is near where it stands first, and far off where it stands last."""
    first, last = near(as_on)
    by_day, by_year = written.by(Order.DAY), written.by(Order.YEAR)
    return by_year is not None and first <= by_year <= last and not (by_day and first <= by_day <= last)


def one_day(text: str) -> date:
    """A date typed by a person, where no order is declared: one reading, within 2000 to 2099; else told with both."""
    on = single_day(text)
    if on is not None and EARLIEST <= on <= LATEST:
        return on
    both = both_orders(text)
    doubt = f"; this may be {both[0]:%d-%b-%Y} or {both[1]:%d-%b-%Y}" if both else ", in 2000 to 2099"
    wanted = f"a date with one reading, as 31-Oct-2026 or 2026-10-31{doubt}"
    raise ValueRefused(text, wanted, "Write the month by its name.")


def undeclared_day(text: str) -> date:
    """A day of a file that declares no order: a date cell as the book holds it, a text where it has one reading."""
    if isinstance(text, CellText) and text.stored == "date" and shows_a_day(text.form):
        written = written_day(str(text))
        on = written.by(Order.DAY) if written else None
        if on is not None:
            return on
    return one_day(str(text))


def is_counted(text: str) -> bool:
    """Whether a text is five digits, as a book counts a day."""
    return not isinstance(text, CellText) and _FIVE_DIGITS.fullmatch(clean(text)) is not None


def is_digits(text: str) -> bool:
    """Whether a text is digits alone, which may be a date without its strokes."""
    return not isinstance(text, CellText) and _DIGITS.fullmatch(clean(text)) is not None


def both_orders(text: str) -> tuple[date, date] | None:
    """03/04/2026 and 26-10-05 with two of their readings; None when the text has one or none."""
    written = written_day(text)
    return None if written is None or len(written.days) < 2 else (written.days[0], written.days[1])


def only_in(text: str, order: Order) -> bool:
    """True for 04/13/2026 and month first: a date with one order only, which puts that of its column in doubt."""
    written = written_day(text)
    return written is not None and {one for one, _ in written.readings} == {order}


def _text(text: str, as_on: date) -> Read[date] | None:
    if isinstance(text, CellText) and not shows_a_day(text.form):
        return None
    written = written_day(str(text))
    if written is None:
        return _counted(clean(text), as_on)
    on = written.by(Order.DAY)
    if on is None or _in_utc(written) or (written.short and (on > near(as_on)[1] or year_looks_first(written, as_on))):
        return None
    form = (Repair.SHORT_YEAR,) if written.short else () if written.usual else (Repair.OTHER_DATE_FORM,)
    return Read(on, form + ((Repair.TIME,) if written.timed else ()))


def _counted(text: str, as_on: date) -> Read[date] | None:
    """Five digits as a day that a book counts, unless they are a date without its signs: 41026 is 04-10-26 too."""
    if not _FIVE_DIGITS.fullmatch(text) or _is_ddmmyy(int(text[:5]), as_on):
        return None
    return Read(day_of_serial(int(text[:5])), (Repair.SERIAL_DATE,))


def _in_utc(written: WrittenDay) -> bool:
    return any(order is Order.UTC for order, _ in written.readings)


def _cell(cell: CellText, as_on: date, date1904: bool) -> Read[date] | None:
    """A number cell as a day counted by its book; None where its digits may be a date themselves (41026, 051026)."""
    if not is_bare(cell.form) or zero_width(cell.form) or not _DIGITS.fullmatch(cell):
        return None
    number = Decimal(cell)
    part = number % 1
    if not 1 <= number < _SERIAL_LIMIT or _is_ddmmyy(int(number), as_on) or round(part * _SECONDS) == _UTC_MIDNIGHT:
        return None
    return Read(day_of_serial(int(number), date1904), (Repair.SERIAL_DATE, *((Repair.TIME,) if part else ())))


def _is_ddmmyy(number: int, as_on: date) -> bool:
    """Whether the digits of a number are a date without its strokes and its leading zero: 41026 is 04-10-26."""
    digits = f"{number:06d}"
    written, (first, last) = written_day(f"{digits[:2]}/{digits[2:4]}/{digits[4:]}"), near(as_on)
    days = (written.by(Order.DAY), written.by(Order.YEAR)) if written else ()
    return any(on is not None and first <= on <= last for on in days)


def _advice(text: str) -> str:
    written = written_day(str(text))
    if isinstance(text, CellText) and text.stored == "date" and not shows_a_day(text.form):
        return "The cell shows a month and no day: enter the day, or format the column as dates and check them."
    if written is None and _DIGITS.fullmatch(clean(text)):
        return DIGITS_ALONE
    if written is not None and _in_utc(written):
        return "18:30 may be midnight in India, written in UTC, and so the next day: export the date without a time."
    if written is not None and written.short and len(written.days) > 1:
        both = [f"{on:%d-%b-%Y}" for order, on in written.readings if order in (Order.DAY, Order.YEAR)]
        return f"It may be {' or '.join(both)}: export years of four digits."
    return "Correct the date in the source."
