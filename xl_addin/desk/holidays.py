"""The bank's list of holidays: centre, date and name, in any table that take-in reads, by the same readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from xl_addin.desk.intake.headers import fields_known, headers_of
from xl_addin.domain.content import content_of
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.texts import clean
from xl_addin.rulebook.calendars import Calendar
from xl_addin.workbook.extracts.day_cells import undeclared_day
from xl_addin.workbook.extracts.read_tables import read_table
from xl_addin.workbook.extracts.schema import Column, Kind
from xl_addin.workbook.extracts.text_table import Reading, TextTable

COLUMNS = (
    Column("centre", Kind.CODE, ("centre", "center", "state", "branch"), True),
    Column("date", Kind.ISO_DATE, ("date", "holiday date", "day"), True),
    Column("name", Kind.TEXT, ("name", "holiday", "holiday name", "occasion", "description")),
)


_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = frozenset((*_NAMES, *(name[:3] for name in _NAMES)))


class _Listed(NamedTuple):
    """A line of the list as its cells hold it, by the fields of COLUMNS."""

    centre: str
    date: str
    name: str = ""


def load_calendars(path: Path) -> Mapping[str, Calendar]:
    """The calendars of a bank's list by centre, in capitals; DeskError names the line that cannot be used."""
    try:
        table = read_table(content_of(path), Reading(fields=fields_known(COLUMNS)))
    except OSError as error:
        what = f"The holiday list cannot be read: {error.strerror or error}."
        raise DeskError(what, f"File {path}.", "Check its path and your rights.") from None
    headers = _without_weekdays(table)
    places = {header.field: place for place, header in headers_of(headers, COLUMNS, str(path)).items()}
    found: dict[str, dict[date, str]] = {}
    for line, row in table.rows:
        where = f"{path}, line {line}"
        listed = _Listed(**{field: row[place] if place < len(row) else "" for field, place in places.items()})
        _add(found, clean(listed.centre).upper(), _day(listed.date, where), clean(listed.name), where)
    if not found:
        raise DeskError("The holiday list is empty.", str(path), "Give one line for each holiday of a centre.")
    return MappingProxyType(
        {one: Calendar(one, frozenset(days), frozenset(on.year for on in days)) for one, days in found.items()}
    )


def _without_weekdays(table: TextTable) -> tuple[str, ...]:
    """The headers without that of a column of weekdays, which many a list has beside its dates."""
    columns = zip_longest(table.headers, *(row for _, row in table.rows), fillvalue="")
    return tuple("" if _is_of_weekdays(cells) else header for header, *cells in columns)


def _is_of_weekdays(cells: Iterable[str]) -> bool:
    said = {clean(cell).lower() for cell in cells} - {""}
    return bool(said) and said <= _WEEKDAYS


def _add(found: dict[str, dict[date, str]], centre: str, on: date, name: str, where: str) -> None:
    if not centre:
        raise DeskError("A holiday has no centre.", where, "Write the state or the branch code.")
    days = found.setdefault(centre, {})
    if on in days:
        what = f"{centre} has {on:%d-%b-%Y} twice: {days[on]!r} and {name!r}."
        raise DeskError(what, where, "Keep one line for each day of a centre.")
    days[on] = name


def _day(text: str, where: str) -> date:
    """A date of a book, or a text with one reading: 02/10/2026 is none, for the bank's list may be month-first."""
    try:
        return undeclared_day(text)
    except ValueRefused as why:
        raise DeskError(f"{text!r} is not {why.expected}.", where, "Write the date as 02-Oct-2026.") from None
