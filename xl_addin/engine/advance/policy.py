"""What an advance needs where the law has no amount: the bar on gold and silver, the lock, the bank's own limit."""

from __future__ import annotations

from xl_addin.engine.advance.conditions import Advance, secured
from xl_addin.engine.conditions import NOTHING, Outcome
from xl_addin.engine.law import Law
from xl_addin.engine.rule import REFUSE, SECURITY_REQUIRED, Fail, missing
from xl_addin.engine.sentence import shown
from xl_addin.engine.unbound import undecided
from xl_addin.rulebook.policy import policy_provision

BARRED, LOCKED = "GOLD_SILVER_ADVANCE_BARRED", "REG12_LOCK"
INTEREST = "INFO: interest on an advance stays within the trade-credit ceiling"
UNREAD = "WARN: the exceptions of the Directions are not read; former conditions are to be verified by compliance"


def barred(law: Law, asked: Advance) -> Outcome:
    """Gold and silver are refused, unless compliance overrides with a reason."""
    rule = law.rules.in_force("advance.barred", asked.action_date)
    if asked.import_type not in rule.value:
        return NOTHING
    reason = (asked.override or "").strip()
    if reason:
        return Outcome((rule,), (), (f"WARN: compliance override: {reason}", UNREAD))
    note = f"no advance may be made for {asked.import_type.lower()}; compliance may override with a reason"
    return Outcome((rule,), (Fail(REFUSE, BARRED, note, rule),))


def locked(law: Law, asked: Advance) -> Outcome:
    """Security for any amount after an advance for a failed import that is neither back nor marked off."""
    rule = law.rules.in_force("advance.lock", asked.action_date)
    if asked.prior_unrepatriated is False:
        return Outcome((rule,))
    if asked.prior_unrepatriated is None:
        return Outcome((rule,), (missing("prior_unrepatriated", rule),))
    if asked.marked_off:
        return Outcome((rule,), (), ("INFO: the earlier advance is marked off: no lock",))
    if asked.marked_off is None:
        return Outcome((rule,), (missing("marked_off", rule),))
    return secured(law, asked, rule, LOCKED, "an earlier advance is neither repatriated nor marked off, any amount")


def own_limit(law: Law, asked: Advance) -> Outcome:
    """The bank's own amount, as policy; without one there is no decision."""
    if law.policy.advance_security_limit is None:
        method = law.rules.in_force("advance.method", asked.action_date)
        return Outcome((), (undecided("amount", "advance_security_limit", rule=method),), (INTEREST,))
    rule = policy_provision(law.policy, "advance_security_limit")
    if asked.amount_usd <= rule.value:
        return Outcome((rule,), (), (INTEREST,))
    needed = secured(law, asked, rule, SECURITY_REQUIRED, f"over the bank's own USD {shown(rule.value)} (bank policy)")
    return needed._replace(notes=(*needed.notes, INTEREST))
