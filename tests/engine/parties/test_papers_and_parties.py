"""Documents received directly, third parties, currency of settlement, set-off: limits, the order of findings."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.engine.law import Law
from xl_addin.engine.parties.direct_documents import DirectDocuments
from xl_addin.engine.parties.setoff import SetOff
from xl_addin.engine.parties.third_party import SettlementCurrency, ThirdParty
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

LAW = Law(load(), Policy())
OLD, NEW = date(2026, 5, 1), date(2026, 11, 1)
PAPERS = {"ORDER_OR_TRIPARTITE": True, "INVOICE_NAMES_THIRD_PARTY": True, "BOE_NAMES_THIRD_PARTY": True}
CURRENCY = {"CONVERTIBLE_INVOICE": True, "FULL_AND_FINAL_CONSENT": True}


@given(st.integers(1, 10**11))
def test_the_limit_of_direct_documents_is_inclusive_to_the_cent(cents: int) -> None:
    usd = Decimal(cents).scaleb(-2)
    answer = LAW.ask(DirectDocuments, invoice_usd=usd, category="ORDINARY", action_date=OLD)
    assert answer.ok == (cents <= 300_000 * 100)


def test_the_flag_of_a_third_party_comes_last_and_always() -> None:
    denied = {**PAPERS, "BOE_NAMES_THIRD_PARTY": False}
    answer = LAW.ask(ThirdParty, action_date=OLD, satisfied=False, conditions=denied)
    assert answer.findings == ("BOE_NAMES_THIRD_PARTY", "AD_NOT_SATISFIED", "THIRD_PARTY")
    assert answer.status == "CHECK"
    assert "changeIECode" in answer.why


def test_all_failures_of_a_settlement_currency_are_told_the_country_first() -> None:
    answer = LAW.ask(
        SettlementCurrency,
        action_date=OLD,
        counterparty_country="KP",
        satisfied=False,
        conditions=dict.fromkeys(CURRENCY, False),
    )
    assert answer.findings == ("FATF_COUNTRY", "CONVERTIBLE_INVOICE", "FULL_AND_FINAL_CONSENT", "AD_NOT_SATISFIED")


@pytest.mark.parametrize(("later", "planned"), [(0, False), (1, True)])
def test_a_set_off_after_the_day_of_the_act_is_planned(later: int, planned: bool) -> None:
    facts: dict[str, Any] = {
        "export_date": date(2026, 10, 5),
        "currency": "USD",
        "action_date": NEW,
        "same_group": True,
    }
    answer = LAW.ask(SetOff, **facts, setoff_date=NEW + timedelta(days=later))
    assert (answer.ok, bool(answer.notes)) == (True, planned)
