"""What keeps a sheet of formulas quick: one decision for all faces of a row, a short way for single cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import udfs
from udfs import REGISTRY, _adapter
from udfs._adapter import evaluate
from udfs._items import LeftOut
from udfs._refused import sentence
from udfs._registry import MISSING, CellError
from udfs.settlement import LINE, Settled
from xl_addin.engine import settlement

GOOD = [100000.0, 5000.0, 46146.0, "DISCOUNT", True, False, False]
FACES = ("WRITEOFF_OK", "WRITEOFF_STATUS", "WRITEOFF_WHY")


def test_all_faces_of_a_row_decide_once_in_a_cell_and_in_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, ...]] = []
    decide = REGISTRY["WRITEOFF_OK"].body

    def counted(*row: Any) -> Any:
        asked.append(row)
        return decide(*row)

    for name in FACES:
        monkeypatch.setitem(REGISTRY, name, replace(REGISTRY[name], body=counted))
    singles = [evaluate(name, GOOD) for name in FACES]
    assert len(asked) == 1
    column = [[(cell,), (cell,)] for cell in GOOD]
    assert [evaluate(name, column) for name in FACES] == [2 * found for found in singles]
    assert len(asked) == 1
    assert singles[0] == [[True]]


def test_single_cells_are_not_laid_into_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    def laid(*given: Any) -> Any:
        raise AssertionError(given)

    monkeypatch.setattr(_adapter, "laid_of", laid)
    assert evaluate("WRITEOFF_STATUS", GOOD) == [["OK"]]
    assert evaluate("WRITEOFF_STATUS", [*GOOD[:5], MISSING, False]) == [["CHECK"]]
    assert evaluate("WRITEOFF_STATUS", GOOD[:5]) == [["CHECK"]]
    others = len(REGISTRY["WRITEOFF_STATUS"].arguments) - len(GOOD)
    assert evaluate("WRITEOFF_STATUS", [*GOOD, *[MISSING] * others]) == [["OK"]]


def test_an_empty_table_settles_nothing_without_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(*frames: Any) -> Any:
        raise ImportError("no frames")

    monkeypatch.setattr(settlement, "match", lacking)
    paid = ["orm_number", "payment_date", "amount", "currency", "iec"]
    billed = ["boe_number", "boe_date", "port_code", "invoice_serial", "invoice_value", "currency", "iec"]
    one = [["O1", date(2026, 5, 4), 1, "USD", "0388012345"]]
    bill = [["1000001", date(2026, 5, 4), "INNSA1", 1, 1, "USD", "0388012345"]]
    assert udfs.SETTLE([paid, *one], [billed]) == udfs.SETTLE([paid], [billed, *bill]) == [[*LINE]]
    assert udfs.SETTLE([paid, *one], [billed, *bill]) is CellError.NA


def test_a_sentence_ends_with_one_point_whatever_its_last_word_is() -> None:
    why = REGISTRY["REGIME_WHY"]
    assert sentence(why, CellError.NA, "see list X. ") == "REGIME: #N/A; see list X."
    assert sentence(why, CellError.REF, "do you mean X?") == "REGIME: #REF!; do you mean X?"
    left = LeftOut({}, "see list X. "), LeftOut({}, "and Y.")
    assert Settled(left, []).why == "settlement: no line; not settled: see list X; and Y."
