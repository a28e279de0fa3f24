"""What an advance needs under the thresholds of the Master Direction, by kind of import: rules 5.5, 5.6, 5.10."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from xl_addin.engine.checks import above_zero, among
from xl_addin.engine.conditions import Answers, Outcome, together, unmet
from xl_addin.engine.law import Law
from xl_addin.engine.rule import CHECK, MOF_WAIVER_REQUIRED, REFUSE, SECURITY_REQUIRED, Fail
from xl_addin.engine.sentence import Fact, shown
from xl_addin.rulebook import Provision

GOODS, SERVICES, SHIP, AIRCRAFT = "GOODS", "SERVICES", "SHIP", "AIRCRAFT"
ROUGH_DIAMOND, GOLD, SILVER = "ROUGH_DIAMOND", "GOLD", "SILVER"
PRIVATE, PSU = "PRIVATE", "PSU"
BULLION = {GOLD: "iibx.gold_conditions", SILVER: "iibx.silver_conditions"}
WAIVED = "INFO: security waived on track record, under the policy of the bank's Board"
MINISTRY = "INFO: the Ministry of Finance has waived the guarantee"
SHIP_CONDITIONS = "INFO: the conditions of C.1.3(3) apply: bona fides, due diligence, contract, direct payment"


@dataclass(frozen=True, kw_only=True)
class Advance:
    """One advance about to be remitted; None is never read as "no".

    `waiver` is the bank's on track record, for a PSU the Ministry's; `security` names the form in hand; `override`
    is compliance's reason. `conditions_met` answers at once all conditions that have no answer of their own.
    """

    amount_usd: Annotated[Decimal, above_zero]
    import_type: Annotated[str, among(*KINDS)]  # read where the question is registered, so that KINDS may stand below
    importer: Annotated[str, among(PRIVATE, PSU)]
    action_date: date
    waiver: bool | None = None
    prior_unrepatriated: bool | None = None
    marked_off: bool | None = None
    conditions_met: bool | None = None
    conditions: Answers = field(default_factory=dict)
    override: str | None = None
    security: str | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the answer rests on."""
        return (
            ("amount USD", self.amount_usd),
            ("import", self.import_type),
            ("importer", self.importer),
            ("waiver", self.waiver),
            ("security", self.security),
            ("earlier advance not repatriated", self.prior_unrepatriated),
            ("its entry marked off", self.marked_off),
            ("conditions met", self.conditions_met),
        )

    def answers(self, rule: Provision) -> Answers:
        """The answer to each condition of a rule: its own, else that to all of them."""
        return {word: self.conditions.get(word, self.conditions_met) for word in rule.value}


def secured(law: Law, asked: Advance, rule: Provision, finding: str, note: str) -> Outcome:
    """Security is asked under `rule`: met where one of the forms of that day is in hand."""
    forms = law.rules.in_force("advance.security_forms", asked.action_date)
    if asked.security in forms.value:
        return Outcome((rule, forms), (), (f"INFO: security in hand: {asked.security}",))
    told = f"{note}: security is asked, one of {', '.join(forms.value)}"
    return Outcome((rule, forms), (Fail(SECURITY_REQUIRED, finding, told, rule),))


def by_kind(law: Law, asked: Advance) -> Outcome:
    """What the kind of import asks."""
    return KINDS[asked.import_type](law, asked)


def _goods(law: Law, asked: Advance) -> Outcome:
    return _public(law, asked) if asked.importer == PSU else _private_goods(law, asked)


def _public(law: Law, asked: Advance) -> Outcome:
    """Public sector and government: above the amount only the Ministry of Finance waives the guarantee."""
    limit = law.rules.in_force("advance.public_waiver_usd", asked.action_date)
    if asked.amount_usd <= limit.value:
        return Outcome((limit,))
    if asked.waiver:
        return Outcome((limit,), (), (MINISTRY,))
    said = "not given" if asked.waiver is None else "no"
    note = f"over USD {shown(limit.value)} the Ministry of Finance must waive the guarantee: waiver is {said}"
    return Outcome((limit,), (Fail(MOF_WAIVER_REQUIRED, MOF_WAIVER_REQUIRED, note, limit),))


def _private_goods(law: Law, asked: Advance) -> Outcome:
    """Above the amount security, unless the bank waives it; a waiver reaches up to its own amount."""
    limit = law.rules.in_force("advance.security_goods_usd", asked.action_date)
    if asked.amount_usd <= limit.value:
        return Outcome((limit,))
    reach = law.rules.in_force("advance.waiver_usd", asked.action_date)
    within = asked.amount_usd <= reach.value
    if within and asked.waiver:
        return Outcome((reach, limit), (), (WAIVED,))
    open_question = "; waiver on track record is not given" if asked.waiver is None else ""
    room = open_question if within else f", and over the USD {shown(reach.value)} that a waiver may reach"
    needed = secured(law, asked, limit, SECURITY_REQUIRED, f"over USD {shown(limit.value)}{room}")
    return needed._replace(basis=(*needed.basis, reach))


def _services(law: Law, asked: Advance) -> Outcome:
    if asked.importer == PSU:
        return _public(law, asked)
    return _up_to(law, asked, law.rules.in_force("advance.security_services_usd", asked.action_date))


def _ship(law: Law, asked: Advance) -> Outcome:
    """As goods before the relaxation; with it a private importer has its own amount, without waiver above it."""
    limit = law.rules.find("advance.ship_usd", asked.action_date)
    if limit is None or asked.importer == PSU:
        return _goods(law, asked)
    needed = _up_to(law, asked, limit)
    return needed._replace(notes=(*needed.notes, SHIP_CONDITIONS))


def _up_to(law: Law, asked: Advance, limit: Provision) -> Outcome:
    if asked.amount_usd <= limit.value:
        return Outcome((limit,))
    return secured(law, asked, limit, SECURITY_REQUIRED, f"over USD {shown(limit.value)}")


def _aircraft(law: Law, asked: Advance) -> Outcome:
    on = asked.action_date
    conditions = _conditions(asked, law.rules.in_force("advance.aircraft_conditions", on))
    if asked.importer == PSU:
        return together((_public(law, asked), conditions))
    reach = law.rules.in_force("advance.aircraft_usd", on)
    return together((_in_class(law, asked, law.rules.in_force("advance.aircraft_class", on), reach), conditions))


def _diamond(law: Law, asked: Advance) -> Outcome:
    on = asked.action_date
    importers = law.rules.in_force("advance.diamond_importers", on)
    if asked.importer not in importers.value:
        return together((_goods(law, asked), Outcome((importers,))))
    names = ("advance.diamond_conditions", "advance.diamond_origin")
    conditions = (_conditions(asked, law.rules.in_force(name, on)) for name in names)
    group = _in_class(law, asked, law.rules.in_force("advance.diamond_class", on), None)
    return together((group, Outcome((importers,)), *conditions))


def _in_class(law: Law, asked: Advance, group: Provision, reach: Provision | None) -> Outcome:
    """No security for the importers of a class, up to `reach`; the class is asked only where goods would need it."""
    goods = _private_goods(law, asked)
    if not goods.fails:
        return goods
    basis = (group, reach) if reach is not None else (group,)
    denied = [word for word, met in asked.answers(group).items() if met is False]
    if reach is not None and asked.amount_usd > reach.value:
        denied.append(f"over USD {shown(reach.value)}")
    if denied:
        note = f"INFO: the rule for goods applies ({', '.join(denied)})"
        return Outcome((*goods.basis, *basis), goods.fails, (note,))
    return Outcome(basis, tuple(unmet(group, asked.answers(group), CHECK)))


def _conditions(asked: Advance, rule: Provision) -> Outcome:
    return Outcome((rule,), tuple(unmet(rule, asked.answers(rule), REFUSE)))


def _bullion(law: Law, asked: Advance) -> Outcome:
    """Gold and silver are paid in advance through the exchange only, on its conditions."""
    name = BULLION[asked.import_type]
    rule = law.rules.find(name, asked.action_date)
    if rule is not None:
        return _conditions(asked, rule)
    first = law.rules.history(name)[0]
    note = f"advances through the exchange begin on {first.effective_from}"
    return Outcome((first,), (Fail(REFUSE, "BEFORE_FACILITY_START", note, first),))


KINDS: dict[str, Callable[[Law, Advance], Outcome]] = {
    GOODS: _goods,
    SERVICES: _services,
    SHIP: _ship,
    AIRCRAFT: _aircraft,
    ROUGH_DIAMOND: _diamond,
    GOLD: _bullion,
    SILVER: _bullion,
}
