"""Service imports: the guarantee for a service importer and the follow-up of an advance. Rules 5.6."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from xl_addin.engine.advance.conditions import PRIVATE, PSU
from xl_addin.engine.checks import above_zero, among
from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.former import ended, known_rule
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, MOF_WAIVER_REQUIRED, REFUSE, Decision, Fail, conclude
from xl_addin.engine.sentence import Fact, shown
from xl_addin.rulebook import Provision

GUARANTEE, FOLLOW_UP = "guarantee for a service importer", "follow-up of an advance for services"
SUPERSEDED = "WARN: superseded in substance by the guarantee regulations of 2026 (unconfirmed)"


@dataclass(frozen=True, kw_only=True)
class ServiceGuarantee:
    """A guarantee (USD) for an importer of services; for a PSU perhaps approved by the Ministry of Finance."""

    amount_usd: Annotated[Decimal, above_zero]
    importer: Annotated[str, among(PRIVATE, PSU)]
    action_date: date
    ministry_approval: bool | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the answer rests on."""
        return (("amount USD", self.amount_usd), ("importer", self.importer), ("approval", self.ministry_approval))


@question(GUARANTEE, ServiceGuarantee)
def service_guarantee(law: Law, asked: ServiceGuarantee) -> Decision:
    """Whether the AD may issue a guarantee of `amount_usd` (USD, above zero) for an importer of services."""
    limit = known_rule(law.rules, "guarantee.service_usd", asked.action_date)
    public = known_rule(law.rules, "guarantee.service_public_usd", asked.action_date)
    old, over = ended(limit, asked.action_date), _over(law, asked, limit)
    approval = _approval(asked, public) if asked.importer == PSU else []
    basis = (limit, public) if asked.importer == PSU else (limit,)
    return conclude(GUARANTEE, [*old, *over, *approval], basis, asked.facts, notes=(SUPERSEDED,) if old else ())


def _over(law: Law, asked: ServiceGuarantee, limit: Provision) -> list[Fail]:
    """Above the limit the Regional Office decides, as long as that route is open."""
    if asked.amount_usd <= limit.value:
        return []
    outside = law.rules.find("guarantee.outside", asked.action_date)
    note = f"the amount is over USD {shown(limit.value)}"
    return [Fail(outside.value if outside else CHECK, "OVER_GUARANTEE_LIMIT", note, outside or limit)]


def _approval(asked: ServiceGuarantee, public: Provision) -> list[Fail]:
    approval = asked.ministry_approval
    if asked.amount_usd <= public.value or approval:
        return []
    said = "not given" if approval is None else "no"
    note = f"over USD {shown(public.value)} the Ministry of Finance must approve the guarantee: approval is {said}"
    return [Fail(MOF_WAIVER_REQUIRED, MOF_WAIVER_REQUIRED, note, public)]


@dataclass(frozen=True, kw_only=True)
class ServicesFollowup:
    """An advance for services, and which of the conditions to end its follow-up are met."""

    action_date: date
    conditions: Answers = field(default_factory=dict)


@question(FOLLOW_UP, ServicesFollowup)
def services_followup(law: Law, asked: ServicesFollowup) -> Decision:
    """Whether the follow-up of an advance for services may end: performed or repatriated, and marked in IDPMS."""
    rule = law.rules.in_force("advance.services_followup", asked.action_date)
    return conclude(FOLLOW_UP, unmet(rule, asked.conditions, REFUSE), (rule,))
