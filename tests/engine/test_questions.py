"""What the list of questions says of each question: its facts, which of them are needed, its purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xl_addin.engine import questions
from xl_addin.engine.rule import Decision

KINDS = {
    "numeric_pretest": {  # facts of a group first, then its own
        "invoice_value": "amount",
        "difference": "amount",
        "action_date": "date",
        "currency": "word",
    },
    "cap_usd": {"remittances": "amounts", "action_date": "date"},
    "slip_contents": {"action_date": "date", "present": "answers"},
    "advance": {
        "amount_usd": "amount",
        "import_type": "word",
        "importer": "word",
        "action_date": "date",
        "waiver": "flag",
        "prior_unrepatriated": "flag",
        "marked_off": "flag",
        "conditions_met": "flag",
        "conditions": "answers",
        "override": "word",
        "security": "word",
    },
    "entry_due": {"received_date": "date", "action_date": "date", "holidays": "dates"},
    "prepayment_interest": {
        "amount": "amount",
        "rate_pct": "amount",
        "rate_source": "word",
        "days_basis": "count",
        "prepaid_on": "date",
        "due_on": "date",
    },
}
NEEDED = {
    "evidence_due": ("remittance_date", "kind", "action_date"),
    "entry_due": ("received_date", "action_date"),
    "slip_contents": ("action_date",),
    "cap_usd": ("remittances", "action_date"),
}


@pytest.fixture(autouse=True)
def _asked_afresh() -> None:
    """What a question takes is worked out once and kept: here it is worked out again."""
    for kept in (questions.facts_of, questions.needed_of):
        kept.cache_clear()


@pytest.mark.parametrize("question", KINDS)
def test_the_facts_of_a_question_are_named_with_their_kind_in_their_order(question: str) -> None:
    assert list(questions.facts_of(question).items()) == list(KINDS[question].items())


def test_the_answer_of_another_rule_is_no_fact_that_a_person_gives() -> None:
    assert "small_value" not in questions.facts_of("write_off")
    assert {"invoice_value", "reason", "currency"} < {*questions.facts_of("write_off")}


@pytest.mark.parametrize("question", NEEDED)
def test_the_facts_without_a_value_of_their_own_are_needed_and_may_be_unknown(question: str) -> None:
    assert questions.needed_of(question) == NEEDED[question]


def test_the_purpose_of_a_question_is_its_first_sentence_in_one_line() -> None:
    assert questions.purpose("regime") == "Which body of rules governs an act of the bank on `action_date`."
    said = "Last bank working day for the entry in `value`; the day of receipt is not counted."
    assert questions.purpose("entry_due") == said


def test_a_question_without_a_sentence_is_a_fault_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    mute = replace(questions.ASK["regime"], answer=lambda law, asked: Decision("mute", "OK"))
    monkeypatch.setitem(questions.ASK, "mute", mute)
    with pytest.raises(AssertionError, match="the question mute has no sentence of its own"):
        questions.purpose("mute")
