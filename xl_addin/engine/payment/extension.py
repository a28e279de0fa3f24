"""Extending the payment date: rules 5.2, and the cap on the importer's outstanding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from xl_addin.domain.dates import add_months, preceding_financial_years
from xl_addin.engine.payment.extension_conditions import CONDITIONS, NO_STEP, Case, breach_before_switch, latest_by_law
from xl_addin.engine.payment.extension_sector import SECTOR, has_sector_rule
from xl_addin.engine.rule import (
    BANK_POLICY,
    BREACH_BEFORE_SWITCH,
    CHECK,
    OK,
    Decision,
    Fail,
    conclude,
    lacking,
    missing,
    out_of_order,
)
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

SUBJECT, ROOM, CAP = "extension", "room for an extension", "cap on outstanding"


def extension(
    rules: Rulebook,
    policy: Policy,
    *,
    shipment_date: date | None,
    current_due: date | None,
    requested_to: date | None,
    action_date: date | None,
    reason: str | None,
    under_investigation: bool | None,
    outstanding_usd: Decimal | None,
    average_usd: Decimal | None,
    satisfied: bool | None,
    commodity: str | None = None,
    clean_credit: bool | None = None,
) -> Decision:
    """Whether the payment date may move to `requested_to`; USD figures are the importer's totals, not the bill's.

    A `commodity` with a rule of its own (DIAMOND, SILVER, ...) is decided by that rule, step and cap left aside.
    """
    days = {
        "shipment_date": shipment_date,
        "current_due": current_due,
        "requested_to": requested_to,
        "action_date": action_date,
    }
    fails = _unfit(days)
    if fails or not (shipment_date and current_due and requested_to and action_date):
        return conclude(SUBJECT, fails, ())
    figures = (reason, under_investigation, outstanding_usd, average_usd, satisfied, commodity, clean_credit)
    return _decide(rules, policy, Case(shipment_date, current_due, requested_to, action_date, *figures))


def _decide(rules: Rulebook, policy: Policy, case: Case) -> Decision:
    method = rules.in_force("extension.method", case.action_date)
    tests = SECTOR if has_sector_rule(rules, case) else CONDITIONS[method.value]
    outcomes = [condition(rules, policy, case) for condition in tests]
    fails = [fail for outcome in outcomes for fail in outcome.fails]
    basis = tuple(rule for outcome in outcomes for rule in outcome.basis)
    outside = rules.find("extension.outside", case.action_date)
    if outside is not None and any(fail.status == outside.value for fail in fails):
        basis += (outside,)
    notes = tuple(note for outcome in outcomes for note in outcome.notes)
    answer = conclude(SUBJECT, fails, (*basis, method), _facts(case), value=case.requested_to, notes=notes)
    also = tuple(finding for outcome in outcomes for finding in outcome.findings)
    return answer._replace(findings=(*answer.findings, *also)) if also else answer


def extension_room(
    rules: Rulebook,
    policy: Policy,
    *,
    shipment_date: date | None,
    current_due: date | None,
    action_date: date | None,
) -> Decision:
    """Latest date that one extension may reach now, in `value`; None where the law has no step."""
    days = {"shipment_date": shipment_date, "current_due": current_due, "action_date": action_date}
    fails = _unfit(days)
    if fails or not (shipment_date and current_due and action_date):
        return conclude(ROOM, fails, ())
    method = rules.in_force("extension.method", action_date)
    facts: tuple[Fact, ...] = (("shipment", shipment_date), ("current due", current_due))
    if method.value != "step_and_cap":
        told = breach_before_switch(rules, current_due, action_date)
        answer = conclude(ROOM, (), (method,), facts, notes=(NO_STEP, *told))
        return answer._replace(findings=(BREACH_BEFORE_SWITCH,)) if told else answer
    names = ("extension.step_months", "extension.total_months")
    step_rule, total_rule = (rules.in_force(name, action_date) for name in names)
    step, total = latest_by_law(rules, shipment_date, current_due, action_date)
    if current_due >= total:
        outside = rules.in_force("extension.outside", action_date)
        fail = Fail(outside.value, "OVER_3_YEARS", f"extensions end on {total} at the latest", total_rule)
        return conclude(ROOM, [fail], (total_rule, outside), facts)
    basis = (step_rule, total_rule, method)
    return conclude(
        ROOM, (), basis, facts, value=min(step, total), notes=_room_notes(rules, shipment_date, action_date)
    )


def _room_notes(rules: Rulebook, shipment_date: date, action_date: date) -> tuple[str, ...]:
    free = add_months(shipment_date, rules.in_force("extension.free_months", action_date).value)
    return (f"INFO: a date after {free} needs the importer's outstanding within the cap",)


def cap_usd(
    rules: Rulebook, remittances_by_fy: Mapping[str, Decimal | None], action_date: date, policy: Policy
) -> Decision:
    """The cap in USD, from import remittances by financial year ("2024-25"); other years than the last are ignored.

    The average is the sum divided by the number of years even if one is empty (ONE_FY_HISTORY), unless the bank
    has set `avg_fy_divisor`.
    """
    fixed, share = _limbs(rules, policy, action_date)
    if fixed is None and share is None:
        method = rules.in_force("extension.method", action_date)
        note = "the law has no cap and the bank has set none"
        return Decision(CAP, BANK_POLICY, (method,), (), None, None, (), (note,))
    if share is None and fixed is not None:
        return conclude(CAP, (), (fixed,), value=fixed.value)
    years = rules.find("extension.cap_average_years", action_date) or _own(policy, "avg_fy_divisor")
    if share is None or years is None:
        return conclude(CAP, [missing("avg_fy_divisor (bank policy)")], ())
    return _average(policy, remittances_by_fy, action_date, fixed, share, years=years)


def _average(
    policy: Policy,
    remittances_by_fy: Mapping[str, Decimal | None],
    action_date: date,
    fixed: Provision | None,
    share: Provision,
    *,
    years: Provision,
) -> Decision:
    names = preceding_financial_years(action_date, years.value)
    figures = [remittances_by_fy.get(name) for name in names]
    facts: tuple[Fact, ...] = tuple(
        (f"remittances USD {name}", figure) for name, figure in zip(names, figures, strict=True)
    )
    basis = tuple(rule for rule in (fixed, share, years) if rule is not None)
    if all(figure is None for figure in figures):
        note = f"import remittances of {' and '.join(names)} are not given"
        return conclude(CAP, [Fail(CHECK, "", note)], basis, facts)
    if any(figure is not None and figure < 0 for figure in figures):
        return conclude(CAP, [Fail(CHECK, "", "import remittances cannot be negative")], basis, facts)
    one_empty = not all(figures)
    divisor = policy.avg_fy_divisor if one_empty and policy.avg_fy_divisor else years.value
    average = sum((figure or Decimal(0) for figure in figures), Decimal(0)) / divisor
    relative = average * share.value / 100
    cap = relative if fixed is None else min(fixed.value, relative)
    findings, notes = (
        (("ONE_FY_HISTORY",), (f"WARN: a year is empty; the sum is divided by {divisor}",)) if one_empty else ((), ())
    )
    return Decision(CAP, OK, basis, findings, cap, None, (*facts, ("average USD", average)), notes)


def _limbs(rules: Rulebook, policy: Policy, on: date) -> tuple[Provision | None, Provision | None]:
    """The fixed and the relative limb: of law, else of the bank."""
    fixed, share = rules.find("extension.cap_usd", on), rules.find("extension.cap_pct", on)
    return fixed or _own(policy, "ext_outstanding_usd"), share or _own(policy, "ext_outstanding_pct")


def _own(policy: Policy, name: str) -> Provision | None:
    return policy_provision(policy, name) if getattr(policy, name) is not None else None


def _unfit(days: dict[str, date | None]) -> list[Fail]:
    """Missing dates, or dates that cannot follow each other."""
    if None in days.values():
        return lacking(**days)
    known = {name: day for name, day in days.items() if day is not None}
    pairs = (("shipment_date", "action_date"), ("shipment_date", "current_due"), ("current_due", "requested_to"))
    checked = [
        out_of_order(**{first: known[first], second: known[second]})
        for first, second in pairs
        if first in known and second in known
    ]
    if known["current_due"] == known.get("requested_to"):
        checked.append(Fail(CHECK, "", "requested_to is the current due date: nothing is extended"))
    return [fail for fail in checked if fail]


def _facts(case: Case) -> tuple[Fact, ...]:
    return (
        ("shipment", case.shipment_date),
        ("current due", case.current_due),
        ("requested", case.requested_to),
        ("reason", case.reason),
        ("commodity", case.commodity),
        ("clean credit", case.clean_credit),
        ("outstanding USD", case.outstanding_usd),
        ("average USD", case.average_usd),
        ("under investigation", case.under_investigation),
    )
