"""A date as somebody wrote it: every reading that the text allows, so that each reader takes one only where it may.

Forms: 05/10/2026 with strokes, dashes or dots; 2026-10-05 likewise; 5 Oct 2026, 05-October-2026, 05OCT2026,
Oct 5, 2026, 2026-Oct-05; in most of them a year of two digits, which is 20yy. A weekday may stand before the date, and
must be its own. A time of day may follow, also with a zone: the day is then that of India. Bare digits are no date:
41026 may be 04-10-26 or a day counted from 1900.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from xl_addin.domain.texts import clean

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBER_OF = {name[:3]: n for n, name in enumerate(MONTHS, 1)} | {name: n for n, name in enumerate(MONTHS, 1)}
_NUMBER_OF["sept"] = 9

_DIGITS = re.compile(r"([0-9]{1,4})([/.-])([0-9]{1,2})\2([0-9]{1,4})")
_DAY_NAMED = re.compile(r"([0-9]{1,4})(?:st|nd|rd|th)?[ ./,-]{0,2}([a-z]{3,9})[ ./,-]{0,2}([0-9]{1,4})")
_NAME_FIRST = re.compile(r"([a-z]{3,9})[ .-]{0,2}([0-9]{1,2})(?:st|nd|rd|th)?[ ,.-]{1,2}([0-9]{4})")
_TIMED = re.compile(
    r"(.+?)(?:t|,? +)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
    r"(?: ?([ap])\.?m\.?)?(?: ?(z|utc|gmt|ist|[+-][0-9]{2}:?[0-9]{2}))?"
)
# A time as Oracle writes it, the weekday before a date, a moment as Java writes it.
_POINTED = re.compile(
    r"(.+ [0-9]{1,2})\.([0-9]{2})\.([0-9]{2}(?:\.[0-9]{1,9})?(?: [ap]m)?(?: [+-][0-9]{2}:?[0-9]{2})?)"
)
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur|r)?(?:day)?,? +(?=[0-9a-z])")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_JAVA = re.compile(r"([a-z]{3} [0-9]{1,2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}) (ist|utc|gmt) ([0-9]{4})")
_INDIA, _DAY = 330, 1440  # minutes that India is before UTC; minutes of a day
_MIDNIGHT_IN_UTC = _DAY - _INDIA  # 18:30, at which India's midnight stands where a program wrote UTC
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "ist": _INDIA}


class Order(StrEnum):
    """Which part of a date stands first, as far as the reading needs it; UTC: midnight in India, written in UTC."""

    ONE = "one reading"
    DAY = "day first"
    MONTH = "month first"
    YEAR = "year first"
    UTC = "Indian midnight in UTC"
    YEAR_DAY = "year, day, month"  # 2026-31-10: no form of a date, but it puts 2026-05-10 in doubt


class WrittenDay(NamedTuple):
    """The readings of a text, the usual one first; two of them may be the same day.

    `usual` is dd/mm/yyyy, `short` a year of two digits, `timed` a time of day that was left out.
    """

    readings: tuple[tuple[Order, date], ...]
    usual: bool = False
    short: bool = False
    timed: bool = False

    def by(self, order: Order) -> date | None:
        """The day under one order, or the only one there is."""
        return next((on for one, on in self.readings if one in (order, Order.ONE)), None)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that the text may mean, each once."""
        return tuple(dict.fromkeys(on for _, on in self.readings))


@lru_cache(maxsize=65536)  # a column repeats the same few dates
def written_day(text: str) -> WrittenDay | None:
    """Every reading of `text` as a day; None where it is no date in any.

    >>> [on.isoformat() for on in written_day("03/04/2026").days]
    ['2026-04-03', '2026-03-04']
    """
    if len(text) > 60:
        return None
    trimmed = clean(text).lower()
    named = _WEEKDAY.match(trimmed) if trimmed[:1].isalpha() else None
    weekday = _WEEKDAYS.index(named[1]) if named else -1
    trimmed = _usual(trimmed[named.end() :] if named else trimmed)
    timed = _TIMED.fullmatch(trimmed) if ":" in trimmed else None
    if timed is None:
        return _on_weekday(_written(trimmed), weekday)
    minutes = _minutes(timed)
    found = _on_weekday(_written(timed[1].rstrip(",")), weekday) if minutes is not None else None
    return None if found is None or minutes is None else _in_india(found, minutes, timed)


def _usual(text: str) -> str:
    """The text with colons in its time and the year beside the day: as most programs write it."""
    if match := _JAVA.fullmatch(text):
        return f"{match[1]}, {match[4]} {match[2]} {match[3]}"
    return f"{match[1]}:{match[2]}:{match[3]}" if (match := _POINTED.fullmatch(text)) else text


def _on_weekday(found: WrittenDay | None, weekday: int) -> WrittenDay | None:
    """The readings that fall on the weekday before the date; None where there is none."""
    if found is None or weekday < 0:
        return found
    readings = tuple((order, on) for order, on in found.readings if on.weekday() == weekday)
    return found._replace(readings=readings, usual=False) if readings else None


def single_day(text: str) -> date | None:
    """The day of a text that has one reading, its year in full, and no time of day but midnight; else None.

    >>> single_day("31-Oct-2026"), single_day("03/04/2026")
    (datetime.date(2026, 10, 31), None)
    """
    written = written_day(text)
    if written is None or written.short or written.timed or len(written.days) > 1:
        return None
    return None if written.readings[0][0] is Order.YEAR_DAY else written.days[0]


def _written(text: str) -> WrittenDay | None:
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(text):
            found = read(match)
            return found if found.readings else None
    return None


def _digits(match: re.Match[str]) -> WrittenDay:
    first, sign, second, third = match.groups()
    if len(first) == 4 and len(third) <= 2:
        found = _readings((Order.ONE, first, second, third))
        return WrittenDay(found or _readings((Order.YEAR_DAY, first, third, second)))
    if len(first) > 2 or len(third) not in (2, 4):
        return WrittenDay(())
    tries = [(Order.DAY, third, second, first), (Order.MONTH, third, first, second)]
    if len(first) == len(third) == 2:
        tries.append((Order.YEAR, first, second, third))
    short = len(third) == 2
    return WrittenDay(_readings(*tries), usual=sign == "/" and not short, short=short)


def _day_named(match: re.Match[str]) -> WrittenDay:
    first, name, third = match.groups()
    month = str(_NUMBER_OF.get(name, 0))
    if len(first) == 4 and len(third) <= 2:
        return WrittenDay(_readings((Order.ONE, first, month, third)))
    if len(first) <= 2 and len(third) == 4:
        return WrittenDay(_readings((Order.ONE, third, month, first)))
    if len(first) > 2 or len(third) != 2:
        return WrittenDay(())
    tries = [(Order.DAY, third, month, first)]
    if len(first) == 2:
        tries.append((Order.YEAR, first, month, third))
    return WrittenDay(_readings(*tries), short=True)


def _name_first(match: re.Match[str]) -> WrittenDay:
    name, day, year = match.groups()
    return WrittenDay(_readings((Order.ONE, year, str(_NUMBER_OF.get(name, 0)), day)))


_FORMS = ((_DIGITS, _digits), (_DAY_NAMED, _day_named), (_NAME_FIRST, _name_first))


def _readings(*tries: tuple[Order, str, str, str]) -> tuple[tuple[Order, date], ...]:
    """The tries (order, year, month, day) that are days."""
    found: list[tuple[Order, date]] = []
    for order, year, month, day in tries:
        try:
            found.append((order, date(int(year) + 2000 * (len(year) == 2), int(month), int(day))))
        except ValueError:
            continue
    return tuple(found)


def _minutes(timed: re.Match[str]) -> int | None:
    """Minutes from midnight; None where there is no such time."""
    hour, minute, second, half = int(timed[2]), int(timed[3]), int(timed[4] or 0), timed[6]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "p")
    return hour * 60 + minute if hour < 24 and minute < 60 and second < 60 else None


def _in_india(found: WrittenDay, minutes: int, timed: re.Match[str]) -> WrittenDay | None:
    """The readings with their time: the day is that of India where a zone stands, else as written."""
    zone = timed[7]
    exact = not int(timed[4] or 0) and not int(timed[5] or 0)
    shift = 0 if zone is None else (minutes - _offset(zone) + _INDIA) // _DAY
    try:
        readings = tuple((order, on + timedelta(days=shift)) for order, on in found.readings)
        if zone is None and minutes == _MIDNIGHT_IN_UTC and exact:
            readings += tuple((Order.UTC, on + timedelta(days=1)) for _, on in found.readings)
    except OverflowError:  # the last day of the year 9999
        return None
    return found._replace(readings=readings, usual=found.usual and not shift, timed=bool(minutes or shift or not exact))


def _offset(zone: str) -> int:
    if zone in _ZONES:
        return _ZONES[zone]
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)
