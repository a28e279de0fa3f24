"""Interest and trade credit: last days and figures, exact."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.engine.law import Law
from xl_addin.engine.payment.interest import InterestRate, InterestUntil, PrepaymentInterest
from xl_addin.engine.payment.trade_credit import TradeCreditLimit
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

LAW = Law(load(), Policy())
OLD = date(2026, 5, 1)
RATE: dict[str, Any] = {"rate_pct": Decimal(6), "ceiling_pct": Decimal(7), "ceiling_source": "bank"}
DAYS = st.dates(date(2016, 1, 1), date(2026, 9, 30))


@given(DAYS)
@settings(max_examples=300)
def test_interest_ends_before_the_third_anniversary_and_not_a_day_sooner(shipment: date) -> None:
    last = LAW.ask(InterestUntil, shipment_date=shipment, action_date=date(2026, 9, 30)).value
    assert isinstance(last, date)
    anniversary = last + timedelta(days=1)
    assert anniversary.year == shipment.year + 3
    assert anniversary.month == shipment.month
    assert anniversary.day == shipment.day or (shipment.month, shipment.day, anniversary.day) == (2, 29, 28)


@given(DAYS, st.integers(1, 800))
@settings(max_examples=300)
def test_trade_credit_is_never_longer_than_cycle_or_year(shipment: date, cycle: int) -> None:
    days: dict[str, Any] = {"shipment_date": shipment, "capital_goods": False, "operating_cycle_days": cycle}
    last = LAW.ask(TradeCreditLimit, **days).value
    assert isinstance(last, date)
    year = 365 if shipment + timedelta(days=365) == _next_year(shipment) else 366
    assert (last - shipment).days == min(cycle, year)
    assert LAW.ask(TradeCreditLimit, **days, requested_to=last).ok
    assert LAW.ask(TradeCreditLimit, **days, requested_to=last + timedelta(days=1)).findings == ("OVER_TRADE_CREDIT",)


def _next_year(on: date) -> date:
    return on.replace(year=on.year + 1, day=28 if (on.month, on.day) == (2, 29) else on.day)


@given(st.integers(1, 10**13), st.integers(0, 10**6), st.sampled_from([360, 365]), st.integers(0, 1000))
@settings(max_examples=300)
def test_interest_on_prepayment_is_not_rounded(cents: int, rate: int, basis: int, days: int) -> None:
    amount, rate_pct = Decimal(cents).scaleb(-2), Decimal(rate).scaleb(-4)
    answer = LAW.ask(
        PrepaymentInterest,
        amount=amount,
        rate_pct=rate_pct,
        rate_source="contract",
        days_basis=basis,
        prepaid_on=OLD,
        due_on=OLD + timedelta(days=days),
    )
    assert isinstance(answer.value, Decimal)
    exact = Fraction(amount) * Fraction(rate_pct) * days / (100 * basis)
    assert abs(Fraction(answer.value) - exact) <= exact / 10**26


def test_the_rate_is_compared_unrounded() -> None:
    facts = {**RATE, "ceiling_pct": Decimal("6.99999999"), "action_date": OLD}
    assert LAW.ask(InterestRate, **{**facts, "rate_pct": Decimal("6.99999999")}).ok
    assert LAW.ask(InterestRate, **{**facts, "rate_pct": Decimal("7.00000000")}).status == "REFUSE"
