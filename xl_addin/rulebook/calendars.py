"""Bank holidays by centre (a state or a branch), read from the bank's own list: CSV of centre, date, name.

No list is shipped: Indian bank holidays differ by state and are announced year by year.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from xl_addin.domain.dates import add_working_days
from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.policy import Policy

COLUMNS = ("centre", "date", "name")


class Calendar(NamedTuple):
    """The holidays of one centre and the years that its list covers."""

    centre: str
    holidays: frozenset[date]
    years: frozenset[int]

    def working_day_after(self, start: date, days: int, working_saturdays: tuple[int, ...] = ()) -> date:
        """The `days`-th bank working day after `start` at this centre; DeskError where the list does not reach."""
        end = add_working_days(start, days, self.holidays, working_saturdays)
        for year in (start.year, end.year):
            if year not in self.years:
                raise DeskError(
                    f"The holiday list of {self.centre} has no date in {year}.",
                    f"Holidays of {self.centre}: {', '.join(str(one) for one in sorted(self.years))}.",
                    f"Add the holidays of {year} to the list, then ask again.",
                )
        return end


def load_calendars(path: Path) -> Mapping[str, Calendar]:
    """The calendars of a bank's list by centre, in capitals; DeskError names the line that cannot be used."""
    found: dict[str, dict[date, str]] = {}
    for line, row in enumerate(_rows(path), 2):
        centre, on, name = _holiday(row, f"{path}, line {line}")
        days = found.setdefault(centre, {})
        if on in days:
            what = f"{centre} has {on} twice: {days[on]!r} and {name!r}."
            raise DeskError(what, f"{path}, line {line}", "Keep one line for each day of a centre.")
        days[on] = name
    if not found:
        raise DeskError("The holiday list is empty.", str(path), "Give one line for each holiday of a centre.")
    return MappingProxyType(
        {one: Calendar(one, frozenset(days), frozenset(on.year for on in days)) for one, days in found.items()}
    )


def calendar_of(calendars: Mapping[str, Calendar], centre: str) -> Calendar:
    """The calendar of a centre; DeskError names the centres of the list where it is not among them."""
    known = calendars.get(centre.strip().upper())
    if known is None:
        todo = f"The list has {', '.join(sorted(calendars))}; add the centre or correct its name."
        raise DeskError(f"The holiday list has no centre {centre!r}.", "Holiday list.", todo)
    return known


def with_holidays(policy: Policy, path: Path | None, centre: str) -> Policy:
    """`policy` with the holidays of a centre beside its own; DeskError where list and centre do not go together."""
    if path is None:
        if centre:
            todo = "Name the list as well, in desk.toml or by --calendar holidays.csv"
            raise DeskError(
                f"The centre {centre!r} is given without a holiday list.", "Command line or desk.toml.", todo
            )
        return policy
    own = calendar_of(load_calendars(path), centre)
    return replace(policy, holiday_list=tuple(sorted({*policy.holiday_list, *own.holidays})))


def _rows(path: Path) -> list[dict[str, str | None]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            lacking = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        what = f"The holiday list cannot be read: {error}."
        raise DeskError(what, str(path), "Save it as CSV in UTF-8 and check its path.") from error
    if lacking:
        todo = f"Its columns are {', '.join(COLUMNS)}."
        raise DeskError(f"The holiday list has no column {lacking[0]!r}.", str(path), todo)
    return rows


def _holiday(row: dict[str, str | None], where: str) -> tuple[str, date, str]:
    centre, day, name = ((row[column] or "").strip() for column in COLUMNS)
    if not centre:
        raise DeskError("A holiday has no centre.", where, "Write the state or the branch code.")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise DeskError(f"{day!r} is not a date.", where, "Write the date as 2026-10-02.") from None
    if day != on.isoformat():
        raise DeskError(f"{day!r} is not a date.", where, "Write the date as 2026-10-02.")
    return centre.upper(), on, name
