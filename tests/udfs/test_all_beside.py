"""X_ALL shows what X_OK (or X), X_STATUS and X_WHY show, beside each other, in every case that any of them is shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import udfs
from tests.udfs.test_udf_fuzz import given_to
from tests.udfs.vectors import vectors
from udfs import REGISTRY
from udfs._adapter import evaluate
from udfs._registry import CellError, Function

TOGETHER = [function for function in REGISTRY.values() if function.beside]
GIVEN = {
    function.name: [vector for vector in vectors() if vector.function == function.beside[-1].name]
    for function in TOGETHER
}
ROW = ("DISCOUNT", True, False, False)
MAY = date(2026, 5, 4)


def test_every_family_of_three_and_more_has_one() -> None:
    families: dict[Any, list[Function]] = {}
    for function in REGISTRY.values():
        if not function.beside:
            families.setdefault(function.body, []).append(function)
    assert [one.beside for one in TOGETHER] == [tuple(some) for some in families.values() if len(some) >= 3]
    assert len(TOGETHER) == 33


@pytest.mark.parametrize("name", GIVEN)
def test_all_beside_each_other(name: str) -> None:
    function = REGISTRY[name]
    assert len(GIVEN[name]) >= 4
    for vector in GIVEN[name]:
        parts = [evaluate(one.name, vector.arguments) for one in function.beside]
        found = evaluate(name, vector.arguments)
        if all(len(row) == 1 for part in parts for row in part):
            assert [[repr(cell) for cell in row] for row in found] == [
                [repr(row[0]) for row in rows] for rows in zip(*parts, strict=True)
            ]
        else:
            assert len(parts[0]) == 1
            assert found == [part[0] for part in parts]


@st.composite
def calls(draw: st.DrawFn) -> tuple[Function, list[Any]]:
    function = draw(st.sampled_from(TOGETHER))
    shape = draw(st.sampled_from([(1, 1), (3, 1), (1, 3), (2, 2), (4, 1)]))
    return function, [draw(given_to(argument, shape)) for argument in function.arguments]


@settings(max_examples=800, deadline=None)
@given(calls(), st.booleans())
def test_any_cells_are_shown_as_the_sisters_show_them(call: tuple[Function, list[Any]], dated: bool) -> None:
    function, arguments = call
    found = evaluate(function.name, arguments, date1904=dated)
    parts = [evaluate(one.name, arguments, date1904=dated) for one in function.beside]
    tall, wide = len(parts[0]), len(parts[0][0])
    if wide == 1:
        assert repr(found) == repr([[part[at][0] for part in parts] for at in range(tall)])
    elif tall == 1:
        assert repr(found) == repr([part[0] for part in parts])
    else:
        assert found == [[CellError.VALUE]]


def test_a_column_spills_to_the_right_and_a_row_downwards() -> None:
    column = udfs.WRITEOFF_ALL([100000, None, "x"], [5000, None, 5000], MAY, *ROW)
    assert [row[:2] for row in column] == [[True, "OK"], [None, None], [CellError.VALUE, CellError.VALUE]]
    assert column[0][2].startswith("write-off: OK; reason DISCOUNT; difference 5000")
    assert column[1][2] is None
    assert column[2][2].startswith("WRITEOFF: #VALUE!; invoice_value holds 'x'")
    row = udfs.WRITEOFF_ALL([[100000, 1000]], 5000, MAY, *ROW)
    assert row[:2] == [[True, False], ["OK", "CHECK"]]
    assert [len(row), len(row[2])] == [3, 2]
    assert udfs.WRITEOFF_ALL([[100000, 1000], [1, 2]], 5000, MAY, *ROW) == [[CellError.VALUE]]


def test_one_row_of_single_cells_is_three_cells() -> None:
    assert udfs.REGISTRY["WRITEOFF_ALL"].returns == "row"
    assert [row[:2] for row in udfs.WRITEOFF_ALL(100000, 5000.01, MAY, *ROW)] == [[False, "REFER_RBI"]]
    assert [row[:2] for row in udfs.PAYMENT_DUE_ALL(date(2026, 3, 31), MAY)] == [[date(2026, 9, 30), "OK"]]
    source = "A.P. (DIR Series) Circular No. 65 of 2016-04-28, MD C.8(x)"
    assert udfs.RULE_ALL("writeoff.limit_pct", MAY)[0][:3] == [5, source, "H"]
