"""What an advance needs under the thresholds of the Master Direction, by kind of import: rules 5.5, 5.6, 5.10."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.engine.conditions import Answers, Outcome, unmet
from xl_addin.engine.rule import CHECK, MOF_WAIVER_REQUIRED, REFUSE, SECURITY_REQUIRED, Fail
from xl_addin.engine.sentence import shown
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy

GOODS, SERVICES, SHIP, AIRCRAFT = "GOODS", "SERVICES", "SHIP", "AIRCRAFT"
ROUGH_DIAMOND, GOLD, SILVER = "ROUGH_DIAMOND", "GOLD", "SILVER"
PRIVATE, PSU = "PRIVATE", "PSU"
BULLION = {GOLD: "iibx.gold_conditions", SILVER: "iibx.silver_conditions"}
WAIVED = "INFO: security waived on track record, under the policy of the bank's Board"
MINISTRY = "INFO: the Ministry of Finance has waived the guarantee"
SHIP_CONDITIONS = "INFO: the conditions of C.1.3(3) apply: bona fides, due diligence, contract, direct payment"


class Case(NamedTuple):
    """One advance about to be remitted; None is never read as "no"."""

    amount_usd: Decimal
    import_type: str
    importer: str
    action_date: date
    waiver: bool | None
    prior_unrepatriated: bool | None
    marked_off: bool | None
    answers: Answers
    override: str | None
    security: str | None


def secured(rules: Rulebook, case: Case, rule: Provision, finding: str, note: str) -> Outcome:
    """Security is asked under `rule`: met where one of the forms of that day is in hand."""
    forms = rules.in_force("advance.security_forms", case.action_date)
    if case.security in forms.value:
        return Outcome((rule, forms), (), (f"INFO: security in hand: {case.security}",))
    asked = f"{note}: security is asked, one of {', '.join(forms.value)}"
    return Outcome((rule, forms), (Fail(SECURITY_REQUIRED, finding, asked, rule),))


def by_kind(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """What the kind of import asks."""
    return KINDS[case.import_type](rules, case)


def _goods(rules: Rulebook, case: Case) -> Outcome:
    return _public(rules, case) if case.importer == PSU else _private_goods(rules, case)


def _public(rules: Rulebook, case: Case) -> Outcome:
    """Public sector and government: above the amount only the Ministry of Finance waives the guarantee."""
    limit = rules.in_force("advance.public_waiver_usd", case.action_date)
    if case.amount_usd <= limit.value:
        return Outcome((limit,))
    if case.waiver:
        return Outcome((limit,), (), (MINISTRY,))
    said = "not given" if case.waiver is None else "no"
    note = f"over USD {shown(limit.value)} the Ministry of Finance must waive the guarantee: waiver is {said}"
    return Outcome((limit,), (Fail(MOF_WAIVER_REQUIRED, MOF_WAIVER_REQUIRED, note, limit),))


def _private_goods(rules: Rulebook, case: Case) -> Outcome:
    """Above the amount security, unless the bank waives it; a waiver reaches up to its own amount."""
    limit = rules.in_force("advance.security_goods_usd", case.action_date)
    if case.amount_usd <= limit.value:
        return Outcome((limit,))
    reach = rules.in_force("advance.waiver_usd", case.action_date)
    within = case.amount_usd <= reach.value
    if within and case.waiver:
        return Outcome((reach, limit), (), (WAIVED,))
    open_question = "; waiver on track record is not given" if case.waiver is None else ""
    room = open_question if within else f", and over the USD {shown(reach.value)} that a waiver may reach"
    asked = secured(rules, case, limit, SECURITY_REQUIRED, f"over USD {shown(limit.value)}{room}")
    return asked._replace(basis=(*asked.basis, reach))


def _services(rules: Rulebook, case: Case) -> Outcome:
    if case.importer == PSU:
        return _public(rules, case)
    return _up_to(rules, case, rules.in_force("advance.security_services_usd", case.action_date))


def _ship(rules: Rulebook, case: Case) -> Outcome:
    """As goods before the relaxation; with it a private importer has its own amount, without waiver above it."""
    limit = rules.find("advance.ship_usd", case.action_date)
    if limit is None or case.importer == PSU:
        return _goods(rules, case)
    asked = _up_to(rules, case, limit)
    return asked._replace(notes=(*asked.notes, SHIP_CONDITIONS))


def _up_to(rules: Rulebook, case: Case, limit: Provision) -> Outcome:
    if case.amount_usd <= limit.value:
        return Outcome((limit,))
    return secured(rules, case, limit, SECURITY_REQUIRED, f"over USD {shown(limit.value)}")


def _aircraft(rules: Rulebook, case: Case) -> Outcome:
    on = case.action_date
    conditions = _conditions(case, rules.in_force("advance.aircraft_conditions", on))
    if case.importer == PSU:
        return _together(_public(rules, case), conditions)
    reach = rules.in_force("advance.aircraft_usd", on)
    return _together(_in_class(rules, case, rules.in_force("advance.aircraft_class", on), reach), conditions)


def _diamond(rules: Rulebook, case: Case) -> Outcome:
    on = case.action_date
    importers = rules.in_force("advance.diamond_importers", on)
    if case.importer not in importers.value:
        return _together(_goods(rules, case), Outcome((importers,)))
    conditions = (
        _conditions(case, rules.in_force(f"advance.{name}", on)) for name in ("diamond_conditions", "diamond_origin")
    )
    group = _in_class(rules, case, rules.in_force("advance.diamond_class", on), None)
    return _together(group, Outcome((importers,)), *conditions)


def _in_class(rules: Rulebook, case: Case, group: Provision, reach: Provision | None) -> Outcome:
    """No security for the importers of a class, up to `reach`; the class is asked only where goods would need it."""
    goods = _private_goods(rules, case)
    if not goods.fails:
        return goods
    basis = (group, reach) if reach is not None else (group,)
    denied = [word for word in group.value if case.answers.get(word) is False]
    if reach is not None and case.amount_usd > reach.value:
        denied.append(f"over USD {shown(reach.value)}")
    if denied:
        note = f"INFO: the rule for goods applies ({', '.join(denied)})"
        return Outcome((*goods.basis, *basis), goods.fails, (note,))
    return Outcome(basis, tuple(unmet(group, case.answers, CHECK)))


def _conditions(case: Case, rule: Provision) -> Outcome:
    return Outcome((rule,), tuple(unmet(rule, case.answers, REFUSE)))


def _bullion(rules: Rulebook, case: Case) -> Outcome:
    """Gold and silver are paid in advance through the exchange only, on its conditions."""
    name = BULLION[case.import_type]
    rule = rules.find(name, case.action_date)
    if rule is not None:
        return _conditions(case, rule)
    first = rules.history(name)[0]
    note = f"advances through the exchange begin on {first.effective_from}"
    return Outcome((first,), (Fail(REFUSE, "BEFORE_FACILITY_START", note, first),))


def _together(*outcomes: Outcome) -> Outcome:
    """Several outcomes as one, in their order."""
    return Outcome(
        tuple(rule for one in outcomes for rule in one.basis),
        tuple(fail for one in outcomes for fail in one.fails),
        tuple(note for one in outcomes for note in one.notes),
    )


KINDS: dict[str, Callable[[Rulebook, Case], Outcome]] = {
    GOODS: _goods,
    SERVICES: _services,
    SHIP: _ship,
    AIRCRAFT: _aircraft,
    ROUGH_DIAMOND: _diamond,
    GOLD: _bullion,
    SILVER: _bullion,
}
