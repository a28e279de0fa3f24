"""The order of the lists: by consequence, then by INR, so that what counts most stands on top; of equals the oldest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import Case
from xl_addin.domain.statuses import BAD, GOOD, LOOK, NOTE, RAISED, tone
from xl_addin.engine.general.standing import DUE_SOON, NOT_DUE, OVERDUE
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CHECK

Row = TypeVar("Row")
Rows = Callable[[Told], Sequence[Row]]


def _places(words: Sequence[str]) -> Mapping[str, int]:
    return {word: place for place, word in enumerate(words)}


LATE = (BREACH_BEFORE_SWITCH, OVERDUE, DUE_SOON)
_LATE = _places((*LATE, CHECK, NOT_DUE, ""))
_CLOSABLE, _WORST = _places((GOOD, RAISED, LOOK, BAD, NOTE)), _places((BAD, RAISED, LOOK, NOTE, GOOD))


def ordered(rows: Rows[Row], place: Callable[[Row], int], inr: Callable[[Row], Decimal | None]) -> Rows[Row]:
    """The rows by `place`, then the largest INR first; what has no rate stands behind what has one."""

    def sorted_rows(told: Told) -> Sequence[Row]:
        return sorted(rows(told), key=lambda row: (place(row), -(inr(row) or 0)))

    return sorted_rows


def late_first(rows: Rows[Row], standing: Callable[[Row], str], inr: Callable[[Row], Decimal | None]) -> Rows[Row]:
    """Missed under the old rules, overdue, due soon, not known, not due."""
    return ordered(rows, lambda row: _LATE[standing(row)], inr)


def late_cases_first(rows: Rows[Case]) -> Rows[Case]:
    """The same of decisions."""
    return late_first(rows, lambda case: case.standing, lambda case: case.amount_inr)


def closable_first(rows: Rows[Case]) -> Rows[Case]:
    """What may be closed, what somebody else decides, what lacks a fact, what is refused."""
    return ordered(rows, lambda case: _CLOSABLE[tone(case.decision.status)], lambda case: case.amount_inr)


def worst_first(rows: Rows[Case]) -> Rows[Case]:
    """What is refused, what somebody else decides, what lacks a fact, what is well."""
    return ordered(rows, lambda case: _WORST[tone(case.decision.status)], lambda case: case.amount_inr)


def asked_first(rows: Rows[Case], asks: Callable[[Case], Any]) -> Rows[Case]:
    """What an importer asks for, then by the day that would be extended, the earliest first; without one last."""

    def sorted_rows(told: Told) -> Sequence[Case]:
        return sorted(rows(told), key=lambda case: (asks(case) is None, case.current_due or date.max))

    return sorted_rows
