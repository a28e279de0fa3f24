"""The conditions of an extension, by method and in their stated order: rules 5.2."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.domain.dates import add_months, months_on_grid
from xl_addin.engine.conditions import NOTHING, Outcome
from xl_addin.engine.former import LABEL, rule_or_former
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, ESCALATE, REFUSE, Fail, missing
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

MONTHS_A_YEAR = 12
NO_STEP = "INFO: the law has no step, no overall limit and no USD test; the AD's satisfaction decides"


class Case(NamedTuple):
    """One request to extend; None is never read as "no"."""

    shipment_date: date
    current_due: date
    requested_to: date
    action_date: date
    reason: str | None
    under_investigation: bool | None
    outstanding_usd: Decimal | None
    average_usd: Decimal | None
    satisfied: bool | None
    commodity: str | None = None
    clean_credit: bool | None = None


Condition = Callable[[Rulebook, Policy, Case], Outcome]


def step_limit(shipment_date: date, current_due: date, months: int) -> date:
    """Latest date of one step: counted from shipment where the current date is on its grid: no day lost (K2)."""
    steps = months_on_grid(shipment_date, current_due)
    return add_months(current_due, months) if steps is None else add_months(shipment_date, steps + months)


def latest_by_law(rules: Rulebook, shipment_date: date, current_due: date, on: date) -> tuple[date, date]:
    """(latest date of one step, latest date in all) under the rules of the day `on`."""
    step, total = rules.in_force("extension.step_months", on), rules.in_force("extension.total_months", on)
    return step_limit(shipment_date, current_due, step.value), add_months(shipment_date, total.value)


# ---- with step and cap


def investigation(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """No investigation of ED, CBI or another agency may be open."""
    bar = rules.in_force("extension.investigation_bar", case.action_date)
    if not bar.value or case.under_investigation is False:
        return Outcome((bar,))
    if case.under_investigation is None:
        return Outcome((bar,), (missing("under_investigation", bar),))
    note = "an investigation of ED, CBI or another agency is open"
    return Outcome((bar,), (_refer(rules, case, "UNDER_INVESTIGATION", note, bar),))


def _listed_reason(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    listed = rules.in_force("extension.reasons", case.action_date)
    if not case.reason:
        return Outcome((listed,), (missing("reason", listed),))
    if case.reason in listed.value:
        return Outcome((listed,))
    note = f"{case.reason} is not a reason on the list"
    return Outcome((listed,), (_refer(rules, case, "REASON_NOT_LISTED", note, listed),))


def _step(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    rule = rules.in_force("extension.step_months", case.action_date)
    step, total = latest_by_law(rules, case.shipment_date, case.current_due, case.action_date)
    if case.requested_to <= step:
        return Outcome((rule,))
    nearest = min(step, total)
    offer = f"; nearest allowed date {nearest}" if nearest > case.current_due else ""
    note = f"one step reaches {step}{offer}"
    return Outcome((rule,), (_refer(rules, case, "STEP_OVER_6_MONTHS", note, rule),))


def _total(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    rule = rules.in_force("extension.total_months", case.action_date)
    _, total = latest_by_law(rules, case.shipment_date, case.current_due, case.action_date)
    if case.requested_to <= total:
        return Outcome((rule,), (), (f"at cap: {total} is the last day",) if case.requested_to == total else ())
    note = f"extensions end on {total} at the latest"
    return Outcome((rule,), (_refer(rules, case, "OVER_3_YEARS", note, rule),))


def _outstanding(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """Only beyond the first months: the importer's total outstanding within the lower limb of the cap, inclusive."""
    on = case.action_date
    free, anchor = rules.in_force("extension.free_months", on), rules.in_force("extension.free_anchor", on)
    if case.requested_to <= add_months(case.shipment_date, free.value):
        return Outcome((free, anchor))
    cap, pct = rules.in_force("extension.cap_usd", on), rules.in_force("extension.cap_pct", on)
    basis = (cap, pct, free, anchor)
    fails = _missing_figures(case, cap)
    if not fails and not _within_cap(case, cap.value, pct.value):
        note = f"the importer's outstanding is over the lower of USD {cap.value:f} and {pct.value:f} % of the average"
        fails = (_refer(rules, case, "OUTSTANDING_OVER_CAP", note, cap),)
    return Outcome(basis, fails)


def not_refused(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """Recorded reasons count as accepted unless the AD has said no."""
    if case.satisfied is not False:
        return NOTHING
    return Outcome((), (Fail(REFUSE, "AD_NOT_SATISFIED", "the AD is not satisfied with the reasons"),))


# ---- with the AD's satisfaction


def _any_reason(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    return Outcome((), () if case.reason else (missing("reason"),), (NO_STEP,))


def breach_before_switch(rules: Rulebook, current_due: date, on: date) -> tuple[str, ...]:
    """What is said of a due date that passed unpaid before the rules of the day `on` began; empty for a later one."""
    if current_due > switch_eve(rules, on):
        return ()
    return (f"WARN: the due date {current_due} had passed before the switch; the breach stays and is no bar",)


def _breach(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """A breach before the switch is shown with a later act; it does not bar it (rules 1.5)."""
    told = breach_before_switch(rules, case.current_due, case.action_date)
    return Outcome((), (), told, (BREACH_BEFORE_SWITCH,)) if told else NOTHING


def _former_sector(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """The goods had a rule of their own: told, no longer applied."""
    goods = rule_or_former(rules, "usance.goods", case.action_date)
    had = goods is not None and case.commodity in goods.value
    return Outcome((), (), (f"WARN: {case.commodity} had a usance limit: {LABEL}",) if had else ())


def _policy_step(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    months = policy.ext_step_months
    if months is None:
        return NOTHING
    limit = step_limit(case.shipment_date, case.current_due, months)
    return _bound(policy, "ext_step_months", case.requested_to <= limit, f"one step reaches {limit}")


def _policy_total(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    years = policy.ext_total_years
    if years is None:
        return NOTHING
    limit = add_months(case.shipment_date, years * MONTHS_A_YEAR)
    return _bound(policy, "ext_total_years", case.requested_to <= limit, f"extensions end on {limit} at the latest")


def _policy_outstanding(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    bound = policy.ext_outstanding_usd
    if bound is None:
        return NOTHING
    if case.outstanding_usd is None:
        return Outcome((), (missing("outstanding_usd", policy_provision(policy, "ext_outstanding_usd")),))
    within = case.outstanding_usd <= bound
    return _bound(policy, "ext_outstanding_usd", within, f"the importer's outstanding is over USD {bound:f}")


def _policy_share(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    share = policy.ext_outstanding_pct
    if share is None:
        return NOTHING
    rule = policy_provision(policy, "ext_outstanding_pct")
    if fails := _missing_figures(case, rule):
        return Outcome((), fails)
    within = _within_share(case, share)
    return _bound(
        policy, "ext_outstanding_pct", within, f"the importer's outstanding is over {share:f} % of the average"
    )


def _bound(policy: Policy, name: str, kept: bool, note: str) -> Outcome:
    """A bound of the bank: told as its parameter, escalated where it is passed."""
    rule = policy_provision(policy, name)
    return Outcome((rule,), () if kept else (Fail(ESCALATE, name.upper(), f"{note} (bank policy)", rule),))


def _refer(rules: Rulebook, case: Case, finding: str, note: str, rule: Provision) -> Fail:
    """Outside the AD's power: the outcome itself is a rule of that day."""
    return Fail(rules.in_force("extension.outside", case.action_date).value, finding, note, rule)


def _missing_figures(case: Case, rule: Provision) -> tuple[Fail, ...]:
    figures = (("outstanding_usd", case.outstanding_usd), ("average_usd", case.average_usd))
    return tuple(missing(name, rule) for name, figure in figures if figure is None)


def _within_cap(case: Case, cap: Decimal, pct: Decimal) -> bool:
    return case.outstanding_usd is not None and case.outstanding_usd <= cap and _within_share(case, pct)


def _within_share(case: Case, pct: Decimal) -> bool:
    """Inclusive, unrounded, by cross-multiplication (K8)."""
    if case.outstanding_usd is None or case.average_usd is None:
        return False
    return case.outstanding_usd * 100 <= pct * case.average_usd


CONDITIONS: dict[str, tuple[Condition, ...]] = {
    "step_and_cap": (investigation, _listed_reason, _step, _total, _outstanding, not_refused),
    "ad_satisfaction": (
        _any_reason,
        not_refused,
        _breach,
        _former_sector,
        _policy_step,
        _policy_total,
        _policy_outstanding,
        _policy_share,
    ),
}
