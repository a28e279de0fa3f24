"""What Calc hands over differently from Excel: the table of xl_addin/calc, line by line, in a real Calc."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.bench_calc import processor_ms
from tests.office.calc import Calc
from tests.office.office import OfficeFailed

ERR_504 = {"error": 504}
VALUE, DIV0, NA, NUM = ({"error": code} for code in (519, 532, 32767, 503))
# A row that is OK, with N for no: invoice value, difference, action date, reason, four facts.
FACTS = [[1000, 40, 46000, "DISCOUNT", "Y", "N", "N", "Y"]]
ALL = "A1;B1;C1;D1;E1;F1;G1;H1"


@pytest.fixture(scope="module")
def calc(calc_profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    profile = tmp_path_factory.mktemp("differences") / "profile"
    shutil.copytree(calc_profile, profile)
    with Calc(profile) as found:
        yield found


@pytest.fixture
def sheet(calc: Calc) -> Iterator[Calc]:
    calc.ask("open", path="")
    calc.ask("put", at="A1:H1", rows=FACTS)
    yield calc
    calc.ask("close")


def gives(sheet: Calc, formula: str, at: str = "J1") -> object:
    sheet.ask("formulas", at=at, rows=[[f"={formula}"]])
    return sheet.ask("read", at=at)[0][0]


def status(sheet: Calc, arguments: str = ALL) -> object:
    return gives(sheet, f"WRITEOFF_STATUS({arguments})")


def test_the_row_of_these_tests_is_ok(sheet: Calc) -> None:
    assert status(sheet) == "OK"


# --- one empty cell, given alone ---


@pytest.mark.parametrize("at", ["C1", "D1", "E1", "F1", "G1"])
def test_one_empty_cell_of_a_date_a_word_or_a_flag_is_a_missing_fact(sheet: Calc, at: str) -> None:
    sheet.ask("clear", at=at)
    assert status(sheet) in ("CHECK", VALUE)
    assert gives(sheet, f"WRITEOFF_OK({ALL})") != 1


def test_one_empty_cell_of_an_amount_is_zero(sheet: Calc) -> None:
    sheet.ask("clear", at="B1")
    with_zero = ALL.replace("B1", "0")
    assert gives(sheet, f"WRITEOFF_WHY({ALL})") == gives(sheet, f"WRITEOFF_WHY({with_zero})")


def test_a_blank_row_of_single_cells_is_blank(sheet: Calc) -> None:
    sheet.ask("clear", at="A1:H1")
    assert status(sheet) == ""
    assert gives(sheet, "LEN(WRITEOFF_WHY(A1;B1;C1))") == 0


# --- flags ---


def test_false_given_alone_is_nothing_said_and_n_is_no(sheet: Calc) -> None:
    sheet.ask("formulas", at="F1", rows=[["=FALSE()"]])
    assert status(sheet) == "CHECK"
    assert "suit_pending is not given" in str(gives(sheet, f"WRITEOFF_WHY({ALL})"))
    assert status(sheet, ALL.replace("F1", '"N"')) == "OK"


def test_a_range_of_one_cell_tells_false_from_an_empty_cell(sheet: Calc) -> None:
    sheet.ask("formulas", at="F1", rows=[["=FALSE()"]])
    assert status(sheet, ALL.replace("F1", "F1:F1")) == "OK"
    sheet.ask("clear", at="F1")
    assert status(sheet, ALL.replace("F1", "F1:F1")) == "CHECK"


@pytest.mark.parametrize("given", ["0", "FALSE()", "I1"])
def test_no_reading_of_a_zero_allows_a_decision_alone(sheet: Calc, given: str) -> None:
    """FALSE refuses and an empty cell is asked about: the zero that stands for either allows nothing."""
    extension = '"2026-01-15";"2026-07-15";"2027-01-15";"2026-10-01";"CONTRACT_TERMS";;;;'
    assert gives(sheet, f'EXTENSION_STATUS({extension}"N")') == "REFUSE"
    assert gives(sheet, f"EXTENSION_STATUS({extension}{given})") == "CHECK"
    assert gives(sheet, f"EXTENSION_OK({extension}{given})") == 0
    assert "CHECK" in str(gives(sheet, f"EXTENSION_WHY({extension}{given})"))


def test_a_zero_for_all_rows_decides_row_by_row(sheet: Calc) -> None:
    sheet.ask("put", at="A2:A4", rows=[["2026-09-30"], ["2026-10-01"], [""]])
    extension = '"2026-01-15";"2026-07-15";"2027-01-15";A2:A4;"CONTRACT_TERMS";;;'
    sheet.ask("array_formula", at="K1:K3", formula=f"=EXTENSION_STATUS({extension};FALSE())")
    assert sheet.ask("read", at="K1:K3") == [["CHECK"], ["CHECK"], [""]]


def test_true_is_the_number_one(sheet: Calc) -> None:
    sheet.ask("formulas", at="E1", rows=[["=TRUE()"]])
    assert status(sheet) == "OK"
    assert gives(sheet, f"WRITEOFF_WHY({ALL.replace('A1', 'TRUE()')})") == gives(
        sheet, f"WRITEOFF_WHY({ALL.replace('A1', '1')})"
    )


# --- errors ---


def test_an_error_cell_given_alone_gives_the_same_error(sheet: Calc) -> None:
    for formula, error in (("=1/0", DIV0), ("=NA()", NA), ("=SQRT(-1)", {"error": 502})):
        sheet.ask("formulas", at="B1", rows=[[formula]])
        assert status(sheet) == error


def test_a_range_that_holds_an_error_is_err_504(sheet: Calc) -> None:
    sheet.ask("formulas", at="B2", rows=[["=1/0"]])
    assert status(sheet, "A1:A2;B1:B2;C1:C2") == ERR_504


def test_our_error_values_are_calc_s_own(sheet: Calc) -> None:
    assert status(sheet, "A1") == VALUE
    assert status(sheet, "-1000;40;C1") == VALUE
    assert gives(sheet, "ISNA(WRITEOFF_STATUS(NA();1;C1))") == 1
    assert gives(sheet, 'IFERROR(WRITEOFF_STATUS("x";1;C1);"caught")') == "caught"
    assert status(sheet, "1000;40;7") == NUM
    assert status(sheet, "1000;40;DATE(1999;12;31)") == NUM


def test_too_many_arguments_and_mismatched_ranges(sheet: Calc) -> None:
    assert status(sheet, "1;2;3;4;5;6;7;8;9;10;11;12;13") == ERR_504
    assert status(sheet, "A1:A2;B1:B3;C1") == VALUE


# --- results ---


def test_a_truth_is_shown_as_one_until_the_cell_is_formatted(sheet: Calc) -> None:
    assert gives(sheet, f"WRITEOFF_OK({ALL})") == 1
    assert sheet.ask("shown", at="J1") == [["1"]]
    assert gives(sheet, f'IF(WRITEOFF_OK({ALL});"yes";"no")') == "yes"
    assert gives(sheet, f"AND(WRITEOFF_OK({ALL});TRUE())") == 1


def test_a_plain_cell_shows_the_top_left_of_an_array_and_an_array_formula_all(sheet: Calc) -> None:
    sheet.ask("put", at="A2:H2", rows=[[1000, 60, 46000, "DISCOUNT", "Y", "N", "N", "Y"]])
    ranges = ";".join(f"{column}1:{column}3" for column in "ABCDEFGH")
    assert status(sheet, ranges) == "OK"
    sheet.ask("array_formula", at="K1:K3", formula=f"=WRITEOFF_STATUS({ranges})")
    assert sheet.ask("read", at="K1:K3") == [["OK"], ["REFER_RBI"], [""]]


def test_orientation_is_kept(sheet: Calc) -> None:
    sheet.ask("array_formula", at="K5:L5", formula="=WRITEOFF_STATUS({1000;1000};{40;-1};C1)")
    assert sheet.ask("read", at="K5:L5") == [["CHECK", "CHECK"]]


def test_whole_columns_are_calculated(sheet: Calc) -> None:
    assert gives(sheet, "AGE_BUCKET(C:C;C:C)") == "NOT_DUE"


# --- the document ---


def test_a_1904_document_counts_its_own_days(sheet: Calc) -> None:
    sheet.ask("day_0", year=1904, month=1, day=1)
    sheet.ask("put", at="C1", rows=[[46000 - 1462]])
    assert status(sheet) == "OK"
    sheet.ask("day_0", year=1900, month=1, day=1)
    assert status(sheet) == VALUE


def test_names_load_in_any_case_and_are_written_as_excel_writes_them(sheet: Calc) -> None:
    assert gives(sheet, f"writeoff_ok({ALL})") == 1
    assert sheet.ask("excel_formula", at="J1") == "WRITEOFF_OK(A1,B1,C1,D1,E1,F1,G1,H1)"


def test_the_function_wizard_knows_help_and_arguments(sheet: Calc) -> None:
    told = sheet.ask("described", name="WRITEOFF_OK")
    assert told["Description"].startswith("TRUE only if allowed now.")
    names = [name for name, _ in told["Arguments"]]
    assert names[:3] == ["invoice_value", "difference", "action_date"]
    assert all(help for _, help in told["Arguments"])


def test_settle_without_pandas_is_na_and_the_log_says_why(calc_profile: Path, tmp_path: Path) -> None:
    shutil.copytree(calc_profile, tmp_path / "profile")
    with Calc(tmp_path / "profile", {"IMPORT_DESK_LOG": str(tmp_path / "log.txt")}) as calc:
        calc.ask("open", path="")
        heads = [["orm_number", "payment_date", "amount", "currency", "iec"]]
        calc.ask("put", at="A1:E2", rows=[*heads, ["ORM1", 46000, 10, "USD", "0388012345"]])
        heads = [["boe_number", "boe_date", "port_code", "invoice_serial", "invoice_value", "currency", "iec"]]
        calc.ask("put", at="A5:G6", rows=[*heads, ["1234567", 45990, "INNSA1", 1, 10, "USD", "0388012345"]])
        assert gives(calc, "SETTLE(A1:E2;A5:G6)") == NA
        assert gives(calc, "WRITEOFF_STATUS(1000;40;46000)") == "CHECK"
    assert "SETTLE gives #N/A: No module named" in (tmp_path / "log.txt").read_text(encoding="utf-8")


def test_our_own_packages_answer_even_if_the_environment_names_others(calc_profile: Path, tmp_path: Path) -> None:
    stray = tmp_path / "stray" / "udfs"
    stray.mkdir(parents=True)
    (stray / "__init__.py").write_text("raise ImportError('a stray package')", encoding="utf-8")
    shutil.copytree(calc_profile, tmp_path / "profile")
    with Calc(tmp_path / "profile", {"PYTHONPATH": str(stray.parent)}) as calc:
        calc.ask("open", path="")
        assert gives(calc, "WRITEOFF_STATUS(1000;40;46000)") == "CHECK"


def test_a_formula_that_never_ends_does_not_hang_the_run(calc_profile: Path, tmp_path: Path) -> None:
    shutil.copytree(calc_profile, tmp_path / "profile")
    calc = Calc(tmp_path / "profile")
    with calc:
        calc.ask("open", path="")
        with pytest.raises(OfficeFailed, match=r"loop: no answer within 1 s"):
            calc.ask("loop", seconds=1)
    assert calc.office is not None
    assert calc.office.poll() is not None
    with Calc(tmp_path / "profile") as again:
        again.ask("open", path="")
        assert gives(again, "WRITEOFF_STATUS(1000;40;46000)") == "CHECK"


# --- tables, which come as ranges of the book ---

RATES = [[46000 + day, "USD", 84.5 + day] for day in range(30)]


@pytest.fixture
def rates(sheet: Calc) -> Calc:
    sheet.ask("put", at="L1:N30", rows=RATES)
    return sheet


@pytest.mark.parametrize("at", ["L1:N30", "L:N", "L1:N1048576", "INDEX(L:N;0;0)"])
def test_a_table_is_read_as_far_as_its_sheet_is_used(rates: Calc, at: str) -> None:
    assert gives(rates, f'TO_INR(100;"USD";46010;{at})') == 9450


def test_a_whole_column_of_a_table_costs_what_its_used_rows_cost(rates: Calc) -> None:
    """Of a million rows each formula took most of a second; a hundred of them take less than one did."""
    gives(rates, 'TO_INR(1;"USD";46010;L1:N30)')  # the functions are loaded
    rates.ask("formulas", at="J1:J100", rows=[[f'=TO_INR({n};"USD";46010;L:N)'] for n in range(1, 101)])
    taken = processor_ms(rates)
    rates.ask("calculate")
    assert rates.ask("read", at="J100") == [[9450]]
    after = processor_ms(rates)
    assert taken is None or after is None or after - taken < 800


def test_an_error_in_a_table_spoils_only_its_own_line_as_in_excel(rates: Calc) -> None:
    rates.ask("formulas", at="N11", rows=[["=1/0"]])
    assert gives(rates, 'TO_INR(100;"USD";46010;L:N)') == DIV0
    assert gives(rates, 'TO_INR(100;"USD";46012;L:N)') == 9650


@pytest.mark.parametrize("given", ["5", "SORT(L1:N30)"])
def test_a_table_that_is_no_range_of_the_book_is_err_504(rates: Calc, given: str) -> None:
    assert gives(rates, f'TO_INR(100;"USD";46010;{given})') == ERR_504


def test_a_table_below_all_that_is_used_is_blank(rates: Calc) -> None:
    assert gives(rates, 'TO_INR(100;"USD";46010;L5000:N1048576)') == NA
