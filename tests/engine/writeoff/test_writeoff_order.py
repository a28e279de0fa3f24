"""Every combination of answers, against a second reading of the order of tests in rules 5.3."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from xl_addin.engine.law import Law
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

ANSWERS = (True, False, None)
REASONS = ("DISCOUNT", "QUALITY", "CONVENIENCE", None)
LAW = Law(load(), Policy())


def old_regime(
    reason: str | None, satisfied: bool | None, suit: bool | None, notice: bool | None, papers: bool | None, over: bool
) -> str:
    """The headline, as a clerk would work it out from the table."""
    if suit or notice:
        return "REFER_RBI"
    if suit is None or notice is None:
        return "CHECK"
    if reason in (None, "CONVENIENCE") or (reason == "QUALITY" and not papers):
        return "CHECK"
    if not satisfied:
        return "CHECK" if satisfied is None else "REFUSE"
    return "REFER_RBI" if over and reason == "DISCOUNT" else "OK"


def new_regime(
    reason: str | None, satisfied: bool | None, suit: bool | None, notice: bool | None, papers: bool | None, over: bool
) -> str:
    """No percentage, no suit in the law read: a reason of the bank's register, and the AD's satisfaction."""
    if reason in (None, "CONVENIENCE") or satisfied is None:
        return "CHECK"
    return "OK" if satisfied else "REFUSE"


@pytest.mark.parametrize(("on", "clerk"), [(date(2026, 9, 30), old_regime), (date(2026, 10, 1), new_regime)])
@pytest.mark.parametrize("over", [False, True])
def test_case_99_100_every_combination_of_answers(on: date, clerk: object, over: bool) -> None:
    assert callable(clerk)
    for reason, *answers in product(REASONS, ANSWERS, ANSWERS, ANSWERS, ANSWERS):
        satisfied, suit, notice, papers = answers
        answer = LAW.ask(
            WriteOff,
            invoice_value=Decimal(100),
            difference=Decimal("5.01" if over else "5.00"),
            action_date=on,
            reason=reason,
            satisfied=satisfied,
            suit_pending=suit,
            adverse_notice=notice,
            documents=papers,
        )
        expected = clerk(reason, satisfied, suit, notice, papers, over)
        assert answer.status == expected, (reason, answers, over)
