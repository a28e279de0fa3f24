"""Documents received directly, third parties, the currency of settlement: limits to the cent, the order of findings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from xl_addin.engine.parties.direct_documents import direct_documents
from xl_addin.engine.parties.third_party import settlement_currency, third_party
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

RULES, NONE = load(), Policy()
OLD = date(2026, 5, 1)
PAPERS = {"ORDER_OR_TRIPARTITE": True, "INVOICE_NAMES_THIRD_PARTY": True, "BOE_NAMES_THIRD_PARTY": True}
CURRENCY = {"CONVERTIBLE_INVOICE": True, "FULL_AND_FINAL_CONSENT": True}


@given(st.integers(1, 10**11))
def test_the_limit_of_direct_documents_is_inclusive_to_the_cent(cents: int) -> None:
    usd = Decimal(cents).scaleb(-2)
    answer = direct_documents(RULES, NONE, invoice_usd=usd, category="ORDINARY", action_date=OLD)
    assert answer.ok == (cents <= 300_000 * 100)


def test_the_flag_of_a_third_party_comes_last_and_always() -> None:
    denied = {**PAPERS, "BOE_NAMES_THIRD_PARTY": False}
    answer = third_party(RULES, action_date=OLD, satisfied=False, conditions=denied)
    assert answer.findings == ("BOE_NAMES_THIRD_PARTY", "AD_NOT_SATISFIED", "THIRD_PARTY")
    assert answer.status == "CHECK"
    assert "changeIECode" in answer.why


def test_all_failures_of_a_settlement_currency_are_told_the_country_first() -> None:
    answer = settlement_currency(
        RULES,
        action_date=OLD,
        counterparty_country="KP",
        satisfied=False,
        conditions=dict.fromkeys(CURRENCY, False),
    )
    assert answer.findings == ("FATF_COUNTRY", "CONVERTIBLE_INVOICE", "FULL_AND_FINAL_CONSENT", "AD_NOT_SATISFIED")
