"""A cell as a date.

A date is a serial number of the book's own system, or text with one reading: 2026-10-01, 4-May-2026, 13-05-2026; so
04-05-2026, 26-10-05 and a text with a time of day are #VALUE!; of a serial number that time is cut off. A moment of
Python that has a zone is the day that it was in India. A number that is no day of 2000 to 2099 (so the 29-Feb-1900
that never was, serial 60, too) is #NUM!.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from math import isnan
from typing import Any

from udfs._registry import CellError
from xl_addin.domain.dates import DAY_ZERO_1900, DAY_ZERO_1904, serial_of
from xl_addin.domain.texts import clean
from xl_addin.domain.written_days import single_day

VALUE, NUM = CellError.VALUE, CellError.NUM
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
_INDIA = timezone(timedelta(hours=5, minutes=30))
CACHED = 65536


@lru_cache(maxsize=CACHED, typed=True)
def day_1900(cell: Any) -> date | CellError | None:
    """A date of a book that counts from 1900."""
    return _day(cell, DAY_ZERO_1900)


@lru_cache(maxsize=CACHED, typed=True)
def day_1904(cell: Any) -> date | CellError | None:
    """A date of a book that counts from 1904."""
    return _day(cell, DAY_ZERO_1904)


def _day(cell: Any, epoch: date) -> date | CellError | None:
    if cell is None or isinstance(cell, CellError):
        return cell
    if isinstance(cell, str):
        return _text_day(cell)
    if isinstance(cell, datetime):
        return _moment_day(cell)
    if isinstance(cell, date):
        return _in_bounds(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or isnan(cell):
        return VALUE
    return _in_bounds(epoch + timedelta(days=int(cell))) if 0 <= cell <= (date.max - epoch).days else NUM


def _moment_day(moment: datetime) -> date | CellError:
    """The day of a moment of Python: that of India where it has a zone.

    Equal moments of two zones are one key of the cache, and so must be one day.
    """
    try:
        return _in_bounds((moment if moment.utcoffset() is None else moment.astimezone(_INDIA)).date())
    except (OverflowError, ValueError):  # the last hours of 9999; a moment of pandas that is none
        return VALUE


def _text_day(text: str) -> date | CellError | None:
    """A date as text that has one reading; two are no date that a function may choose from."""
    if not clean(text):
        return None
    day = single_day(text)
    return VALUE if day is None else _in_bounds(day)


def _in_bounds(day: date) -> date | CellError:
    return day if EARLIEST <= day <= LATEST else NUM


def serial(day: date, date1904: bool) -> float:
    """The day as a number of the calling book."""
    return float(serial_of(day, date1904))
