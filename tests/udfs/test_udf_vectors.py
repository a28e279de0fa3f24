"""Every golden vector, called from Python and through the adapter; the Calc and Excel paths reuse the same vectors."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import udfs
from tests.udfs.vectors import vectors
from udfs import REGISTRY
from udfs._adapter import evaluate
from xl_addin.publish.vectors import ANY, FACES, Vector

ALL = [pytest.param(vector, id=vector.name) for vector in vectors()]


def told(cells: list[list[Any]], wanted: Any) -> Any:
    """A result of one cell as that cell, unless a range is wanted."""
    return cells if isinstance(wanted, tuple) else cells[0][0] if cells == [[cells[0][0]]] else cells


def as_cell(value: Any) -> Any:
    """A plain value in the form of a vector: numbers as float, dates as they are."""
    if isinstance(value, list):
        return tuple(as_cell(one) for one in value)
    return float(f"{value:.15g}") if isinstance(value, Decimal) else value


@pytest.mark.parametrize("vector", ALL)
def test_adapter(vector: Vector) -> None:
    for date1904 in (False, True):
        found = evaluate(vector.function, vector.cells(date1904=date1904), date1904=date1904)
        assert vector.met(told(found, vector.wanted), date1904=date1904), (found, vector.shown(date1904=date1904))


@pytest.mark.parametrize("vector", ALL)
def test_plain_call(vector: Vector) -> None:
    found = as_cell(getattr(udfs, vector.function)(*vector.given))
    plain = vector._replace(wanted=vector.wanted)
    assert plain.says in found if vector.wanted is ANY else _same(vector.wanted, found), found


def _same(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, tuple):
        return len(wanted) == len(found) and all(_same(*pair) for pair in zip(wanted, found, strict=True))
    return type(wanted) is type(found) and bool(wanted == found)


def test_every_function_has_its_vectors() -> None:
    """Eight for a function, fifteen for a decision over its three faces; one where there is nothing to give."""
    count = Counter(vector.function for vector in vectors())
    shared = Counter(function.body for function in REGISTRY.values() if function.name.endswith(FACES))
    needed: Counter[Any] = Counter()
    for name, function in REGISTRY.items():
        if function.beside:  # it shows what others show: test_all_beside_each_other
            continue
        key = function.body if shared[function.body] == len(FACES) else name
        needed[key] += count[name]
    least = {name: 15 if callable(name) else 8 if REGISTRY[name].arguments else 1 for name in needed}
    assert {name: had for name, had in needed.items() if had < least[name]} == {}


def test_a_vector_tells_kinds_apart() -> None:
    one = Vector("", "REGIME", (date(2026, 10, 1),), True, "")
    assert one.met(True)
    assert not one.met(1.0)
    assert one.arguments == [46296.0]
    assert one.cells(date1904=True) == [44834.0]
