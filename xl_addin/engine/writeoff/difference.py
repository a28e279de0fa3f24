"""Closing a difference between bill of entry and payment: rules 5.3, tests in their stated order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xl_addin.engine.rule import BANK_POLICY, OK, Decision, Fail, conclude, missing
from xl_addin.engine.sentence import Fact, Share
from xl_addin.engine.writeoff.conditions import (
    METHODS,
    NOTHING,
    TOO_MUCH,
    Case,
    Law,
    ad_satisfied,
    any_reason,
    data,
    law_of,
    limit_for,
    over_limit,
    over_policy,
    unbarred,
)
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

SUBJECT = "write-off"
STANDS = "INFO: a write-off does not release the importer if circumstances change"


def write_off(
    rules: Rulebook,
    policy: Policy,
    *,
    invoice_value: Decimal | None,
    difference: Decimal | None,
    action_date: date | None,
    reason: str | None,
    satisfied: bool | None,
    suit_pending: bool | None,
    adverse_notice: bool | None,
    documents: bool | None,
    small_value: Decision | None = None,
    currency: str = "",
) -> Decision:
    """Whether the bank may close `difference` (its sign tells the direction) on one invoice, the base."""
    if action_date is None:
        return conclude(SUBJECT, [missing("action_date")], ())
    law = law_of(rules, action_date)
    case = Case(invoice_value, difference, reason, satisfied, suit_pending, adverse_notice, documents)
    facts = _facts(case, currency, law, policy)
    wrong = data(law, policy, case)
    if small_value is not None and small_value.status == OK and not wrong:
        told = ("closed as small value", *small_value.notes)
        return Decision(SUBJECT, OK, small_value.basis, (), None, None, facts, told)
    tests, basis = METHODS[law.method.value]
    fails = wrong
    for test in tests:
        fails = fails + test(law, policy, case)
    notes = ((STANDS,) if law.reopens is not None else ()) + unbarred(law, policy, case)
    rules_used = basis(law, policy, case)
    if fails and law.outside is not None and fails[0].status == law.outside.value:
        rules_used += (law.outside,)
    return conclude(SUBJECT, fails, rules_used, facts, notes=notes)


def numeric_pretest(
    rules: Rulebook,
    policy: Policy,
    *,
    invoice_value: Decimal | None,
    difference: Decimal | None,
    action_date: date | None,
    currency: str = "",
) -> Decision:
    """The percentage test alone: marks a candidate, closes nothing; without a figure of law the bank's counts."""
    if action_date is None:
        return conclude("tolerance", [missing("action_date")], ())
    law = law_of(rules, action_date)
    case = Case(invoice_value, difference, None, None, None, None, None)
    facts = _facts(case, currency, law, policy)
    wrong = tuple(fail for fail in data(law, policy, case) if fail not in (NOTHING, TOO_MUCH))
    limit = law.limit or (policy_provision(policy, "writeoff_cap_pct") if policy.writeoff_cap_pct is not None else None)
    if limit is None:
        note = "the law of that day has no percentage and the bank has set none"
        return Decision("tolerance", BANK_POLICY, (law.method,), (), None, None, facts, (note,))
    over = () if wrong else (over_limit(law, policy, case) + over_policy(law, policy, case))
    open_questions = "INFO: still open: reason, AD satisfaction, suit, adverse notice, documents"
    return conclude("tolerance", wrong + over, (limit, law.method), facts, notes=(open_questions,))


def failed_advance(
    rules: Rulebook, policy: Policy, *, action_date: date | None, reason: str | None, satisfied: bool | None
) -> Decision:
    """Whether an advance may be closed whose import failed and whose refund is not possible."""
    subject = "closure of a failed advance"
    if action_date is None:
        return conclude(subject, [missing("action_date")], ())
    law = law_of(rules, action_date)
    found = rules.find("writeoff.failed_advance", action_date)
    if found is None and law.outside is not None:
        fail = Fail(law.outside.value, "", "not within the AD's power under these rules", law.outside)
        return conclude(subject, [fail], (law.outside,))
    basis = (rules.in_force("writeoff.failed_advance", action_date),)
    case = Case(None, None, reason, satisfied, None, None, None)
    fails = any_reason(law, policy, case) + ad_satisfied(law, policy, case)
    return conclude(
        subject,
        fails,
        basis,
        (("reason", reason),),
        notes=("INFO: Reg 12 looks at an advance that was closed in this way",),
    )


def _facts(case: Case, currency: str, law: Law, policy: Policy) -> tuple[Fact, ...]:
    value, difference = case.invoice_value, case.difference
    ratio = None
    if value is not None and difference is not None and value > 0:
        ratio = Share(abs(difference), value)
    return (
        ("reason", case.reason),
        ("currency", currency),
        ("difference", difference),
        ("invoice value", value),
        ("ratio {} %", ratio),
        ("limit {} %", limit_for(law, policy, case)),
        ("sample audit in place", policy.sample_audit_in_place),
    )
