"""Every function's vectors, any decision and any cells: the first 250 signs hold the essence, the whole holds all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.udfs.essence_checks import SHOWN, lacking
from tests.udfs.test_udf_fuzz import calls
from tests.udfs.vectors import vectors
from udfs import REGISTRY
from udfs._adapter import evaluate
from udfs._registry import CellError, Function
from xl_addin import rulebook
from xl_addin.domain.findings import Severity, register
from xl_addin.domain.statuses import statuses
from xl_addin.engine.rule import Decision
from xl_addin.publish.vectors import Vector

TODO = (
    "give date",
    "Type ",
    "Give ",
    "Check ",
    "Tell ",
    "Copy ",
    "Did you mean",
    "Pick ",
    "do: ",
    "expected ",
    "is not given",
)
RULES = rulebook.load()
PROVISIONS = [one for parameter in RULES.parameters() for one in RULES.history(parameter.name)]
CODES = [code for (code, case), row in register().items() if row.severity is Severity.DECISION and not case]
WORDS = [word for word, one in statuses().items() if one.about in {"decision", "stage", "standing", "goods", "IDPMS"}]
LONG_ARGUMENTS = [vector for vector in vectors() if vector.function.endswith("_WHY")]

signs = st.text("abc xyz,;:", min_size=1, max_size=300).filter(str.strip)
facts = st.one_of(signs, st.decimals(0, 10**12, places=2), st.dates(date(2016, 1, 1), date(2027, 1, 1)), st.none())
decisions = st.builds(
    Decision,
    st.text("abc ", min_size=1, max_size=40),
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(PROVISIONS), max_size=6, unique=True).map(tuple),
    st.lists(st.sampled_from(CODES), max_size=9, unique=True).map(tuple),
    st.just(None),
    st.just(None),
    st.lists(st.tuples(st.sampled_from(["amount", "ratio {} %", "shipment"]), facts), max_size=12).map(tuple),
    st.lists(st.one_of(signs, signs.map(lambda text: f"WARN: {text}")), max_size=8).map(tuple),
)


@settings(max_examples=600, deadline=None)
@given(decisions)
def test_any_decision_says_its_essence_first_and_leaves_nothing_out(found: Decision) -> None:
    assert [*lacking(found)] == []


@pytest.mark.parametrize("vector", LONG_ARGUMENTS, ids=[vector.name for vector in LONG_ARGUMENTS])
def test_the_first_signs_of_every_vector_carry_the_answer_and_what_to_do(vector: Vector) -> None:
    said = evaluate(vector.function, vector.arguments)
    stem = vector.function.removesuffix("_WHY")
    status = REGISTRY.get(f"{stem}_STATUS")
    same = status is not None and status.body is REGISTRY[vector.function].body
    word = evaluate(f"{stem}_STATUS", vector.arguments)[0][0] if same else ""
    for row in said:
        for one in row:
            if isinstance(one, str) and not isinstance(one, CellError):
                lead = one[:SHOWN]
                assert len(said) > 1 or str(word or "") in lead
                assert ": #" not in lead or any(begun in lead for begun in TODO), lead
                assert len(one) <= SHOWN or "basis: " not in one or "by " in lead


@settings(max_examples=600, deadline=None)
@given(calls())
def test_any_cells_are_told_within_the_first_signs(call: tuple[Function, list[object]]) -> None:
    function, arguments = call
    if not function.name.endswith("_WHY"):
        return
    for row in evaluate(function.name, arguments):
        for one in row:
            if isinstance(one, str) and ": #" in one[:SHOWN]:
                assert len(one) <= SHOWN or any(begun in one[:SHOWN] for begun in TODO), one


def test_every_provision_as_shipped_is_cited_in_few_signs() -> None:
    assert [one.instrument for one in PROVISIONS if not one.short or len(one.cited) > 90] == []
    names = {one.short: one.instrument for one in PROVISIONS}
    assert len(names) == len(set(names.values()))
    assert {one.cited for one in PROVISIONS if one.parameter == "writeoff.limit_pct"} == {"AP 65/2016 MD C.8(x)"}


def test_every_parameter_is_told_with_its_value_days_and_paragraph_first() -> None:
    for one in PROVISIONS:
        on = max(one.effective_from, RULES.earliest)
        said = str(evaluate("RULE_WHY", [one.parameter, on.isoformat()])[0][0])
        assert said.startswith(one.parameter)
        assert "in force from" in said[:SHOWN]
        assert len(said) <= SHOWN or one.cited in said[:SHOWN]
        assert one.instrument in said


def test_what_is_to_be_done_is_said_of_every_word_that_asks_for_something() -> None:
    said = {word: one for word, one in statuses().items() if word in WORDS or one.about == "IEC"}
    assert {word for word, one in said.items() if one.next and not one.briefly} == set()
    assert {word: one.briefly for word, one in said.items() if len(one.briefly) > 45} == {}


def test_a_long_name_that_somebody_typed_keeps_no_figure_from_its_place() -> None:
    said = str(evaluate("WRITEOFF_WHY", [100000.0, 6000.0, "2026-05-04", "X" * 255, True, False, False])[0][0])
    assert "difference 6000" in said[:SHOWN]
    assert f"reason {'X' * 255}" in said
