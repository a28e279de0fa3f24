"""Extending the payment date: rules 5.2, and the cap on the importer's outstanding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from xl_addin.domain.dates import add_months, preceding_financial_years
from xl_addin.engine.conditions import together
from xl_addin.engine.law import Law, chosen, question
from xl_addin.engine.payment.extension_conditions import CONDITIONS, Extension, breach_before_switch, latest_by_law
from xl_addin.engine.payment.extension_policy import NO_BOUND, bound_told, own_bound, own_limits
from xl_addin.engine.payment.extension_sector import SECTOR, has_sector_rule, sector_room
from xl_addin.engine.payment.own_goods import commodity_word, own_rule
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CHECK, NO_BOUND_SET, OK, Decision, Fail, conclude, missing
from xl_addin.engine.sentence import Fact
from xl_addin.engine.unbound import undecided
from xl_addin.rulebook import Provision
from xl_addin.rulebook.policy import Policy, policy_provision

AVERAGE = "average USD"
SUBJECT, ROOM, CAP = "extension", "room for an extension", "cap on outstanding"
ACTED_ON_LATER = (("shipment_date", "action_date"), ("shipment_date", "current_due"))


@question(SUBJECT, Extension, order=(*ACTED_ON_LATER, ("current_due", "requested_to")))
def extension(law: Law, asked: Extension) -> Decision:
    """Whether the payment date may move to `requested_to`; USD figures are the importer's totals, not the bill's.

    A `commodity` with a rule of its own (DIAMOND, SILVER, ...) is decided by that rule, step and cap left aside.
    """
    if asked.current_due == asked.requested_to:
        return conclude(SUBJECT, [Fail(CHECK, "", "requested_to is the current due date: nothing is extended")], ())
    method = law.rules.in_force("extension.method", asked.action_date)
    conditions = SECTOR if has_sector_rule(law, asked) else chosen(method, CONDITIONS)
    said = together(condition(law, asked) for condition in conditions)
    basis, outside = said.basis, law.rules.find("extension.outside", asked.action_date)
    if outside is not None and any(fail.status == outside.value for fail in said.fails):
        basis += (outside,)
    answer = conclude(SUBJECT, said.fails, (*basis, method), _facts(asked), value=asked.requested_to, notes=said.notes)
    found = (*said.findings, *((NO_BOUND_SET,) if answer.ok and NO_BOUND in said.notes else ()))
    return answer._replace(findings=(*answer.findings, *found)) if found else answer


@dataclass(frozen=True, kw_only=True)
class ExtensionRoom:
    """A payment date as it stands now; `former_due` is the date of the old rules where that is another one."""

    shipment_date: date
    current_due: date
    action_date: date
    former_due: date | None = None
    commodity: Annotated[str | None, commodity_word] = None
    clean_credit: bool | None = None
    hs: str | None = None


@question(ROOM, ExtensionRoom, order=ACTED_ON_LATER)
def extension_room(law: Law, asked: ExtensionRoom) -> Decision:
    """Latest date that one extension may reach now, in `value`; None where neither law nor bank has a step."""
    return law.by_method("extension.method", asked, step_and_cap=_one_step, ad_satisfaction=_no_step)


def _no_step(law: Law, asked: ExtensionRoom, method: Provision) -> Decision:
    # A contract date that passed under the old rules was no breach of them: their own date decides, where it is known.
    told = breach_before_switch(law.rules, asked.former_due or asked.current_due, asked.action_date)
    limits = own_limits(law.policy, asked.shipment_date, asked.current_due)
    own = together(own_bound(law.policy, name, on > asked.current_due, note) for name, (on, note) in limits.items())
    notes, value = (bound_told(law.policy), *told), min((on for on, _ in limits.values()), default=None)
    answer = conclude(ROOM, own.fails, (*own.basis, method), _room_facts(asked), value=value, notes=notes)
    return answer._replace(findings=(*answer.findings, BREACH_BEFORE_SWITCH)) if told else answer


def _one_step(law: Law, asked: ExtensionRoom, method: Provision) -> Decision:
    on, facts = asked.action_date, _room_facts(asked)
    own = own_rule(law, asked.commodity, asked.shipment_date, on, asked.hs)
    if term := sector_room(law, asked.commodity, asked.clean_credit, asked.shipment_date, asked.current_due, on):
        return conclude(ROOM, term.fails, term.basis, facts, value=term.value)
    if own.fails:
        return conclude(ROOM, own.fails, own.basis, facts)
    step_rule, total_rule = (law.rules.in_force(f"extension.{name}_months", on) for name in ("step", "total"))
    step, total = latest_by_law(law.rules, asked.shipment_date, asked.current_due, on)
    if asked.current_due >= total:
        outside = law.rules.in_force("extension.outside", on)
        fail = Fail(outside.value, "OVER_3_YEARS", f"extensions end on {total} at the latest", total_rule)
        return conclude(ROOM, [fail], (total_rule, outside), facts)
    free = add_months(asked.shipment_date, law.rules.in_force("extension.free_months", on).value)
    note = f"INFO: a date after {free} needs the importer's outstanding within the cap"
    basis = (step_rule, total_rule, method)
    found = conclude(ROOM, (), basis, facts, value=min(step, total), notes=(note, *own.notes))
    return found._replace(findings=own.findings)


def _room_facts(asked: ExtensionRoom) -> tuple[Fact, ...]:
    return (("shipment", asked.shipment_date), ("current due", asked.current_due), ("commodity", asked.commodity))


@dataclass(frozen=True, kw_only=True)
class CapUsd:
    """An importer's remittances in USD by financial year, such as 2024-25."""

    remittances: Mapping[str, Decimal | None]
    action_date: date


@question(CAP, CapUsd)
def cap_usd(law: Law, asked: CapUsd) -> Decision:
    """The importer's outstanding in USD up to which the AD may extend, from remittances per financial year.

    Other years than the last are ignored. The average is the sum divided by the number of years even if one is empty
    (ONE_FY_HISTORY), unless the bank has set `avg_fy_divisor`.
    """
    fixed, share = (
        _limb(law, asked, "cap_usd", "ext_outstanding_usd"),
        _limb(law, asked, "cap_pct", "ext_outstanding_pct"),
    )
    if fixed is None and share is None:
        method = law.rules.in_force("extension.method", asked.action_date)
        return conclude(CAP, [undecided("cap", "ext_outstanding_usd", "ext_outstanding_pct")], (method,))
    if share is None and fixed is not None:
        return conclude(CAP, (), (fixed,), value=fixed.value)
    years = _limb(law, asked, "cap_average_years", "avg_fy_divisor")
    if share is None or years is None:
        return conclude(CAP, [missing("avg_fy_divisor (bank policy)")], ())
    return _average(law.policy, asked, fixed, share, years)


def _average(policy: Policy, asked: CapUsd, fixed: Provision | None, share: Provision, years: Provision) -> Decision:
    names = preceding_financial_years(asked.action_date, years.value)
    figures = [asked.remittances.get(name) for name in names]
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
    return Decision(CAP, OK, basis, findings, cap, None, (*facts, (AVERAGE, average)), notes)


def _limb(law: Law, asked: CapUsd, name: str, own: str) -> Provision | None:
    """A figure of law, else of the bank; None where neither has one."""
    found = law.rules.find(f"extension.{name}", asked.action_date)
    return found or (policy_provision(law.policy, own) if getattr(law.policy, own) is not None else None)


def _facts(asked: Extension) -> tuple[Fact, ...]:
    return (
        ("shipment", asked.shipment_date),
        ("current due", asked.current_due),
        ("requested", asked.requested_to),
        ("reason", asked.reason),
        ("commodity", asked.commodity),
        ("clean credit", asked.clean_credit),
        ("outstanding USD", asked.outstanding_usd),
        (AVERAGE, asked.average_usd),
        ("under investigation", asked.under_investigation),
    )
