"""What every function shares: counts, shapes, blanks, limits, refusals, and how it starts."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest

import udfs
from udfs import REGISTRY
from udfs._adapter import evaluate
from udfs._cellwise import number, text, word
from udfs._registry import MISSING, CellError, register
from udfs._results import host_cell, settled
from xl_addin import rulebook

NA, NAME, NUM, VALUE = CellError.NA, CellError.NAME, CellError.NUM, CellError.VALUE
MAY_2026 = 46146.0  # 2026-05-04
GOOD = [100000.0, 5000.0, MAY_2026, "DISCOUNT", True, False, False]


# --- the registry: what Excel's wizard can hold


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_help_fits_the_function_wizard(name: str) -> None:
    function = REGISTRY[name]
    assert function.help
    assert len(function.help) <= 255
    assert all(argument.help and len(argument.help) <= 255 for argument in function.arguments)
    assert len(function.arguments) + sum(len(argument.name) for argument in function.arguments) <= 254
    assert len({argument.name for argument in function.arguments}) == len(function.arguments)
    required = [argument.required for argument in function.arguments]
    assert required == sorted(required, reverse=True)
    assert function.example.startswith(f"={name}(")
    assert function.category == "Import Desk"


def test_a_name_is_stated_once() -> None:
    with pytest.raises(AssertionError, match="REGIME is stated twice"):
        register(udfs.rules)


def test_rules_named_are_rules_of_the_book() -> None:
    stated = replace(udfs.rules.REGIME, rules=("regime", "regimes."))
    with pytest.raises(AssertionError, match=r"OTHER relies on regimes\., which is no parameter of the rulebook"):
        register(cast(ModuleType, SimpleNamespace(__name__="udfs.other", other=stated)))


# --- counts and shapes


def test_unknown_name() -> None:
    assert evaluate("NO_SUCH_FUNCTION", []) == [[NAME]]


@pytest.mark.parametrize("arguments", [[], GOOD[:2], [*GOOD, True, 5.0, 1.0, True, 1.0, 1.0], [MISSING, *GOOD[1:]]])
def test_wrong_number_of_arguments(arguments: list[Any]) -> None:
    assert evaluate("WRITEOFF_STATUS", arguments) == [[VALUE]]


def test_case_90_no_arguments() -> None:
    assert evaluate("RULES_VERSION", []) == [[rulebook.load().version]]
    assert evaluate("RULES_VERSION", [1.0]) == [[VALUE]]


@pytest.mark.parametrize(
    "block", [(), ((),), ((1.0,), (1.0, 2.0)), (((1.0,),),)], ids=["empty", "no columns", "jagged", "too deep"]
)
def test_a_block_that_is_none(block: Any) -> None:
    assert evaluate("DIFFERENCE_PCT", [block, 1.0]) == [[VALUE]]


def test_case_89_one_cell_of_a_block_serves_all_rows() -> None:
    assert evaluate("DIFFERENCE_PCT", [((200.0,),), ((1.0, 2.0),)]) == [[0.5, 1.0]]


def test_a_common_error_leaves_blank_rows_blank() -> None:
    column = ((100.0,), (None,), (200.0,), (None,))
    assert evaluate("WRITEOFF_STATUS", [column, column, CellError.REF]) == [
        [CellError.REF],
        [None],
        [CellError.REF],
        [None],
    ]


def test_the_first_error_of_a_row_shows() -> None:
    assert evaluate("DIFFERENCE_PCT", [CellError.DIV0, CellError.REF]) == [[CellError.DIV0]]
    assert evaluate("DIFFERENCE_PCT", ["no number", CellError.REF]) == [[CellError.REF]]


def test_case_89_a_whole_column_is_cheap_where_it_is_blank() -> None:
    height = 1_048_576
    rows = [(None,)] * height
    rows[:3] = [(100000.0,), (None,), (200000.0,)]
    column = tuple(rows)
    began = time.perf_counter()
    found = evaluate("DIFFERENCE_PCT", [column, column])
    assert time.perf_counter() - began < 2
    assert len(found) == height
    assert found[:4] == [[100.0], [None], [100.0], [None]]
    assert found[-1] == [None]


# --- cells


@pytest.mark.parametrize(
    ("cell", "date1904", "expected"),
    [
        (46146.0, False, "MD2016"),
        (44684.0, True, "MD2016"),
        (46146.999, False, "MD2016"),
        (46295.999, False, "MD2016"),
        (46296.0, False, "REG2026"),
        (60.0, False, NUM),
        (0.0, False, NUM),
        (-1.0, False, NUM),
        (2958466.0, False, NUM),
        (20260504.0, False, NUM),
        (float("nan"), False, VALUE),
        (float("inf"), False, NUM),
        ("2026-05-04", True, "MD2016"),
        ("2026-5-4", False, "MD2016"),
        ("13-05-2026", False, "MD2016"),
        ("4-May-2026", True, "MD2016"),
        ("04 MAY 2026", False, "MD2016"),
        ("01 October 2026", False, "REG2026"),
        ("04-05-2026", False, VALUE),
        ("26-10-05", False, VALUE),
        ("4-May-26", False, VALUE),
        ("46146", False, VALUE),
        ("41026", False, VALUE),
        ("2026-05-04 10:30", False, VALUE),
        ("20260504", False, VALUE),
        ("٢٠٢٦-٠٥-٠٤", False, VALUE),
        (True, False, VALUE),
    ],
)
def test_dates(cell: Any, date1904: bool, expected: Any) -> None:
    assert evaluate("REGIME", [cell], date1904=date1904) == [[expected]]


def test_dates_go_out_as_serials_of_the_book() -> None:
    assert evaluate("PAYMENT_DUE", ["2026-03-31", "2026-05-04"]) == [[46295.0]]
    assert evaluate("PAYMENT_DUE", ["2026-03-31", "2026-05-04"], date1904=True) == [[44833.0]]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (0.1 + 0.2, Decimal("0.3")),
        (100000.0, Decimal(100000)),
        (999999999999999.0, Decimal(999999999999999)),
        (1e15, NUM),
        (12345678901234567890, NUM),
        (Decimal("0.1234567890123456"), NUM),
        (Decimal("1E+5"), Decimal(100000)),
        (Decimal("NaN"), VALUE),
        (Decimal("Infinity"), NUM),
        ("12,34,567.50", Decimal("1234567.5")),
        ("1,234,567.50", Decimal("1234567.5")),
        ("-1,234", Decimal(-1234)),
        ("- 1,234", VALUE),
        ("--1", VALUE),
        ("1,23,4567", VALUE),
        ("1.234,50", VALUE),
        ("$100", VALUE),
        ("12345678901234567890", NUM),
        ("9" * 256, VALUE),
        (None, None),
        (False, VALUE),
    ],
)
def test_numbers(cell: Any, expected: Any) -> None:
    found = number(cell)
    assert found == expected
    assert type(found) is type(expected)
    if isinstance(found, Decimal):
        assert str(found) == str(expected)


def test_words_and_texts() -> None:
    assert word(" short-shipment ") == "SHORT_SHIPMENT"
    assert word("x" * 256) == VALUE
    assert word(1.0) == VALUE
    assert text(84713010.0) == "84713010"
    assert text(1e15) == VALUE
    assert text(-1.0) == VALUE
    assert text(" ") is None
    assert text("\ue000VALUE") == VALUE
    assert word("\uf8ff") == VALUE


def test_results_fit_a_cell() -> None:
    assert settled("x" * 40000, "text") == "x" * 32766 + "…"
    assert settled(Decimal("1234567890123.456"), "amount") == NUM
    assert settled(Decimal(10) / 3, "number") == Decimal(10) / 3
    assert settled(Decimal("1E+15"), "number") == NUM
    assert settled(None, "date") == NA
    assert settled(object(), "any") == VALUE
    assert repr(host_cell(Decimal(10) / 3, date1904=False)) == "3.33333333333333"
    assert host_cell(object(), date1904=False) == VALUE


def test_case_91_a_fault_of_ours_is_logged_without_cells(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(shown: Any) -> Any:
        raise KeyError(f"secret {shown}")

    monkeypatch.setitem(REGISTRY, "REGIME", replace(REGISTRY["REGIME"], of=broken))
    with caplog.at_level(logging.ERROR, "importdesk.udfs"):
        assert evaluate("REGIME", [MAY_2026]) == [[VALUE]]
        assert evaluate("REGIME", [((MAY_2026,), (MAY_2026,))]) == [[VALUE], [VALUE]]
    assert "REGIME failed: KeyError at broken:" in caplog.text
    assert "secret" not in caplog.text


# --- plain calls


def test_plain_values() -> None:
    may = date(2026, 5, 4)
    assert udfs.WRITEOFF_OK(100000, Decimal("5000.00"), may, "DISCOUNT", True, False, False) is True
    assert (
        udfs.WRITEOFF_STATUS(
            invoice_value=100000,
            difference=5000.01,
            action_date=may,
            reason="DISCOUNT",
            satisfied=True,
            suit_pending="N",
            adverse_notice="no",
        )
        == "REFER_RBI"
    )
    assert udfs.PAYMENT_DUE(date(2026, 3, 31), datetime(2026, 5, 4, 12, 30)) == date(2026, 9, 30)  # noqa: DTZ001
    assert udfs.OUTSTANDING(0.3, 0.1, 0.2) == 0
    assert udfs.OUTSTANDING([100, 200], [40, 250]) == [[Decimal(60)], [Decimal(-50)]]
    assert udfs.OUTSTANDING([[100, 200]], 40) == [[Decimal(60), Decimal(160)]]
    assert udfs.OUTSTANDING([[100]], 40) == [[Decimal(60)]]
    assert udfs.OUTSTANDING(None, None) is None
    assert udfs.OUTSTANDING(-1, 0) is VALUE
    assert udfs.OUTSTANDING([[1], [2]], [[1, 2]]) is VALUE
    assert udfs.OUTSTANDING(1) is VALUE
    assert udfs.OUTSTANDING(1, 2, 3, 4, 5) is VALUE
    assert udfs.TO_INR(100, "USD", may, [[date(2026, 5, 1), "USD", 94.61]]) == 9461


IST, NEW_YORK = timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-4))


@pytest.mark.parametrize(
    ("moment", "regime"),
    [
        pytest.param(datetime(2026, 10, 1, 0, 30, tzinfo=IST), "REG2026", id="after midnight in India"),
        pytest.param(datetime(2026, 9, 30, 19, 0, tzinfo=UTC), "REG2026", id="the same instant in UTC"),
        pytest.param(datetime(2026, 9, 30, 15, 0, tzinfo=NEW_YORK), "REG2026", id="the same instant in New York"),
        pytest.param(datetime(2026, 9, 30, 18, 30, tzinfo=UTC), "REG2026", id="midnight in India"),
        pytest.param(datetime(2026, 9, 30, 18, 29, 59, tzinfo=UTC), "MD2016", id="the second before"),
        pytest.param(datetime(2026, 10, 1, 3, 0, tzinfo=timezone(timedelta(hours=9))), "MD2016", id="still the eve"),
        pytest.param(datetime(9999, 12, 31, 23, 0, tzinfo=UTC), VALUE, id="past the last day there is"),
        pytest.param(datetime(2026, 9, 30, 23, 59), "MD2016", id="no zone: as it is written"),  # noqa: DTZ001
    ],
)
def test_case_22_a_moment_with_a_zone_is_the_day_in_india(moment: datetime, regime: object) -> None:
    assert udfs.REGIME(moment) == regime


def test_equal_moments_get_one_answer_in_any_order() -> None:
    moments = [datetime(2026, 9, 30, 19, 30, tzinfo=UTC), datetime(2026, 10, 1, 1, 0, tzinfo=IST)]
    assert moments[0] == moments[1]
    assert [udfs.REGIME(one) for one in (*moments, *reversed(moments))] == ["REG2026"] * 4


def test_plain_call_names_its_arguments() -> None:
    with pytest.raises(TypeError, match="takes value, settled, written_off, closed; rate does not fit"):
        udfs.OUTSTANDING(1, 2, rate=3)
    with pytest.raises(TypeError, match="value does not fit"):
        udfs.OUTSTANDING(1, value=1, settled=2)
    with pytest.raises(AttributeError, match="no worksheet function NONE"):
        udfs.NONE(1)
    assert "What is still open" in str(udfs.OUTSTANDING.__doc__)


def test_case_89_arrays_are_ranges() -> None:
    import numpy as np

    assert udfs.OUTSTANDING(np.array([[100.0], [200.0]]), np.float64(40)) == [[Decimal(60)], [Decimal(160)]]


# --- tables


def test_too_many_rows_to_settle() -> None:
    head = ["orm_number", "payment_date", "amount", "currency", "iec"]
    bills = [["boe_number", "boe_date", "port_code", "invoice_serial", "invoice_value", "currency", "iec"]]
    rows = [[f"O{n}", date(2026, 5, 4), 1, "USD", "0388012345"] for n in range(5001)]
    assert udfs.SETTLE([head, *rows], bills) is NUM
    assert len(udfs.SETTLE([head, *rows[:5000]], bills)) == 1


def test_settlement_of_a_range_for_every_row_is_none() -> None:
    assert evaluate("SETTLE", [(("orm_number",),), (("boe_number",),), ((1.0,), (2.0,))]) == [[VALUE]]


# --- start


def test_the_functions_load_fast_and_without_frames() -> None:
    code = """if True:
        import sys, time
        began = time.process_time()
        import udfs
        print(time.process_time() - began, "pandas" in sys.modules)
    """
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    seconds, pandas = zip(*(run.stdout.split() for run in runs), strict=True)
    assert set(pandas) == {"False"}
    assert min(map(float, seconds)) < 0.25  # of the processor, about half of that on the machine it was written on
