"""A look-up goes to its provision by halving, however long the history of a parameter is."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType

import pytest

from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.model import Line

FIRST, LENGTH = date(2016, 1, 1), 1024
HALVINGS = 11  # 2 ** 10 = 1024, and one more to tell the last two apart


class CountedDay(date):
    """A day that counts how often it is compared."""

    compared = 0

    def __lt__(self, other: date) -> bool:
        CountedDay.compared += 1
        return date.__lt__(self, other)


def long_history() -> Rulebook:
    """A rulebook whose only parameter changes every day."""
    days = tuple(FIRST + timedelta(days=n) for n in range(LENGTH))
    rules = tuple(Provision("p", n, day, day, "Circular No. 1 of 2016-01-01", "1", "H") for n, day in enumerate(days))
    return Rulebook(MappingProxyType({"p": Line(days, rules)}), MappingProxyType({}), FIRST, FIRST, days[-1], "")


@pytest.mark.parametrize("at", [0, 1, 511, 512, 513, LENGTH - 2, LENGTH - 1])
def test_a_look_up_halves_and_never_walks(at: int) -> None:
    rules, on = long_history(), FIRST + timedelta(days=at)
    CountedDay.compared = 0
    assert rules.in_force("p", CountedDay(on.year, on.month, on.day)).value == at
    assert 0 < CountedDay.compared <= HALVINGS
