"""What a merchanting deal must meet besides its periods: rules 5.11 (C.14 of the Master Direction)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.idpms.closure import uncompared
from xl_addin.engine.rule import (
    BANK_POLICY,
    CHECK,
    ESCALATE,
    REFUSE,
    SECURITY_REQUIRED,
    Decision,
    Fail,
    conclude,
    lacking,
    missing,
)
from xl_addin.engine.sentence import Fact, Share, shown
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision
from xl_addin.rulebook.registers_codes import purpose_for

SUBJECT, ADVANCE, EXPOSURE = "merchanting conditions", "merchanting advance", "merchanting exposure"
MARGIN, CAUTION, FETERS = "merchanting commission", "caution listing of a merchanting trader", "merchanting FETERS code"
NOT_IN_TEXT = "the law read has no such rule for merchanting trade: the bank's procedure decides"
REG12 = "INFO: whether every advance of the importer needs security is asked with the advance"
LEGS = ("IMPORT", "EXPORT")
CAUTION_LISTED = "CAUTION_LISTED"


def merchanting_conditions(rules: Rulebook, *, action_date: date | None, answers: Answers) -> Decision:
    """Whether a merchanting deal meets its conditions, answered yes or no one by one."""
    if action_date is None:
        return conclude(SUBJECT, [missing("action_date")], ())
    rule = rules.find("merchanting.conditions", action_date)
    if rule is None:
        return _no_rule(rules, SUBJECT, "merchanting.conditions", action_date)
    outside = rules.in_force("merchanting.outside", action_date)
    fails = unmet(rule, answers, outside.value)
    denied = any(fail.status == outside.value for fail in fails)
    return conclude(SUBJECT, fails, (rule, outside) if denied else (rule,))


def merchanting_advance(
    rules: Rulebook,
    policy: Policy,
    *,
    advance_usd: Decimal | None,
    action_date: date | None,
    security: bool | None = None,
) -> Decision:
    """Whether an advance on the import leg (USD per deal) may go out with or without guarantee or SBLC."""
    facts: tuple[Fact, ...] = (("advance USD", advance_usd), ("security", security))
    fails = _amounts(action_date, advance_usd=advance_usd)
    if fails or advance_usd is None or action_date is None:
        return conclude(ADVANCE, fails, (), facts)
    limit = rules.find("merchanting.advance_usd", action_date)
    notes: tuple[str, ...] = ()
    if limit is None:
        if policy.advance_security_limit is None or not _ended(rules, "merchanting.advance_usd", action_date):
            return _no_rule(rules, ADVANCE, "merchanting.advance_usd", action_date, facts)
        limit, notes = policy_provision(policy, "advance_security_limit"), (REG12,)
    facts += (("limit USD", limit.value),)
    return conclude(ADVANCE, _security(advance_usd, security, limit), (limit,), facts, notes=notes)


def merchanting_exposure(
    rules: Rulebook, policy: Policy, *, exposure_usd: Decimal | None, action_date: date | None
) -> Decision:
    """Whether the trader's open merchanting deals (USD, this one included) keep the bank's own prudential limit."""
    facts: tuple[Fact, ...] = (("exposure USD", exposure_usd),)
    fails = _amounts(action_date, exposure_usd=exposure_usd)
    if fails or exposure_usd is None or action_date is None:
        return conclude(EXPOSURE, fails, (), facts)
    rule = rules.find("merchanting.conditions", action_date)
    if policy.merchanting_limit_usd is None:
        if rule is None:
            return _no_rule(rules, EXPOSURE, "merchanting.conditions", action_date, facts)
        return conclude(EXPOSURE, [Fail(CHECK, "", "the bank has fixed no prudential limit", rule)], (rule,), facts)
    own = policy_provision(policy, "merchanting_limit_usd")
    basis = (own, rule) if rule else (own,)
    facts += (("limit USD", policy.merchanting_limit_usd),)
    if exposure_usd <= policy.merchanting_limit_usd:
        return conclude(EXPOSURE, (), basis, facts)
    note = "the exposure is over the bank's prudential limit"
    over = Fail(REFUSE if rule else ESCALATE, "PRUDENTIAL_LIMIT_EXCEEDED", note, own)
    return conclude(EXPOSURE, [over], basis, facts)


class Margin(NamedTuple):
    """A commission, whether it was asked for, and what the deal earns before it; one currency."""

    commission: Decimal
    on_request: bool | None
    before: Decimal

    @property
    def after(self) -> Decimal:
        """What the deal earns once the commission is paid."""
        return self.before - self.commission


def merchanting_margin(
    rules: Rulebook,
    *,
    export_amount: Decimal | None,
    export_currency: str | None,
    import_amount: Decimal | None,
    import_currency: str | None,
    commission: Decimal | None,
    action_date: date | None,
    commission_on_request: bool | None = None,
) -> Decision:
    """Whether an agency commission (in the currency of both legs) may be paid; the margin left in `value`."""
    fails = _amounts(action_date, export_amount=export_amount, import_amount=import_amount)
    fails += lacking(export_currency=export_currency, import_currency=import_currency, commission=commission)
    if commission is not None and commission < 0:
        fails.append(Fail(CHECK, "", "commission must not be below zero"))
    if fails or export_amount is None or import_amount is None or commission is None or action_date is None:
        return conclude(MARGIN, fails, ())
    if export_currency != import_currency:
        note = f"the legs are in {export_currency} and {import_currency}: give both in one, with rate, date and source"
        return conclude(MARGIN, [Fail(CHECK, "CURRENCY_MISMATCH", note)], ())
    deal = Margin(commission, commission_on_request, export_amount - import_amount)
    facts: tuple[Fact, ...] = (
        ("currency", export_currency),
        ("margin before commission", deal.before),
        ("commission", commission),
        ("margin after commission", deal.after),
    )
    rule = rules.find("merchanting.commission", action_date)
    if rule is None:
        return _no_rule(rules, MARGIN, "merchanting.commission", action_date, facts)
    fails = [fail for word in rule.value for fail in COMMISSION_TESTS[word](rule, deal)]
    return conclude(MARGIN, fails, (rule,), facts, value=deal.after)


def merchanting_caution(
    rules: Rulebook, *, outstanding: Decimal | None, annual_export_earnings: Decimal | None, action_date: date | None
) -> Decision:
    """OK or CAUTION_LISTED: whether a trader's outstanding reaches the share of annual export earnings.

    Both amounts are in one currency; the share itself is caught.
    """
    fails = _amounts(action_date, annual_export_earnings=annual_export_earnings)
    fails += lacking(outstanding=outstanding)
    if outstanding is not None and outstanding < 0:
        fails.append(Fail(CHECK, "", "outstanding must not be below zero"))
    if fails or outstanding is None or annual_export_earnings is None or action_date is None:
        return conclude(CAUTION, fails, ())
    facts: tuple[Fact, ...] = (
        ("outstanding", outstanding),
        ("annual export earnings", annual_export_earnings),
        ("ratio {} %", Share(outstanding, annual_export_earnings)),
    )
    rule = rules.find("merchanting.caution_pct", action_date)
    if rule is None:
        return _no_rule(rules, CAUTION, "merchanting.caution_pct", action_date, facts)
    if outstanding * 100 < rule.value * annual_export_earnings:
        return conclude(CAUTION, (), (rule,), facts)
    note = f"the outstanding reaches {shown(rule.value)} % of annual export earnings: the trader is caution-listed"
    return conclude(CAUTION, [Fail(CAUTION_LISTED, CAUTION_LISTED, note, rule)], (rule,), facts)


def merchanting_feters(
    rules: Rulebook, *, leg: str | None, purpose_code: str | None, action_date: date | None, transit: bool | None = None
) -> Decision:
    """Whether a leg (IMPORT or EXPORT) carries its FETERS code, reported gross; `transit` is to Nepal or Bhutan."""
    fails = lacking(leg=leg, purpose_code=purpose_code, action_date=action_date)
    facts: tuple[Fact, ...] = (("leg", leg), ("transit", transit), ("purpose code", purpose_code))
    if fails or action_date is None:
        return conclude(FETERS, fails, (), facts)
    row = purpose_for(f"MERCHANTING_{leg}_TRANSIT" if transit else f"MERCHANTING_{leg}")
    if row is None:
        note = "no purpose code is known for this leg" if leg in LEGS else f"leg is not one of {', '.join(LEGS)}"
        return conclude(FETERS, [Fail(CHECK, "", note)], (), facts)
    wrong = Fail(CHECK, "PURPOSE_CODE", f"the code of this leg is {row.code}", row.provision)
    notes = uncompared(rules, action_date)
    return conclude(FETERS, [] if purpose_code == row.code else [wrong], (row.provision,), facts, notes=notes)


def _on_request(rule: Provision, deal: Margin) -> list[Fail]:
    if not deal.commission or deal.on_request:
        return []
    if deal.on_request is None:
        return [missing("commission_on_request", rule)]
    return [Fail(REFUSE, "COMMISSION_NOT_REQUESTED", "a commission is paid on specific request only", rule)]


def _not_into_loss(rule: Provision, deal: Margin) -> list[Fail]:
    if not deal.commission or deal.after >= 0:
        return []
    return [Fail(REFUSE, "COMMISSION_INTO_LOSS", "the commission turns the deal into a loss", rule)]


COMMISSION_TESTS: dict[str, Callable[[Provision, Margin], list[Fail]]] = {
    "ON_REQUEST": _on_request,
    "NOT_INTO_LOSS": _not_into_loss,
}


def _security(advance_usd: Decimal, security: bool | None, limit: Provision) -> list[Fail]:
    if advance_usd <= limit.value or security:
        return []
    if security is None:
        return [missing("security", limit, SECURITY_REQUIRED)]
    note = "the advance is over the limit and needs a guarantee or standby letter of credit"
    return [Fail(SECURITY_REQUIRED, SECURITY_REQUIRED, note, limit)]


def _amounts(action_date: date | None, **amounts: Decimal | None) -> list[Fail]:
    """Facts not given, and amounts that are not above zero."""
    fails = lacking(**amounts, action_date=action_date)
    return fails + [
        Fail(CHECK, "", f"{name} must be above zero") for name, one in amounts.items() if one is not None and one <= 0
    ]


def _ended(rules: Rulebook, parameter: str, on: date) -> bool:
    """Whether the rule was in force before `on`, and is no more."""
    return rules.history(parameter)[0].effective_from <= on


def _no_rule(rules: Rulebook, subject: str, parameter: str, on: date, facts: tuple[Fact, ...] = ()) -> Decision:
    """Before the first encoded day: CHECK. After the last one: the bank's procedure, the rules of that day named."""
    if not _ended(rules, parameter, on):
        first = rules.history(parameter)[0]
        note = f"the rule before {first.effective_from} was not read"
        return conclude(subject, [Fail(CHECK, "", note, first)], (first,), facts)
    method = rules.in_force("merchanting.method", on)
    return Decision(subject, BANK_POLICY, (method,), (), None, None, facts, (NOT_IN_TEXT,))
