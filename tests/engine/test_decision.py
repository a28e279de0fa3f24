"""The sentence shown, the words of confidence, the buckets of age."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from xl_addin import engine
from xl_addin.engine.ageing import age_bucket
from xl_addin.engine.law import Law
from xl_addin.engine.payment.extension import Extension
from xl_addin.engine.rule import Decision, Fail, conclude
from xl_addin.engine.sentence import Share, percent, shown
from xl_addin.rulebook import Provision, load
from xl_addin.rulebook.policy import Policy, policy_provision


def rule(mark: str, paragraph: str = "para 1", note: str = "") -> Provision:
    """A provision of an invented circular."""
    return Provision("p", 5, date(2016, 1, 1), None, "Circular No. 1 of 2016-01-01", paragraph, mark, note)


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("H", "basis: Circular No. 1 of 2016-01-01, para 1."),
        ("M", "basis: Circular No. 1 of 2016-01-01, para 1 (to be verified by the bank's compliance desk)."),
        (
            "L",
            "basis: Circular No. 1 of 2016-01-01, para 1 (unconfirmed: to be verified by the bank's compliance desk).",
        ),
    ],
)
def test_how_sure_the_source_is_stands_beside_it(mark: str, said: str) -> None:
    assert Decision("case", "OK", (rule(mark),)).why == f"case: OK; {said}"


def test_a_convention_of_the_project_is_told_and_another_note_is_not() -> None:
    convention = Decision("case", "OK", (rule("H", note="project convention: from shipment"),))
    assert "para 1 (project convention: from shipment)" in convention.why
    assert "start not checked" not in Decision("case", "OK", (rule("H", note="start not checked"),)).why


def test_how_sure_the_source_is_comes_before_the_convention() -> None:
    why = Decision("case", "OK", (rule("M", note="project convention: from shipment"),)).why
    assert "para 1 (to be verified by the bank's compliance desk; project convention: from shipment)." in why


def test_an_instrument_is_named_once_with_its_paragraphs() -> None:
    why = Decision("case", "OK", (rule("H", "para 1"), rule("H", "para 2"), rule("H", "para 1"))).why
    assert why == "case: OK; basis: Circular No. 1 of 2016-01-01, para 1, para 2."


@pytest.mark.parametrize(
    ("marks", "worst"), [("HHM", "M"), ("HML", "L"), ("HH", "H"), ("", ""), ("HP", "H"), ("P", "P")]
)
def test_confidence_is_the_worst_of_the_basis(marks: str, worst: str) -> None:
    assert Decision("case", "OK", tuple(rule(mark) for mark in marks)).confidence == worst


def test_bank_policy_is_labelled() -> None:
    policy = policy_provision(Policy(writeoff_cap_pct=Decimal("2.50")), "writeoff_cap_pct")
    assert "basis: bank policy, writeoff_cap_pct = 2.50" in Decision("case", "ESCALATE", (policy,)).why


def test_money_is_plain_and_unknown_facts_are_left_out() -> None:
    facts = (("value", Decimal("1E+6")), ("none", None), ("empty", ""), ("flag", False), ("day", date(2026, 9, 30)))
    assert Decision("case", "OK", facts=facts).why == "case: OK; value 1000000; flag no; day 2026-09-30."


def test_all_failures_are_told_and_the_first_is_the_headline() -> None:
    first, second = rule("H", "para 1"), rule("M", "para 2")
    fails = [Fail("REFER_RBI", "SUIT_PENDING", "a suit", first), Fail("CHECK", "", "no reason", second)]
    answer = conclude("case", fails, (second,), value=date(2026, 1, 1))
    assert (answer.status, answer.findings, answer.value) == ("REFER_RBI", ("SUIT_PENDING",), None)
    assert answer.notes == ("a suit", "no reason")
    assert (answer.paragraph, answer.basis) == ("para 1", (first, second))


def test_the_reference_rule_is_relied_on_only_where_it_is_used() -> None:
    on, case = date(2025, 7, 1), {"shipment_date": date(2025, 1, 15), "current_due": date(2025, 7, 15)}
    facts: dict[str, Any] = {**case, "action_date": on, "outstanding_usd": None, "average_usd": None}
    facts |= {"requested_to": date(2026, 1, 15), "reason": "CONTRACT_TERMS", "satisfied": True}
    for investigated, relied in ((False, False), (None, False), (True, True)):
        answer = Law(load(), Policy()).ask(Extension, under_investigation=investigated, **facts)
        assert ("extension.outside" in {p.parameter for p in answer.basis}) == relied


def test_without_a_rule_there_is_no_citation() -> None:
    answer = Decision("case", "CHECK", notes=("x is not given",))
    assert (answer.instrument, answer.paragraph, answer.confidence, answer.ok) == ("", "", "", False)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("88.5000", "88.50"),
        ("893850.0000", "893850.00"),
        ("83.1250", "83.125"),
        ("0.12346", "0.1235"),
        ("7.00004", "7.00"),
        ("100000", "100000"),
        ("5.1", "5.1"),
        ("5.10", "5.10"),
        ("1000", "1000"),
        ("-2.5000", "-2.50"),
    ],
)
def test_zeros_after_two_decimals_are_not_shown(given: str, text: str) -> None:
    assert shown(Decimal(given)) == text


def test_a_share_is_shown_as_its_percentage_with_the_zeros_that_say_a_hair_over() -> None:
    assert shown(Share(Decimal("5000.01"), Decimal(100000))) == "5.0000"
    assert shown(Share(Decimal(5000), Decimal(100000))) == "5"


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        ("5", "100", "5"),
        ("1", "3", "33.3333"),
        ("2", "3", "66.6667"),
        ("4999.37", "100000", "4.9994"),
        ("1", "8", "12.5"),
    ],
)
def test_a_ratio_is_exact_if_short_else_four_decimals(part: str, whole: str, shown: str) -> None:
    assert f"{percent(Decimal(part), Decimal(whole)):f}" == shown


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (-400, "NOT_DUE"),
        (-1, "NOT_DUE"),
        (0, "NOT_DUE"),
        (1, "0-30"),
        (30, "0-30"),
        (31, "31-90"),
        (90, "31-90"),
        (91, "91-180"),
        (180, "91-180"),
        (181, "181-365"),
        (365, "181-365"),
        (366, "1-2Y"),
        (730, "1-2Y"),
        (731, "2-3Y"),
        (1095, "2-3Y"),
        (1096, ">3Y"),
    ],
)
def test_days_overdue_fall_into_one_bucket(days: int, bucket: str) -> None:
    due = date(2024, 2, 29)
    assert age_bucket(due, due + timedelta(days=days)) == bucket


def test_no_number_of_law_stands_in_the_engine() -> None:
    """Besides 0 and 1 (signs), 4 (display), 100 (per cent) and 12 (months a year) only the ageing table has numbers.

    How many digits an amount is shown with is no number of law: `plain_words`.
    """
    allowed = {0, 1, 4, 12, 100, 4096, 16384}  # the last two: how many answers are remembered
    for path in Path(engine.__file__).parent.glob("*.py"):
        if path.name in ("ageing.py", "plain_words.py"):
            continue
        numbers = {
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value is not True
        }
        assert {n for n in numbers if n is not False} <= allowed, path.name


def test_no_float_no_clock_in_the_engine_or_the_rulebook() -> None:
    root = Path(engine.__file__).parent.parent
    for path in (*(root / "engine").rglob("*.py"), *(root / "rulebook").glob("*.py")):
        if path.parent.name == "settlement":  # names are alike in shares, not in amounts
            continue
        tree = ast.parse(path.read_text("utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not names & {"today", "now", "utcnow", "environ", "getenv"}, path.name
        constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        assert not [value for value in constants if isinstance(value, float)], path.name
