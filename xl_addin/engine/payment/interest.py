"""Until when, up to what rate, and how much interest may be paid on an import: rules 5.8."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.domain.dates import add_days, add_months
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.rule import CHECK, OK, REFUSE, Decision, Fail, conclude, lacking, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook

UNTIL, RATE, PREPAID = "interest until", "rate of interest", "interest deducted on prepayment"
NEED_CONTRACT_DATE = "NEED_CONTRACT_DATE"
OVER_ALL_IN_COST = "OVER_ALL_IN_COST"


class Case(NamedTuple):
    """One bill on which interest runs, and the day on which the bank acts."""

    shipment: date
    action: date
    contract_due: date | None
    payment: date | None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the answer rests on."""
        return (("shipment", self.shipment), ("contract due", self.contract_due), ("payment", self.payment))

    def until(self, last: date) -> date:
        """`last`, or the day of payment where the bill is paid before it."""
        return min(last, self.payment) if self.payment else last


def interest_until(
    rules: Rulebook,
    *,
    shipment_date: date | None,
    action_date: date | None,
    contract_due: date | None = None,
    payment_date: date | None = None,
) -> Decision:
    """Last day for which interest may be paid, that day included; an earlier `payment_date` ends it.

    Where the contract decides, the former last day of an earlier shipment stands in `old_value`.
    """
    if shipment_date is None or action_date is None:
        return conclude(UNTIL, lacking(shipment_date=shipment_date, action_date=action_date), ())
    wrong = [out_of_order(shipment_date=shipment_date, action_date=action_date)]
    if payment_date is not None:
        wrong.append(out_of_order(shipment_date=shipment_date, payment_date=payment_date))
    if contract_due is not None:
        wrong.append(out_of_order(shipment_date=shipment_date, contract_due=contract_due))
    if fails := [fail for fail in wrong if fail]:
        return conclude(UNTIL, fails, ())
    method = rules.in_force("interest.method", action_date)
    return METHODS[method.value](rules, Case(shipment_date, action_date, contract_due, payment_date), method)


def _from_shipment(rules: Rulebook, case: Case, method: Provision) -> Decision:
    last = _eve_of_anniversary(rules, case.shipment, case.action)
    basis = (rules.in_force("interest.months", case.action), rules.in_force("interest.ceiling", case.action), method)
    return conclude(UNTIL, (), basis, (*case.facts, ("last day", last)), value=case.until(last))


def _by_contract(rules: Rulebook, case: Case, method: Provision) -> Decision:
    eve = switch_eve(rules, case.action)
    old = case.until(_eve_of_anniversary(rules, case.shipment, eve)) if case.shipment <= eve else None
    basis = (method, rules.in_force("interest.ceiling", case.action))
    former = (f"INFO: former last day {old}",) if old else ()
    notes = ("INFO: the rate is held to the trade-credit all-in cost", *former)
    if case.contract_due is None:
        told = ("the term is that of the contract: contract_due is not given", *notes)
        return Decision(UNTIL, CHECK, basis, (NEED_CONTRACT_DATE,), None, old, case.facts, told)
    return Decision(UNTIL, OK, basis, (), case.until(case.contract_due), old, case.facts, notes)


def _eve_of_anniversary(rules: Rulebook, shipment: date, on: date) -> date:
    return add_days(add_months(shipment, rules.in_force("interest.months", on).value), -1)


def interest_rate(
    rules: Rulebook,
    *,
    rate_pct: Decimal | None,
    ceiling_pct: Decimal | None,
    ceiling_source: str | None,
    action_date: date | None,
) -> Decision:
    """Whether a rate (percent a year) is within the trade-credit ceiling of the day, itself included.

    The ceiling is published apart and is given with its source.
    """
    fails = lacking(
        rate_pct=rate_pct, ceiling_pct=ceiling_pct, ceiling_source=ceiling_source or None, action_date=action_date
    )
    if rate_pct is None or ceiling_pct is None or action_date is None:
        return conclude(RATE, fails, ())
    ceiling = rules.in_force("interest.ceiling", action_date)
    if rate_pct < 0 or ceiling_pct < 0:
        fails.append(Fail(CHECK, "", "a rate is never below zero"))
    if rate_pct > ceiling_pct:
        fails.append(Fail(REFUSE, OVER_ALL_IN_COST, "the rate is over the trade-credit ceiling", ceiling))
    facts = (("rate {} %", rate_pct), ("ceiling {} %", ceiling_pct), ("source", ceiling_source))
    return conclude(RATE, fails, (ceiling,), facts)


def prepayment_interest(
    rules: Rulebook,
    *,
    amount: Decimal | None,
    rate_pct: Decimal | None,
    rate_source: str | None,
    days_basis: int | None,
    prepaid_on: date | None,
    due_on: date | None,
) -> Decision:
    """Interest to deduct for the days from `prepaid_on` to `due_on`, unrounded, in the currency of `amount`.

    `rate_pct` is the rate claimed, or an accepted reference rate where none is; `days_basis` the days of its year.
    """
    fails = lacking(
        amount=amount,
        rate_pct=rate_pct,
        rate_source=rate_source or None,
        days_basis=days_basis,
        prepaid_on=prepaid_on,
        due_on=due_on,
    )
    if amount is None or rate_pct is None or days_basis is None or prepaid_on is None or due_on is None:
        return conclude(PREPAID, fails, ())
    if wrong := out_of_order(prepaid_on=prepaid_on, due_on=due_on):
        fails.append(wrong)
    if amount <= 0 or rate_pct < 0 or days_basis <= 0:
        fails.append(Fail(CHECK, "", "amount and days_basis must be above zero, rate_pct not below it"))
    days = (due_on - prepaid_on).days
    basis = tuple(rules.in_force(f"interest.{name}", prepaid_on) for name in ("prepayment", "method"))
    facts = (
        ("amount", amount),
        ("rate {} %", rate_pct),
        ("rate source", rate_source),
        ("unexpired days", days),
        ("days a year", days_basis),
    )
    if fails:
        return conclude(PREPAID, fails, basis, facts)
    interest = amount * rate_pct * days / (100 * days_basis)
    return conclude(PREPAID, (), basis, (*facts, ("interest", interest)), value=interest)


METHODS = {"months_from_shipment": _from_shipment, "contract": _by_contract}
