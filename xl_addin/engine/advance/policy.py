"""What an advance needs where the law has no amount: the bar on gold and silver, the lock, the bank's own limit."""

from __future__ import annotations

from xl_addin.engine.advance.conditions import Case, secured
from xl_addin.engine.conditions import NOTHING, Outcome
from xl_addin.engine.rule import BANK_POLICY, REFUSE, SECURITY_REQUIRED, Fail, missing
from xl_addin.engine.sentence import shown
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

BARRED, LOCKED = "GOLD_SILVER_ADVANCE_BARRED", "REG12_LOCK"
INTEREST = "INFO: interest on an advance stays within the trade-credit ceiling"
UNREAD = "WARN: the exceptions of the Directions are not read; former conditions are to be verified by compliance"
NOT_SET = "the law has no amount and the bank has not set advance_security_limit"


def barred(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """Gold and silver are refused, unless compliance overrides with a reason."""
    rule = rules.in_force("advance.barred", case.action_date)
    if case.import_type not in rule.value:
        return NOTHING
    reason = (case.override or "").strip()
    if reason:
        return Outcome((rule,), (), (f"WARN: compliance override: {reason}", UNREAD))
    note = f"no advance may be made for {case.import_type.lower()}; compliance may override with a reason"
    return Outcome((rule,), (Fail(REFUSE, BARRED, note, rule),))


def locked(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """Security for any amount after an advance for a failed import that is neither back nor marked off."""
    rule = rules.in_force("advance.lock", case.action_date)
    if case.prior_unrepatriated is False:
        return Outcome((rule,))
    if case.prior_unrepatriated is None:
        return Outcome((rule,), (missing("prior_unrepatriated", rule),))
    if case.marked_off:
        return Outcome((rule,), (), ("INFO: the earlier advance is marked off: no lock",))
    if case.marked_off is None:
        return Outcome((rule,), (missing("marked_off", rule),))
    return secured(rules, case, rule, LOCKED, "an earlier advance is neither repatriated nor marked off, any amount")


def own_limit(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """The bank's own amount, as policy; without one there is no decision."""
    if policy.advance_security_limit is None:
        return Outcome((), (Fail(BANK_POLICY, "", NOT_SET, _method(rules, case)),), (INTEREST,))
    rule = policy_provision(policy, "advance_security_limit")
    if case.amount_usd <= rule.value:
        return Outcome((rule,), (), (INTEREST,))
    asked = secured(rules, case, rule, SECURITY_REQUIRED, f"over the bank's own USD {shown(rule.value)} (bank policy)")
    return asked._replace(notes=(*asked.notes, INTEREST))


def _method(rules: Rulebook, case: Case) -> Provision:
    return rules.in_force("advance.method", case.action_date)
