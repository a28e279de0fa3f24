"""The people of the tests of acts: a maker, a checker with every power, and what the policy gives to others."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.desk.intake.desk_folder import ACTOR
from xl_addin import rulebook
from xl_addin.engine.law import Law
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import LIMITS, Person, Power, Powers

CHECKER = replace(ACTOR, user="checker")
EVERY = tuple((word, Decimal(10**9)) for word in LIMITS.values())
PEOPLE = (Person("maker", "maker"), Person("checker", "checker"))


def law_of(role: Power, *, people: tuple[Person, ...] = PEOPLE, **policy: Any) -> Law:
    """The law with one role for the checker, and more of the bank's policy."""
    return Law(rulebook.load(), Policy(powers=Powers(people, (role,)), **policy))


def able(**flags: bool) -> Power:
    """A role with every act up to a great amount, and some flags."""
    return Power("checker", EVERY, **flags)


def without(act: str) -> Power:
    """A role that has power over every act but one."""
    return Power("checker", tuple(one for one in EVERY if one[0] != act))
