"""What holds for every case: exact percentages, no OK without its facts, no day lost over months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.engine.law import Law
from xl_addin.engine.questions import ask
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

RULES, NONE = load(), Policy()
LAW = Law(RULES, NONE)
OLD, NEW = date(2026, 5, 1), date(2026, 11, 1)
WRITE_OFF: dict[str, Any] = {
    "invoice_value": Decimal(100000),
    "difference": Decimal(1000),
    "reason": "DISCOUNT",
    "satisfied": True,
    "suit_pending": False,
    "adverse_notice": False,
    "documents": None,
}
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
BOUND = Policy(
    writeoff_bar_suit_or_notice=True,
    ext_outstanding_usd=Decimal(1000),
    ext_outstanding_pct=Decimal(10),
    advance_import_months=6,
    advance_import_months_capital=36,
    advance_docs_days=15,
)

# an OK case, and the facts that it cannot be OK without
READY: list[tuple[str, str, Policy, dict[str, Any], str]] = [
    (
        "write-off, operational",
        "write_off",
        NONE,
        {**WRITE_OFF, "action_date": OLD},
        "invoice_value difference action_date reason satisfied suit_pending adverse_notice",
    ),
    (
        "write-off, quality",
        "write_off",
        NONE,
        {**WRITE_OFF, "action_date": OLD, "reason": "QUALITY", "documents": True},
        "invoice_value difference action_date reason satisfied suit_pending adverse_notice documents",
    ),
    (
        "write-off, new regime",
        "write_off",
        NONE,
        {**WRITE_OFF, "action_date": NEW},
        "invoice_value difference action_date reason satisfied",
    ),
    (
        "write-off, new regime, suits barred",
        "write_off",
        BOUND,
        {**WRITE_OFF, "action_date": NEW},
        "invoice_value difference action_date reason satisfied suit_pending adverse_notice",
    ),
    (
        "numeric pre-test",
        "numeric_pretest",
        NONE,
        {"invoice_value": Decimal(100), "difference": Decimal(1), "action_date": OLD},
        "invoice_value difference action_date",
    ),
    (
        "failed advance",
        "failed_advance",
        NONE,
        {"action_date": NEW, "reason": "supplier insolvent", "satisfied": True},
        "action_date reason satisfied",
    ),
    (
        "small value",
        "small_value",
        NONE,
        {"entry_inr": Decimal(5), "declared": True, "action_date": OLD},
        "entry_inr declared action_date",
    ),
    (
        "charge for delay",
        "delay_charge",
        NONE,
        {"entry_inr": Decimal(5), "penal_charge_inr": Decimal(0), "action_date": OLD},
        "entry_inr penal_charge_inr action_date",
    ),
    (
        "extension beyond a year",
        "extension",
        NONE,
        {**EXTENSION, "action_date": OLD},
        "shipment_date current_due requested_to action_date reason under_investigation outstanding_usd average_usd",
    ),
    (
        "extension, new regime",
        "extension",
        NONE,
        {**EXTENSION, "action_date": NEW},
        "shipment_date current_due requested_to action_date reason",
    ),
    (
        "extension, new regime, bank bounds",
        "extension",
        BOUND,
        {**EXTENSION, "action_date": NEW},
        "shipment_date current_due requested_to action_date reason outstanding_usd average_usd",
    ),
    (
        "room for an extension",
        "extension_room",
        NONE,
        {name: {**EXTENSION, "action_date": OLD}[name] for name in ("shipment_date", "current_due", "action_date")},
        "shipment_date current_due action_date",
    ),
    (
        "payment, old regime",
        "payment_due",
        NONE,
        {"shipment_date": OLD, "action_date": OLD},
        "shipment_date action_date",
    ),
    (
        "payment, new regime",
        "payment_due",
        NONE,
        {"shipment_date": NEW, "action_date": NEW, "contract_due": date(2027, 1, 1)},
        "shipment_date action_date contract_due",
    ),
    (
        "evidence",
        "evidence_due",
        NONE,
        {"remittance_date": OLD, "kind": "ADVANCE", "action_date": OLD, "capital_goods": False},
        "remittance_date kind action_date capital_goods",
    ),
    (
        "documents, bank's months",
        "documents_due",
        BOUND,
        {"remittance_date": NEW, "action_date": NEW, "capital_goods": True},
        "remittance_date action_date capital_goods",
    ),
]


def said(question: str, **facts: Any) -> Decision:
    """The answer where the bank has no policy."""
    return ask(question, LAW, facts)


@pytest.mark.parametrize(("question", "policy", "facts", "needed"), [pytest.param(*rest, id=n) for n, *rest in READY])
def test_no_case_stays_ok_when_one_needed_fact_is_dropped(
    question: str, policy: Policy, facts: dict[str, Any], needed: str
) -> None:
    assert ask(question, Law(RULES, policy), facts).ok
    for name in needed.split():
        answer = ask(question, Law(RULES, policy), {**facts, name: None})
        assert answer.status == "CHECK", name
        assert name in answer.why or name.split("_")[0] in answer.why, answer.why


@given(
    st.sampled_from(READY),
    st.data(),
)
@settings(max_examples=150)
def test_dropping_any_facts_never_makes_an_ok(ready: Any, data: Any) -> None:
    _, question, policy, facts, needed = ready
    dropped = data.draw(st.sets(st.sampled_from(needed.split()), min_size=1))
    assert not ask(question, Law(RULES, policy), {**facts, **dict.fromkeys(dropped)}).ok


def test_status_and_entry_name_a_missing_fact() -> None:
    assert said("iec_status", last_update=None, as_of=None).notes == ("last_update is not given", "as_of is not given")
    assert said("entry_due", received_date=OLD, action_date=None).notes == ("action_date is not given",)


CENTS = st.integers(1, 10**14)


DAYS_OLD = st.dates(date(2016, 6, 1), date(2023, 6, 30))


@given(st.dates(date(2026, 10, 1), date(2027, 11, 22)), st.sampled_from(READY))
def test_nothing_is_referred_to_rbi_after_the_switch(on: date, ready: Any) -> None:
    _, question, policy, facts, _ = ready
    changed = {**facts, "action_date": on, "difference": Decimal(90000), "requested_to": date(2040, 1, 1)}
    answer = ask(question, Law(RULES, policy), {name: changed[name] for name in facts})
    assert answer.status != "REFER_RBI"
    assert "REFER_RBI" not in answer.why
