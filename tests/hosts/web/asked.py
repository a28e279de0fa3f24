"""What is asked of the bundle: the golden vectors in each way in which Excel may hand cells over, and long ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.hosts.web.browser import sent
from tests.udfs.vectors import vectors
from udfs import REGISTRY
from udfs._registry import CellError
from xl_addin.hosts.web.offered import identity, offered
from xl_addin.publish.vectors import Vector

OFFERED = {function.name for function in offered(REGISTRY)}
VECTORS = tuple(vector for vector in vectors() if vector.function in OFFERED)
# Office.js takes these error values in, but lets no function give them.
NOT_GIVEN = {CellError.REF, CellError.NAME}
ROWS = 10_000
# mode -> how the book counts days, and what an empty cell comes as: 0 in Excel for Windows, null in the browser
MODES: dict[str, dict[str, Any]] = {
    "as Windows": {"year": 1899, "emptyAs": 0},
    "as the browser": {"year": 1899, "emptyAs": None},
    "days of 1904": {"year": 1904, "emptyAs": 0},
}


def call(function: str, *given: Any) -> dict[str, Any]:
    """A call as the stand-in takes it; what is no list is put into cells."""
    return {
        "id": identity(function),
        "given": [one if isinstance(one, dict | list) else sent([one])[0] for one in given],
    }


def asked(some: Sequence[Vector], mode: str) -> dict[str, Any]:
    """Vectors as calls of one mode."""
    date1904 = MODES[mode]["year"] == 1904
    return MODES[mode] | {"calls": [call(one.function, *sent(one.cells(date1904=date1904))) for one in some]}


def here(vector: Vector) -> Vector:
    """The vector as a browser meets it: #REF! and #NAME? that were given come back as #VALUE!."""
    return vector._replace(wanted=_given(vector.wanted))


def _given(one: Any) -> Any:
    if isinstance(one, tuple):
        return tuple(_given(cell) for cell in one)
    return CellError.VALUE if isinstance(one, CellError) and one in NOT_GIVEN else one


def long_range(seed: int) -> dict[str, Any]:
    """A column of write-off decisions, each row another."""
    columns: tuple[Any, ...] = (
        [[1000.0 + seed + at] for at in range(ROWS)],
        [[40.0 + at % 7] for at in range(ROWS)],
        [[46000.0 + at % 300] for at in range(ROWS)],
        *([[cell]] * ROWS for cell in ("DISCOUNT", True, False, False)),
    )
    return {"calls": [call("WRITEOFF_STATUS", *columns)]}
