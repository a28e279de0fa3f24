"""How long a deferred payment may run before it is no longer trade credit: rules 5.9."""

from __future__ import annotations

from datetime import date

from xl_addin.domain.dates import add_days, add_months
from xl_addin.engine.rule import CHECK, Decision, Fail, conclude, lacking, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook

SUBJECT = "trade credit"
OVER_TRADE_CREDIT = "OVER_TRADE_CREDIT"
ALIKE = "INFO: buyers' and suppliers' credit alike"


def trade_credit_limit(
    rules: Rulebook,
    *,
    shipment_date: date | None,
    capital_goods: bool | None,
    operating_cycle_days: int | None = None,
    requested_to: date | None = None,
) -> Decision:
    """Last day of a deferred payment, counted from shipment; `operating_cycle_days` is needed for other goods.

    A `requested_to` beyond that day is not trade credit.
    """
    fails = lacking(shipment_date=shipment_date, capital_goods=capital_goods)
    if capital_goods is False:
        fails += _cycle(operating_cycle_days)
    if shipment_date is None or fails:
        return conclude(SUBJECT, fails, ())
    rule, last = _last(rules, shipment_date, operating_cycle_days if not capital_goods else None)
    basis = (rule, rules.in_force("trade_credit.basis", shipment_date))
    facts: tuple[Fact, ...] = (
        ("shipment", shipment_date),
        ("capital goods", capital_goods),
        ("operating cycle", operating_cycle_days),
        ("last day", last),
    )
    if requested_to is not None:
        fails = _asked(rules, shipment_date, requested_to, last)
        facts += (("requested to", requested_to),)
    return conclude(SUBJECT, fails, basis, facts, value=last, notes=(ALIKE,))


def _cycle(days: int | None) -> list[Fail]:
    if days is None:
        return lacking(operating_cycle_days=days)
    return [] if days > 0 else [Fail(CHECK, "", "operating_cycle_days must be above zero")]


def _last(rules: Rulebook, shipment: date, cycle: int | None) -> tuple[Provision, date]:
    """The rule and its last day: months of capital goods, else the earlier of months and operating cycle."""
    if cycle is None:
        rule = rules.in_force("trade_credit.capital_months", shipment)
        return rule, add_months(shipment, rule.value)
    rule = rules.in_force("trade_credit.other_months", shipment)
    return rule, min(add_months(shipment, rule.value), add_days(shipment, cycle))


def _asked(rules: Rulebook, shipment: date, asked: date, last: date) -> list[Fail]:
    if wrong := out_of_order(shipment_date=shipment, requested_to=asked):
        return [wrong]
    if asked <= last:
        return []
    beyond = rules.in_force("trade_credit.beyond", shipment)
    note = f"{asked} lies beyond {last}: not trade credit, take the ECB route"
    return [Fail(CHECK, OVER_TRADE_CREDIT, note, beyond)]
