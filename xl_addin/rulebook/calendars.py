"""Bank holidays by centre (a state or a branch), as the bank's own list has them.

No list is shipped: Indian bank holidays differ by state and are announced year by year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from xl_addin.domain.dates import add_working_days
from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.policy import Policy


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


def calendar_of(calendars: Mapping[str, Calendar], centre: str) -> Calendar:
    """The calendar of a centre; DeskError names the centres of the list where it is not among them."""
    known = calendars.get(centre.strip().upper())
    if known is None:
        todo = f"The list has {', '.join(sorted(calendars))}; add the centre or correct its name."
        raise DeskError(f"The holiday list has no centre {centre!r}.", "Holiday list.", todo)
    return known


def with_holidays(policy: Policy, calendars: Mapping[str, Calendar], centre: str) -> Policy:
    """`policy` with the holidays of a centre beside its own."""
    own = calendar_of(calendars, centre)
    return replace(policy, holiday_list=tuple(sorted({*policy.holiday_list, *own.holidays})))


def without_list(policy: Policy, centre: str) -> Policy:
    """`policy` as it is; DeskError where a centre is named and no list."""
    if centre:
        todo = "Name the list as well, in desk.toml or by --calendar holidays.csv"
        raise DeskError(f"The centre {centre!r} is given without a holiday list.", "Command line or desk.toml.", todo)
    return policy
