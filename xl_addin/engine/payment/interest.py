"""Until when, up to what rate, and how much interest may be paid on an import: rules 5.8."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xl_addin.domain.dates import add_days, add_months
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, OK, REFUSE, Decision, Fail, conclude, missing, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook

UNTIL, RATE, PREPAID = "interest until", "rate of interest", "interest deducted on prepayment"
NEED_CONTRACT_DATE = "NEED_CONTRACT_DATE"
OVER_ALL_IN_COST = "OVER_ALL_IN_COST"


@dataclass(frozen=True, kw_only=True)
class InterestUntil:
    """One bill on which interest runs, and the day on which the bank acts."""

    shipment_date: date
    action_date: date
    contract_due: date | None = None
    payment_date: date | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the answer rests on."""
        return (("shipment", self.shipment_date), ("contract due", self.contract_due), ("payment", self.payment_date))

    def until(self, last: date) -> date:
        """`last`, or the day of payment where the bill is paid before it."""
        return min(last, self.payment_date) if self.payment_date else last


@question(
    UNTIL,
    InterestUntil,
    order=(("shipment_date", "action_date"), ("shipment_date", "payment_date"), ("shipment_date", "contract_due")),
)
def interest_until(law: Law, asked: InterestUntil) -> Decision:
    """Last day for which interest may be paid, that day included; an earlier `payment_date` ends it.

    Where the contract decides, the former last day of an earlier shipment stands in `old_value`.
    """
    return law.by_method("interest.method", asked, months_from_shipment=_from_shipment, contract=_by_contract)


def _from_shipment(law: Law, asked: InterestUntil, method: Provision) -> Decision:
    on = asked.action_date
    last = _eve_of_anniversary(law.rules, asked.shipment_date, on)
    basis = (law.rules.in_force("interest.months", on), law.rules.in_force("interest.ceiling", on), method)
    return conclude(UNTIL, (), basis, (*asked.facts, ("last day", last)), value=asked.until(last))


def _by_contract(law: Law, asked: InterestUntil, method: Provision) -> Decision:
    eve = switch_eve(law.rules, asked.action_date)
    old = asked.until(_eve_of_anniversary(law.rules, asked.shipment_date, eve)) if asked.shipment_date <= eve else None
    basis = (method, law.rules.in_force("interest.ceiling", asked.action_date))
    former = (f"INFO: former last day {old}",) if old else ()
    notes = ("INFO: the rate is held to the trade-credit all-in cost", *former)
    if asked.contract_due is None:
        told = ("the term is that of the contract: contract_due is not given", *notes)
        return Decision(UNTIL, CHECK, basis, (NEED_CONTRACT_DATE,), None, old, asked.facts, told)
    return Decision(UNTIL, OK, basis, (), asked.until(asked.contract_due), old, asked.facts, notes)


def _eve_of_anniversary(rules: Rulebook, shipment: date, on: date) -> date:
    return add_days(add_months(shipment, rules.in_force("interest.months", on).value), -1)


@dataclass(frozen=True, kw_only=True)
class InterestRate:
    """A rate in percent a year, and the published ceiling of the day with its source."""

    rate_pct: Decimal
    ceiling_pct: Decimal
    ceiling_source: str | None
    action_date: date


@question(RATE, InterestRate)
def interest_rate(law: Law, asked: InterestRate) -> Decision:
    """Whether a rate (percent a year) is within the trade-credit ceiling of the day, itself included.

    The ceiling is published apart and is given with its source.
    """
    fails = [] if asked.ceiling_source else [missing("ceiling_source")]
    ceiling = law.rules.in_force("interest.ceiling", asked.action_date)
    if asked.rate_pct < 0 or asked.ceiling_pct < 0:
        fails.append(Fail(CHECK, "", "a rate is never below zero"))
    if asked.rate_pct > asked.ceiling_pct:
        fails.append(Fail(REFUSE, OVER_ALL_IN_COST, "the rate is over the trade-credit ceiling", ceiling))
    facts = (("rate {} %", asked.rate_pct), ("ceiling {} %", asked.ceiling_pct), ("source", asked.ceiling_source))
    return conclude(RATE, fails, (ceiling,), facts)


@dataclass(frozen=True, kw_only=True)
class PrepaymentInterest:
    """A bill paid before it is due, and the rate at which interest is taken off."""

    amount: Decimal
    rate_pct: Decimal
    rate_source: str | None
    days_basis: int
    prepaid_on: date
    due_on: date


@question(PREPAID, PrepaymentInterest)
def prepayment_interest(law: Law, asked: PrepaymentInterest) -> Decision:
    """Interest to deduct for the days from `prepaid_on` to `due_on`, unrounded, in the currency of `amount`.

    `rate_pct` is the rate claimed, or an accepted reference rate where none is; `days_basis` the days of its year.
    """
    amount, rate_pct, days_basis = asked.amount, asked.rate_pct, asked.days_basis
    fails = [] if asked.rate_source else [missing("rate_source")]
    if wrong := out_of_order(prepaid_on=asked.prepaid_on, due_on=asked.due_on):
        fails.append(wrong)
    if amount <= 0 or rate_pct < 0 or days_basis <= 0:
        fails.append(Fail(CHECK, "", "amount and days_basis must be above zero, rate_pct not below it"))
    days = (asked.due_on - asked.prepaid_on).days
    basis = tuple(law.rules.in_force(f"interest.{name}", asked.prepaid_on) for name in ("prepayment", "method"))
    facts = (
        ("amount", amount),
        ("rate {} %", rate_pct),
        ("rate source", asked.rate_source),
        ("unexpired days", days),
        ("days a year", days_basis),
    )
    if fails:
        return conclude(PREPAID, fails, basis, facts)
    interest = amount * rate_pct * days / (100 * days_basis)
    return conclude(PREPAID, (), basis, (*facts, ("interest", interest)), value=interest)
