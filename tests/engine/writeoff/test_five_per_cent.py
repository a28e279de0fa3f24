"""Five per cent of an invoice is exact to the cent, at any amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.engine.law import Law
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

RULES, NONE = load(), Policy()
OLD = date(2026, 5, 1)
WRITE_OFF: dict[str, Any] = {
    "invoice_value": Decimal(100000),
    "difference": Decimal(1000),
    "reason": "DISCOUNT",
    "satisfied": True,
    "suit_pending": False,
    "adverse_notice": False,
    "documents": None,
}
CENTS = st.integers(1, 10**14)


@given(CENTS, CENTS, st.sampled_from([-1, 1]))
@settings(max_examples=400)
def test_case_11_five_per_cent_is_exact(invoice: int, difference: int, sign: int) -> None:
    difference = min(invoice, difference)
    assert _within(invoice, sign * difference) == (Fraction(difference, invoice) <= Fraction(5, 100))


@given(st.integers(1, 10**13))
@settings(max_examples=400)
def test_case_11_five_per_cent_is_exact_at_the_edge(twentieth: int) -> None:
    invoice = twentieth * 20
    assert _within(invoice, twentieth)
    assert not _within(invoice, twentieth + 1)
    assert not _within(invoice - 1, twentieth)
    assert _within(invoice + 1, twentieth)


def _within(invoice_cents: int, difference_cents: int) -> bool:
    value, difference = Decimal(invoice_cents).scaleb(-2), Decimal(difference_cents).scaleb(-2)
    facts = {**WRITE_OFF, "invoice_value": value, "difference": difference, "action_date": OLD}
    return Law(RULES, NONE).ask(WriteOff, **facts).ok
