"""The tests that a write-off must meet, by method and in their stated order: rules 5.3."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xl_addin.engine.rule import CHECK, ESCALATE, REFUSE, Fail, missing, unique
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

SUIT_PENDING, ADVERSE_NOTICE = "SUIT_PENDING", "ADVERSE_NOTICE"
SUIT_STANDS = "a civil or criminal suit is pending"
NOTICE_STANDS = "there is an adverse notice of ED, CBI or another agency"
NO_BAR = "the rules read do not bar it and the bank has not said, to be verified by the bank's compliance desk"


class Law(NamedTuple):
    """The provisions that govern write-offs on one day; None where the law of that day has no such figure."""

    method: Provision
    limit: Provision | None
    capped: Provision | None
    uncapped: Provision | None
    preconditions: Provision | None
    outside: Provision | None
    reopens: Provision | None
    capped_basis: tuple[Provision, ...]
    uncapped_basis: tuple[Provision, ...]


class Case(NamedTuple):
    """What the desk knows of one invoice; None is never read as "no"."""

    invoice_value: Decimal | None
    difference: Decimal | None
    reason: str | None
    satisfied: bool | None
    suit_pending: bool | None
    adverse_notice: bool | None
    documents: bool | None


@lru_cache(maxsize=4096)
def law_of(rules: Rulebook, on: date) -> Law:
    """The write-off provisions of one day, gathered once."""
    method = rules.in_force("writeoff.method", on)
    named = ("limit_pct", "capped_reasons", "uncapped_reasons", "preconditions", "outside", "reopens")
    limit, capped, uncapped, preconditions, outside, reopens = (rules.find(f"writeoff.{name}", on) for name in named)
    shared = (preconditions, reopens, method)
    return Law(
        method,
        limit,
        capped,
        uncapped,
        preconditions,
        outside,
        reopens,
        unique((limit, capped, *shared)),
        unique((uncapped, *shared)),
    )


# ---- test 0: the data of the case

NO_VALUE, NO_DIFFERENCE = missing("invoice_value"), missing("difference")
NO_REASON, NOT_ASKED = (missing("reason"),), (missing("satisfied"),)
NO_BASE = Fail(CHECK, "INVOICE_VALUE_ZERO", "the invoice value must be above zero")
NOTHING = Fail(CHECK, "", "the difference is zero: there is nothing to write off")
TOO_MUCH = Fail(CHECK, "", "the difference is larger than the invoice itself: check both amounts")


def data(law: Law, policy: Policy, case: Case) -> tuple[Fail, ...]:
    value, difference = case.invoice_value, case.difference
    if value is None or difference is None:
        return ((NO_VALUE,) if value is None else ()) + ((NO_DIFFERENCE,) if difference is None else ())
    if value <= 0:
        return (NO_BASE,)
    if not difference:
        return (NOTHING,)
    return (TOO_MUCH,) if abs(difference) > value else ()


# ---- tests under the percentage of the invoice value


def _preconditions(law: Law, policy: Policy, case: Case) -> tuple[Fail, ...]:
    """Test 2: a suit or a notice beats any percentage; a known one comes before an unknown one."""
    if case.suit_pending is False and case.adverse_notice is False:
        return ()
    rule, outside = _need(law.preconditions), _need(law.outside)
    return _known_and_unknown(case.suit_pending, case.adverse_notice, rule.value, rule, outside.value)


def _sample_audit(law: Law, policy: Policy, case: Case) -> tuple[Fail, ...]:
    """Test 3: one setting of the bank, not a question of the case."""
    if policy.sample_audit_in_place is False and "SAMPLE_AUDIT" in _need(law.preconditions).value:
        return (Fail(CHECK, "", "the bank's sample audit of write-offs is not in place", law.preconditions),)
    return ()


def _documents(law: Law, policy: Policy, case: Case) -> tuple[Fail, ...]:
    """Test 4: quality, short shipment and destruction stand on satisfactory documents."""
    uncapped = _need(law.uncapped)
    if not case.reason:
        return NO_REASON
    if case.reason in uncapped.value:
        return (
            () if case.documents else (Fail(CHECK, "DOCUMENTS_MISSING", "satisfactory documents are needed", uncapped),)
        )
    if case.reason not in _need(law.capped).value:
        return (Fail(CHECK, "REASON_NOT_LISTED", f"{case.reason} is not a reason on the list", law.capped),)
    return ()


def ad_satisfied(law: Law, policy: Policy, case: Case) -> tuple[Fail, ...]:
    """Test 5: the AD is satisfied with the importer's reason."""
    if case.satisfied:
        return ()
    if case.satisfied is None:
        return NOT_ASKED
    return (Fail(REFUSE, "AD_NOT_SATISFIED", "the AD is not satisfied with the reason", law.method),)


def _percentage(law: Law, policy: Policy, case: Case) -> tuple[Fail, ...]:
    """Test 6: operational reasons stay within the percentage; the others know none."""
    return () if case.reason in _need(law.uncapped).value else over_limit(law, policy, case)


def limit_for(law: Law, policy: Policy, case: Case) -> Decimal | None:
    """The percentage that the case is held to: of law, else of the bank; None where the reason knows none."""
    if law.limit is None:
        return policy.writeoff_cap_pct
    return None if law.uncapped is not None and case.reason in law.uncapped.value else law.limit.value


def over_limit(law: Law, policy: Policy, case: Case) -> tuple[Fail, ...]:
    if law.limit is None or _within(case, law.limit.value):
        return ()
    return _over(law.limit, _need(law.outside))


@lru_cache(maxsize=4096)
def _over(limit: Provision, outside: Provision) -> tuple[Fail, ...]:
    note = f"the difference is over {limit.value:f} % of the invoice value"
    return (Fail(outside.value, "OVER_5_PERCENT", note, limit),)


# ---- tests under the AD's satisfaction


def any_reason(law: Law, policy: Policy, case: Case) -> tuple[Fail, ...]:
    return () if case.reason else NO_REASON


def _policy_bar(law: Law, policy: Policy, case: Case) -> tuple[Fail, ...]:
    """The former pre-conditions, where the bank has made them its own."""
    if not policy.writeoff_bar_suit_or_notice:
        return ()
    rule = policy_provision(policy, "writeoff_bar_suit_or_notice")
    return _known_and_unknown(case.suit_pending, case.adverse_notice, (SUIT_PENDING, ADVERSE_NOTICE), rule, ESCALATE)


def over_policy(law: Law, policy: Policy, case: Case) -> tuple[Fail, ...]:
    cap = policy.writeoff_cap_pct
    if law.limit is not None or cap is None or _within(case, cap):
        return ()
    note = f"the difference is over the bank's own {cap:f} % of the invoice value"
    return (Fail(ESCALATE, "WRITEOFF_CAP_PCT", note, policy_provision(policy, "writeoff_cap_pct")),)


@lru_cache(maxsize=4096)
def _known_and_unknown(
    suit_pending: bool | None, adverse_notice: bool | None, barred: tuple[str, ...], rule: Provision, status: str
) -> tuple[Fail, ...]:
    """The bars that are known to stand, then those not answered; only the bars of the rule are asked."""
    answers = (
        (SUIT_PENDING, "suit_pending", suit_pending, SUIT_STANDS),
        (ADVERSE_NOTICE, "adverse_notice", adverse_notice, NOTICE_STANDS),
    )
    asked = tuple(answer for answer in answers if answer[0] in barred)
    known = tuple(Fail(status, finding, told, rule) for finding, _, answer, told in asked if answer)
    return known + tuple(missing(name, rule) for _, name, answer, _ in asked if answer is None)


def unbarred(law: Law, policy: Policy, case: Case) -> tuple[str, ...]:
    """A suit or notice of which neither the rules of the day nor the bank have said whether it bars: told."""
    if law.preconditions is not None or policy.writeoff_bar_suit_or_notice is not None:
        return ()
    told = ((case.suit_pending, SUIT_STANDS), (case.adverse_notice, NOTICE_STANDS))
    return tuple(f"WARN: {what}: {NO_BAR}" for stands, what in told if stands)


# ---- what each method tests, and what it rests on


def _percent_basis(law: Law, policy: Policy, case: Case) -> tuple[Provision, ...]:
    return law.uncapped_basis if case.reason in _need(law.uncapped).value else law.capped_basis


def _satisfaction_basis(law: Law, policy: Policy, case: Case) -> tuple[Provision, ...]:
    if policy.writeoff_cap_pct is None:
        return (law.method,)
    return (law.method, policy_provision(policy, "writeoff_cap_pct"))


Test = Callable[[Law, Policy, Case], tuple[Fail, ...]]
Basis = Callable[[Law, Policy, Case], tuple[Provision, ...]]
METHODS: dict[str, tuple[tuple[Test, ...], Basis]] = {
    "percent_of_invoice_value": (
        (_preconditions, _sample_audit, _documents, ad_satisfied, _percentage),
        _percent_basis,
    ),
    "ad_satisfaction": ((_policy_bar, any_reason, ad_satisfied, over_policy), _satisfaction_basis),
}


def _within(case: Case, limit_pct: Decimal) -> bool:
    """Inclusive and unrounded, by cross-multiplication (K7, K8); a case without a base is told by test 0."""
    value, difference = case.invoice_value, case.difference
    if value is None or difference is None or value <= 0:
        return True
    return abs(difference) * 100 <= limit_pct * value


def _need(provision: Provision | None) -> Provision:
    """A provision that the method cannot do without: an instrument that ends it must also end the method."""
    if provision is None:
        raise AssertionError("the write-off method is in force without one of its provisions")
    return provision
