"""Every golden vector through xlwings: the dispatcher in both date systems, and the stock functions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hosts.excel.functions.xlwings_process import asked, dispatched, native, stock
from tests.udfs.vectors import vectors
from xl_addin.publish.vectors import Vector

ALL = vectors()
PATHS = ("dispatcher, 1900", "dispatcher, 1904", "stock function")


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, str], list[Any]]:
    """Every vector by every path, in one child process."""
    requests = [
        (
            dispatched(vector.function, vector.cells(date1904=False)),
            dispatched(vector.function, vector.cells(date1904=True), "1904|"),
            stock(vector.function, vector.cells(date1904=False)),
        )
        for vector in ALL
    ]
    found = iter(asked([request for three in requests for request in three]))
    return {(path, vector.name): native(next(found)) for vector in ALL for path in PATHS}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("vector", [pytest.param(vector, id=vector.name) for vector in ALL])
def test_vector_through_xlwings(vector: Vector, path: str, answers: dict[tuple[str, str], Any]) -> None:
    found = answers[path, vector.name]
    shown = tuple(map(tuple, found)) if isinstance(found, list) else found
    if isinstance(vector.wanted, tuple) and not isinstance(shown, tuple):
        shown = ((shown,),)
    assert vector.met(shown, date1904="1904" in path), (found, vector.shown(date1904="1904" in path))


def test_vector_names_are_unique() -> None:
    assert len({vector.name for vector in ALL}) == len(ALL)
