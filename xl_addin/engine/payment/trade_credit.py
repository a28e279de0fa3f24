"""How long a deferred payment may run before it is no longer trade credit: rules 5.9."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xl_addin.domain.dates import add_days, add_months
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, Decision, Fail, conclude, missing, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook

SUBJECT = "trade credit"
OVER_TRADE_CREDIT = "OVER_TRADE_CREDIT"
ALIKE = "INFO: buyers' and suppliers' credit alike"


@dataclass(frozen=True, kw_only=True)
class TradeCreditLimit:
    """A deferred payment; the operating cycle is needed for other goods than capital goods."""

    shipment_date: date
    capital_goods: bool
    operating_cycle_days: int | None = None
    requested_to: date | None = None


@question(SUBJECT, TradeCreditLimit)
def trade_credit_limit(law: Law, asked: TradeCreditLimit) -> Decision:
    """Last day of a deferred payment, counted from shipment; `operating_cycle_days` is needed for other goods.

    A `requested_to` beyond that day is not trade credit.
    """
    rules, shipped, requested = law.rules, asked.shipment_date, asked.requested_to
    cycle = None if asked.capital_goods else asked.operating_cycle_days
    if not asked.capital_goods and (wrong := _cycle(cycle)):
        return conclude(SUBJECT, wrong, ())
    rule, last = _last(rules, shipped, cycle)
    basis = (rule, rules.in_force("trade_credit.basis", shipped))
    facts: tuple[Fact, ...] = (
        ("shipment", shipped),
        ("capital goods", asked.capital_goods),
        ("operating cycle", asked.operating_cycle_days),
        ("last day", last),
    )
    fails: list[Fail] = []
    if requested is not None:
        fails = _beyond(rules, shipped, requested, last)
        facts += (("requested to", requested),)
    return conclude(SUBJECT, fails, basis, facts, value=last, notes=(ALIKE,))


def _cycle(days: int | None) -> list[Fail]:
    if days is None:
        return [missing("operating_cycle_days")]
    return [] if days > 0 else [Fail(CHECK, "", "operating_cycle_days must be above zero")]


def _last(rules: Rulebook, shipment: date, cycle: int | None) -> tuple[Provision, date]:
    """The rule and its last day: months of capital goods, else the earlier of months and operating cycle."""
    if cycle is None:
        rule = rules.in_force("trade_credit.capital_months", shipment)
        return rule, add_months(shipment, rule.value)
    rule = rules.in_force("trade_credit.other_months", shipment)
    return rule, min(add_months(shipment, rule.value), add_days(shipment, cycle))


def _beyond(rules: Rulebook, shipment: date, requested: date, last: date) -> list[Fail]:
    if wrong := out_of_order(shipment_date=shipment, requested_to=requested):
        return [wrong]
    if requested <= last:
        return []
    beyond = rules.in_force("trade_credit.beyond", shipment)
    note = f"{requested} lies beyond {last}: not trade credit, take the ECB route"
    return [Fail(CHECK, OVER_TRADE_CREDIT, note, beyond)]
