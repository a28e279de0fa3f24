"""How an item stands on a day towards the date in force: not due, due soon, overdue, or missed before the switch."""

from __future__ import annotations

from datetime import date

from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.law import Law
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CHECK, CLOSED, OUTSIDE, Decision
from xl_addin.rulebook.policy import policy_provision

NOT_DUE, DUE_SOON, OVERDUE = "NOT_DUE", "DUE_SOON", "OVERDUE"
WORDS = (NOT_DUE, DUE_SOON, OVERDUE, BREACH_BEFORE_SWITCH, CHECK)


def standing(law: Law, found: Decision, on: date) -> str:
    """The word for an item that is still open on the day `on` and of which `found` tells the date (rules K3, 5.1).

    The date in force is the one that the decision answers; its last day is in time. An old date that passed unmet
    before the switch is a breach whatever date is in force now. Where the law gives no date nothing falls due; where
    a fact is missing nobody knows: CHECK. What is closed awaits nothing: "", unless it was missed before the switch.
    """
    if found.status == CLOSED:
        return BREACH_BEFORE_SWITCH if BREACH_BEFORE_SWITCH in found.findings else ""
    if _is_breach(law, found, on):
        return BREACH_BEFORE_SWITCH
    if found.status == OUTSIDE:
        return NOT_DUE
    due = found.value
    if not isinstance(due, date) or found.status == CHECK:
        return CHECK
    if on > due:
        return OVERDUE
    return DUE_SOON if (due - on).days <= law.policy.due_soon_days else NOT_DUE


def standing_of(law: Law, subject: str, found: Decision, on: date) -> Decision:
    """The standing as an answer of its own: both dates, and what the decision on the date tells."""
    word = standing(law, found, on)
    facts = (("due", found.value), ("old date", found.old_value), ("as on", on))
    basis = found.basis if word != DUE_SOON else (*found.basis, policy_provision(law.policy, "due_soon_days"))
    findings = tuple(one for one in found.findings if one != word)
    return Decision(subject, word, basis, findings, found.value, found.old_value, facts, (found.grounds,))


def _is_breach(law: Law, found: Decision, on: date) -> bool:
    if BREACH_BEFORE_SWITCH in (found.status, *found.findings):
        return True
    return found.old_value is not None and found.old_value <= switch_eve(law.rules, on)
