"""A formula in each row takes a short way through the adapter: it gives what the long way of ranges gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.udfs.vectors import vectors
from udfs._adapter import evaluate
from udfs._kinds import RANGES
from udfs._registry import MISSING, REGISTRY, CellError

OF_CELLS = sorted(
    name
    for name, function in REGISTRY.items()
    if function.returns not in ("table", "row") and not any(one.kind in RANGES for one in function.arguments)
)
CELLS = st.one_of(
    st.none(),
    st.just(MISSING),
    st.booleans(),
    st.sampled_from(list(CellError)),
    st.floats(allow_nan=True),
    st.integers(36526, 73050).map(float),
    st.sampled_from(["", "DISCOUNT", "Y", "2026-05-04", "31-06-2026", "12,34,567.50", "USD", "x" * 300]),
)


def long_way(name: str, cells: list[Any], date1904: bool) -> Any:
    return evaluate(name, [one if one is MISSING else ((one,),) for one in cells], date1904=date1904)


@pytest.mark.parametrize("date1904", [False, True], ids=["1900", "1904"])
def test_every_vector_of_single_cells_goes_both_ways(date1904: bool) -> None:
    single = [vector for vector in vectors() if vector.function in OF_CELLS]
    single = [vector for vector in single if not any(isinstance(one, tuple) for one in vector.given)]
    assert len(single) > 100
    for vector in single:
        cells = vector.cells(date1904=date1904)
        short = evaluate(vector.function, cells, date1904=date1904)
        assert repr(short) == repr(long_way(vector.function, cells, date1904)), vector.name


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(OF_CELLS), st.lists(CELLS, max_size=10), st.booleans())
def test_any_cells_go_both_ways(name: str, cells: list[Any], date1904: bool) -> None:
    short = evaluate(name, cells, date1904=date1904)
    assert repr(short) == repr(long_way(name, cells, date1904))
