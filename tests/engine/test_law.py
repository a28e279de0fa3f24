"""The grammar of a rule: what is needed and missing, out of order or misspelt, and the word that a method chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any

import pytest

from xl_addin.engine import law as grammar
from xl_addin.engine.checks import above_zero, one_of
from xl_addin.engine.law import Law, question
from xl_addin.engine.questions import ASK, facts_of, needed_of
from xl_addin.engine.rule import OK, Decision
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, RulebookError, load, registers_in_force
from xl_addin.rulebook.model import Line
from xl_addin.rulebook.policy import Policy

LAW = Law(load(), Policy())
DAY = date(2026, 5, 1)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """An invented question: two dates, a word that may be unknown, one that may be left out, a flag of its own."""

    action_date: date
    arrived: date
    reason: str
    said: str | None
    paid_on: date | None = None
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class Gift:
    """An invented question with checks beside the types of its facts: a word, an amount that may be unknown."""

    kind: Annotated[str, one_of("direct_docs.stones", "OTHER")]
    given_on: date
    amount: Annotated[Decimal | None, above_zero] = None
    returned_on: date | None = None


def _told(law: Law, asked: Gift) -> tuple[Fact, ...]:
    return (("kind", asked.kind), ("given", asked.given_on))


@pytest.fixture(autouse=True)
def _invented(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The register as it is, and the invented question for the time of a case."""
    monkeypatch.setattr(grammar, "REGISTER", dict(grammar.REGISTER))
    monkeypatch.setattr(grammar, "QUESTION_OF", dict(grammar.QUESTION_OF))

    @question("visit", Visit, order=(("arrived", "action_date"), ("arrived", "paid_on")))
    def visit(law: Law, asked: Visit) -> Decision:
        """Whether the visit is told as it was asked."""
        return Decision("visit", OK, notes=(repr(asked),))

    @question("gift", Gift, order=(("given_on", "returned_on"),), told=_told)
    def gift(law: Law, asked: Gift) -> Decision:
        """Whether the gift is told as it was given."""
        return Decision("gift", OK, facts=_told(law, asked))

    return iter(())


def test_a_rule_gets_its_facts_with_what_was_left_out() -> None:
    told = LAW.ask(Visit, action_date=DAY, arrived=DAY, reason="x", urgent=None).notes
    assert told == (repr(Visit(action_date=DAY, arrived=DAY, reason="x", said=None)),)


def test_the_facts_of_a_rule_are_equal_to_those_made_by_hand_and_cannot_change(monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[Visit] = []
    spy = replace(grammar.REGISTER["visit"], answer=lambda law, asked: got.append(asked) or Decision("visit", OK))
    monkeypatch.setitem(grammar.QUESTION_OF, Visit, spy)
    LAW.ask(Visit, action_date=DAY, arrived=DAY, reason="x")
    assert got == [Visit(action_date=DAY, arrived=DAY, reason="x", said=None)]
    with pytest.raises(AttributeError):
        got[0].reason = "y"  # type: ignore[misc]


def test_every_needed_fact_that_is_missing_is_named_in_the_order_of_the_facts() -> None:
    found = LAW.ask(Visit, reason="", paid_on=DAY)
    assert (found.status, found.subject, found.basis) == ("CHECK", "visit", ())
    asked = "which reason does the importer give?"
    assert found.notes == ("action_date is not given", "arrived is not given", f"reason is not given ({asked})")


def test_what_is_missing_is_told_without_figures_where_the_question_names_none() -> None:
    found = LAW.ask(Visit, arrived=DAY, reason="x")
    assert found.facts == ()
    assert found.why == "visit: CHECK; action_date is not given."


def test_a_fact_that_is_made_anew_for_each_question_stands_where_none_is_given() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Listed:
        """A question with a fact that is a list of its own."""

        on: date
        named: list[str] = field(default_factory=lambda: ["nobody"])

    @question("listed", Listed)
    def listed(law: Law, asked: Listed) -> Decision:
        """Who is named."""
        return Decision("listed", OK, notes=(*asked.named,))

    assert LAW.ask(Listed, on=DAY).notes == ("nobody",)
    assert LAW.ask(Listed, on=DAY, named=["one", "two"]).notes == ("one", "two")


def test_every_pair_of_dates_that_cannot_follow_each_other_is_told() -> None:
    eve, day = date(2026, 4, 30), date(2026, 5, 1)
    found = LAW.ask(Visit, action_date=eve, arrived=day, paid_on=eve, reason="x")
    assert found.notes == (
        "action_date 2026-04-30 lies before arrived 2026-05-01",
        "paid_on 2026-04-30 lies before arrived 2026-05-01",
    )
    assert LAW.ask(Visit, action_date=day, arrived=day, paid_on=None, reason="x").ok


def test_a_word_of_blanks_is_not_given() -> None:
    found = LAW.ask(Visit, action_date=DAY, arrived=DAY, reason="  ")
    assert (found.status, found.notes) == ("CHECK", ("reason is not given (which reason does the importer give?)",))


def test_what_is_missing_and_what_cannot_be_are_told_together_in_the_order_of_the_facts() -> None:
    words = "OTHER, ROUGH_DIAMOND, DIAMOND, PRECIOUS_STONE, SEMI_PRECIOUS_STONE"
    found = LAW.ask(Gift, kind="TEA", amount=Decimal(0))
    assert (found.status, found.facts) == ("CHECK", (("kind", "TEA"), ("given", None)))
    assert found.notes == (
        f"kind 'TEA' is not one of {words}",
        "given_on is not given",
        "amount must be above zero",
    )


def test_a_fact_that_can_be_is_not_spoken_of() -> None:
    for word in ("OTHER", "DIAMOND"):
        assert LAW.ask(Gift, kind=word, given_on=DAY, amount=Decimal("0.01")).ok
    assert LAW.ask(Gift, kind="OTHER", given_on=DAY, amount=None).ok


def test_dates_out_of_order_are_told_with_the_facts_too() -> None:
    found = LAW.ask(Gift, kind="OTHER", given_on=DAY, returned_on=DAY - timedelta(days=1))
    assert (found.status, found.facts) == ("CHECK", (("kind", "OTHER"), ("given", DAY)))
    assert found.notes == ("returned_on 2026-04-30 lies before given_on 2026-05-01",)


TAKES = "action_date, arrived, reason, said, paid_on, urgent"


def test_a_misspelt_fact_is_a_fault_of_the_caller_and_the_near_ones_are_named() -> None:
    for given, told in (
        ({"arived": DAY}, "the question visit knows no fact 'arived': did you mean arrived or said?"),
        ({"sad": DAY}, "the question visit knows no fact 'sad': did you mean said?"),
        ({"aid_on": DAY}, "the question visit knows no fact 'aid_on': did you mean paid_on or said?"),
        ({"zzz": DAY, "reason": "x"}, f"the question visit knows no fact 'zzz': it takes {TAKES}"),
        (
            {"zzz": DAY, "arived": DAY},
            f"the question visit knows no fact 'zzz': it takes {TAKES}; "
            "the question visit knows no fact 'arived': did you mean arrived or said?",
        ),
    ):
        with pytest.raises(TypeError) as refused:
            LAW.ask(Visit, **given)
        assert str(refused.value) == told


@dataclass(frozen=True, kw_only=True)
class Another:
    """A question of other facts."""

    on: date


def test_a_question_or_its_facts_stand_in_the_register_once() -> None:
    answer = grammar.REGISTER["visit"].answer

    def other(law: Law, asked: Visit) -> Decision:
        """Of the facts of another question."""
        return Decision("other", OK)

    twice: list[tuple[type[Any], Any, str]] = [
        (Visit, answer, "visit, or its facts Visit,"),
        (Another, answer, "visit, or its facts Another,"),
        (Visit, other, "other, or its facts Visit,"),
    ]
    for asked, rule, named in twice:
        with pytest.raises(AssertionError) as refused:
            question("visit", asked)(rule)
        assert str(refused.value) == f"the question {named} stand in the register already"


def test_a_rule_stays_the_function_that_it_was() -> None:
    def another(law: Law, asked: Another) -> Decision:
        """A rule."""
        return Decision("another", OK)

    assert question("another", Another)(another) is another
    assert grammar.REGISTER["another"] is grammar.QUESTION_OF[Another]


def _law(word: str) -> Law:
    """A law whose payment method is a word of our own."""
    rule = Provision("payment.method", word, date(2016, 1, 1), None, "Circular No. 1 of 2016-01-01", "para 1", "H")
    line = Line((rule.effective_from,), (rule,))
    return Law(replace(LAW.rules, lines=MappingProxyType({**LAW.rules.lines, "payment.method": line})), LAW.policy)


def test_the_method_of_the_day_answers() -> None:
    asked = Visit(action_date=DAY, arrived=DAY, reason="x", said=None)
    answers = {word: lambda law, asked, method, word=word: Decision(word, OK, (method,)) for word in ("one", "two")}
    found = _law("two").by_method("payment.method", asked, **answers)
    assert (found.subject, found.paragraph) == ("two", "para 1")


def test_a_method_that_no_rule_answers_is_a_fault_of_our_own_files() -> None:
    asked = Visit(action_date=DAY, arrived=DAY, reason="x", said=None)
    ok = Decision("one", OK)
    with pytest.raises(RulebookError) as refused:
        _law("three").by_method("payment.method", asked, one=lambda *_: ok, two=lambda *_: ok)
    told = refused.value
    assert told.what == "payment.method is 'three' from 2016-01-01, and no rule answers to that word."
    assert told.where == "Circular No. 1 of 2016-01-01, para 1"
    assert told.todo == "Write its rule, or choose one of one, two."


@pytest.mark.parametrize("name", sorted(ASK))
def test_every_question_has_facts_of_known_kinds(name: str) -> None:
    assert set(needed_of(name)) <= set(facts_of(name)) != set()


@dataclass(frozen=True, kw_only=True)
class Stay:
    """An invented question without an amount: days, a word, a yes or no."""

    from_day: date
    word: str | None = None
    paid: bool | None = None


@pytest.mark.parametrize(
    ("facts", "answered"),
    [
        ([{"from_day": DAY}, {"from_day": DAY}], 1),
        ([{"from_day": DAY}, {"from_day": DAY, "word": None}], 2),
        ([{"from_day": DAY, "paid": True}, {"from_day": DAY, "paid": False}], 2),
        ([{"from_day": DAY, "word": "x"}, {"from_day": DAY, "word": "X"}], 2),
    ],
)
def test_a_question_without_amounts_is_worked_out_once_for_the_same_facts(
    facts: list[dict[str, Any]], answered: int
) -> None:
    got: list[Stay] = []
    question("stay", Stay)(stay := lambda law, asked: got.append(asked) or Decision("stay", OK, notes=(repr(asked),)))
    told = [LAW.ask(Stay, **one).notes for one in facts]
    assert told == [(repr(Stay(**one)),) for one in facts]
    assert (len(got), stay.__name__) == (answered, "<lambda>")


def test_another_law_and_other_registers_are_asked_anew() -> None:
    got: list[Stay] = []
    question("stay", Stay)(lambda law, asked: got.append(asked) or Decision("stay", OK))
    LAW.ask(Stay, from_day=DAY)
    Law(load(), Policy()).ask(Stay, from_day=DAY)
    assert len(got) == 2
    for forget in registers_in_force._forget:
        forget()
    LAW.ask(Stay, from_day=DAY)
    assert len(got) == 3


def test_amounts_that_are_equal_and_written_otherwise_are_told_as_given() -> None:
    given = [Decimal("1.0"), Decimal("1.00")]
    facts = [LAW.ask(Gift, kind="OTHER", given_on=DAY, amount=one) for one in given]
    assert not grammar.QUESTION_OF[Gift].repeats
    assert facts[0] is not facts[1]
