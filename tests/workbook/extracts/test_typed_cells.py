"""Number, date and percent cells of a book in columns of amounts, codes and texts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.domain.errors import ValueRefused
from xl_addin.workbook.extracts import cells
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.cells import Repair
from xl_addin.workbook.extracts.money_words import header_key, zero_width

SHOWN, NUMBER, ZEROS = (Repair.SHOWN,), (Repair.NUMBER,), (Repair.ZEROS,)


def number(text: str, form: str = "") -> CellText:
    return CellText(text, "number", form)


# --- amounts ---


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        pytest.param(number("284329.58999999997"), "284329.59", id="field 12: binary noise of a sum"),
        pytest.param(number("0.30000000000000004"), "0.3", id="field 12: of three tenths"),
        pytest.param(number("1131.9499999999998", "0.00"), "1131.95", id="field 12: of a product"),
        pytest.param(number("99999999999999.9"), "99999999999999.9", id="case_9: fifteen digits are kept"),
        pytest.param(number("500"), "500", id="a whole number"),
        pytest.param(number("1e-07"), "0.0000001", id="a small number"),
        pytest.param(number("84125.5", "#,##0.00"), "84125.5", id="shown in groups"),
        pytest.param(number("84125.5", '"USD" 0.00'), "84125.5", id="a currency beside it is for the column to judge"),
        pytest.param(number("0"), "0", id="nil"),
    ],
)
def test_a_number_cell_is_the_amount_that_the_sheet_shows(cell: CellText, value: str) -> None:
    assert cells.amount(cell) == (Decimal(value), ())


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(number("0.05", "0%"), id="a percentage"),
        pytest.param(number("0.0525", "0.00%"), id="a percentage with decimals"),
        pytest.param(number("-500"), id="case_5: negative"),
        pytest.param(number("#LOST-DIGITS"), id="case_9: more digits than a cell keeps"),
        pytest.param(number("1e+20"), id="case_9: the same in E-notation"),
        pytest.param(number("inf"), id="case_8: infinity"),
        pytest.param(number("nan"), id="case_8: no number"),
        pytest.param(CellText("05/10/2026", "date"), id="case_13: a date"),
        pytest.param(CellText("TRUE", "bool"), id="case_13: a flag"),
        pytest.param(CellText("#N/A", "error"), id="case_43: an error"),
        pytest.param(CellText("", "no-value"), id="case_44: never calculated"),
    ],
)
def test_a_cell_that_is_no_certain_amount_is_refused(cell: CellText) -> None:
    with pytest.raises(ValueRefused):
        cells.amount(cell)


@given(st.integers(0, 10**13 - 1), st.integers(0, 99))
def test_any_amount_of_fifteen_digits_comes_back_from_a_number_cell(whole: int, paise: int) -> None:
    amount = f"{whole}.{paise:02d}"
    assert cells.amount(number(repr(float(amount)))).value == Decimal(amount)


# --- identifiers ---


@pytest.mark.parametrize(
    ("cell", "value", "repairs"),
    [
        pytest.param("004512345678", "004512345678", (), id="text"),
        pytest.param(number("4512345678", "000000000000"), "004512345678", SHOWN, id="field 14: as the sheet shows it"),
        pytest.param(number("4512345678", "0000000000"), "4512345678", (), id="full width is shown"),
        pytest.param(number("7", "000;-000"), "007", SHOWN, id="the pattern of the first section"),
    ],
)
def test_a_reference_is_read_as_text_or_as_its_format_shows_it(
    cell: str, value: str, repairs: tuple[Repair, ...]
) -> None:
    assert cells.identifier(cell) == (value, repairs)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(number("4512345678"), id="field 14: a number without a format"),
        pytest.param(number("4512345678", "0"), id="shown in full, zeros unknown"),
        pytest.param(number("4512345678", "#,##0"), id="shown in groups"),
        pytest.param(number("4512345678", "000"), id="a pattern shorter than the number"),
        pytest.param(number("4512345678", "0.00E+00"), id="case_1: E-notation"),
        pytest.param(number("4512345678", '"IBA"0000000000'), id="letters beside it are not stored"),
        pytest.param(number("45123.5"), id="a part of a unit"),
        pytest.param(number("0.26", "0%"), id="field 69: a percentage"),
        pytest.param(number("#LOST-DIGITS"), id="case_1: more than 15 digits"),
        pytest.param(number("1.23456789012346e+15"), id="case_1: the same in E-notation"),
        pytest.param(CellText("01/12/2026", "date"), id="field 69: a date"),
        pytest.param(CellText("TRUE", "bool"), id="a flag"),
    ],
)
def test_case_1_a_reference_that_may_have_lost_digits_is_refused(cell: CellText) -> None:
    with pytest.raises(ValueRefused) as refused:
        cells.identifier(cell)
    assert "format the column as text" in refused.value.action.lower()


@pytest.mark.parametrize(
    ("cell", "width", "value", "repairs"),
    [
        pytest.param(number("3880000371"), 10, "3880000371", (), id="case_2: full width"),
        pytest.param(number("388000037", "0000000000"), 10, "0388000037", SHOWN, id="shown in full width"),
        pytest.param(number("388000037"), 10, "0388000037", ZEROS, id="case_3: to be confirmed elsewhere"),
        pytest.param(number("52545", "0000000"), 7, "0052545", SHOWN, id="a bill of entry, as shown"),
        pytest.param(number("52545"), 7, "0052545", ZEROS, id="a bill of entry, by its width"),
    ],
)
def test_a_code_of_fixed_width_is_brought_back_to_it(
    cell: CellText, width: int, value: str, repairs: tuple[Repair, ...]
) -> None:
    assert cells.zero_filled(cell, width) == (value, repairs)


@pytest.mark.parametrize(
    ("cell", "value", "repairs"),
    [
        pytest.param(number("7731"), "7731", NUMBER, id="an invoice number typed as a number"),
        pytest.param(number("7731", "000000"), "007731", SHOWN, id="the same with its zeros shown"),
        pytest.param(CellText("TRUE", "bool"), "TRUE", (), id="case_30: a company called TRUE"),
        pytest.param("01/12/2026", "01/12/2026", (), id="a date as text is text"),
    ],
)
def test_a_text_is_read_from_a_number_cell_and_says_so(cell: str, value: str, repairs: tuple[Repair, ...]) -> None:
    assert cells.text_of(cell) == (value, repairs)


@pytest.mark.parametrize("text", ["1.23457E+11", "4,5E+09", "1E+15", " 1.23457E+11 "])
def test_case_1_a_number_that_a_spreadsheet_has_shortened_is_no_text(text: str) -> None:
    with pytest.raises(ValueRefused, match="digits of a code"):
        cells.text_of(text)


@pytest.mark.parametrize("text", ["1E5", "E+05", "12E+05", "INV 1.2E+05", "A+B"])
def test_a_text_that_only_looks_like_it_stays(text: str) -> None:
    assert cells.text_of(text) == (text, ())


@pytest.mark.parametrize(
    "cell", [CellText("01/12/2026", "date"), number("0.5", "0%"), number("7731.5"), number("7731", '"INV-"0')]
)
def test_field_69_a_text_that_a_book_made_something_else_of_is_refused(cell: CellText) -> None:
    with pytest.raises(ValueRefused, match="text as it was written"):
        cells.text_of(cell)


# --- headers and formats ---


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("ORM No.", "ormno"),
        (" IE_Code\u200b ", "iecode"),
        ("G-P", "gp"),
        ("O.PartyName", "opartyname"),
        ("Amount (₹)", "amount₹"),
        ("Amount %", "amount%"),
        ("Amount*", "amount"),
        ("Ａmount", "amount"),
        ("राशि", "राशि"),
    ],
)
def test_a_header_is_compared_with_every_sign_that_may_mean_something(header: str, key: str) -> None:
    assert header_key(header) == key


@pytest.mark.parametrize(
    ("form", "width"),
    [("0000000", 7), ("00", 2), ("000;-000", 3), ("0", 0), ("0.00", 0), ("#,##0", 0), ('"A"000', 0), ("", 0)],
)
def test_a_plain_zero_pattern_shows_so_many_digits(form: str, width: int) -> None:
    assert zero_width(form) == width
