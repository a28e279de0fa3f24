"""What a merchanting trader earns: the commission on one deal, and the outstanding against its exports. Rules 5.11."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from xl_addin.engine.checks import above_zero, not_below_zero
from xl_addin.engine.law import Law, question
from xl_addin.engine.merchanting.conditions import no_rule
from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail, conclude, missing
from xl_addin.engine.sentence import Fact, Share, shown
from xl_addin.rulebook import Provision

MARGIN, CAUTION = "merchanting commission", "caution listing of a merchanting trader"
CAUTION_LISTED = "CAUTION_LISTED"


@dataclass(frozen=True, kw_only=True)
class MerchantingMargin:
    """Both legs of a deal, the agency commission on it, and whether the importer asked for that."""

    export_amount: Annotated[Decimal, above_zero]
    export_currency: str
    import_amount: Annotated[Decimal, above_zero]
    import_currency: str
    commission: Annotated[Decimal, not_below_zero]
    action_date: date
    commission_on_request: bool | None = None

    @property
    def before(self) -> Decimal:
        """What the deal earns before the commission."""
        return self.export_amount - self.import_amount

    @property
    def after(self) -> Decimal:
        """What the deal earns once the commission is paid."""
        return self.before - self.commission


@question(MARGIN, MerchantingMargin)
def merchanting_margin(law: Law, asked: MerchantingMargin) -> Decision:
    """Whether an agency commission (in the currency of both legs) may be paid; the margin left in `value`."""
    if asked.export_currency != asked.import_currency:
        legs = f"{asked.export_currency} and {asked.import_currency}"
        note = f"the legs are in {legs}: give both in one, with rate, date and source"
        return conclude(MARGIN, [Fail(CHECK, "CURRENCY_MISMATCH", note)], ())
    facts: tuple[Fact, ...] = (
        ("currency", asked.export_currency),
        ("margin before commission", asked.before),
        ("commission", asked.commission),
        ("margin after commission", asked.after),
    )
    rule = law.rules.find("merchanting.commission", asked.action_date)
    if rule is None:
        return no_rule(law.rules, MARGIN, "merchanting.commission", asked.action_date, facts)
    fails = [fail for word in rule.value for fail in COMMISSION_TESTS[word](rule, asked)]
    return conclude(MARGIN, fails, (rule,), facts, value=asked.after)


def _on_request(rule: Provision, asked: MerchantingMargin) -> list[Fail]:
    if not asked.commission or asked.commission_on_request:
        return []
    if asked.commission_on_request is None:
        return [missing("commission_on_request", rule)]
    return [Fail(REFUSE, "COMMISSION_NOT_REQUESTED", "a commission is paid on specific request only", rule)]


def _not_into_loss(rule: Provision, asked: MerchantingMargin) -> list[Fail]:
    if not asked.commission or asked.after >= 0:
        return []
    return [Fail(REFUSE, "COMMISSION_INTO_LOSS", "the commission turns the deal into a loss", rule)]


COMMISSION_TESTS: dict[str, Callable[[Provision, MerchantingMargin], list[Fail]]] = {
    "ON_REQUEST": _on_request,
    "NOT_INTO_LOSS": _not_into_loss,
}


@dataclass(frozen=True, kw_only=True)
class MerchantingCaution:
    """What a trader has outstanding and what it earns by exports in a year, in one currency."""

    outstanding: Annotated[Decimal, not_below_zero]
    annual_export_earnings: Annotated[Decimal, above_zero]
    action_date: date


@question(CAUTION, MerchantingCaution)
def merchanting_caution(law: Law, asked: MerchantingCaution) -> Decision:
    """OK or CAUTION_LISTED: whether a trader's outstanding reaches the share of annual export earnings.

    Both amounts are in one currency; the share itself is caught.
    """
    facts: tuple[Fact, ...] = (
        ("outstanding", asked.outstanding),
        ("annual export earnings", asked.annual_export_earnings),
        ("ratio {} %", Share(asked.outstanding, asked.annual_export_earnings)),
    )
    rule = law.rules.find("merchanting.caution_pct", asked.action_date)
    if rule is None:
        return no_rule(law.rules, CAUTION, "merchanting.caution_pct", asked.action_date, facts)
    if asked.outstanding * 100 < rule.value * asked.annual_export_earnings:
        return conclude(CAUTION, (), (rule,), facts)
    note = f"the outstanding reaches {shown(rule.value)} % of annual export earnings: the trader is caution-listed"
    return conclude(CAUTION, [Fail(CAUTION_LISTED, CAUTION_LISTED, note, rule)], (rule,), facts)
