"""Calendar arithmetic as the rules count it (conventions K1 to K6). No holiday is known here; callers bring them."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

SATURDAY, SUNDAY = 5, 6
# Day 0 of a spreadsheet: of a usual book (Excel's count from 1-Mar-1900 on), and of a book that counts from 1904.
DAY_ZERO_1900, DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_ORDINALS = DAY_ZERO_1900.toordinal(), DAY_ZERO_1904.toordinal()
WORKING_SATURDAYS = (1, 3, 5)  # of each month, unless the bank's calendar names its own (K4)

DAY_SECONDS = 86_400


def day_zero(date1904: bool = False) -> date:
    """The day that a book calls 0."""
    return DAY_ZERO_1904 if date1904 else DAY_ZERO_1900


def serial_of(on: date, date1904: bool = False) -> int:
    """The whole number by which a book knows a day.

    >>> serial_of(date(2026, 10, 31))
    46326
    """
    return on.toordinal() - _ORDINALS[date1904]


def day_of_serial(serial: float, date1904: bool = False) -> date:
    """The day that a number of a book means; its part of a day is left out.

    >>> day_of_serial(46326.75)
    datetime.date(2026, 10, 31)
    """
    return day_zero(date1904) + timedelta(days=int(serial))


def moment_of_serial(serial: float, date1904: bool = False) -> date:
    """The day that a number of a book means, with its time where the number has one, to the second below.

    >>> moment_of_serial(46326.75)
    datetime.datetime(2026, 10, 31, 18, 0)
    >>> moment_of_serial(46326.0)
    datetime.date(2026, 10, 31)
    """
    day = day_of_serial(serial, date1904)
    seconds = min(round((serial - int(serial)) * DAY_SECONDS), DAY_SECONDS - 1)
    return datetime.combine(day, time()) + timedelta(seconds=seconds) if seconds else day


def add_months(start: date, months: int) -> date:
    """Same day number `months` later, clipped to that month's last day, as Excel's EDATE; no roll-up.

    >>> add_months(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    index = start.month - 1 + months
    year, month = start.year + index // 12, index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def add_days(start: date, days: int) -> date:
    """Last day of a period of `days` calendar days after `start`; the first day is not counted, the last one is.

    >>> add_days(date(2026, 3, 31), 150)
    datetime.date(2026, 8, 28)
    """
    return start + timedelta(days=days)


def months_on_grid(anchor: date, on: date) -> int | None:
    """How many whole months after `anchor` the date `on` lies; None when it is not on the anchor's monthly grid.

    >>> months_on_grid(date(2026, 1, 15), date(2026, 7, 15))
    6
    """
    months = (on.year - anchor.year) * 12 + on.month - anchor.month
    return months if add_months(anchor, months) == on else None


def financial_year(on: date) -> str:
    """The financial year that holds `on`, April to March.

    >>> financial_year(date(2026, 10, 31)), financial_year(date(2027, 3, 31)), financial_year(date(2027, 4, 1))
    ('2026-27', '2026-27', '2027-28')
    """
    return _years(_first_year(on))


def _first_year(on: date) -> int:
    return on.year if on.month >= 4 else on.year - 1


def _years(start: int) -> str:
    return f"{start}-{(start + 1) % 100:02d}"


def preceding_financial_years(on: date, count: int) -> tuple[str, ...]:
    """The `count` completed financial years before the one that holds `on`, latest first.

    >>> preceding_financial_years(date(2026, 10, 31), 2)
    ('2025-26', '2024-25')
    """
    start = _first_year(on)
    return tuple(_years(year) for year in range(start - 1, start - 1 - count, -1))


def is_working_day(on: date, holidays: Collection[date] = (), working_saturdays: Collection[int] = ()) -> bool:
    """Bank working day: no Sunday, no holiday of the bank, of the Saturdays only the usual or the named ones (K4).

    >>> is_working_day(date(2026, 10, 10))  # a second Saturday
    False
    """
    if on in holidays or on.weekday() == SUNDAY:
        return False
    return on.weekday() != SATURDAY or (on.day - 1) // 7 + 1 in (working_saturdays or WORKING_SATURDAYS)


def add_working_days(
    start: date, days: int, holidays: Collection[date] = (), working_saturdays: Collection[int] = ()
) -> date:
    """The `days`-th bank working day after `start`; the day of receipt itself is not counted.

    >>> add_working_days(date(2026, 10, 1), 5)
    datetime.date(2026, 10, 7)
    """
    if days < 0:
        raise AssertionError(f"{days} working days: counting back is not defined")
    on = start
    while days:
        on += timedelta(days=1)
        days -= is_working_day(on, holidays, working_saturdays)
    return on


def month_end(on: date) -> date:
    """Last day of the month that holds `on`.

    >>> month_end(date(2028, 2, 1))
    datetime.date(2028, 2, 29)
    """
    return on.replace(day=calendar.monthrange(on.year, on.month)[1])


def period_of(on: date) -> str:
    """The closing period "YYYY-MM" that holds `on`.

    >>> period_of(date(2026, 10, 31))
    '2026-10'
    """
    return f"{on.year:04d}-{on.month:02d}"
