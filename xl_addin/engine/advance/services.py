"""Service imports: the guarantee for a service importer and the follow-up of an advance. Rules 5.6."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.former import ended, known_rule
from xl_addin.engine.rule import CHECK, MOF_WAIVER_REQUIRED, REFUSE, Decision, Fail, conclude, lacking
from xl_addin.engine.sentence import Fact, shown
from xl_addin.rulebook import Provision, Rulebook

GUARANTEE, FOLLOW_UP = "guarantee for a service importer", "follow-up of an advance for services"
PRIVATE, PSU = "PRIVATE", "PSU"
SUPERSEDED = "WARN: superseded in substance by the guarantee regulations of 2026 (unconfirmed)"


def service_guarantee(
    rules: Rulebook,
    *,
    amount_usd: Decimal | None,
    importer: str | None,
    action_date: date | None,
    ministry_approval: bool | None = None,
) -> Decision:
    """Whether the AD may issue a guarantee of `amount_usd` (USD, above zero) for an importer of services."""
    fails = lacking(amount_usd=amount_usd, importer=importer or None, action_date=action_date)
    if amount_usd is not None and amount_usd <= 0:
        fails.append(Fail(CHECK, "", "amount_usd must be above zero"))
    if importer and importer not in (PRIVATE, PSU):
        fails.append(Fail(CHECK, "", f"importer {importer!r} is not one of {PRIVATE}, {PSU}"))
    if fails or amount_usd is None or action_date is None:
        return conclude(GUARANTEE, fails, ())
    limit = known_rule(rules, "guarantee.service_usd", action_date)
    public = known_rule(rules, "guarantee.service_public_usd", action_date)
    old = ended(limit, action_date)
    over = _over(rules, amount_usd, limit, action_date)
    approval = _approval(amount_usd, public, ministry_approval) if importer == PSU else []
    basis = (limit, public) if importer == PSU else (limit,)
    facts: tuple[Fact, ...] = (("amount USD", amount_usd), ("importer", importer), ("approval", ministry_approval))
    return conclude(GUARANTEE, [*old, *over, *approval], basis, facts, notes=(SUPERSEDED,) if old else ())


def _over(rules: Rulebook, amount_usd: Decimal, limit: Provision, on: date) -> list[Fail]:
    """Above the limit the Regional Office decides, as long as that route is open."""
    if amount_usd <= limit.value:
        return []
    outside = rules.find("guarantee.outside", on)
    note = f"the amount is over USD {shown(limit.value)}"
    return [Fail(outside.value if outside else CHECK, "OVER_GUARANTEE_LIMIT", note, outside or limit)]


def _approval(amount_usd: Decimal, public: Provision, approval: bool | None) -> list[Fail]:
    if amount_usd <= public.value or approval:
        return []
    said = "not given" if approval is None else "no"
    note = f"over USD {shown(public.value)} the Ministry of Finance must approve the guarantee: approval is {said}"
    return [Fail(MOF_WAIVER_REQUIRED, MOF_WAIVER_REQUIRED, note, public)]


def services_followup(rules: Rulebook, *, action_date: date | None, conditions: Answers | None) -> Decision:
    """Whether the follow-up of an advance for services may end: performed or repatriated, and marked in IDPMS."""
    if action_date is None:
        return conclude(FOLLOW_UP, lacking(action_date=action_date), ())
    rule = rules.in_force("advance.services_followup", action_date)
    return conclude(FOLLOW_UP, unmet(rule, conditions or {}, REFUSE), (rule,))
