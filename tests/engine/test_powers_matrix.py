"""Every act against every status, letter, role, branch and amount: who may approve, by the rule as it is stated.

The rule: another person than the maker, whom the bank's policy names, of the item's branch, with power over the act up
to the amount. OK by any of these. ESCALATE where the role may go beyond the bank's bounds, or RBI has approved it by
letter. REFER_RBI by such a letter alone. CHECK where satisfaction is all that lacks and the role may say it. Every
other CHECK, BANK_POLICY and REFUSE never.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from typing import NamedTuple

import pytest

from xl_addin import rulebook
from xl_addin.engine.law import Law
from xl_addin.engine.powers import FLAGGED, Approval, may_approve
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import LIMITS, Person, Power, Powers

RULES = rulebook.load()
STATUSES = ("OK", "CHECK", "REFER_RBI", "ESCALATE", "BANK_POLICY", "REFUSE", "SHOW_BOTH")
LIMIT = Decimal("1000.00")
AMOUNTS = (Decimal("999.99"), LIMIT, Decimal("1000.01"), None)
BRANCHES = ((), ("0009001",), ("0009002",))
BOTH = (False, True)


class Row(NamedTuple):
    """One case: what is decided, what stands with it, what the role and the person may."""

    status: str
    letter: bool
    lacks: bool
    escalated: bool
    satisfaction: bool
    power: bool
    branches: tuple[str, ...]
    inr: Decimal | None


def rows() -> Iterator[Row]:
    for cells in product(STATUSES, BOTH, BOTH, BOTH, BOTH, BOTH, BRANCHES, AMOUNTS):
        row = Row(*cells)
        if not (row.lacks and row.status != "CHECK"):  # only a CHECK can lack satisfaction alone
            yield row


def postable(row: Row) -> bool:
    """What may be posted, by its status."""
    return {
        "OK": True,
        "ESCALATE": row.escalated or row.letter,
        "REFER_RBI": row.letter,
        "CHECK": row.lacks and row.satisfaction,
    }.get(row.status, False)


def allowed(row: Row, has_amount: bool) -> bool:
    """The rule as it is stated."""
    within = not has_amount or (row.inr is not None and row.inr <= LIMIT)
    own = not row.branches or "0009001" in row.branches
    return postable(row) and row.power and own and within


def answer(act: str, row: Row, checker: str = "ravi") -> bool:
    limits = ((act, LIMIT),) if row.power and act not in FLAGGED else ()
    flags = {FLAGGED[act]: row.power} if act in FLAGGED else {}
    role = Power("checker", limits, escalated=row.escalated, satisfaction=row.satisfaction, **flags)
    people = (Person("ravi", "checker", branches=row.branches), Person("asha", "maker"))
    law = Law(RULES, Policy(powers=Powers(people, (role,))))
    asked = Approval(
        act=act,
        maker="asha",
        checker=checker,
        action_date=date(2026, 10, 31),
        amount_inr=row.inr,
        status=row.status,
        lacks_satisfaction=row.lacks,
        by_letter=row.letter,
        branch="0009001",
    )
    return may_approve(law, asked).ok


@pytest.mark.parametrize("act", [*LIMITS.values(), *FLAGGED])
def test_who_may_approve_an_act(act: str) -> None:
    wrong = [row for row in rows() if answer(act, row) is not allowed(row, act not in FLAGGED)]
    assert wrong == []


@pytest.mark.parametrize("act", [*LIMITS.values(), *FLAGGED])
@pytest.mark.parametrize("checker", ["asha", "ASHA", "somebody"])
def test_neither_the_maker_nor_a_stranger_approves_anything(act: str, checker: str) -> None:
    assert not any(answer(act, row, checker) for row in rows())
