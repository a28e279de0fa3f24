"""Formulas of one call: read into cells, and cells written as Excel spells them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs._registry import MISSING, CellError
from xl_addin.publish.formula import constant, read_call, written

READ = [
    ("=F()", []),
    ("=F(1)", [1.0]),
    ("=F(-4812.5, TRUE, FALSE)", [-4812.5, True, False]),
    ('=F("say ""so""", "a, b")', ['say "so"', "a, b"]),
    ("=F(DATE(2026,5,4))", [46146.0]),
    ("=F(#N/A, #DIV/0!)", [CellError.NA, CellError.DIV0]),
    ("=F(1,,2)", [1.0, MISSING, 2.0]),
    ("=F(1,)", [1.0, MISSING]),
    ('=F({"a",1;"b",2}, 3)', [(("a", 1.0), ("b", 2.0)), 3.0]),
    ("=F(Rates!A1:B3)", [(("day", "rate"), (46146.0, 94.5), (None, None))]),
    ("=F(Rates!$B$2:$B$2)", [((94.5,),)]),
]
TABLES = {"Rates": (("day", "rate"), (date(2026, 5, 4), 94.5))}


@pytest.mark.parametrize(("formula", "arguments"), READ)
def test_a_call_is_read(formula: str, arguments: list[Any]) -> None:
    assert read_call(formula, TABLES) == ("F", arguments)


@pytest.mark.parametrize(
    "formula", ["F(1)", "=F(1", "=F(A1)", "=F(G(1))", "=F({1,2)", "=F(Other!A1:B2)", "=1+1", "=F(})"]
)
def test_what_is_no_call_of_constants_is_refused(formula: str) -> None:
    with pytest.raises(ValueError, match=r"formula|array|stands|table"):
        read_call(formula, TABLES)


SPELLED = [
    (5000.0, "5000"),
    (4999.99, "4999.99"),
    (1e308, "1E+308"),
    (-0.5, "-0.5"),
    (True, "TRUE"),
    (date(2026, 5, 4), "DATE(2026,5,4)"),
    (datetime(2026, 5, 4, 18, 30, 5), "DATE(2026,5,4)+TIME(18,30,5)"),  # noqa: DTZ001  # a cell has no time zone
    ('say "so"', '"say ""so"""'),
    ("", '""'),
    (CellError.NA, "#N/A"),
    (MISSING, ""),
]


@pytest.mark.parametrize(("cell", "spelled"), SPELLED)
def test_a_cell_is_spelled(cell: Any, spelled: str) -> None:
    assert constant(cell) == spelled


@pytest.mark.parametrize("cell", [None, "x" * 256, "two\nlines", ((1.0,),), object()])
def test_what_a_formula_cannot_hold_is_refused(cell: Any) -> None:
    with pytest.raises(ValueError, match="no formula can spell"):
        constant(cell)


CONSTANTS = st.one_of(
    st.booleans(),
    st.integers(-(10**12), 10**12).map(float),
    st.text(st.characters(codec="ascii", exclude_categories=["C"]), max_size=20),
    st.sampled_from(list(CellError)),
    st.just(MISSING),
)


@given(st.lists(CONSTANTS, min_size=2, max_size=6))
def test_what_is_written_is_read_back(arguments: list[Any]) -> None:
    assert read_call(written("F", [constant(one) for one in arguments])) == ("F", arguments)
