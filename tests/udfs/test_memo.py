"""Rows that were answered are not worked out again, and what is answered is what would be worked out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.udfs.test_udf_fuzz import calls
from udfs import REGISTRY, _memo
from udfs._adapter import answer, evaluate, forget
from udfs._law import use
from udfs._registry import CellError, Function
from udfs._results import host_cell
from xl_addin import rulebook

DAY = 46146.0  # 2026-05-04
GOOD = [100000.0, 4000.0, DAY, "DISCOUNT", True, False, False]


def column(*cells: Any) -> tuple[tuple[Any], ...]:
    return tuple((cell,) for cell in cells)


def columns(*rows: list[Any]) -> list[tuple[tuple[Any], ...]]:
    return [column(*cells) for cells in zip(*rows, strict=True)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The rows that WRITEOFF_STATUS works out."""
    rows: list[tuple[Any, ...]] = []
    decide = REGISTRY["WRITEOFF_STATUS"].body

    def counted(*row: Any) -> Any:
        rows.append(row)
        return decide(*row)

    monkeypatch.setitem(REGISTRY, "WRITEOFF_STATUS", replace(REGISTRY["WRITEOFF_STATUS"], body=counted))
    return rows


def test_of_a_column_the_edited_row_alone_is_worked_out(asked: list[Any]) -> None:
    rows = [[100000.0, float(number), *GOOD[2:]] for number in range(4990, 5010)]
    first = evaluate("WRITEOFF_STATUS", columns(*rows))
    assert len(asked) == 20
    rows[3] = [100000.0, 60000.0, *GOOD[2:]]
    again = evaluate("WRITEOFF_STATUS", columns(*rows))
    assert len(asked) == 21
    assert again[3] == ["REFER_RBI"] != first[3]
    assert again[:3] + again[4:] == first[:3] + first[4:]


def test_equal_rows_are_worked_out_once(asked: list[Any]) -> None:
    assert evaluate("WRITEOFF_STATUS", columns(GOOD, GOOD, GOOD)) == [["OK"]] * 3
    assert len(asked) == 1


# What one cell of a column may hold that equals another in Python, and what DIFFERENCE_PCT, REGIME or IEC make of it
ALIKE: list[tuple[str, list[Any], list[Any]]] = [
    ("DIFFERENCE_PCT", [1.0, True, "1", "TRUE"], [100.0, CellError.VALUE, 100.0, CellError.VALUE]),
    ("DIFFERENCE_PCT", [CellError.NA, "#N/A"], [CellError.NA, CellError.VALUE]),
    ("DIFFERENCE_PCT", [0.0, False, None, ""], [0.0, CellError.VALUE, CellError.NA, CellError.NA]),
]


@pytest.mark.parametrize(("name", "cells", "shown"), ALIKE)
@pytest.mark.parametrize("backwards", [False, True])
def test_what_is_equal_and_not_the_same_is_told_apart(
    name: str, cells: list[Any], shown: list[Any], backwards: bool
) -> None:
    forget()
    pairs = list(zip(cells, shown, strict=True))[:: -1 if backwards else 1]
    given = [column(*[1.0] * len(cells)), column(*(cell for cell, _ in pairs))]
    for _ in range(2):
        found = [row[0] for row in evaluate(name, given)]
        assert list(map(repr, found)) == [repr(wanted) for _, wanted in pairs]


def test_days_of_another_system_are_other_days() -> None:
    given = [column(44834.0, 44834.0)]  # 2022-09-30, and 2026-10-01 of a book that counts from 1904
    assert evaluate("REGIME", given) == [["MD2016"]] * 2
    assert evaluate("REGIME", given, date1904=True) == [["REG2026"]] * 2
    assert evaluate("REGIME", given) == [["MD2016"]] * 2


def test_the_same_cells_in_another_shape_are_other_rows() -> None:
    """A blank is a blank row in a column, and a missing fact where one cell serves all rows."""
    both, one = [column(None, None), column(None, None)], [column(None, None), 5.0]
    assert evaluate("DIFFERENCE_PCT", both) == [[None]] * 2
    assert evaluate("DIFFERENCE_PCT", one) == [[None]] * 2
    assert evaluate("DIFFERENCE_PCT", [None, column(5.0, None)]) == [[CellError.NA], [None]]
    assert evaluate("DIFFERENCE_PCT", [column(None, None), column(5.0, None)]) == [[CellError.NA], [None]]


def test_another_law_answers_anew(asked: list[Any]) -> None:
    shipped = rulebook.load()
    given = columns(GOOD, [*GOOD[:4], False, False, False])
    evaluate("WRITEOFF_STATUS", given)
    try:
        use(replace(shipped))
        evaluate("WRITEOFF_STATUS", given)
    finally:
        use(shipped)
    assert len(asked) == 4


@pytest.mark.parametrize("room", [1, 4, 25])
def test_what_is_kept_is_bounded_and_the_answers_stay(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    forget()
    monkeypatch.setattr(_memo, "ROWS_KEPT", room)
    wanted = [[number * 100 / 1000.0] for number in range(1, 21)]
    for _ in range(3):
        assert evaluate("DIFFERENCE_PCT", [1000.0, column(*map(float, range(1, 21)))]) == wanted
        assert evaluate("DIFFERENCE_PCT", [1000.0, column(*map(float, range(5, 10)))]) == wanted[4:9]
        assert sum(map(len, _memo._known.values())) <= room


@settings(max_examples=800, deadline=None)
@given(st.lists(calls(), min_size=1, max_size=3), st.booleans())
def test_any_calls_are_answered_as_if_nothing_were_kept(calls: list[tuple[Function, list[Any]]], dated: bool) -> None:
    for function, arguments in calls:
        for _ in range(2):
            kept = evaluate(function.name, arguments, date1904=dated)
            plain = answer(function, arguments, dated, lambda value: host_cell(value, dated))
            assert repr(kept) == repr(plain if isinstance(plain, list) else [[plain]])
