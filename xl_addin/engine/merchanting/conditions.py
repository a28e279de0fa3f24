"""What a merchanting deal must meet besides its periods: rules 5.11 (C.14 of the Master Direction)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from xl_addin.engine.checks import above_zero
from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import (
    BANK_POLICY,
    CHECK,
    ESCALATE,
    REFUSE,
    SECURITY_REQUIRED,
    Decision,
    Fail,
    conclude,
    missing,
)
from xl_addin.engine.sentence import Fact
from xl_addin.engine.unbound import none_set
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import policy_provision

SUBJECT, ADVANCE, EXPOSURE = "merchanting conditions", "merchanting advance", "merchanting exposure"
NOT_IN_TEXT = "the law read has no such rule for merchanting trade: the bank's procedure decides"
REG12 = "INFO: whether every advance of the importer needs security is asked with the advance"


@dataclass(frozen=True, kw_only=True)
class MerchantingConditions:
    """A merchanting deal, and which of its conditions are met."""

    action_date: date
    answers: Answers = field(default_factory=dict)


@question(SUBJECT, MerchantingConditions)
def merchanting_conditions(law: Law, asked: MerchantingConditions) -> Decision:
    """Whether a merchanting deal meets its conditions, answered yes or no one by one."""
    rule = law.rules.find("merchanting.conditions", asked.action_date)
    if rule is None:
        return no_rule(law.rules, SUBJECT, "merchanting.conditions", asked.action_date)
    outside = law.rules.in_force("merchanting.outside", asked.action_date)
    fails = unmet(rule, asked.answers, outside.value)
    denied = any(fail.status == outside.value for fail in fails)
    return conclude(SUBJECT, fails, (rule, outside) if denied else (rule,))


@dataclass(frozen=True, kw_only=True)
class MerchantingAdvance:
    """An advance on the import leg (USD per deal); `security` is a guarantee or standby letter of credit in hand."""

    advance_usd: Annotated[Decimal, above_zero]
    action_date: date
    security: bool | None = None


def _advance_facts(law: Law, asked: MerchantingAdvance) -> tuple[Fact, ...]:
    return (("advance USD", asked.advance_usd), ("security", asked.security))


@question(ADVANCE, MerchantingAdvance, told=_advance_facts)
def merchanting_advance(law: Law, asked: MerchantingAdvance) -> Decision:
    """Whether an advance on the import leg (USD per deal) may go out with or without guarantee or SBLC."""
    on = asked.action_date
    limit = law.rules.find("merchanting.advance_usd", on)
    if limit is not None:
        return _limited(law, asked, limit)
    if law.policy.advance_security_limit is None or not _ended(law.rules, "merchanting.advance_usd", on):
        lacks = none_set("amount for it", "advance_security_limit")
        return no_rule(law.rules, ADVANCE, "merchanting.advance_usd", on, _advance_facts(law, asked), lacks)
    return _limited(law, asked, policy_provision(law.policy, "advance_security_limit"), (REG12,))


def _limited(law: Law, asked: MerchantingAdvance, limit: Provision, notes: tuple[str, ...] = ()) -> Decision:
    facts = (*_advance_facts(law, asked), ("limit USD", limit.value))
    return conclude(ADVANCE, _security(asked, limit), (limit,), facts, notes=notes)


def _security(asked: MerchantingAdvance, limit: Provision) -> list[Fail]:
    if asked.advance_usd <= limit.value or asked.security:
        return []
    if asked.security is None:
        return [missing("security", limit, SECURITY_REQUIRED)]
    note = "the advance is over the limit and needs a guarantee or standby letter of credit"
    return [Fail(SECURITY_REQUIRED, SECURITY_REQUIRED, note, limit)]


@dataclass(frozen=True, kw_only=True)
class MerchantingExposure:
    """The trader's open merchanting deals (USD), the one asked about included."""

    exposure_usd: Annotated[Decimal, above_zero]
    action_date: date


def _exposure_facts(law: Law, asked: MerchantingExposure) -> tuple[Fact, ...]:
    return (("exposure USD", asked.exposure_usd),)


@question(EXPOSURE, MerchantingExposure, told=_exposure_facts)
def merchanting_exposure(law: Law, asked: MerchantingExposure) -> Decision:
    """Whether the trader's open merchanting deals (USD, this one included) keep the bank's own prudential limit."""
    facts, limit = _exposure_facts(law, asked), law.policy.merchanting_limit_usd
    rule = law.rules.find("merchanting.conditions", asked.action_date)
    if limit is None:
        lacks = none_set("prudential limit", "merchanting_limit_usd")
        if rule is None:
            return no_rule(law.rules, EXPOSURE, "merchanting.conditions", asked.action_date, facts, lacks)
        unfixed = "the bank has fixed no prudential limit (merchanting_limit_usd)"
        return conclude(EXPOSURE, [Fail(CHECK, "", unfixed, rule)], (rule,), facts)
    own = policy_provision(law.policy, "merchanting_limit_usd")
    basis = (own, rule) if rule else (own,)
    facts += (("limit USD", limit),)
    if asked.exposure_usd <= limit:
        return conclude(EXPOSURE, (), basis, facts)
    note = "the exposure is over the bank's prudential limit"
    over = Fail(REFUSE if rule else ESCALATE, "PRUDENTIAL_LIMIT_EXCEEDED", note, own)
    return conclude(EXPOSURE, [over], basis, facts)


def _ended(rules: Rulebook, parameter: str, on: date) -> bool:
    """Whether the rule was in force before `on`, and is no more."""
    return rules.history(parameter)[0].effective_from <= on


def no_rule(
    rules: Rulebook,
    subject: str,
    parameter: str,
    on: date,
    facts: tuple[Fact, ...] = (),
    lacks: str = NOT_IN_TEXT,
) -> Decision:
    """Before the first encoded day: CHECK. After the last one: the bank's procedure, the rules of that day named."""
    if not _ended(rules, parameter, on):
        first = rules.history(parameter)[0]
        note = f"the rule before {first.effective_from} was not read"
        return conclude(subject, [Fail(CHECK, "", note, first)], (first,), facts)
    method = rules.in_force("merchanting.method", on)
    return Decision(subject, BANK_POLICY, (method,), (), None, None, facts, (lacks,))
