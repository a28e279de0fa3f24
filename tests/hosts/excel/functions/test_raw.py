"""What Excel hands over and takes back, value by value."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs._registry import MISSING, CellError
from xl_addin.hosts.excel.functions.raw import OMITTED, TAG, argument, cell, result
from xl_addin.hosts.live.errors import COM_ERROR_BASE, ERROR_NUMBERS

SPILL, CALC, GETTING_DATA = 2045, 2050, 2043

CELLS = [
    ("a number", 45000.5, 45000.5),
    ("zero is no blank", 0.0, 0.0),
    ("a blank", None, None),
    ("empty text is no blank", "", ""),
    ("text", "DISCOUNT", "DISCOUNT"),
    ("TRUE is no error code", True, True),
    ("FALSE is no error code", False, False),
    ("#N/A", -2146826246, CellError.NA),
    ("#VALUE!", -2146826273, CellError.VALUE),
    ("#NUM!", -2146826252, CellError.NUM),
    ("#DIV/0!", -2146826281, CellError.DIV0),
    ("#REF!", -2146826265, CellError.REF),
    ("#NAME?", -2146826259, CellError.NAME),
    ("#NULL!", -2146826288, CellError.NULL),
    ("an error that Excel got later is no amount", COM_ERROR_BASE + SPILL, CellError.VALUE),
    ("another", COM_ERROR_BASE + CALC, CellError.VALUE),
    ("data still loading", COM_ERROR_BASE + GETTING_DATA, CellError.VALUE),
    ("a whole number that Excel never sends", 5, CellError.VALUE),
    ("a currency cell read by Range.Value", Decimal("1234.5600"), 1234.56),
    ("a date read by Range.Value", datetime(2026, 10, 1, tzinfo=UTC), 46296.0),
    ("noon", datetime(2026, 10, 1, 12, tzinfo=UTC), 46296.5),
    ("bytes", b"x", CellError.VALUE),
    ("an object", object(), CellError.VALUE),
]


@pytest.mark.parametrize(("raw", "expected"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_a_cell_keeps_its_meaning(raw: Any, expected: Any) -> None:
    found = cell(raw)
    assert found == expected
    assert type(found) is type(expected)


def test_the_seven_error_codes_are_those_of_excel() -> None:
    numbers = {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036}
    assert numbers | {"#N/A": 2042} == ERROR_NUMBERS


def test_an_argument_that_the_formula_leaves_out_is_not_a_blank() -> None:
    assert argument(OMITTED) is MISSING
    assert argument(None) is None


def test_a_block_without_errors_is_handed_on_and_not_copied() -> None:
    block = ((1.0, "a"), (None, True))
    assert argument(block) is block


def test_one_error_in_a_block_becomes_an_error_cell() -> None:
    assert argument(((1.0, None), (-2146826246, "a"))) == ((1.0, None), (CellError.NA, "a"))


def test_a_flat_list_is_one_row() -> None:
    assert argument((1.0, 2.0)) == ((1.0, 2.0),)
    assert argument([-2146826246, 2.0]) == ((CellError.NA, 2.0),)


def test_the_code_for_left_out_means_nothing_inside_a_block() -> None:
    assert argument(((OMITTED,), (1.0,))) == ((CellError.VALUE,), (1.0,))


def test_case_14_a_block_of_range_value_has_its_dates_and_currency_read() -> None:
    block = ((datetime(2026, 10, 1, tzinfo=UTC), Decimal("1.5")),)
    assert argument(block, every_cell=True) == ((46296.0, 1.5),)


RESULTS = [
    ("numbers go as they are", [[1.0], [2.0]], [[1.0], [2.0]]),
    ("words and flags too", [["OK", True]], [["OK", True]]),
    ("a blank is empty text, since Excel shows None as 0", [[None]], [[""]]),
    ("an error is a tag", [[CellError.NA], [1.0]], [[TAG + "#N/A"], [1.0]]),
    ("errors and blanks among words", [["OK"], [None], [CellError.REF]], [["OK"], [""], [TAG + "#REF!"]]),
    ("a word that spells an error is a word", [["#N/A"], [CellError.NA]], [["#N/A"], [TAG + "#N/A"]]),
    ("a table keeps its cells", [["a", 1.0], [None, True]], [["a", 1.0], ["", True]]),
    ("text that looks like a tag among blanks", [[TAG], [None]], [[TAG + "#VALUE!"], [""]]),
    ("text that looks like a tag is an error", [[TAG + "#N/A ok"]], [[TAG + "#VALUE!"]]),
    ("text longer than a cell holds is an error", [["x" * 32_768]], [[TAG + "#VALUE!"]]),
    ("text as long as a cell holds", [["x" * 32_767]], [["x" * 32_767]]),
    ("rows of two lengths never reach Excel", [[1.0], [1.0, 2.0]], [[TAG + "#VALUE!"]]),
    ("whichever is the longer", [[1.0, 2.0], [1.0]], [[TAG + "#VALUE!"]]),
    ("nor does nothing", [], [[TAG + "#VALUE!"]]),
    ("nor an empty row", [[]], [[TAG + "#VALUE!"]]),
]


@pytest.mark.parametrize(("cells", "expected"), [case[1:] for case in RESULTS], ids=[case[0] for case in RESULTS])
def test_a_result_is_one_that_excel_takes(cells: Any, expected: Any) -> None:
    assert result(cells) == expected


RAW = st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=5), st.integers(-(2**31), 2**31))


@given(st.one_of(RAW, st.lists(RAW, max_size=3), st.lists(st.lists(RAW, min_size=2, max_size=2).map(tuple)).map(tuple)))
def test_nothing_that_is_read_is_an_int(raw: Any) -> None:
    read = argument(raw)
    cells = [value for row in read for value in row] if isinstance(read, tuple | list) else [read]
    assert all(value is MISSING or value is None or isinstance(value, bool | float | str) for value in cells)
