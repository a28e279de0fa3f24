"""Interest, trade credit, documents, third party, IDPMS scope: no OK without its facts, figures exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.engine.evidence.kind import ROUTES
from xl_addin.engine.law import Law
from xl_addin.engine.questions import ask
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers_evidence import desk_duty

RULES, NONE, SET = load(), Policy(), Policy(direct_docs_limit_usd=Decimal(100))
OLD, NEW = date(2026, 5, 1), date(2026, 11, 2)
PAPERS = {"ORDER_OR_TRIPARTITE": True, "INVOICE_NAMES_THIRD_PARTY": True, "BOE_NAMES_THIRD_PARTY": True}
CURRENCY = {"CONVERTIBLE_INVOICE": True, "FULL_AND_FINAL_CONSENT": True}
BILL: dict[str, Any] = {"invoice_usd": Decimal(100), "category": "ORDINARY"}
RATE: dict[str, Any] = {"rate_pct": Decimal(6), "ceiling_pct": Decimal(7), "ceiling_source": "bank"}
PREPAID: dict[str, Any] = {
    "amount": Decimal(1000),
    "rate_pct": Decimal(6),
    "rate_source": "contract",
    "days_basis": 360,
    "prepaid_on": OLD,
    "due_on": date(2026, 6, 1),
}

# question, an OK case, and the facts that it cannot be OK without
READY: list[tuple[str, Policy, dict[str, Any], str]] = [
    ("interest_until", NONE, {"shipment_date": OLD, "action_date": OLD}, "shipment_date action_date"),
    (
        "interest_until",
        NONE,
        {"shipment_date": OLD, "action_date": NEW, "contract_due": date(2027, 1, 1)},
        "shipment_date action_date contract_due",
    ),
    ("interest_rate", NONE, {**RATE, "action_date": OLD}, "rate_pct ceiling_pct ceiling_source action_date"),
    ("prepayment_interest", NONE, PREPAID, "amount rate_pct rate_source days_basis prepaid_on due_on"),
    ("trade_credit_limit", NONE, {"shipment_date": OLD, "capital_goods": True}, "shipment_date capital_goods"),
    (
        "trade_credit_limit",
        NONE,
        {"shipment_date": NEW, "capital_goods": False, "operating_cycle_days": 90},
        "shipment_date capital_goods operating_cycle_days",
    ),
    ("direct_documents", NONE, {**BILL, "action_date": OLD}, "invoice_usd category action_date"),
    ("direct_documents", SET, {**BILL, "action_date": NEW}, "invoice_usd category action_date"),
    (
        "direct_documents",
        NONE,
        {
            **BILL,
            "action_date": OLD,
            "commodity": "DIAMOND",
            "conditions": {"DOCS_BONA_FIDES": True, "DOCS_TRACK_RECORD": True},
        },
        "invoice_usd category action_date conditions",
    ),
    (
        "third_party",
        NONE,
        {"action_date": OLD, "satisfied": True, "conditions": PAPERS},
        "action_date satisfied conditions",
    ),
    ("third_party", NONE, {"action_date": NEW, "satisfied": True}, "action_date"),
    (
        "settlement_currency",
        NONE,
        {"action_date": OLD, "counterparty_country": "AE", "satisfied": True, "conditions": CURRENCY},
        "action_date counterparty_country satisfied conditions",
    ),
    (
        "set_off",
        NONE,
        {
            "export_date": date(2026, 10, 5),
            "setoff_date": NEW,
            "currency": "USD",
            "action_date": NEW,
            "same_group": True,
        },
        "export_date setoff_date currency action_date same_group",
    ),
    ("entry_due", NONE, {"received_date": OLD, "action_date": OLD}, "received_date action_date"),
    ("entry_due", NONE, {"received_date": NEW, "action_date": NEW}, "received_date action_date"),
    ("daily_run", NONE, {"last_run": NEW, "as_of": NEW}, "last_run as_of"),
    (
        "reflected_in_idpms",
        NONE,
        {"in_idpms": True, "acknowledged": True, "action_date": NEW},
        "in_idpms acknowledged action_date",
    ),
    ("bill_payment", NONE, {"orm_generated": True, "action_date": OLD}, "orm_generated action_date"),
    (
        "credit_allowed",
        NONE,
        {"satisfied": True, "entry_updated": True, "action_date": NEW},
        "satisfied entry_updated action_date",
    ),
    (
        "other_ad_code",
        NONE,
        {"boe_ad_code": "0510001", "own_ad_code": "0510001", "action_date": NEW},
        "boe_ad_code own_ad_code action_date",
    ),
    (
        "evidence_kind",
        NONE,
        {"import_route": "POST", "action_date": NEW, "documents": {"ASSESSMENT_OR_APPRAISAL": True}},
        "import_route action_date documents",
    ),
]
NAMED = [pytest.param(*rest, id=f"{number}: {rest[0]}") for number, rest in enumerate(READY)]


@pytest.mark.parametrize(("question", "policy", "facts", "needed"), NAMED)
def test_dropping_a_needed_fact_asks_for_it(question: str, policy: Policy, facts: dict[str, Any], needed: str) -> None:
    assert ask(question, Law(RULES, policy), facts).ok
    for name in needed.split():
        answer = ask(question, Law(RULES, policy), {**facts, name: None})
        assert answer.status == "CHECK", name
        assert f"{name} is not given" in answer.why or "is not answered" in answer.why


@given(st.sampled_from(READY), st.data())
@settings(max_examples=150)
def test_dropping_any_facts_never_makes_an_ok(ready: Any, data: Any) -> None:
    question, policy, facts, needed = ready
    dropped = data.draw(st.sets(st.sampled_from(needed.split()), min_size=1))
    assert not ask(question, Law(RULES, policy), {**facts, **dict.fromkeys(dropped)}).ok


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("idpms_scope", {"import_type": "GOODS", "action_date": OLD}),
        ("legacy_orm", {"orm_date": date(2016, 10, 9), "action_date": OLD}),
        ("bef_statement", {"half_year_end": OLD}),
        ("payment_reminders", {"action_date": OLD}),
    ],
)
def test_answers_that_are_a_word_name_every_missing_fact(question: str, facts: Any) -> None:
    assert ask(question, Law(RULES, NONE), facts).status != "CHECK"
    answer = ask(question, Law(RULES, NONE), dict.fromkeys(facts))
    assert answer.status == "CHECK"
    assert all(f"{name} is not given" in answer.why for name in facts)


@given(st.dates(date(2026, 10, 1), date(2027, 11, 22)), st.sampled_from(READY), st.booleans())
@settings(max_examples=200)
def test_nothing_is_referred_to_rbi_after_the_switch(on: date, ready: Any, flag: bool) -> None:
    question, policy, facts, _ = ready
    changed = {name: flag if isinstance(value, bool) else value for name, value in facts.items()}
    changed.update({name: on for name in facts if name in ("action_date", "as_of")})
    changed.update({name: Decimal(10**9) for name in facts if name == "invoice_usd"})
    assert "REFER_RBI" not in ask(question, Law(RULES, policy), changed).why


@given(st.dates(date(2016, 1, 1), date(2026, 9, 30)), st.sampled_from(READY))
@settings(max_examples=200)
def test_before_the_switch_nothing_is_left_to_the_bank(on: date, ready: Any) -> None:
    question, policy, facts, _ = ready
    if question == "credit_allowed" or (question == "reflected_in_idpms" and on < date(2016, 4, 28)):
        return
    late = max(on, date(2016, 10, 10))
    moved = {name: late if isinstance(value, date) else value for name, value in facts.items()}
    status = ask(question, Law(RULES, policy), moved).status
    assert status not in ("ESCALATE", "BANK_POLICY")


DAYS = st.dates(date(2016, 1, 1), date(2026, 9, 30))


def test_every_route_of_evidence_has_its_duty() -> None:
    assert all(desk_duty(route) for route in ROUTES)
