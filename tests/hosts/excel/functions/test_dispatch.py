"""The dispatcher under anything that Excel might send: an answer, in rows of one length, of values that COM takes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs._registry import REGISTRY, CellError
from xl_addin.hosts.excel.functions.dispatch import answer
from xl_addin.hosts.excel.functions.raw import OMITTED, TAG
from xl_addin.hosts.live.errors import COM_ERROR_BASE

CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.floats(36526, 73050).map(float),
    st.sampled_from(["", "USD", "DISCOUNT", "INNSA1", "2026-10-01", "1,00,000.50", TAG, TAG + "#N/A", "x" * 40_000]),
    st.text(max_size=12),
    st.integers(1990, 2070).map(lambda number: number + COM_ERROR_BASE),
    st.just(OMITTED),
)
ROWS = st.integers(1, 3).flatmap(lambda wide: st.lists(st.tuples(*[CELL] * wide), min_size=1, max_size=3).map(tuple))
ARGUMENT = st.one_of(CELL, ROWS, st.lists(CELL, max_size=3).map(tuple))
TAGS = {TAG + error.value for error in CellError}


@settings(max_examples=1500, deadline=None)
@given(
    st.sampled_from(sorted(REGISTRY)), st.lists(ARGUMENT, max_size=10), st.sampled_from(["1900|", "1904|S!A1", "", "x"])
)
def test_any_call_has_an_answer(name: str, raw: list[Any], context: str) -> None:
    rows = answer(name, raw, context)
    assert rows
    assert len({len(row) for row in rows}) == 1
    assert rows[0]
    for cell in (cell for row in rows for cell in row):
        assert type(cell) in (float, bool, str)
        assert not isinstance(cell, str) or not cell.startswith(TAG) or cell in TAGS
        assert cell == cell  # noqa: PLR0124  # NaN is no value of a cell


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_a_wrong_number_of_arguments_is_an_error_value_or_told(name: str) -> None:
    count = len(REGISTRY[name].arguments)
    wrong = [[1.0] * (count + 1)]
    if REGISTRY[name].arguments and REGISTRY[name].arguments[0].required:
        wrong.append([])
    for cells in wrong:
        (shown,) = answer(name, cells)
        faces = [one.name for one in REGISTRY[name].beside] or [name]
        for face, cell in zip(faces, shown, strict=True):
            if face.endswith("_WHY"):
                assert f"{face.removesuffix('_WHY')}: #VALUE!; " in str(cell)
            else:
                assert cell == TAG + "#VALUE!"


def test_a_large_block_of_errors_is_answered_cell_by_cell() -> None:
    rows = answer("REGIME", [tuple((COM_ERROR_BASE + 2007,) for _ in range(10_000))])
    assert rows == [[TAG + "#DIV/0!"]] * 10_000
