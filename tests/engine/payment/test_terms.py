"""What the terms of delivery make payable: each term, each charge, and sums that lose no digit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xl_addin.engine.payment.terms import TERMS, expected_payable

# invoice 1000, freight 70, insurance 5, discount 20, other 3: 983 without carriage
PAYABLE = {
    "983": ("EXW", "FCA", "FAS", "FOB"),
    "1053": ("CFR", "C&F", "CNF", "CF", "CPT"),
    "988": ("CI", "C&I"),
    "1058": ("CIF", "CIP", "DAP", "DAT", "DPU", "DDU", "DDP"),
}


@pytest.mark.parametrize(("term", "payable"), [(term, one) for one, terms in PAYABLE.items() for term in terms])
def test_a_term_decides_which_stated_charges_the_supplier_bills(term: str, payable: str) -> None:
    charges = (Decimal(70), Decimal(5), Decimal(20), Decimal(3))
    assert expected_payable(Decimal(1000), term, *charges) == Decimal(payable)


def test_every_term_has_its_case() -> None:
    assert sorted(TERMS) == sorted(term for terms in PAYABLE.values() for term in terms)


def test_a_charge_that_is_not_stated_adds_nothing() -> None:
    assert expected_payable(Decimal("1000.05"), "CIF", None, None, None, None) == Decimal("1000.05")
    assert expected_payable(Decimal(1000), "CIF", Decimal(70), None, None, Decimal(-3)) == Decimal(1067)


def test_sums_keep_every_digit() -> None:
    value = 10**40
    paid = expected_payable(Decimal(value), "CIF", Decimal("0.01"), None, Decimal("0.02"), None)
    assert paid == Decimal("9" * 40 + ".99")
