"""Interest, trade credit, documents, third party, IDPMS scope: no OK without its facts, figures exact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.engine.evidence.kind import ROUTES, evidence_kind, payment_reminders
from xl_addin.engine.idpms.bars import bill_payment, credit_allowed, other_ad_code, reflected_in_idpms
from xl_addin.engine.idpms.scope import bef_statement, daily_run, entry_due, idpms_scope, legacy_orm
from xl_addin.engine.parties.direct_documents import direct_documents
from xl_addin.engine.parties.third_party import settlement_currency, third_party
from xl_addin.engine.payment.interest import interest_rate, interest_until, prepayment_interest
from xl_addin.engine.payment.trade_credit import trade_credit_limit
from xl_addin.engine.questions import ASK, ask, facts_of
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers import condition_question
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
    assert ask(question, RULES, policy, facts).ok
    for name in needed.split():
        answer = ask(question, RULES, policy, {**facts, name: None})
        assert answer.status == "CHECK", name
        assert f"{name} is not given" in answer.why or "is not answered" in answer.why


@given(st.sampled_from(READY), st.data())
@settings(max_examples=150)
def test_dropping_any_facts_never_makes_an_ok(ready: Any, data: Any) -> None:
    question, policy, facts, needed = ready
    dropped = data.draw(st.sets(st.sampled_from(needed.split()), min_size=1))
    assert not ask(question, RULES, policy, {**facts, **dict.fromkeys(dropped)}).ok


@pytest.mark.parametrize(
    ("function", "facts"),
    [
        (idpms_scope, {"import_type": "GOODS", "action_date": OLD}),
        (legacy_orm, {"orm_date": date(2016, 10, 9), "action_date": OLD}),
        (bef_statement, {"half_year_end": OLD}),
        (payment_reminders, {"action_date": OLD}),
    ],
)
def test_answers_that_are_a_word_name_every_missing_fact(function: Callable[..., Decision], facts: Any) -> None:
    assert function(RULES, **facts).status != "CHECK"
    answer = function(RULES, **dict.fromkeys(facts))
    assert answer.status == "CHECK"
    assert all(f"{name} is not given" in answer.why for name in facts)


@given(st.dates(date(2026, 10, 1), date(2027, 11, 22)), st.sampled_from(READY), st.booleans())
@settings(max_examples=200)
def test_nothing_is_referred_to_rbi_after_the_switch(on: date, ready: Any, flag: bool) -> None:
    question, policy, facts, _ = ready
    changed = {name: flag if isinstance(value, bool) else value for name, value in facts.items()}
    changed.update({name: on for name in facts if name in ("action_date", "as_of")})
    changed.update({name: Decimal(10**9) for name in facts if name == "invoice_usd"})
    assert "REFER_RBI" not in ask(question, RULES, policy, changed).why


@given(st.dates(date(2016, 1, 1), date(2026, 9, 30)), st.sampled_from(READY))
@settings(max_examples=200)
def test_before_the_switch_nothing_is_left_to_the_bank(on: date, ready: Any) -> None:
    question, policy, facts, _ = ready
    if question == "credit_allowed" or (question == "reflected_in_idpms" and on < date(2016, 4, 28)):
        return
    late = max(on, date(2016, 10, 10))
    moved = {name: late if isinstance(value, date) else value for name, value in facts.items()}
    status = ask(question, RULES, policy, moved).status
    assert status not in ("ESCALATE", "BANK_POLICY")


DAYS = st.dates(date(2016, 1, 1), date(2026, 9, 30))


@given(DAYS)
@settings(max_examples=300)
def test_interest_ends_before_the_third_anniversary_and_not_a_day_sooner(shipment: date) -> None:
    last = interest_until(RULES, shipment_date=shipment, action_date=date(2026, 9, 30)).value
    assert isinstance(last, date)
    anniversary = last + timedelta(days=1)
    assert anniversary.year == shipment.year + 3
    assert anniversary.month == shipment.month
    assert anniversary.day == shipment.day or (shipment.month, shipment.day, anniversary.day) == (2, 29, 28)


@given(DAYS, st.integers(1, 800))
@settings(max_examples=300)
def test_trade_credit_is_never_longer_than_cycle_or_year(shipment: date, cycle: int) -> None:
    days: dict[str, Any] = {"shipment_date": shipment, "capital_goods": False, "operating_cycle_days": cycle}
    last = trade_credit_limit(RULES, **days).value
    assert isinstance(last, date)
    year = 365 if shipment + timedelta(days=365) == _next_year(shipment) else 366
    assert (last - shipment).days == min(cycle, year)
    assert trade_credit_limit(RULES, **days, requested_to=last).ok
    assert trade_credit_limit(RULES, **days, requested_to=last + timedelta(days=1)).findings == ("OVER_TRADE_CREDIT",)


def _next_year(on: date) -> date:
    return on.replace(year=on.year + 1, day=28 if (on.month, on.day) == (2, 29) else on.day)


@given(st.integers(1, 10**13), st.integers(0, 10**6), st.sampled_from([360, 365]), st.integers(0, 1000))
@settings(max_examples=300)
def test_interest_on_prepayment_is_not_rounded(cents: int, rate: int, basis: int, days: int) -> None:
    amount, rate_pct = Decimal(cents).scaleb(-2), Decimal(rate).scaleb(-4)
    answer = prepayment_interest(
        RULES,
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


@given(st.integers(1, 10**11))
def test_the_limit_of_direct_documents_is_inclusive_to_the_cent(cents: int) -> None:
    usd = Decimal(cents).scaleb(-2)
    answer = direct_documents(RULES, NONE, invoice_usd=usd, category="ORDINARY", action_date=OLD)
    assert answer.ok == (cents <= 300_000 * 100)


def test_the_rate_is_compared_unrounded() -> None:
    facts = {**RATE, "ceiling_pct": Decimal("6.99999999"), "action_date": OLD}
    assert interest_rate(RULES, **{**facts, "rate_pct": Decimal("6.99999999")}).ok
    assert interest_rate(RULES, **{**facts, "rate_pct": Decimal("7.00000000")}).status == "REFUSE"


def test_every_condition_has_its_question_and_every_route_its_duty() -> None:
    lists = ("third_party.conditions", "settlement_currency.conditions", "direct_docs.stones_conditions")
    for name in (*lists, *ROUTES.values()):
        assert all(condition_question(word).endswith("?") for rule in RULES.history(name) for word in rule.value)
    assert all(desk_duty(route) for route in ROUTES)
    names = ("reminders.always", "reminders.letter_of_credit", "reminders.drawings")
    assert all(desk_duty(word) for name in names for rule in RULES.history(name) for word in rule.value)


def test_a_bar_stands_on_any_day_since_the_circular() -> None:
    for on in (date(2016, 4, 28), OLD, date(2026, 9, 30), date(2026, 10, 1), date(2027, 11, 22)):
        answer = reflected_in_idpms(RULES, in_idpms=False, acknowledged=True, action_date=on)
        assert (answer.status, answer.findings) == ("REFUSE", ("NOT_IN_IDPMS",))
    assert bill_payment(RULES, orm_generated=False, action_date=NEW).findings == ("NO_ORM",)
    assert credit_allowed(RULES, satisfied=None, entry_updated=False, action_date=NEW).status == "REFUSE"
    assert other_ad_code(RULES, boe_ad_code="1", own_ad_code="2", action_date=NEW).status == "CHECK"


def test_only_the_reminders_that_are_asked_for_are_told() -> None:
    def told(**asked: bool) -> list[str]:
        return [note.split()[1] for note in payment_reminders(RULES, action_date=OLD, **asked).notes]

    assert told() == ["remind"]
    assert told(letter_of_credit=False, drawings=False) == ["remind"]
    assert told(letter_of_credit=True) == ["remind", "the"]
    assert told(letter_of_credit=True, drawings=True) == ["remind", "the", "Research"]


@pytest.mark.parametrize("route", [route for route in ROUTES if route != "EDI_PORT"])
def test_the_paper_bill_of_entry_is_spared_at_edi_ports_alone(route: str) -> None:
    assert "no paper bill" in evidence_kind(RULES, import_route="EDI_PORT", action_date=OLD).why
    assert "no paper bill" not in evidence_kind(RULES, import_route=route, action_date=OLD).why


def test_a_missing_holiday_list_is_told_only_where_working_days_are_counted() -> None:
    def notes(on: date, policy: Policy = NONE, holidays: tuple[date, ...] = ()) -> tuple[str, ...]:
        return entry_due(RULES, policy, received_date=on, action_date=on, holidays=holidays).notes

    assert len(notes(NEW)) == 1
    assert notes(OLD) == ()  # entry on the day of receipt: nothing is counted
    assert notes(NEW, Policy(holiday_list=(date(2026, 1, 26),))) == ()
    assert notes(NEW, holidays=(date(2026, 1, 26),)) == ()


def test_the_bank_calendar_counts_for_the_daily_run_too() -> None:
    friday = date(2026, 10, 9)
    works = Policy(working_saturdays=(2,), holiday_list=(date(2026, 10, 12),))
    assert daily_run(RULES, works, last_run=friday, as_of=friday).value == date(2026, 10, 10)
    closed = Policy(holiday_list=(date(2026, 10, 12),))
    assert daily_run(RULES, closed, last_run=friday, as_of=friday).value == date(2026, 10, 13)


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


def test_every_question_of_the_family_is_asked_by_name_with_kinds() -> None:
    assert {question for question, *_ in READY} <= set(ASK)
    assert facts_of("prepayment_interest")["days_basis"] == "count"
    assert facts_of("third_party")["conditions"] == "answers"
    assert facts_of("direct_documents")["invoice_usd"] == "amount"
    assert facts_of("entry_due")["holidays"] == "dates"


def test_only_the_holidays_that_lie_on_the_way_are_named() -> None:
    thursday = date(2026, 10, 1)
    policy = Policy(holiday_list=(thursday, date(2026, 10, 2), date(2026, 10, 9)))
    answer = entry_due(RULES, policy, received_date=thursday, action_date=thursday)
    assert [rule.value for rule in answer.basis if rule.parameter == "holiday_list"] == ["2026-10-02"]
