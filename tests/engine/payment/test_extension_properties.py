"""Extension of payment: no day lost over months, the cap exact, never six months of a new shipment."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.slow_calendar import plain_months
from xl_addin.engine.law import Law
from xl_addin.engine.payment.due import PaymentDue
from xl_addin.engine.payment.extension import Extension, ExtensionRoom
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

LAW = Law(load(), Policy())
OLD = date(2026, 5, 1)
EXTENSION: dict[str, Any] = {
    "shipment_date": date(2025, 1, 15),
    "current_due": date(2026, 1, 15),
    "requested_to": date(2026, 7, 15),
    "reason": "DISPUTE_QUALITY",
    "under_investigation": False,
    "outstanding_usd": Decimal(100),
    "average_usd": Decimal(10000),
    "satisfied": True,
}


@given(st.integers(1, 10**14), st.integers(1, 10**14), st.integers(0, 10**10))
def test_case_101_the_usd_cap_is_exact(outstanding: int, average: int, shift: int) -> None:
    cents, base = Decimal(outstanding).scaleb(-2), Decimal(average + shift).scaleb(-2)
    facts = {**EXTENSION, "action_date": OLD, "outstanding_usd": cents, "average_usd": base}
    allowed = Fraction(cents) <= min(Fraction(1_000_000), Fraction(base) / 10)
    assert LAW.ask(Extension, **facts).ok == allowed


DAYS_OLD = st.dates(date(2016, 6, 1), date(2023, 6, 30))


@given(DAYS_OLD)
@settings(max_examples=300)
def test_case_24_extensions_step_by_step_never_drift(shipment: date) -> None:
    due = plain_months(shipment, 6)
    for months in (12, 18, 24, 30, 36):
        room = LAW.ask(ExtensionRoom, shipment_date=shipment, current_due=due, action_date=due)
        assert room.value == plain_months(shipment, months)
        due = plain_months(shipment, months)
    assert not LAW.ask(ExtensionRoom, shipment_date=shipment, current_due=due, action_date=due).ok


@given(DAYS_OLD, st.integers(0, 400))
@settings(max_examples=200)
def test_case_24_one_step_is_allowed_up_to_the_room_and_not_a_day_further(shipment: date, later: int) -> None:
    due = plain_months(shipment, 6) + timedelta(days=later)
    figures: dict[str, Any] = {"outstanding_usd": Decimal(0), "average_usd": Decimal(0), "satisfied": True}
    case: dict[str, Any] = {
        "shipment_date": shipment,
        "current_due": due,
        "action_date": due,
        "reason": "CONTRACT_TERMS",
    }
    room = LAW.ask(ExtensionRoom, shipment_date=shipment, current_due=due, action_date=due).value
    assert isinstance(room, date)
    facts = {**case, **figures, "under_investigation": False}
    assert LAW.ask(Extension, requested_to=room, **facts).ok
    assert not LAW.ask(Extension, requested_to=room + timedelta(days=1), **facts).ok


@given(st.dates(date(2016, 1, 1), date(2027, 11, 22)), st.dates(date(2015, 1, 1), date(2027, 11, 22)))
@settings(max_examples=300)
def test_a_payment_date_is_never_six_months_of_a_new_shipment(action: date, shipment: date) -> None:
    answer = LAW.ask(PaymentDue, shipment_date=shipment, action_date=action)
    if shipment > action:
        assert answer.status == "CHECK"
    elif shipment >= date(2026, 10, 1):
        assert (answer.value, answer.old_value) == (None, None)
    elif action >= date(2026, 10, 1):
        assert answer.old_value in (plain_months(shipment, 6), plain_months(shipment, 12))
