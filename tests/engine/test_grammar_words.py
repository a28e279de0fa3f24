"""What the grammar of rules says of words, codes and faults of its own, word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xl_addin.engine import questions
from xl_addin.engine.checks import among, one_of
from xl_addin.engine.citation import citation
from xl_addin.engine.finding_codes import DENIED_REMEDY, registered, row_of
from xl_addin.engine.goods import all_digits
from xl_addin.engine.law import Law
from xl_addin.engine.rule import Fail
from xl_addin.rulebook import Provision, load
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers import condition_question, condition_words

LAW = Law(load(), Policy())


@pytest.mark.parametrize(
    ("hs", "said"),
    [
        ("84713010", None),
        ("8", None),
        ("84", None),
        (
            "847",
            "hs 847 has 3 digits, a code 4, 6 or 8: give all digits, a zero at its start may be lost",
        ),
        ("8471x", "hs '8471x' is not an HS code of digits"),
        ("", "hs '' is not an HS code of digits"),
    ],
)
def test_an_hs_code_has_an_even_number_of_digits(hs: str, said: str | None) -> None:
    assert all_digits(LAW, "hs", hs) == (Fail("CHECK", "", said) if said else None)


def test_a_word_of_a_closed_list_is_one_of_its_words() -> None:
    check = among("LEFT", "RIGHT")
    assert check(LAW, "side", "LEFT") is None
    assert check(LAW, "side", "UP") == Fail("CHECK", "", "side 'UP' is not one of LEFT, RIGHT")
    named = one_of("usance.goods", "OTHER")(LAW, "goods", "x")
    assert named is not None
    assert named.note.startswith("goods 'x' is not one of OTHER, ")


def test_two_instruments_are_joined_and_each_paragraph_is_told_once() -> None:
    first = Provision("a", 1, date(2026, 1, 1), None, "I", "p", "H")
    basis = (first, replace(first, instrument="J"), replace(first, paragraph="q"), first)
    assert citation(basis) == "I, p, q + J, p"


def test_codes_that_no_register_holds_are_named() -> None:
    assert registered(("ESCALATE", "CHECK")) == ("ESCALATE", "CHECK")
    with pytest.raises(AssertionError) as refused:
        registered(("NO_SUCH", "CHECK", "ANOTHER"))
    assert str(refused.value) == "no register holds ANOTHER, NO_SUCH"


def test_a_condition_that_is_denied_is_told_with_its_question() -> None:
    code = next(iter(condition_words()))
    row = row_of(code)
    assert row.meaning == f"A condition of the rule was answered with no: {condition_question(code)}"
    assert row.remedy == DENIED_REMEDY


def test_a_question_without_a_sentence_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(law: Law, asked: object) -> None: ...

    monkeypatch.setitem(questions.ASK, "regime", replace(questions.ASK["regime"], answer=silent))  # type: ignore[arg-type,index]
    with pytest.raises(AssertionError) as refused:
        questions.purpose("regime")
    assert str(refused.value) == "the question regime has no sentence of its own"
