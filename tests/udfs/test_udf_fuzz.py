"""Any cells in any shapes: the adapter never raises, keeps the shape, passes errors on, and is not OK on missing facts.

IMPORT_DESK_FUZZ_CASES sets the number of cases (3,000 where it is not set; the full run is 100,000).
"""

from __future__ import annotations

import os
from math import isfinite
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from udfs import REGISTRY
from udfs._adapter import evaluate
from udfs._kinds import RANGES
from udfs._registry import MISSING, Argument, CellError, Function
from xl_addin.domain.texts import clean

CASES = int(os.environ.get("IMPORT_DESK_FUZZ_CASES", "3000"))
NAMES = sorted(REGISTRY)
# Goods that no list names need neither authorisation nor registration, whatever else is known.
FREE_WITHOUT_FACTS = {"IMS_OK", "MONITORING_OK"}

errors = st.sampled_from(list(CellError))
odd_numbers = st.sampled_from(
    [0.0, -0.0, 60.0, -1.0, 1e15, 1e308, -1e308, 5e-324, float("nan"), float("inf"), 0.1 + 0.2]
)
odd_texts = st.sampled_from(
    [
        "",
        " ",
        "-",
        "1,00,000",
        "1,000,00",
        "2026-06-31",
        "31/06/2026",
        "#N/A",
        "=1+1",
        "\ue000VALUE",
        "\x00",
        "٣",
        "x" * 256,
        "y" * 32768,
        "Ⅷ",
        "1e5",
        "TRUE",
        "no",
        "10%",
    ]
)
junk = st.one_of(st.none(), errors, odd_numbers, odd_texts, st.booleans(), st.floats(), st.text(max_size=12))
days = st.integers(42370, 46700).map(float)  # 2016 to 2027
good = {
    "date": days,
    "amount": st.integers(0, 10**9).map(lambda paise: paise / 100),
    "number": st.integers(-(10**9), 10**9).map(lambda paise: paise / 100),
    "count": st.integers(0, 2100).map(float),
    "flag": st.booleans(),
    "currency": st.sampled_from(["USD", "INR", "jpy"]),
    "word": st.sampled_from(["DISCOUNT", "Short shipment", "DISPUTE_QUALITY", "OTHER", "LAPTOP"]),
    "text": st.sampled_from(["84713010", "72083940", "0388012345", "regime", "5", "1234567", "INNSA1"]),
}


def cell(argument: Argument) -> st.SearchStrategy[Any]:
    """Mostly what the argument asks for, at times anything."""
    fit = st.sampled_from(argument.choices) if argument.choices else good.get(argument.kind, junk)
    return st.one_of(fit, fit, fit, fit, st.none(), junk)


@st.composite
def given_to(draw: st.DrawFn, argument: Argument, shape: tuple[int, int]) -> Any:
    """A single cell, a block of the shape of the call, at times of another one, or nothing at all."""
    kind = draw(st.sampled_from(["one", "one", "block", "block", "block", "other", "missing"]))
    if kind == "missing" and not argument.required:
        return MISSING
    if kind in {"one", "missing"}:
        return draw(cell(argument))
    rows, columns = shape if kind == "block" or draw(st.integers(0, 3)) else (draw(st.integers(1, 3)), 2)
    one = cell(argument)
    return tuple(tuple(draw(one) for _ in range(columns)) for _ in range(rows))


@st.composite
def calls(draw: st.DrawFn) -> tuple[Function, list[Any]]:
    function = REGISTRY[draw(st.sampled_from(NAMES))]
    shape = draw(st.sampled_from([(1, 1), (3, 1), (1, 3), (2, 2), (4, 1)]))
    return function, [draw(given_to(argument, shape)) for argument in function.arguments]


def is_blank(one: Any) -> bool:
    """Nothing, or text of nothing but blanks."""
    return one is None or (isinstance(one, str) and not clean(one))


def block(one: Any) -> tuple[tuple[Any, ...], ...]:
    return one if isinstance(one, tuple) else ((None,),) if one is MISSING else ((one,),)


def is_refusal(function: Function, cell: Any) -> bool:
    """Whether a cell refuses the whole call: by an error value or, in `_WHY`, by the sentence about it."""
    told = isinstance(cell, str) and cell.startswith(f"{function.name.removesuffix('_WHY')}: #")
    return isinstance(cell, CellError) or told


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(calls(), st.booleans())
def test_any_cells(call: tuple[Function, list[Any]], date1904: bool) -> None:
    function, arguments = call
    found = evaluate(function.name, arguments, date1904=date1904)
    for row in found:
        assert len(row) == len(found[0])
        for one in row:
            assert one is None or isinstance(one, bool | str | CellError) or (type(one) is float and isfinite(one))
            assert not isinstance(one, str) or len(one) <= 32767
    if function.returns in ("table", "row"):
        return
    if all(not isinstance(one, tuple) and one is not MISSING for one in arguments):
        assert evaluate(function.name, [block(one) for one in arguments], date1904=date1904) == found
    by_row = [(argument, block(one)) for argument, one in zip(function.arguments, arguments, strict=True)]
    ranges = [one for argument, one in by_row if argument.kind in RANGES]
    by_row = [(argument, one) for argument, one in by_row if argument.kind not in RANGES]
    shapes = {(len(one), len(one[0])) for _, one in by_row} - {(1, 1)}
    if len(shapes) > 1:
        assert found == [[CellError.VALUE]] or (function.name.endswith("_WHY") and ": #VALUE!; " in found[0][0])
    elif not ranges or found != [[found[0][0]]] or not is_refusal(function, found[0][0]):
        rows, columns = next(iter(shapes), (1, 1))
        assert (len(found), len(found[0])) == (rows, columns)
        for at in range(rows):
            for across in range(columns):
                check_cell(function, by_row, ranges, at, across, found[at][across])


def check_cell(function: Function, by_row: list[Any], ranges: list[Any], at: int, across: int, one: Any) -> None:
    """What holds for one result whatever the rule says."""
    values = [
        (argument, len(cells) * len(cells[0]) > 1, cells[at % len(cells)][across % len(cells[0])])
        for argument, cells in by_row
    ]
    mandatory = [(wide, value) for argument, wide, value in values if argument.required]
    ranged = any(wide for wide, _ in mandatory)
    judged = [value for wide, value in mandatory if wide or not ranged]
    named = any(not is_blank(cell) for block in ranges for row in block for cell in row)
    blank = bool(judged or ranges) and all(map(is_blank, judged)) and (ranged or not named)
    wrong = [value for _, wide, value in values if isinstance(value, CellError) and (wide or not blank or not ranged)]
    if wrong:
        assert one is wrong[0]
        return
    assert (one is None) == blank
    if function.name.endswith("_WHY") and not any(isinstance(c, CellError) for b in ranges for row in b for c in row):
        assert one is None or not isinstance(one, CellError), "every input that is no error has its sentence"
    if function.name.endswith("_OK") and one is True and function.name not in FREE_WITHOUT_FACTS:
        assert not any(is_blank(value) for _, value in mandatory), values
