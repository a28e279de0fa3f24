"""The conditions of an extension, by method and in their stated order: rules 5.2."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from xl_addin.domain.dates import add_months
from xl_addin.engine.conditions import NOTHING, Outcome, together
from xl_addin.engine.former import LABEL, rule_or_former
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.law import Law
from xl_addin.engine.payment.extension_policy import bound_told, own_bound, own_limits, step_limit
from xl_addin.engine.payment.own_goods import commodity_word, own_rule
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CHECK, REFUSE, Fail, missing
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import policy_provision
from xl_addin.rulebook.registers import reason_families


@dataclass(frozen=True, kw_only=True)
class Extension:
    """One request to extend, USD figures the importer's totals; None is never read as "no".

    `former_due` is the date of the old rules where that is another one than the current date.
    """

    shipment_date: date
    current_due: date
    requested_to: date
    action_date: date
    reason: str | None
    under_investigation: bool | None
    outstanding_usd: Decimal | None
    average_usd: Decimal | None
    satisfied: bool | None
    commodity: Annotated[str | None, commodity_word] = None
    clean_credit: bool | None = None
    hs: str | None = None
    former_due: date | None = None


INVESTIGATED = "an investigation of ED, CBI or another agency is open"
Condition = Callable[[Law, Extension], Outcome]


def latest_by_law(rules: Rulebook, shipment_date: date, current_due: date, on: date) -> tuple[date, date]:
    """(latest date of one step, latest date in all) under the rules of the day `on`."""
    step, total = rules.in_force("extension.step_months", on), rules.in_force("extension.total_months", on)
    return step_limit(shipment_date, current_due, step.value), add_months(shipment_date, total.value)


# ---- with step and cap


def investigation(law: Law, asked: Extension) -> Outcome:
    """No investigation of ED, CBI or another agency may be open."""
    bar = law.rules.in_force("extension.investigation_bar", asked.action_date)
    if not bar.value or asked.under_investigation is False:
        return Outcome((bar,))
    if asked.under_investigation is None:
        return Outcome((bar,), (missing("under_investigation", bar),))
    return Outcome((bar,), (_refer(law, asked, "UNDER_INVESTIGATION", INVESTIGATED, bar),))


def _own_rule(law: Law, asked: Extension) -> Outcome:
    return own_rule(law, asked.commodity, asked.shipment_date, asked.action_date, asked.hs)


def _listed_reason(law: Law, asked: Extension) -> Outcome:
    listed = law.rules.in_force("extension.reasons", asked.action_date)
    if not asked.reason:
        return Outcome((listed,), (missing("reason", listed),))
    if asked.reason in listed.value:
        return Outcome((listed,))
    note = f"{asked.reason} is not a reason on the list"
    return Outcome((listed,), (_refer(law, asked, "REASON_NOT_LISTED", note, listed),))


def _step(law: Law, asked: Extension) -> Outcome:
    rule = law.rules.in_force("extension.step_months", asked.action_date)
    step, total = latest_by_law(law.rules, asked.shipment_date, asked.current_due, asked.action_date)
    if asked.requested_to <= step:
        return Outcome((rule,))
    nearest = min(step, total)
    offer = f"; nearest allowed date {nearest}" if nearest > asked.current_due else ""
    note = f"one step reaches {step}{offer}"
    return Outcome((rule,), (_refer(law, asked, "STEP_OVER_6_MONTHS", note, rule),))


def _total(law: Law, asked: Extension) -> Outcome:
    rule = law.rules.in_force("extension.total_months", asked.action_date)
    _, total = latest_by_law(law.rules, asked.shipment_date, asked.current_due, asked.action_date)
    if asked.requested_to <= total:
        return Outcome((rule,), (), (f"at cap: {total} is the last day",) if asked.requested_to == total else ())
    note = f"extensions end on {total} at the latest"
    return Outcome((rule,), (_refer(law, asked, "OVER_3_YEARS", note, rule),))


def _outstanding(law: Law, asked: Extension) -> Outcome:
    """Only beyond the first months: the importer's total outstanding within the lower limb of the cap, inclusive."""
    on = asked.action_date
    free, anchor = law.rules.in_force("extension.free_months", on), law.rules.in_force("extension.free_anchor", on)
    if asked.requested_to <= add_months(asked.shipment_date, free.value):
        return Outcome((free, anchor))
    cap, pct = law.rules.in_force("extension.cap_usd", on), law.rules.in_force("extension.cap_pct", on)
    basis = (cap, pct, free, anchor)
    fails = _missing_figures(asked, cap)
    if not fails and not _within_cap(asked, cap.value, pct.value):
        note = f"the importer's outstanding is over the lower of USD {cap.value:f} and {pct.value:f} % of the average"
        fails = (_refer(law, asked, "OUTSTANDING_OVER_CAP", note, cap),)
    return Outcome(basis, fails)


def not_refused(law: Law, asked: Extension) -> Outcome:
    """The AD has not said no."""
    if asked.satisfied is not False:
        return NOTHING
    return Outcome((), (Fail(REFUSE, "AD_NOT_SATISFIED", "the AD is not satisfied with the reasons"),))


def _satisfied(law: Law, asked: Extension) -> Outcome:
    """Recorded acceptance of the reasons: an answer, and a blank is none (rules 5.2, K10)."""
    return Outcome((), (missing("satisfied"),)) if asked.satisfied is None else not_refused(law, asked)


# ---- with the AD's satisfaction


def _known_reason(law: Law, asked: Extension) -> Outcome:
    """A reason of the bank's register, whichever it is: a word that stands for none is asked about."""
    told, known = (bound_told(law.policy),), reason_families("extension")
    if not asked.reason:
        return Outcome((), (missing("reason"),), told)
    note = f"{asked.reason} is not a reason of the register: {', '.join(known)}"
    return Outcome((), () if asked.reason in known else (Fail(CHECK, "REASON_NOT_LISTED", note),), told)


def _investigated(law: Law, asked: Extension) -> Outcome:
    """An open investigation, which the rules read do not make a bar: told beside the answer."""
    if not asked.under_investigation:
        return NOTHING
    told = f"WARN: {INVESTIGATED}: the rules read do not bar it, to be verified by the bank's compliance desk"
    return Outcome((), (), (told,), ("UNDER_INVESTIGATION",))


def breach_before_switch(rules: Rulebook, current_due: date, on: date) -> tuple[str, ...]:
    """What is said of a due date that passed unpaid before the rules of the day `on` began; empty for a later one."""
    if current_due > switch_eve(rules, on):
        return ()
    return (f"WARN: the due date {current_due} had passed before the switch; the breach stays and is no bar",)


def _breach(law: Law, asked: Extension) -> Outcome:
    """A breach before the switch is shown with a later act; it does not bar it (rules 1.5)."""
    # A contract date that passed under the old rules was no breach of them: their own date decides, where it is known.
    told = breach_before_switch(law.rules, asked.former_due or asked.current_due, asked.action_date)
    return Outcome((), (), told, (BREACH_BEFORE_SWITCH,)) if told else NOTHING


def _former_sector(law: Law, asked: Extension) -> Outcome:
    """The goods had a rule of their own: told, no longer applied."""
    goods = rule_or_former(law.rules, "usance.goods", asked.action_date)
    had = goods is not None and asked.commodity in goods.value
    return Outcome((), (), (f"WARN: {asked.commodity} had a usance limit: {LABEL}",) if had else ())


def _policy_dates(law: Law, asked: Extension) -> Outcome:
    limits = own_limits(law.policy, asked.shipment_date, asked.current_due)
    return together(own_bound(law.policy, name, asked.requested_to <= on, note) for name, (on, note) in limits.items())


def _policy_outstanding(law: Law, asked: Extension) -> Outcome:
    bound = law.policy.ext_outstanding_usd
    if bound is None:
        return NOTHING
    if asked.outstanding_usd is None:
        return Outcome((), (missing("outstanding_usd", policy_provision(law.policy, "ext_outstanding_usd")),))
    within = asked.outstanding_usd <= bound
    return own_bound(law.policy, "ext_outstanding_usd", within, f"the importer's outstanding is over USD {bound:f}")


def _policy_share(law: Law, asked: Extension) -> Outcome:
    share = law.policy.ext_outstanding_pct
    if share is None:
        return NOTHING
    rule = policy_provision(law.policy, "ext_outstanding_pct")
    if fails := _missing_figures(asked, rule):
        return Outcome((), fails)
    within = _within_share(asked, share)
    return own_bound(
        law.policy, "ext_outstanding_pct", within, f"the importer's outstanding is over {share:f} % of the average"
    )


def _refer(law: Law, asked: Extension, finding: str, note: str, rule: Provision) -> Fail:
    """Outside the AD's power: the outcome itself is a rule of that day."""
    return Fail(law.rules.in_force("extension.outside", asked.action_date).value, finding, note, rule)


def _missing_figures(asked: Extension, rule: Provision) -> tuple[Fail, ...]:
    figures = (("outstanding_usd", asked.outstanding_usd), ("average_usd", asked.average_usd))
    return tuple(missing(name, rule) for name, figure in figures if figure is None)


def _within_cap(asked: Extension, cap: Decimal, pct: Decimal) -> bool:
    return asked.outstanding_usd is not None and asked.outstanding_usd <= cap and _within_share(asked, pct)


def _within_share(asked: Extension, pct: Decimal) -> bool:
    """Inclusive, unrounded, by cross-multiplication (K8)."""
    if asked.outstanding_usd is None or asked.average_usd is None:
        return False
    return asked.outstanding_usd * 100 <= pct * asked.average_usd


CONDITIONS: dict[str, tuple[Condition, ...]] = {
    "step_and_cap": (_own_rule, investigation, _listed_reason, _step, _total, _outstanding, not_refused),
    "ad_satisfaction": (
        _known_reason,
        _satisfied,
        _investigated,
        _breach,
        _former_sector,
        _policy_dates,
        _policy_outstanding,
        _policy_share,
    ),
}
