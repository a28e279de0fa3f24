"""One cell, one value: every accepted form with the repair it names, every refused one."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.texts import clean
from xl_addin.workbook.extracts import cells
from xl_addin.workbook.extracts.cells import Repair

GROUPED, SPACES, UPPER, ZEROS = (Repair.GROUPED,), (Repair.SPACES,), (Repair.UPPER,), (Repair.ZEROS,)


# --- amounts ---


@pytest.mark.parametrize(
    ("text", "value", "repairs"),
    [
        pytest.param("500", "500", (), id="plain digits"),
        pytest.param("0.50", "0.50", (), id="with decimals"),
        pytest.param("0", "0", (), id="nil"),
        pytest.param("007.5", "7.5", (), id="leading zeros of an amount say nothing"),
        pytest.param(" 500.00\xa0", "500.00", (), id="case_29: blanks around it"),
        pytest.param("\ufeff500", "500", (), id="case_29: a byte order mark before it"),
        pytest.param("1,00,000.00", "100000.00", GROUPED, id="case_5: lakh grouping"),
        pytest.param("12,34,56,789", "123456789", GROUPED, id="case_5: crore grouping"),
        pytest.param("1,234,567.50", "1234567.50", GROUPED, id="case_5: western grouping"),
        pytest.param("1,000", "1000", GROUPED, id="case_5: the same in both"),
    ],
)
def test_an_amount_is_read(text: str, value: str, repairs: tuple[Repair, ...]) -> None:
    assert cells.amount(text) == (Decimal(value), repairs)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1.2E+05", id="case_4: E-notation"),
        pytest.param("1E5", id="case_4: E-notation without a point"),
        pytest.param("1,000,00.00", id="case_5: groups of neither kind"),
        pytest.param("1,00,00", id="case_5: the last group has two digits"),
        pytest.param("10,0000", id="case_5: the last group has four"),
        pytest.param(",100", id="case_5: a group without a head"),
        pytest.param("1234,567", id="case_5: a head of four"),
        pytest.param("100.000,00", id="case_5: European"),
        pytest.param("100,50", id="case_5: a decimal comma"),
        pytest.param("₹ 1,00,000/-", id="case_5: symbol and stroke"),
        pytest.param("Rs. 500", id="case_5: Rs."),
        pytest.param("(500.00)", id="case_5: brackets"),
        pytest.param("500-", id="case_5: trailing minus"),
        pytest.param("-500", id="case_5: a negative amount"),
        pytest.param("+500", id="case_5: a plus"),
        pytest.param("500 Cr", id="case_5: Cr"),
        pytest.param("5 00", id="case_5: a space inside"),
        pytest.param(".50", id="no digit before the point"),
        pytest.param("500.", id="no digit after the point"),
        pytest.param("1.2.3", id="two points"),
        pytest.param("५००", id="case_6: Devanagari digits"),
        pytest.param("٥٠٠", id="case_6: Arabic-Indic digits"),
        pytest.param("５００", id="case_6: full-width digits"),
        pytest.param("10²", id="case_6: a superscript"),
        pytest.param("1_000", id="case_7: underscore"),
        pytest.param("NaN", id="case_8: not a number"),
        pytest.param("Infinity", id="case_8: infinity"),
        pytest.param("-0", id="case_8: minus zero"),
        pytest.param("TRUE", id="case_13: a flag"),
        pytest.param("Y", id="case_13: a flag read from a sheet"),
        pytest.param("01/10/2026", id="case_13: a date"),
        pytest.param("–500", id="case_37: an en-dash as minus"),
        pytest.param("“500”", id="case_37: smart quotes"),
        pytest.param("", id="blank"),
        pytest.param("#N/A", id="case_43: an error of the sheet"),
        pytest.param("NIL", id="a word"),
        pytest.param("0,250", id="field 39: a group never begins with 0"),
        pytest.param("00,123", id="field 39: nor with two"),
        pytest.param("0,00,100", id="field 39: nor in lakhs"),
        pytest.param("01,000", id="a group that begins with 0"),
        pytest.param("0,125.50", id="a group of nought"),
        pytest.param("1'000.00", id="an apostrophe"),
        pytest.param("1 000.00", id="a space between groups"),
        pytest.param("1,000 USD", id="a currency behind"),
        pytest.param("0x10", id="hexadecimal"),
        pytest.param("1000.00%", id="a percentage"),
    ],
)
def test_an_amount_out_of_the_stated_forms_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        cells.amount(text)
    assert refused.value.found == text
    assert refused.value.action


@given(st.integers(0, 10**13), st.integers(0, 99))
def test_an_amount_reads_the_same_plain_grouped_in_lakhs_and_grouped_in_thousands(whole: int, paise: int) -> None:
    head, tail = str(whole)[:-3], str(whole)[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    plain, lakhs, western = f"{whole}.{paise:02d}", f"{','.join([*pairs, tail])}.{paise:02d}", f"{whole:,}.{paise:02d}"
    assert {cells.amount(text).value for text in (plain, lakhs, western)} == {Decimal(plain)}


# --- codes and names ---


@pytest.mark.parametrize(
    ("text", "value", "repairs"),
    [
        pytest.param("INNSA1", "INNSA1", (), id="as it should be"),
        pytest.param("innsa1", "INNSA1", UPPER, id="case_15: small letters"),
        pytest.param(" INNSA1 ", "INNSA1", SPACES, id="case_15: blanks around it"),
        pytest.param("\ufeffINNSA1\u200b", "INNSA1", SPACES, id="case_29: byte order mark, invisible space"),
        pytest.param("IN\u00adNSA1", "INNSA1", SPACES, id="case_29: a soft hyphen"),
        pytest.param("\xa0innsa1", "INNSA1", SPACES + UPPER, id="case_29: NBSP and small letters"),
        pytest.param("", "", (), id="blank"),
        pytest.param("ſt", "ſt", (), id="case_6: a letter whose capital is another letter stays"),
        pytest.param("straße", "straße", (), id="case_6: ß does not become SS"),
    ],
)
def test_a_code_is_raised_and_trimmed_and_says_so(text: str, value: str, repairs: tuple[Repair, ...]) -> None:
    assert cells.code(text) == (value, repairs)


@pytest.mark.parametrize(
    ("text", "width", "value", "repairs"),
    [
        ("0009001", 7, "0009001", ()),
        ("9001", 7, "0009001", ZEROS),
        (" 9001", 7, "0009001", SPACES + ZEROS),
        ("00090011", 7, "00090011", ()),
        ("9OO1", 7, "9OO1", ()),
        ("९००१", 7, "९००१", ()),
        ("", 7, "", ()),
    ],
)
def test_case_3_lost_zeros_are_put_back_to_digits_only(
    text: str, width: int, value: str, repairs: tuple[Repair, ...]
) -> None:
    assert cells.zero_filled(text, width) == (value, repairs)


@pytest.mark.parametrize("text", ["NA", "NULL", "None", "TRUE", "March 1", "nan", "-", "=1+1", "मुंबई", "😀 Traders"])
def test_case_30_a_name_that_looks_like_something_else_stays_a_name(text: str) -> None:
    assert cells.name(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("  KALPIT   POLYMERS \n AA & CO ", "KALPIT POLYMERS AA & CO"),
        ("A\xa0B\u2003C", "A B C"),
        ("\u202eABC", "ABC"),
        ("A\r\nB\tC", "A B C"),
        ("", ""),
        ("\u200b", ""),
    ],
)
def test_case_38_a_name_has_single_spaces_and_no_unseen_marks(text: str, value: str) -> None:
    assert cells.name(text) == value


@pytest.mark.parametrize("text", ["A\x00B", "A\x07B", "A\x1bB", "A\x7fB", "A\x81B", "A\ufffdB"])
def test_cases_31_and_33_a_name_with_controls_or_replacement_marks_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused, match="printable"):
        cells.name(text)


ANY_TEXT = st.text(max_size=40) | st.text(alphabet="0123456789/-., EeJanT:#", max_size=25)
READERS = [
    cells.amount,
    cells.code,
    cells.name,
    clean,
    lambda t: cells.zero_filled(t, 7),
    cells.identifier,
    cells.text_of,
]


@given(ANY_TEXT, st.sampled_from(READERS))
def test_no_text_raises_anything_but_a_refusal(text: str, read: object) -> None:
    with suppress(ValueRefused):
        read(text)  # type: ignore[operator]
