"""Where a sentence names its paragraph: at the end where all fits into 250 signs, else among the first of them.

Each row is worked out from the stated order. The head, "; by I, p" and what stands before it take at most 250 signs;
first come figures and what was not met, then, where both do not fit, the figures (what is missing, for a CHECK), then
whichever fits alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from udfs._law import DECISION, answered, law_with, plain, staged, told, use, value, word, words_for
from udfs._registry import Face
from xl_addin import rulebook
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import Provision

RULE = Provision("p", 1, date(2026, 1, 1), None, "I", "p", "H")
BASIS = f"; basis: {Decision('s', 'OK', (RULE,)).citation}."


def text(letter: str, length: int) -> str:
    """A piece of a sentence of so many signs."""
    return letter * length


def decided(status: str, facts: tuple[int, ...], notes: tuple[int, ...]) -> Decision:
    """A decision whose figures and notes are told in so many signs; a figure has a label of one and a blank."""
    figures = tuple(("f", text(chr(ord("A") + at), length - 2)) for at, length in enumerate(facts))
    said = tuple(text(chr(ord("n") + at), length) for at, length in enumerate(notes))
    return Decision("s", status, (RULE,), facts=figures, notes=said)


# status, signs of the figures, signs of the notes, the order in which they stand: A, B figures; n, o notes; | the rule
ORDER = [
    ("OK", (230,), (), "A$"),  # 5 + 2 + 230 + 13 signs: 250
    ("OK", (231,), (), "A|"),
    ("OK", (234,), (), "A|"),  # 234 + 2 of the 236 that head and rule leave
    ("OK", (235,), (), "|A"),
    ("OK", (117, 115), (), "AB|"),
    ("OK", (117, 116), (), "|AB"),
    ("OK", (10,), (219,), "A|n"),  # notes of an OK stand behind: they are no reason
    ("OK", (10,), (218,), "An$"),
    ("OK", (10,), (10, 300), "A|no"),
    ("CHECK", (100,), (129,), "An|"),  # 102 + 131 of 233
    ("CHECK", (100,), (130,), "n|A"),  # what is missing first
    ("CHECK", (100,), (129, 50), "An|o"),
    ("CHECK", (100,), (130, 50), "n|Ao"),
    ("CHECK", (100,), (231,), "n|A"),
    ("CHECK", (100,), (232,), "A|n"),  # it does not fit even alone
    ("CHECK", (100,), (232, 50), "A|no"),
    ("CHECK", (231,), (232,), "A|n"),
    ("CHECK", (232,), (232,), "|An"),
    ("CHECK", (232,), (232, 5), "|Ano"),
    ("CHECK", (232,), (231,), "n|A"),
    ("REFUSE", (100,), (128,), "An|"),  # 102 + 130 of 232
    ("REFUSE", (100,), (129,), "A|n"),  # the figures first
    ("REFUSE", (100, 20), (128, 9), "AB|no"),
    ("REFUSE", (230,), (10,), "A|n"),
    ("REFUSE", (231,), (10,), "n|A"),
    ("REFUSE", (231,), (230,), "n|A"),
    ("REFUSE", (231,), (231,), "|An"),
]


@pytest.mark.parametrize(("status", "facts", "notes", "order"), ORDER)
def test_where_the_rule_stands_in_a_sentence(
    status: str, facts: tuple[int, ...], notes: tuple[int, ...], order: str
) -> None:
    found = decided(status, facts, notes)
    pieces = {"|": "by I, p", **{letter: f"f {shown}" for letter, shown in _figures(found)}}
    pieces |= {note[0]: note for note in found.notes}
    expected = "; ".join([f"s: {status}", *(pieces[one] for one in order.rstrip("$"))]) + BASIS
    said = told(found)
    assert said == expected
    if not order.startswith("|"):
        assert len(said.partition("I, p")[0]) + len("I, p") <= 250


def _figures(found: Decision) -> list[tuple[str, str]]:
    return [(str(shown)[0], str(shown)) for _, shown in found.facts]


def test_a_decision_without_a_rule_says_its_grounds_alone() -> None:
    assert told(Decision("s", "CHECK", notes=(text("n", 300),))) == f"s: CHECK; {text('n', 300)}."


def test_a_value_is_named_in_its_sentence_once() -> None:
    on = date(2026, 5, 4)
    bare, status, why = value("date")
    assert (bare.suffix, bare.returns, bare.help) == ("", "date", "")
    assert (status.suffix, status.returns, status.help) == (
        "_STATUS",
        "word",
        "One word: OK, or why the value alone would mislead. ",
    )
    assert (why.suffix, why.returns, why.help) == (
        "_WHY",
        "text",
        "One sentence with figures, limit, paragraph. ",
    )
    found = Decision("s", "OK", (RULE,), value=on, facts=(("of", on),))
    assert (bare.of(found), status.of(found)) == (on, "OK")
    assert why.of(found) == f"s: OK; last day 2026-05-04; of 2026-05-04{BASIS}"
    named = found._replace(facts=(("last day", on),))
    assert why.of(named) == f"s: OK; last day 2026-05-04{BASIS}"
    assert value("amount", "cap USD")[2].of(named) == f"s: OK; cap USD 2026-05-04; last day 2026-05-04{BASIS}"
    assert why.of(found._replace(value=None)) == f"s: OK; of 2026-05-04{BASIS}"


def shape(faces: tuple[Face, ...]) -> list[tuple[str, str, str]]:
    return [(one.suffix, one.returns, one.help) for one in faces]


WHY = ("_WHY", "text", "One sentence with figures, limit, paragraph. ")


def test_the_faces_of_an_answer() -> None:
    found = Decision("s", "OK", (RULE,), value="a word")
    assert shape(DECISION) == [
        ("_OK", "flag", "TRUE only if allowed now. "),
        ("_STATUS", "word", "One word, OK only if allowed now. "),
        WHY,
    ]
    assert [one.of(found) for one in DECISION] == [True, "OK", f"s: OK{BASIS}"]
    assert shape(answered(lambda one: one.ok)) == [("", "flag", ""), ("_STATUS", "word", "One word. "), WHY]
    assert [one.of(found) for one in answered(lambda one: one.ok)] == [True, "OK", f"s: OK{BASIS}"]
    assert shape(plain("date")) == [("", "date", "")]
    assert plain("date")[0].of(found) is found
    assert shape(word()) == [("", "word", ""), WHY]
    assert [one.of(found) for one in word()] == ["OK", f"s: OK{BASIS}"]
    assert shape(staged()) == [("", "word", ""), ("_STATUS", "word", "The same word. "), WHY]
    assert [one.of(found) for one in staged()] == ["OK", "OK", f"s: OK{BASIS}"]


def test_a_host_says_by_which_rulebook_the_functions_answer() -> None:
    shipped = rulebook.load()
    other = replace(shipped)
    try:
        use(other)
        assert law_with().rules is other
    finally:
        use(shipped)
    assert law_with().rules is shipped


def test_a_bound_of_the_bank_is_of_its_own_name_and_a_blank_is_none() -> None:
    policy = law_with(("writeoff_cap_pct", "ext_step_months"), (Decimal(5), None)).policy
    assert (policy.writeoff_cap_pct, policy.ext_step_months) == (5, None)
    assert law_with(("writeoff_cap_pct",), (Decimal(0),)).policy.writeoff_cap_pct == 0


def test_the_words_of_a_list_are_its_families_and_what_stands_for_them() -> None:
    found = words_for("writeoff", ("OPERATIONAL",))
    assert found[0] == "OPERATIONAL"
    assert {"BANK_CHARGES", "ROUNDING"} <= set(found)
    assert "FREIGHT_INSURANCE" not in found
    assert len(set(found)) == len(found)
