"""`_WHY` answers every input that is no error value with a sentence: which argument, what it holds, what to type."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import udfs
from udfs import REGISTRY
from udfs._adapter import evaluate
from udfs._registry import MISSING, CellError

MAY = date(2026, 5, 4)
GOOD: dict[str, Any] = {
    "invoice_value": 100000,
    "difference": 5000,
    "action_date": MAY,
    "reason": "DISCOUNT",
    "satisfied": True,
}
# argument, what it holds, the sister's error, pieces of the sentence
REFUSED: list[tuple[str, Any, CellError, str, str]] = [
    ("invoice_value", -100000, CellError.VALUE, "holds -100000", "below zero"),
    ("invoice_value", "USD 5,000", CellError.VALUE, "holds 'USD 5,000'", "no currency or sign"),
    ("invoice_value", 1234567890123456789, CellError.NUM, "holds 1234567890123456789", "more than 15 digits"),
    ("difference", True, CellError.VALUE, "holds TRUE", "no number"),
    ("action_date", "04-05-2026", CellError.VALUE, "holds '04-05-2026'", "2026-05-04 or 2026-04-05"),
    ("action_date", "31-Jun-2026", CellError.VALUE, "holds '31-Jun-2026'", "no date"),
    ("action_date", "4-May-26", CellError.VALUE, "holds '4-May-26'", "a year of two digits"),
    ("action_date", "13-May-2026 10:30", CellError.VALUE, "holds '13-May-2026 10:30'", "time of day"),
    ("action_date", 7, CellError.NUM, "holds 7", "no day of the years 2000 to 2099"),
    ("action_date", True, CellError.VALUE, "holds TRUE", "no date"),
    ("action_date", date(2040, 1, 1), CellError.NUM, "01-Jan-2040 lies after", "Check the date"),
    ("action_date", date(2010, 1, 1), CellError.NUM, "01-Jan-2010 lies before", "Check the date"),
    ("satisfied", "perhaps", CellError.VALUE, "holds 'perhaps'", "Type Y or N"),
    ("satisfied", 2, CellError.VALUE, "holds 2", "neither yes nor no"),
    ("reason", 5, CellError.VALUE, "holds 5", "no word"),
    ("reason", "x" * 300, CellError.VALUE, "holds 'xxx", "no word"),
]


@pytest.mark.parametrize(("argument", "cell", "error", "said", "todo"), REFUSED)
def test_a_refused_cell_is_told(argument: str, cell: Any, error: CellError, said: str, todo: str) -> None:
    given = {**GOOD, argument: cell}
    assert udfs.WRITEOFF_OK(**given) is udfs.WRITEOFF_STATUS(**given) is error
    why = udfs.WRITEOFF_WHY(**given)
    assert not isinstance(why, CellError)
    assert why.startswith(f"WRITEOFF: {error}; ")
    assert said in why
    assert todo in why
    assert len(why) <= 250
    column = {**given, argument: [cell, GOOD[argument]]}
    assert udfs.WRITEOFF_WHY(**column)[0] == [why]  # the same in a spilled column, and its neighbour is answered
    assert udfs.WRITEOFF_WHY(**column)[1][0].startswith("write-off: CHECK")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([100000.0], "difference is left out"),
        ([MISSING, 5.0, 46146.0], "invoice_value is left out"),
        ([1.0] * 40, "40 arguments are given"),
        ([((1.0,), (2.0,)), ((1.0,), (2.0,), (3.0,)), 46146.0], "invoice_value has 2 rows, difference has 3 rows"),
        ([((1.0,), (2.0, 3.0)), 1.0, 46146.0], "invoice_value is no range of rows of one width"),
    ],
)
def test_a_call_that_does_not_fit_is_told(given: list[Any], said: str) -> None:
    ((why,),) = evaluate("WRITEOFF_WHY", given)
    assert isinstance(why, str)
    assert why.startswith("WRITEOFF: #VALUE!; ")
    assert said in why
    assert evaluate("WRITEOFF_OK", given) == [[CellError.VALUE]]


@pytest.mark.parametrize("name", sorted(name for name in REGISTRY if name.endswith("_WHY")))
@pytest.mark.parametrize("junk", ["?", "04-05-2026", True, -1.0, 0.0, 1e300, float("nan"), "", "x" * 300])
def test_why_never_shows_an_error_that_was_not_given(name: str, junk: Any) -> None:
    for fill in (junk, 46146.0, "GOODS"):
        for at in range(len(REGISTRY[name].arguments)):
            cells = [fill] * len(REGISTRY[name].arguments)
            cells[at] = junk
            for row in evaluate(name, cells):
                assert not any(isinstance(cell, CellError) for cell in row), (name, cells)


@pytest.mark.parametrize("error", list(CellError))
def test_an_error_that_was_given_goes_through(error: CellError) -> None:
    assert udfs.WRITEOFF_WHY(100000, error, MAY) is error
    assert udfs.WRITEOFF_WHY([100000, 1], [error, 0], MAY)[0] == [error]


@pytest.mark.parametrize("empty", ["", " ", "\u00a0", "   "])
def test_text_of_blanks_is_blank_whatever_the_argument_holds(empty: str) -> None:
    """A formula that shows nothing leaves ="" in its cell."""
    assert udfs.PAYMENT_DUE(empty, empty) is None
    assert udfs.PAYMENT_DUE([date(2026, 3, 31), empty], [MAY, empty]) == [[date(2026, 9, 30)], [None]]
    assert udfs.OUTSTANDING(100, 40, empty, empty) == 60
    assert udfs.PAYMENT_DUE_STATUS(date(2026, 10, 1), date(2026, 10, 2), empty) == "CHECK"
    assert udfs.IMS_STATUS("84713010", "LAPTOP", 25, datetime(2026, 11, 2), empty, empty, empty) == (  # noqa: DTZ001
        udfs.IMS_STATUS("84713010", "LAPTOP", 25, datetime(2026, 11, 2))  # noqa: DTZ001
    )


def test_a_question_at_the_end_needs_no_point() -> None:
    assert udfs.RULE_WHY("small value limit", MAY).endswith("small_value.declaration?")
