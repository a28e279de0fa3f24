"""Closing an advance whose import failed and whose refund is not possible: rules 5.3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import Decision, Fail, conclude
from xl_addin.engine.unbound import flagged
from xl_addin.engine.writeoff.amounts import day_of
from xl_addin.engine.writeoff.conditions import WORDS, Words, ad_satisfied, any_reason

FAILED = "closure of a failed advance"


@dataclass(frozen=True, kw_only=True)
class FailedAdvance:
    """An advance whose import failed and whose refund is not possible."""

    action_date: date
    reason: str | None
    satisfied: bool | None


@question(FAILED, FailedAdvance)
def failed_advance(law: Law, asked: FailedAdvance) -> Decision:
    """Whether an advance may be closed whose import failed and whose refund is not possible."""
    day = day_of(law.rules, asked.action_date)
    if law.rules.find("writeoff.failed_advance", asked.action_date) is None and day.outside is not None:
        fail = Fail(day.outside.value, "", "not within the AD's power under these rules", day.outside)
        return conclude(FAILED, [fail], (day.outside,))
    rule = law.rules.in_force("writeoff.failed_advance", asked.action_date)
    words = Words(**dict.fromkeys(WORDS) | {"reason": asked.reason, "satisfied": asked.satisfied})
    fails = any_reason(law, day, words) + ad_satisfied(law, day, words)
    notes = (
        "INFO: the law has no percentage here and the bank's policy knows none: its satisfaction decides",
        "INFO: Reg 12 looks at an advance that was closed in this way",
    )
    return flagged(conclude(FAILED, fails, (rule,), (("reason", asked.reason),), notes=notes))
