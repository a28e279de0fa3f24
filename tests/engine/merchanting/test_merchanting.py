"""Merchanting deals: what no table of cases can say, and what holds for every deal."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.domain.errors import ValueRefused
from xl_addin.engine.law import Law
from xl_addin.engine.merchanting.book import Deal, Default, deals_in_default, pair_check
from xl_addin.engine.merchanting.conditions import MerchantingConditions
from xl_addin.engine.merchanting.earnings import MerchantingCaution
from xl_addin.engine.merchanting.periods import Merchanting, MerchantingLastDay
from xl_addin.engine.merchanting.purpose import MerchantingFeters
from xl_addin.engine.questions import ask
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import NotInForce, load
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers import condition_question

RULES, NONE = load(), Policy()
LAW = Law(RULES, NONE)
OLD, NEW = date(2024, 5, 1), date(2026, 11, 1)
CONDITIONS = RULES.in_force("merchanting.conditions", OLD).value
MET = dict.fromkeys(CONDITIONS, True)

# an OK case, and the facts that it cannot be OK without
READY: dict[str, tuple[str, dict[str, Any], str]] = {
    "deal, old rules": (
        "merchanting",
        {"first_leg": date(2024, 1, 15), "second_leg": date(2024, 4, 15), "action_date": OLD, "limb": "OUTLAY"},
        "first_leg second_leg action_date",
    ),
    "deal, new rules": (
        "merchanting",
        {"first_leg": date(2026, 10, 5), "second_leg": date(2026, 10, 20), "action_date": NEW, "limb": "OUTLAY"},
        "first_leg second_leg action_date",
    ),
    "last day": (
        "merchanting_last_day",
        {"first_leg": date(2024, 1, 15), "action_date": OLD, "limb": "OVERALL"},
        "first_leg action_date",
    ),
    "conditions": ("merchanting_conditions", {"action_date": OLD, "answers": MET}, "action_date"),
    "advance": (
        "merchanting_advance",
        {"advance_usd": Decimal(600000), "action_date": OLD, "security": True},
        "advance_usd action_date security",
    ),
    "exposure": ("merchanting_exposure", {"exposure_usd": Decimal(5), "action_date": OLD}, "exposure_usd action_date"),
    "margin": (
        "merchanting_margin",
        {
            "export_amount": Decimal(100),
            "export_currency": "USD",
            "import_amount": Decimal(90),
            "import_currency": "USD",
            "commission": Decimal(1),
            "commission_on_request": True,
            "action_date": OLD,
        },
        "export_amount export_currency import_amount import_currency commission commission_on_request action_date",
    ),
    "caution": (
        "merchanting_caution",
        {"outstanding": Decimal(1), "annual_export_earnings": Decimal(100), "action_date": OLD},
        "outstanding annual_export_earnings action_date",
    ),
    "FETERS": (
        "merchanting_feters",
        {"leg": "IMPORT", "purpose_code": "S0108", "action_date": OLD},
        "leg purpose_code action_date",
    ),
}
POLICY = Policy(merchanting_limit_usd=Decimal(10))


def answered(name: str, facts: dict[str, Any]) -> Decision:
    """The answer to one of the READY questions."""
    return ask(READY[name][0], Law(RULES, POLICY), facts)


@pytest.mark.parametrize("name", READY)
def test_no_case_stays_ok_when_one_needed_fact_is_dropped(name: str) -> None:
    _, facts, needed = READY[name]
    assert answered(name, facts).ok
    for dropped in needed.split():
        answer = answered(name, {**facts, dropped: None})
        assert (answer.status, f"{dropped} is not given" in answer.why) == ("CHECK", True), answer.why


@given(st.sampled_from(sorted(READY)), st.data())
@settings(max_examples=100)
def test_dropping_any_facts_never_makes_an_ok(name: str, data: Any) -> None:
    _, facts, needed = READY[name]
    dropped = data.draw(st.sets(st.sampled_from(needed.split()), min_size=1))
    assert not answered(name, {**facts, **dict.fromkeys(dropped)}).ok


@pytest.mark.parametrize("word", CONDITIONS)
def test_each_condition_denied_is_a_deviation_and_not_answered_is_asked(word: str) -> None:
    denied = LAW.ask(MerchantingConditions, action_date=OLD, answers={**MET, word: False})
    assert (denied.status, denied.findings) == ("REFER_RBI", (word,))
    assert {p.parameter for p in denied.basis} == {"merchanting.conditions", "merchanting.outside"}
    asked = LAW.ask(MerchantingConditions, action_date=OLD, answers={**MET, word: None})
    assert (asked.status, asked.notes) == ("CHECK", (f"{word} is not answered ({condition_question(word)})",))
    assert {p.parameter for p in asked.basis} == {"merchanting.conditions"}


@pytest.mark.parametrize(
    ("leg", "code", "transit", "status", "finding"),
    [
        ("IMPORT", "S0108", None, "OK", ""),
        ("IMPORT", "S0108", False, "OK", ""),
        ("EXPORT", "P0108", None, "OK", ""),
        ("IMPORT", "P0108", None, "CHECK", "PURPOSE_CODE"),
        ("EXPORT", "S0108", None, "CHECK", "PURPOSE_CODE"),
        ("IMPORT", "S0102", None, "CHECK", "PURPOSE_CODE"),
        ("IMPORT", "S0109", True, "OK", ""),
        ("IMPORT", "S0108", True, "CHECK", "PURPOSE_CODE"),
        ("EXPORT", "P0108", True, "CHECK", ""),
        ("BOTH", "S0108", None, "CHECK", ""),
    ],
)
def test_each_leg_has_its_purpose_code(leg: str, code: str, transit: bool | None, status: str, finding: str) -> None:
    answer = LAW.ask(MerchantingFeters, leg=leg, purpose_code=code, action_date=OLD, transit=transit)
    assert (answer.status, " ".join(answer.findings)) == (status, finding)


def test_a_purpose_code_carries_its_own_source_and_a_warning_after_the_switch() -> None:
    gross = LAW.ask(MerchantingFeters, leg="IMPORT", purpose_code="S0108", action_date=date(2026, 9, 30))
    assert (gross.paragraph, gross.confidence, gross.notes) == ("C.14.7", "H", ())
    transit = LAW.ask(MerchantingFeters, leg="IMPORT", purpose_code="S0109", action_date=OLD, transit=True)
    assert transit.confidence == "L"
    later = LAW.ask(MerchantingFeters, leg="EXPORT", purpose_code="S0108", action_date=date(2026, 10, 1))
    assert later.notes[0] == "the code of this leg is P0108"
    assert later.notes[1].startswith("WARN: whether the code list changed")
    unknown = LAW.ask(MerchantingFeters, leg="BOTH", purpose_code="S0108", action_date=OLD)
    assert unknown.notes == ("leg is not one of IMPORT, EXPORT",)


def test_a_limit_not_missed_before_a_change_gives_no_warning() -> None:
    # 1-Jun-2025 + 4 months = 1-Oct-2025: still open on the day of the change
    answer = LAW.ask(
        Merchanting, first_leg=date(2025, 6, 1), second_leg=date(2025, 10, 2), action_date=date(2025, 10, 2)
    )
    assert (answer.status, answer.value, answer.old_value) == ("OK", date(2025, 12, 1), date(2025, 10, 1))
    assert not [note for note in answer.notes if note.startswith("WARN")]
    # 31-May-2025 + 4 months = 30-Sep-2025: missed on its eve by a second leg of 1 October, kept by one of 30 September
    for second, warned in ((date(2025, 10, 1), True), (date(2025, 9, 30), False)):
        answer = LAW.ask(Merchanting, first_leg=date(2025, 5, 31), second_leg=second, action_date=date(2025, 10, 2))
        assert ([n for n in answer.notes if n.startswith("WARN")] != []) == warned


def test_a_deal_under_one_law_tells_no_other() -> None:
    answer = LAW.ask(Merchanting, first_leg=date(2024, 1, 15), second_leg=date(2024, 2, 15), action_date=OLD)
    assert answer.notes == ("INFO: the other period and the conditions of the deal are asked apart",)
    assert [p.parameter for p in answer.basis] == ["merchanting.outlay_months", "merchanting.method"]


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_the_outlay_is_asked_about_where_no_limb_is_named(nothing: str | None) -> None:
    for on in (OLD, NEW):
        facts: dict[str, Any] = {"first_leg": date(2024, 1, 15), "second_leg": date(2024, 2, 15), "action_date": on}
        assert LAW.ask(Merchanting, **facts, limb=nothing) == LAW.ask(Merchanting, **facts, limb="OUTLAY")
        facts.pop("second_leg")
        assert LAW.ask(MerchantingLastDay, **facts, limb=nothing) == LAW.ask(MerchantingLastDay, **facts, limb="OUTLAY")


def test_conditions_of_which_nothing_is_said_are_asked_about_one_by_one() -> None:
    answer = LAW.ask(MerchantingConditions, action_date=OLD, answers=None)
    assert answer.status == "CHECK"
    assert [note.split()[0] for note in answer.notes] == list(CONDITIONS)


DAYS = st.dates(date(2016, 1, 1), date(2026, 11, 22))


@given(DAYS, DAYS, st.sampled_from(["OUTLAY", "OVERALL"]))
@settings(max_examples=300)
def test_the_last_day_is_in_time_and_the_next_is_not(first: date, action: date, limb: str) -> None:
    first, action = min(first, action), max(first, action)
    answer = LAW.ask(MerchantingLastDay, first_leg=first, action_date=action, limb=limb)
    last = answer.value
    assert answer.ok
    if not isinstance(last, date) or last >= action:
        return
    facts: dict[str, Any] = {"first_leg": first, "action_date": action, "limb": limb}
    assert LAW.ask(Merchanting, **facts, second_leg=last).ok
    late = LAW.ask(Merchanting, **facts, second_leg=last + timedelta(days=1))
    expected = "REFER_RBI" if action <= date(2026, 9, 30) else "ESCALATE"
    assert (late.status, f"{limb}_EXCEEDED" in late.findings) == (expected, True)


@given(st.dates(date(2026, 10, 1), date(2027, 11, 22)), DAYS, st.none() | DAYS, st.sampled_from(["OUTLAY", "OVERALL"]))
@settings(max_examples=200)
def test_nothing_is_referred_to_rbi_after_the_switch(action: date, first: date, second: date | None, limb: str) -> None:
    answer = LAW.ask(Merchanting, first_leg=first, second_leg=second, action_date=action, limb=limb)
    assert "REFER_RBI" not in answer.why


@given(st.integers(0, 10**14), st.integers(1, 10**14))
def test_the_caution_share_is_exact(outstanding: int, earnings: int) -> None:
    money = {"outstanding": Decimal(outstanding).scaleb(-2), "annual_export_earnings": Decimal(earnings).scaleb(-2)}
    below = Fraction(outstanding, earnings) < Fraction(5, 100)
    assert LAW.ask(MerchantingCaution, **money, action_date=OLD).ok == below


# ---- a trader's book of deals


def deal(number: str, first: date, second: date | None = None, imp: str = "", exp: str = "") -> Deal:
    """A deal with its own legs where none are named."""
    return Deal(number, imp or f"I-{number}", exp or f"E-{number}", first, second)


def test_deals_open_after_their_last_day_are_in_default_at_the_close() -> None:
    close = date(2024, 6, 30)
    book = [
        deal("1", date(2024, 2, 28)),  # + 4 = 28-Jun: two days over
        deal("2", date(2024, 2, 29)),  # + 4 = 29-Jun: one day over
        deal("3", date(2024, 3, 1)),  # + 4 = 1-Jul: in time
        deal("4", date(2023, 9, 29)),  # + 4 = 29-Jan: 153 days over; + 9 = 29-Jun: one day over
        deal("5", date(2023, 1, 1), date(2024, 6, 30)),  # came, late as it was, by the close
        deal("6", date(2024, 2, 28), date(2024, 7, 1)),  # came after the close
        deal("7", date(2024, 7, 1)),  # begun after the close
        deal("8", date(2024, 6, 30)),
    ]
    assert deals_in_default(RULES, book, closed_on=close) == (
        Default("4", "OUTLAY", date(2024, 1, 29), 153),
        Default("1", "OUTLAY", date(2024, 6, 28), 2),
        Default("6", "OUTLAY", date(2024, 6, 28), 2),
        Default("2", "OUTLAY", date(2024, 6, 29), 1),
        Default("4", "OVERALL", date(2024, 6, 29), 1),
    )


def test_a_deal_on_its_last_day_is_not_in_default() -> None:
    # + 4 = 31-Dec-2024, the day of the close; a day earlier is a day over
    assert deals_in_default(RULES, [deal("1", date(2024, 8, 31))], closed_on=date(2024, 12, 31)) == ()
    late = deals_in_default(RULES, [deal("2", date(2024, 8, 30))], closed_on=date(2024, 12, 31))
    assert late == (Default("2", "OUTLAY", date(2024, 12, 30), 1),)
    # the law of the close counts: six months since 1-Oct-2025, so 31-Aug-2025 + 6 = 28-Feb-2026
    assert deals_in_default(RULES, [deal("1", date(2025, 8, 31))], closed_on=date(2025, 12, 31)) == ()
    # 30-Jun-2025 + 6 = 30-Dec-2025
    late = deals_in_default(RULES, [deal("2", date(2025, 6, 30))], closed_on=date(2025, 12, 31))
    assert late == (Default("2", "OUTLAY", date(2025, 12, 30), 1),)


@pytest.mark.parametrize("day", [date(2024, 6, 29), date(2024, 7, 1), date(2024, 3, 31), date(2024, 12, 30)])
def test_a_day_that_closes_no_half_year_is_refused(day: date) -> None:
    with pytest.raises(ValueRefused) as refused:
        deals_in_default(RULES, [], closed_on=day)
    assert str(refused.value) == f"found {day!r}; expected the last day of a half-year"
    assert (refused.value.found, refused.value.action) == (str(day), "Give the day on which the half-year closed.")


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2026, 12, 31)])
def test_a_half_year_without_statement_in_law_is_refused(day: date) -> None:
    with pytest.raises(NotInForce, match=r"merchanting.default_days"):
        deals_in_default(RULES, [], closed_on=day)


@pytest.mark.parametrize("day", [date(2020, 6, 30), date(2020, 12, 31), date(2026, 6, 30)])
def test_a_half_year_without_deals_has_no_defaults(day: date) -> None:
    assert deals_in_default(RULES, [], closed_on=day) == ()


DAY = date(2024, 1, 15)


def test_a_leg_used_twice_is_told_with_its_deals() -> None:
    book = [
        deal("1", DAY, imp="A", exp="X"),
        deal("2", DAY, imp="A", exp="Y"),
        deal("3", DAY, imp="B", exp="X"),
        deal("4", DAY, imp="X", exp="B"),  # the same text on the other side is another leg
        deal("5", DAY, imp="C", exp="X"),
    ]
    answer = pair_check(RULES, book, action_date=OLD)
    assert (answer.status, answer.findings) == ("REFER_RBI", ("MTT_ONE_TO_ONE",))
    assert answer.notes == ("import leg A is used in deals 1, 2", "export leg X is used in deals 1, 3, 5")
    assert answer.subject == "merchanting pairs"
    assert answer.basis == (RULES.in_force("merchanting.conditions", OLD),)


@pytest.mark.parametrize("on", [date(2020, 1, 23), OLD, NEW])
def test_pairs_of_their_own_are_in_order_and_a_leg_to_come_is_no_leg(on: date) -> None:
    book = [Deal("1", "A", "", DAY), Deal("2", "B", "", DAY), Deal("3", "", "C", DAY), Deal("4", "", "D", DAY)]
    assert pair_check(RULES, book, action_date=on).ok
    assert pair_check(RULES, [], action_date=on).ok


@pytest.mark.parametrize("on", [date(2020, 1, 22), date(2026, 10, 1)])
def test_without_the_rule_a_leg_used_twice_is_a_thing_to_check(on: date) -> None:
    answer = pair_check(RULES, [deal("1", DAY, imp="A"), deal("2", DAY, imp="A")], action_date=on)
    assert answer.grounds == "merchanting pairs: CHECK (MTT_ONE_TO_ONE); import leg A is used in deals 1, 2"
    assert answer.basis == (RULES.in_force("merchanting.method", on),)


def test_pairs_ask_for_the_action_date() -> None:
    assert pair_check(RULES, [], action_date=None).why == "merchanting pairs: CHECK; action_date is not given."


def test_the_questions_are_asked_by_name() -> None:
    facts = {"first_leg": date(2024, 1, 15), "action_date": OLD, "limb": "OUTLAY"}
    assert ask("merchanting_last_day", Law(RULES, NONE), facts).value == date(2024, 5, 15)
    exposure = {"exposure_usd": Decimal(10), "action_date": OLD}
    assert ask("merchanting_exposure", Law(RULES, POLICY), exposure).ok
