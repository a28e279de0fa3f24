"""What holds for every advance and every credit of metals and stones: no OK without its facts, exact edges."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.engine.advance.conditions import Advance
from xl_addin.engine.former import ended, known_rule, rule_or_former
from xl_addin.engine.law import Law
from xl_addin.engine.payment.usance import UsanceLimit
from xl_addin.engine.questions import ask
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import NotInForce, load
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers_bullion import bullion_codes

RULES, NONE = load(), Policy()
OLD, NEW = date(2026, 5, 1), date(2026, 11, 1)
OWN = Policy(advance_security_limit=Decimal(300000))
GOODS: dict[str, Any] = {
    "amount_usd": Decimal(300000),
    "import_type": "GOODS",
    "importer": "PRIVATE",
    "action_date": OLD,
}
DIAMOND_CLASS = ("GJEPC_RECOMMENDED", "RECOGNISED_PROCESSOR", "GOOD_TRACK_RECORD")
DIAMOND = ("COMMERCIAL_JUDGEMENT", "PAID_BY_CONTRACT", "PAID_TO_COMPANY", "NO_NUMBERED_ACCOUNT", "ORM_CREATED")
AIRCRAFT = ("COMMERCIAL_JUDGEMENT", "KYC_BOTH_SIDES", "PAID_BY_CONTRACT", "PAID_TO_MAKER", "BOARD_GUIDELINES")
EXCHANGE = ("THROUGH_EXCHANGE", "CONTRACT_OR_ORDER", "DUE_DILIGENCE", "NOT_LEVERAGED")
ALWAYS = "amount_usd import_type importer action_date"
EXTENSION: dict[str, Any] = {
    "shipment_date": date(2024, 1, 15),
    "current_due": date(2024, 7, 13),
    "requested_to": date(2025, 1, 9),
    "action_date": date(2024, 3, 1),
    "reason": "DISPUTE_QUALITY",
    "under_investigation": False,
    "outstanding_usd": None,
    "average_usd": None,
    "satisfied": None,
    "commodity": "DIAMOND",
    "clean_credit": True,
}


def yes(*words: str) -> dict[str, bool | None]:
    """All these conditions met."""
    return dict.fromkeys(words, True)


# an OK case, the facts and the answers that it cannot be OK without
READY: list[tuple[str, str, Policy, dict[str, Any], str]] = [
    ("goods, waived", "advance", NONE, {**GOODS, "waiver": True}, f"{ALWAYS} waiver"),
    ("goods, secured", "advance", NONE, {**GOODS, "security": "SBLC"}, f"{ALWAYS} security"),
    ("goods, small", "advance", NONE, {**GOODS, "amount_usd": Decimal(200000)}, ALWAYS),
    ("goods, public sector", "advance", NONE, {**GOODS, "importer": "PSU", "waiver": True}, f"{ALWAYS} waiver"),
    ("services", "advance", NONE, {**GOODS, "import_type": "SERVICES"}, ALWAYS),
    ("ship", "advance", NONE, {**GOODS, "import_type": "SHIP"}, ALWAYS),
    (
        "rough diamonds",
        "advance",
        NONE,
        {**GOODS, "import_type": "ROUGH_DIAMOND", "conditions": yes(*DIAMOND_CLASS, *DIAMOND, "NO_CONFLICT_DIAMONDS")},
        f"{ALWAYS} conditions",
    ),
    (
        "aircraft",
        "advance",
        NONE,
        {**GOODS, "import_type": "AIRCRAFT", "conditions": yes("AIR_OPERATOR", *AIRCRAFT)},
        f"{ALWAYS} conditions",
    ),
    ("gold", "advance", NONE, {**GOODS, "import_type": "GOLD", "conditions": yes(*EXCHANGE)}, f"{ALWAYS} conditions"),
    (
        "silver",
        "advance",
        NONE,
        {**GOODS, "import_type": "SILVER", "conditions": yes(*EXCHANGE)},
        f"{ALWAYS} conditions",
    ),
    (
        "new rules",
        "advance",
        OWN,
        {**GOODS, "action_date": NEW, "prior_unrepatriated": False},
        f"{ALWAYS} prior_unrepatriated",
    ),
    (
        "new rules, marked off",
        "advance",
        OWN,
        {**GOODS, "action_date": NEW, "prior_unrepatriated": True, "marked_off": True},
        f"{ALWAYS} prior_unrepatriated marked_off",
    ),
    (
        "new rules, gold overridden",
        "advance",
        OWN,
        {**GOODS, "import_type": "GOLD", "action_date": NEW, "prior_unrepatriated": False, "override": "confirmed"},
        f"{ALWAYS} prior_unrepatriated override",
    ),
    ("one AD", "same_ad", NONE, {"action_date": NEW, "same_ad": True}, "action_date same_ad"),
    (
        "two ADs",
        "same_ad",
        NONE,
        {"action_date": NEW, "same_ad": False, "both_informed": True},
        "action_date same_ad both_informed",
    ),
    (
        "services followed up",
        "services_followup",
        NONE,
        {"action_date": OLD, "conditions": yes("PERFORMED_OR_REPATRIATED", "ORM_CREATED", "ORM_MARKED_OFF")},
        "action_date conditions",
    ),
    (
        "guarantee, public sector",
        "service_guarantee",
        NONE,
        {"amount_usd": Decimal(500000), "importer": "PSU", "action_date": OLD, "ministry_approval": True},
        "amount_usd importer action_date ministry_approval",
    ),
    (
        "usance",
        "usance_limit",
        NONE,
        {"commodity": "DIAMOND", "shipment_date": OLD, "clean_credit": True, "extended": True},
        "commodity shipment_date clean_credit",
    ),
    (
        "gold back",
        "gold_return_by",
        NONE,
        {"remittance_date": OLD, "action_date": OLD},
        "remittance_date action_date",
    ),
    (
        "gold through the exchange",
        "gold_import_channel",
        NONE,
        {
            "channel": "TRQ_HOLDER",
            "action_date": OLD,
            "conditions": yes("NOTIFIED_BY_IFSCA", "THROUGH_EXCHANGE", "VALID_TRQ"),
            "hs": "71081200",
        },
        "channel action_date conditions hs",
    ),
    (
        "gold on consignment",
        "gold_import_channel",
        NONE,
        {"channel": "NOMINATED", "action_date": OLD, "conditions": yes("NOMINATED_AGENCY", "ON_CONSIGNMENT")},
        "channel action_date conditions",
    ),
    (
        "diamonds, extended",
        "extension",
        NONE,
        EXTENSION,
        "shipment_date current_due requested_to action_date reason under_investigation clean_credit",
    ),
]
CASES = [pytest.param(*rest, id=name) for name, *rest in READY]


def answered(question: str, policy: Policy, facts: dict[str, Any]) -> Decision:
    return ask(question, Law(RULES, policy), facts)


@pytest.mark.parametrize(("question", "policy", "facts", "needed"), CASES)
def test_no_case_stays_ok_when_one_needed_fact_is_dropped(
    question: str, policy: Policy, facts: dict[str, Any], needed: str
) -> None:
    assert answered(question, policy, facts).ok
    for name in needed.split():
        assert not answered(question, policy, {**facts, name: None}).ok, name


@pytest.mark.parametrize(("question", "policy", "facts", "needed"), CASES)
def test_no_case_stays_ok_when_one_condition_is_denied_or_not_answered(
    question: str, policy: Policy, facts: dict[str, Any], needed: str
) -> None:
    for word in facts.get("conditions", ()):
        for said in (False, None):
            changed = {**facts, "conditions": {**facts["conditions"], word: said}}
            assert not answered(question, policy, changed).ok, word


@given(st.sampled_from(READY), st.data())
@settings(max_examples=150)
def test_dropping_any_facts_never_makes_an_ok(ready: Any, data: Any) -> None:
    _, question, policy, facts, needed = ready
    dropped = data.draw(st.sets(st.sampled_from(needed.split()), min_size=1))
    assert not answered(question, policy, {**facts, **dict.fromkeys(dropped)}).ok


@given(st.dates(date(2026, 10, 1), date(2027, 11, 22)), st.sampled_from(READY))
def test_nothing_is_referred_to_rbi_after_the_switch(on: date, ready: Any) -> None:
    _, question, policy, facts, _ = ready
    later = {name: on if isinstance(value, date) else value for name, value in facts.items()}
    if "requested_to" in facts:
        later |= {"shipment_date": facts["shipment_date"], "current_due": facts["current_due"]}
    if "amount_usd" in facts:
        later |= {"amount_usd": Decimal(90_000_000)}
    answer = answered(question, policy, {**later, **({"clean_credit": False} if "clean_credit" in later else {})})
    assert answer.status not in ("REFER_RBI", "MOF_WAIVER_REQUIRED")
    assert "REFER_RBI" not in answer.why


@given(
    st.dates(date(2016, 1, 1), date(2026, 9, 30)),
    st.sampled_from(("GOODS", "SERVICES", "SHIP", "AIRCRAFT", "ROUGH_DIAMOND", "GOLD", "SILVER")),
    st.sampled_from(("PRIVATE", "PSU")),
    st.integers(1, 10**12),
    st.sampled_from((None, True, False)),
)
@settings(max_examples=300)
def test_the_bank_has_no_say_of_its_own_before_the_switch(
    on: date, kind: str, importer: str, cents: int, said: bool | None
) -> None:
    facts: dict[str, Any] = {"amount_usd": Decimal(cents).scaleb(-2), "import_type": kind, "importer": importer}
    answer = Law(RULES, OWN).ask(
        Advance, action_date=on, waiver=said, prior_unrepatriated=True, marked_off=False, **facts
    )
    assert answer.status in ("OK", "CHECK", "REFUSE", "SECURITY_REQUIRED", "MOF_WAIVER_REQUIRED")
    assert "REG12_LOCK" not in answer.findings
    assert all(rule.effective_from <= on or kind in ("GOLD", "SILVER") for rule in answer.basis)


@given(st.integers(1, 10**10))
@settings(max_examples=300)
def test_goods_are_free_up_to_the_amount_and_waived_up_to_its_reach(cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    facts = {**GOODS, "amount_usd": amount}
    assert Law(RULES, NONE).ask(Advance, waiver=False, **facts).ok == (cents <= 200_000_00)
    assert Law(RULES, NONE).ask(Advance, waiver=True, **facts).ok == (cents <= 5_000_000_00)


@given(st.dates(date(2016, 3, 31), date(2026, 9, 30)))
def test_usance_counts_calendar_days_from_shipment(shipped: date) -> None:
    for commodity, clean, extended, days in (
        ("SILVER", None, None, 90),
        ("DIAMOND", False, None, 90),
        ("PRECIOUS_STONE", True, False, 180),
        ("DIAMOND", True, True, 360),
    ):
        answer = Law(RULES, NONE).ask(
            UsanceLimit, commodity=commodity, shipment_date=shipped, clean_credit=clean, extended=extended
        )
        assert (answer.status, answer.value) == ("OK", shipped + timedelta(days=days))


def test_a_denied_condition_comes_before_one_not_answered() -> None:
    conditions = {"NOT_LEVERAGED": False}
    answer = Law(RULES, NONE).ask(Advance, conditions=conditions, **{**GOODS, "import_type": "GOLD"})
    assert (answer.status, answer.findings) == ("REFUSE", ("NOT_LEVERAGED",))
    assert "DUE_DILIGENCE is not answered" in answer.why


def test_a_former_rule_is_the_last_one_and_the_first_one_still_raises() -> None:
    name, eve, first = "iibx.return_days", date(2022, 5, 24), date(2022, 5, 25)
    assert rule_or_former(RULES, name, eve) is None
    with pytest.raises(NotInForce):
        known_rule(RULES, name, eve)
    rule = known_rule(RULES, name, first)
    assert rule == known_rule(RULES, name, NEW)
    assert ended(rule, date(2026, 9, 30)) == []
    assert [(one.status, one.finding) for one in ended(rule, date(2026, 10, 1))] == [("CHECK", "FORMER_RULE")]
    lasting = RULES.in_force("gold.scheme_20_80", NEW)
    assert (rule_or_former(RULES, "gold.scheme_20_80", NEW), ended(lasting, NEW)) == (lasting, [])


def test_the_bank_may_bring_its_own_codes(tmp_path: Path) -> None:
    assert bullion_codes("GOLD") == ("71081200",)
    assert bullion_codes("SILVER") == ()
    own = tmp_path / "codes.csv"
    own.write_text("metal,hs\nGOLD,71081200\nSILVER, 71069110 \nSILVER,71069221\n", "utf-8")
    assert bullion_codes("SILVER", own) == ("71069110", "71069221")


@pytest.mark.parametrize(
    ("question", "facts", "said"),
    [
        ("usance_limit", {"commodity": "DIAMOND", "shipment_date": None}, "shipment_date is not given"),
        ("usance_limit", {"commodity": "", "shipment_date": OLD}, "commodity is not given"),
        ("gold_import_channel", {"channel": "NOMINATED", "action_date": None}, "action_date is not given"),
        ("gold_import_channel", {"channel": "", "action_date": OLD}, "channel is not given"),
    ],
)
def test_only_the_missing_fact_is_named(question: str, facts: dict[str, Any], said: str) -> None:
    answer = answered(question, NONE, facts)
    assert (answer.status, len(answer.notes)) == ("CHECK", 1)
    assert answer.notes[0].startswith(said)
