"""What a sentence says within its first 250 signs, and that the whole loses nothing.

Each row of `ORDER` is worked out from the stated order: head; what was not met (beside an OK its warning); figures and
then other notes, up to the first that has no room; what to do; the paragraph in short. Behind them the rest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from udfs._essence import cut, sentence
from udfs._law import DECISION, answered, law_with, plain, staged, use, value, word, words_for
from udfs._registry import Face
from xl_addin import rulebook
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import Provision

RULE = Provision("p", 1, date(2026, 1, 1), None, "I", "p", "H", short="S")
BASIS = f"; basis: {Decision('s', 'OK', (RULE,)).citation}."
CHECKED, REFERRED = "do: give or correct the fact named", "do: refer to RBI through the compliance head"


def text(letter: str, length: int) -> str:
    """A piece of a sentence of so many signs."""
    return letter * length


def decided(status: str, facts: tuple[int, ...], notes: tuple[int, ...]) -> Decision:
    """A decision whose figures and notes are told in so many signs; a figure has a label of one and a blank."""
    figures = tuple(("f", text(chr(ord("A") + at), length - 2)) for at, length in enumerate(facts))
    said = tuple(text(chr(ord("n") + at), length) for at, length in enumerate(notes))
    return Decision("s", status, (RULE,), facts=figures, notes=said)


# status, signs of the figures, of the notes, the order: A, B figures; n, o notes; ! what to do; | the rule; $ all fits.
# "s: OK" and "; by S p" have 13 signs, "s: CHECK" with "; do: ..." and the rule 52, "s: REFER_RBI" with its 66.
ORDER = [
    ("OK", (229,), (), "A$"),  # 5 + 2 + 229 + 13 signs and the full stop: 250
    ("OK", (230,), (), "A|"),
    ("OK", (235,), (), "A|"),  # 237 of the 237 that head and rule leave
    ("OK", (236,), (), "|A"),
    ("OK", (60, 60, 60), (51,), "ABC|n"),  # 186 of 237; 53 do not fit
    ("OK", (60, 60, 60), (49,), "ABCn|"),
    ("OK", (50, 50, 50, 50, 50), (), "ABCD|E"),  # 208 + 52 of 237
    ("OK", (61, 60, 60, 60), (30,), "ABCn|D"),
    ("OK", (240, 60, 60), (60,), "BCn|A"),  # a long figure waits, and keeps no other from its place
    ("OK", (60, 60), (60, 60, 20), "ABn|op"),  # a note that waits keeps those behind it waiting
    ("CHECK", (50, 50), (90, 20), "nAB|o"),  # 92 + 104 of 198
    ("CHECK", (60, 60), (130,), "nA!|B"),
    ("CHECK", (50, 50), (196,), "n!|AB"),  # what is missing may take all where it fits
    ("REFER_RBI", (30, 50, 40), (60,), "nAB!|C"),  # 62 + 32 + 52 of 183
    ("REFER_RBI", (38, 50), (140,), "nA!|B"),  # 142 + 40 of 183: it leaves 40 for figures
]


@pytest.mark.parametrize(("status", "facts", "notes", "order"), ORDER)
def test_where_each_piece_stands_in_a_sentence(
    status: str, facts: tuple[int, ...], notes: tuple[int, ...], order: str
) -> None:
    found = decided(status, facts, notes)
    pieces = {"|": "by S p", "!": CHECKED if status == "CHECK" else REFERRED}
    pieces |= {str(shown)[0]: f"f {shown}" for _, shown in found.facts} | {note[0]: note for note in found.notes}
    if status != "OK" and "!" not in order:
        order = order.replace("|", "!|")
    told = [pieces[one] for one in order.rstrip("$")]
    said = sentence(found)
    assert said == "; ".join([f"s: {status}", *told]) + BASIS
    assert order.endswith("$") or len(said.partition("by S p")[0]) + len("by S p") <= 250


def test_a_note_that_does_not_fit_is_cut_and_told_in_full_behind() -> None:
    long = " ".join(["word"] * 60)
    for status, room in (("CHECK", 158), ("REFER_RBI", 143)):  # 40 are left for figures
        said = sentence(Decision("s", status, (RULE,), facts=(("f", text("A", 38)),), notes=(long,)))
        lead, _, late = said.partition("; by S p")
        assert lead.startswith(f"s: {status}; word word")
        first = lead.split("; ")[1]
        assert first.endswith("word…")
        assert room - 10 <= len(first) + 2 <= room
        assert len(lead + "; by S p") <= 250
        assert f"; {long}; basis:" in late


def test_many_findings_are_counted_first_and_named_behind() -> None:
    codes = ("SUIT_PENDING", "ADVERSE_NOTICE", "OVER_5_PERCENT", "REASON_NOT_LISTED", "DOCUMENTS_MISSING")
    said = sentence(Decision("s", "REFER_RBI", (RULE,), codes, notes=(text("n", 200),)))
    assert said.startswith("s: REFER_RBI (SUIT_PENDING and 4 more); ")
    assert f"; by S p; findings {', '.join(codes)}; " in said


# status, finding, signs of the figures, what is to be done: rows of the registers of findings and of status words
TODO = [
    ("OK", "NO_BOUND_SET", 300, ""),
    ("REFUSE", "TOO_LATE", 300, "do: ask the importer what DGFT has granted him"),
    ("REFER_RBI", "OVER_5_PERCENT", 300, "do: refer to RBI through the compliance head"),
    (
        "REFER_RBI",
        "OVER_5_PERCENT",
        20,
        "do: settle what can be settled, or find a reason that knows no limit; else refer it",
    ),
    ("ESCALATE", "EXT_STEP_MONTHS", 300, "do: put it before the bank's authority"),
    ("CHECK", "", 300, CHECKED),
    ("REQUIRED", "", 300, "do: ask the importer for it"),
    ("CURRENT", "", 300, ""),
]


@pytest.mark.parametrize(("status", "code", "figures", "todo"), TODO)
def test_what_to_do_is_that_of_the_finding_where_it_is_short_or_has_room(
    status: str, code: str, figures: int, todo: str
) -> None:
    said = sentence(Decision("s", status, (RULE,), (code,) if code else (), facts=(("f", text("A", figures)),)))
    assert said[:250].partition("; do: ")[1:] == (
        ("", "") if not todo else ("; do: ", said[:250].partition("; do: ")[2])
    )
    assert not todo or f"; {todo};" in said[:250]


@pytest.mark.parametrize(
    ("given", "most", "kept"),
    [
        ("one two", 7, "one two"),
        ("one two", 6, "one…"),
        ("one two three", 12, "one two…"),
        ("one, two", 7, "one…"),
        ("onetwothree", 6, "onetw…"),
        ("a onetwothree", 8, "a onetw…"),
    ],
)
def test_a_text_is_cut_between_words(given: str, most: int, kept: str) -> None:
    assert cut(given, most) == kept
    assert len(cut(given, most)) <= most


def test_a_decision_without_a_rule_says_its_grounds_alone() -> None:
    assert sentence(Decision("s", "CHECK", notes=("a fact is missing",))) == f"s: CHECK; a fact is missing; {CHECKED}."
    said = sentence(Decision("s", "CHECK", notes=(text("n", 300),)))
    assert said[:250].endswith(f"…; {CHECKED}")
    assert said[250:] == f"; {text('n', 300)}."


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
