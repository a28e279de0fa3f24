"""One cell, one value: every accepted form with the repair it names, every refused one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.domain.errors import ValueRefused
from xl_addin.workbook.extracts import cells
from xl_addin.workbook.extracts.cells import Repair

AS_ON = date(2026, 10, 31)
OTHER, SERIAL, SHORT = (Repair.OTHER_DATE_FORM,), (Repair.SERIAL_DATE,), (Repair.SHORT_YEAR,)
GROUPED, SPACES, UPPER, ZEROS = (Repair.GROUPED,), (Repair.SPACES,), (Repair.UPPER,), (Repair.ZEROS,)


# --- amounts ---


@pytest.mark.parametrize(
    ("text", "value", "repairs"),
    [
        pytest.param("500", "500", (), id="plain digits"),
        pytest.param("0.50", "0.50", (), id="with decimals"),
        pytest.param("0", "0", (), id="nil"),
        pytest.param("007.5", "7.5", (), id="leading zeros of an amount say nothing"),
        pytest.param(" 500.00\xa0", "500.00", (), id="case 29: blanks around it"),
        pytest.param("\ufeff500", "500", (), id="case 29: a byte order mark before it"),
        pytest.param("1,00,000.00", "100000.00", GROUPED, id="case 5: lakh grouping"),
        pytest.param("12,34,56,789", "123456789", GROUPED, id="case 5: crore grouping"),
        pytest.param("1,234,567.50", "1234567.50", GROUPED, id="case 5: western grouping"),
        pytest.param("1,000", "1000", GROUPED, id="case 5: the same in both"),
    ],
)
def test_an_amount_is_read(text: str, value: str, repairs: tuple[Repair, ...]) -> None:
    assert cells.amount(text) == (Decimal(value), repairs)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1.2E+05", id="case 4: E-notation"),
        pytest.param("1E5", id="case 4: E-notation without a point"),
        pytest.param("1,000,00.00", id="case 5: groups of neither kind"),
        pytest.param("1,00,00", id="case 5: the last group has two digits"),
        pytest.param("10,0000", id="case 5: the last group has four"),
        pytest.param(",100", id="case 5: a group without a head"),
        pytest.param("1234,567", id="case 5: a head of four"),
        pytest.param("100.000,00", id="case 5: European"),
        pytest.param("100,50", id="case 5: a decimal comma"),
        pytest.param("₹ 1,00,000/-", id="case 5: symbol and stroke"),
        pytest.param("Rs. 500", id="case 5: Rs."),
        pytest.param("(500.00)", id="case 5: brackets"),
        pytest.param("500-", id="case 5: trailing minus"),
        pytest.param("-500", id="case 5: a negative amount"),
        pytest.param("+500", id="case 5: a plus"),
        pytest.param("500 Cr", id="case 5: Cr"),
        pytest.param("5 00", id="case 5: a space inside"),
        pytest.param(".50", id="no digit before the point"),
        pytest.param("500.", id="no digit after the point"),
        pytest.param("1.2.3", id="two points"),
        pytest.param("५००", id="case 6: Devanagari digits"),
        pytest.param("٥٠٠", id="case 6: Arabic-Indic digits"),
        pytest.param("５００", id="case 6: full-width digits"),
        pytest.param("10²", id="case 6: a superscript"),
        pytest.param("1_000", id="case 7: underscore"),
        pytest.param("NaN", id="case 8: not a number"),
        pytest.param("Infinity", id="case 8: infinity"),
        pytest.param("-0", id="case 8: minus zero"),
        pytest.param("TRUE", id="case 13: a flag"),
        pytest.param("Y", id="case 13: a flag read from a sheet"),
        pytest.param("01/10/2026", id="case 13: a date"),
        pytest.param("–500", id="case 37: an en-dash as minus"),
        pytest.param("“500”", id="case 37: smart quotes"),
        pytest.param("", id="blank"),
        pytest.param("#N/A", id="case 43: an error of the sheet"),
        pytest.param("NIL", id="a word"),
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


# --- dates ---


@pytest.mark.parametrize(
    ("text", "value", "repairs"),
    [
        pytest.param("13/04/2026", date(2026, 4, 13), (), id="day first"),
        pytest.param("03/04/2026", date(2026, 4, 3), (), id="case 16: the column's declared order decides"),
        pytest.param("3/4/2026", date(2026, 4, 3), (), id="without leading zeros"),
        pytest.param("29/02/2024", date(2024, 2, 29), (), id="case 23: a leap day"),
        pytest.param("13/04/2026 00:00:00", date(2026, 4, 13), (), id="a midnight that says nothing"),
        pytest.param("13-04-2026", date(2026, 4, 13), OTHER, id="dashes"),
        pytest.param("13.04.2026", date(2026, 4, 13), OTHER, id="dots"),
        pytest.param("2026-04-03", date(2026, 4, 3), OTHER, id="case 18: ISO is always ISO"),
        pytest.param("2026-04-03T00:00:00", date(2026, 4, 3), OTHER, id="case 18: ISO with midnight"),
        pytest.param("03-Apr-2026", date(2026, 4, 3), OTHER, id="a named month"),
        pytest.param("3 APR 2026", date(2026, 4, 3), OTHER, id="a named month in capitals"),
        pytest.param("03/04/26", date(2026, 4, 3), SHORT, id="case 21: two digits, near the as-on date"),
        pytest.param("31/12/28", date(2028, 12, 31), SHORT, id="case 21: the last day two digits reach"),
        pytest.param("03-Apr-26", date(2026, 4, 3), SHORT, id="case 21: two digits, a named month"),
        pytest.param("46115", date(2026, 4, 3), SERIAL, id="case 19: an Excel serial"),
        pytest.param("46115.0", date(2026, 4, 3), SERIAL, id="case 19: a serial with a point"),
        pytest.param("36526", date(2000, 1, 1), SERIAL, id="case 19: the first serial in bounds"),
        pytest.param("01/01/2000", date(2000, 1, 1), (), id="case 19: the first day in bounds"),
        pytest.param("31/10/2046", date(2046, 10, 31), (), id="case 19: twenty years on"),
        pytest.param(" 13/04/2026\u200b", date(2026, 4, 13), (), id="case 29: blanks and invisible spaces"),
    ],
)
def test_a_date_is_read(text: str, value: date, repairs: tuple[Repair, ...]) -> None:
    assert cells.day_first(text, AS_ON) == (value, repairs)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("04/13/2026", id="case 17: month first"),
        pytest.param("60", id="case 19: serial 60, the day that never was"),
        pytest.param("-1", id="case 19: a negative serial"),
        pytest.param("36525", id="case 19: the eve of the first serial"),
        pytest.param("99999", id="case 19: a serial far ahead"),
        pytest.param("2958466", id="case 19: past the last serial"),
        pytest.param("46115.75", id="case 22: a serial with a time"),
        pytest.param("31/12/1999", id="case 19: the eve of the bounds"),
        pytest.param("01/11/2046", id="case 19: twenty years and a day"),
        pytest.param("01/01/29", id="case 21: 29"),
        pytest.param("01/01/30", id="case 21: 30"),
        pytest.param("01/01/69", id="case 21: 69"),
        pytest.param("01/01/99", id="case 21: 99"),
        pytest.param("03-Apr-29", id="case 21: 29 with a named month"),
        pytest.param("13/04/2026 23:59", id="case 22: a time"),
        pytest.param("2026-04-13T23:59:00+05:30", id="case 22: a time zone"),
        pytest.param("31-Jun-2026", id="case 28: a day that June lacks"),
        pytest.param("31/06/2026", id="case 28: the same in digits"),
        pytest.param("29/02/2026", id="case 28: no leap year"),
        pytest.param("0000-00-00", id="case 28: a database's nothing"),
        pytest.param("00/00/0000", id="case 28: the same with strokes"),
        pytest.param("01/01/1900", id="case 28: a default"),
        pytest.param("13/04-2026", id="mixed separators"),
        pytest.param("13/04/026", id="a year of three digits"),
        pytest.param("20260413", id="digits without separators"),
        pytest.param("13 April 2026", id="a month in full"),
        pytest.param("13-Abc-2026", id="no month"),
        pytest.param("१३/०४/२०२६", id="case 6: Devanagari digits"),
        pytest.param("N", id="case 13: a flag"),
        pytest.param("", id="blank"),
    ],
)
def test_a_date_out_of_the_stated_forms_or_bounds_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused, match=r"01/01/2000 and 31/10/2046"):
        cells.day_first(text, AS_ON)


FORMS = [
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d:%d-%m-%Y}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y-%m-%d} 00:00:00",
    lambda d: f"{d.day:02d}-{cells.MONTHS[d.month - 1].title()}-{d.year}",
    lambda d: f"{d.day} {cells.MONTHS[d.month - 1].upper()} {d.year}",
    lambda d: str((d - date(1899, 12, 30)).days),
    lambda d: f"\u00a0{d:%d/%m/%Y} ",
]


@given(st.dates(date(2000, 1, 1), date(2046, 10, 31)), st.sampled_from(FORMS))
def test_any_date_in_any_accepted_form_reads_back(on: date, form: object) -> None:
    assert cells.day_first(form(on), AS_ON).value == on  # type: ignore[operator]


@given(st.dates(date(2000, 1, 1), date(2028, 12, 31)))
def test_case_21_two_digits_read_back_up_to_two_years_after_the_as_on_date(on: date) -> None:
    assert cells.day_first(f"{on:%d/%m/%y}", AS_ON) == (on, SHORT)


@given(st.dates(date(2000, 1, 1), date(2046, 10, 31)))
def test_a_date_that_can_only_be_month_first_is_never_read_and_always_noticed(on: date) -> None:
    text = f"{on:%m/%d/%Y}"
    assert cells.month_first_only(text) is (on.day > 12)
    if on.day > 12:
        with pytest.raises(ValueRefused):
            cells.day_first(text, AS_ON)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("04/13/2026", True),
        ("4/13/26", True),
        (" 04-13-2026", True),
        ("13/04/2026", False),
        ("03/04/2026", False),
        ("13/13/2026", False),
        ("00/13/2026", False),
        ("2026-13-04", False),
        ("", False),
    ],
)
def test_case_17_a_month_first_date_is_known_by_its_second_number(text: str, only: bool) -> None:
    assert cells.month_first_only(text) is only


# --- codes and names ---


@pytest.mark.parametrize(
    ("text", "value", "repairs"),
    [
        pytest.param("INNSA1", "INNSA1", (), id="as it should be"),
        pytest.param("innsa1", "INNSA1", UPPER, id="case 15: small letters"),
        pytest.param(" INNSA1 ", "INNSA1", SPACES, id="case 15: blanks around it"),
        pytest.param("\ufeffINNSA1\u200b", "INNSA1", SPACES, id="case 29: byte order mark, invisible space"),
        pytest.param("IN\u00adNSA1", "INNSA1", SPACES, id="case 29: a soft hyphen"),
        pytest.param("\xa0innsa1", "INNSA1", SPACES + UPPER, id="case 29: NBSP and small letters"),
        pytest.param("", "", (), id="blank"),
        pytest.param("ſt", "ſt", (), id="case 6: a letter whose capital is another letter stays"),
        pytest.param("straße", "straße", (), id="case 6: ß does not become SS"),
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
    cells.clean,
    cells.month_first_only,
    lambda t: cells.zero_filled(t, 7),
    lambda t: cells.day_first(t, AS_ON),
    lambda t: cells.day_first(t, date(2024, 2, 29) + timedelta(days=0)),
]


@given(ANY_TEXT, st.sampled_from(READERS))
def test_no_text_raises_anything_but_a_refusal(text: str, read: object) -> None:
    with suppress(ValueRefused):
        read(text)  # type: ignore[operator]
