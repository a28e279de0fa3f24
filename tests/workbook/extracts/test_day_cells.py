"""A cell as a day: every accepted form with the repair it names, every refused one, and what a person may type."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.written_days import MONTHS, Order, written_day
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.cells import Repair
from xl_addin.workbook.extracts.day_cells import day_first, one_day, only_in

AS_ON = date(2026, 10, 31)
OCT_5 = date(2026, 10, 5)
OTHER, SERIAL, SHORT, TIME = (
    (Repair.OTHER_DATE_FORM,),
    (Repair.SERIAL_DATE,),
    (Repair.SHORT_YEAR,),
    (Repair.TIME,),
)


@pytest.mark.parametrize(
    ("text", "value", "repairs"),
    [
        pytest.param("13/04/2026", date(2026, 4, 13), (), id="day first"),
        pytest.param("03/04/2026", date(2026, 4, 3), (), id="case_16: the column's declared order decides"),
        pytest.param("3/4/2026", date(2026, 4, 3), (), id="without leading zeros"),
        pytest.param("29/02/2024", date(2024, 2, 29), (), id="case_23: a leap day"),
        pytest.param("13/04/2026 00:00:00", date(2026, 4, 13), (), id="a midnight that says nothing"),
        pytest.param("05/10/2026 12:00:00 AM", OCT_5, (), id="the same in twelve hours"),
        pytest.param("13-04-2026", date(2026, 4, 13), OTHER, id="dashes"),
        pytest.param("13.04.2026", date(2026, 4, 13), OTHER, id="dots"),
        pytest.param("2026-04-03", date(2026, 4, 3), OTHER, id="case_18: ISO is always ISO"),
        pytest.param("2026-04-03T00:00:00", date(2026, 4, 3), OTHER, id="case_18: ISO with midnight"),
        pytest.param("2026-10-05 00:00:00.000", OCT_5, OTHER, id="field 40: a database's midnight"),
        pytest.param("2026-10-05T00:00:00Z", OCT_5, OTHER, id="field 40: midnight with a zone"),
        pytest.param("2026-10-05T00:00:00.000+05:30", OCT_5, OTHER, id="midnight in India"),
        pytest.param("2026/10/05", OCT_5, OTHER, id="year first with strokes"),
        pytest.param("2026.10.5", OCT_5, OTHER, id="year first with dots"),
        pytest.param("03-Apr-2026", date(2026, 4, 3), OTHER, id="a named month"),
        pytest.param("3 APR 2026", date(2026, 4, 3), OTHER, id="a named month in capitals"),
        pytest.param("13 April 2026", date(2026, 4, 13), OTHER, id="a month in full"),
        pytest.param("5 October 2026", OCT_5, OTHER, id="field 40: another"),
        pytest.param("05-Sept-2026", date(2026, 9, 5), OTHER, id="Sept"),
        pytest.param("Oct 5, 2026", OCT_5, OTHER, id="the month first by its name"),
        pytest.param("October 05 2026", OCT_5, OTHER, id="the same without a comma"),
        pytest.param("05OCT2026", OCT_5, OTHER, id="without anything between"),
        pytest.param("5th Oct, 2026", OCT_5, OTHER, id="an ordinal"),
        pytest.param("2026-Oct-05", OCT_5, OTHER, id="year first by a named month"),
        pytest.param("05-OCT-26 12.00.00.000000 AM", OCT_5, SHORT, id="Oracle's midnight"),
        pytest.param("05-OCT-2026 11.30.00.000000 PM", OCT_5, OTHER + TIME, id="Oracle's evening"),
        pytest.param("Monday, October 05, 2026", OCT_5, OTHER, id="a long date of Windows"),
        pytest.param("Mon 05-Oct-2026", OCT_5, OTHER, id="a weekday before a date"),
        pytest.param("Monday 05/10/2026", OCT_5, OTHER, id="a weekday that agrees"),
        pytest.param("Mon Oct 05 00:00:00 IST 2026", OCT_5, OTHER, id="a moment of Java"),
        pytest.param("Sun Oct 04 18:30:00 UTC 2026", OCT_5, OTHER + TIME, id="a moment of Java, India's midnight"),
        pytest.param("03/04/26", date(2026, 4, 3), SHORT, id="case_21: two digits, near the as-on date"),
        pytest.param("31/12/28", date(2028, 12, 31), SHORT, id="case_21: the last day two digits reach"),
        pytest.param("03-Apr-26", date(2026, 4, 3), SHORT, id="case_21: two digits, a named month"),
        pytest.param("05-10-26", OCT_5, SHORT, id="case_21: with dashes"),
        pytest.param("46115", date(2026, 4, 3), SERIAL, id="case_19: digits that are a day counted and nothing else"),
        pytest.param("46115.0", date(2026, 4, 3), SERIAL, id="case_19: the same with a point"),
        pytest.param("36526", date(2000, 1, 1), SERIAL, id="case_19: the first serial in bounds"),
        pytest.param("01/01/2000", date(2000, 1, 1), (), id="case_19: the first day in bounds"),
        pytest.param("31/10/2046", date(2046, 10, 31), (), id="case_19: twenty years on"),
        pytest.param(" 13/04/2026\u200b", date(2026, 4, 13), (), id="case_29: blanks and invisible spaces"),
        pytest.param("05/10/2026 23:59", OCT_5, TIME, id="case_22: a time of day without a zone is left out"),
        pytest.param("2026-10-05 14:07:31.250", OCT_5, OTHER + TIME, id="case_22: to the millisecond"),
        pytest.param("2026-10-05T23:59:00+05:30", OCT_5, OTHER + TIME, id="case_22: a time in India"),
        pytest.param("2026-10-04T18:30:00Z", OCT_5, OTHER + TIME, id="case_22: India's midnight in UTC"),
        pytest.param("2026-10-04T18:29:59Z", date(2026, 10, 4), OTHER + TIME, id="case_22: a second before it"),
        pytest.param(
            "2026-10-05T00:30:00+09:00", date(2026, 10, 4), OTHER + TIME, id="case_22: still the 4th in India"
        ),
    ],
)
def test_a_date_is_read(text: str, value: date, repairs: tuple[Repair, ...]) -> None:
    assert day_first(text, AS_ON) == (value, repairs)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("04/13/2026", id="case_17: month first"),
        pytest.param("Monday 10/05/2026", id="a weekday that says month first"),
        pytest.param("Tuesday, 5 Oct 2026", id="a weekday that is another day's"),
        pytest.param("Mon Oct 05 00:00:00 EST 2026", id="a zone that is not known"),
        pytest.param("05.10.2026 12.30", id="a time that may be none"),
        pytest.param("60", id="case_19: serial 60, the day that never was"),
        pytest.param("-1", id="case_19: a negative serial"),
        pytest.param("36525", id="case_19: the eve of the first serial"),
        pytest.param("99999", id="case_19: a serial far ahead"),
        pytest.param("2958466", id="case_19: past the last serial"),
        pytest.param("41026", id="field 40: 04-10-26 without its zero, or a day counted"),
        pytest.param("51026", id="field 40: 05-10-26 likewise"),
        pytest.param("41126", id="field 40: 04-11-26 likewise"),
        pytest.param("051026", id="field 40: six digits"),
        pytest.param("20261005", id="field 40: eight digits, year first"),
        pytest.param("05102026", id="field 40: eight digits, day first"),
        pytest.param("5102026", id="field 40: seven digits"),
        pytest.param("46115.75", id="case_22: a serial with a time"),
        pytest.param("2026-10-04 18:30:00", id="case_22: India's midnight in UTC, if no zone says so"),
        pytest.param("31/12/1999", id="case_19: the eve of the bounds"),
        pytest.param("01/11/2046", id="case_19: twenty years and a day"),
        pytest.param("01/01/29", id="case_21: 29"),
        pytest.param("01/01/30", id="case_21: 30"),
        pytest.param("01/01/69", id="case_21: 69"),
        pytest.param("01/01/99", id="case_21: 99"),
        pytest.param("03-Apr-29", id="case_21: 29 with a named month"),
        pytest.param("26-10-05", id="field 05: near only if the year stands first"),
        pytest.param("26/10/05", id="field 40: the same with strokes"),
        pytest.param("25.11.10", id="field 05: the same with dots"),
        pytest.param("26-Oct-05", id="field 05: the same with a named month"),
        pytest.param("26OCT05", id="field 05: the same with nothing between"),
        pytest.param("13/04/2026 24:00", id="case_22: no time of day"),
        pytest.param("31-Jun-2026", id="case_28: a day that June lacks"),
        pytest.param("31/06/2026", id="case_28: the same in digits"),
        pytest.param("29/02/2026", id="case_28: no leap year"),
        pytest.param("0000-00-00", id="case_28: a database's nothing"),
        pytest.param("00/00/0000", id="case_28: the same with strokes"),
        pytest.param("00.00.0000", id="case_28: the same with dots"),
        pytest.param("01/01/1900", id="case_28: a default"),
        pytest.param("2026-31-10", id="year, day, month"),
        pytest.param("13/04-2026", id="mixed separators"),
        pytest.param("13/04/026", id="a year of three digits"),
        pytest.param("5-Oct-026", id="a year of three digits, a named month"),
        pytest.param("13-Abc-2026", id="no month"),
        pytest.param("Oct-26", id="no day"),
        pytest.param("05/2026", id="no day in digits"),
        pytest.param("2026-W40-1", id="a week"),
        pytest.param("2026-278", id="a day of the year"),
        pytest.param("FY2026-27", id="a financial year"),
        pytest.param("=DATE(2026,10,5)", id="a formula as text"),
        pytest.param("05\u201110\u20112026", id="case_37: hyphens that are none"),
        pytest.param("१३/०४/२०२६", id="case_6: Devanagari digits"),
        pytest.param("N", id="case_13: a flag"),
        pytest.param("", id="blank"),
    ],
)
def test_a_date_out_of_the_stated_forms_or_bounds_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused, match=r"01/01/2000 and 31/10/2046") as refused:
        day_first(text, AS_ON)
    assert refused.value.found == text
    assert refused.value.action


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("26-10-05", "26-Oct-2005 or 05-Oct-2026"),
        ("41026", "without its strokes"),
        ("2026-10-04 18:30:00", "written in UTC"),
    ],
)
def test_a_doubtful_date_is_refused_with_what_it_may_be(text: str, says: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        day_first(text, AS_ON)
    assert says in refused.value.action


# --- cells of a book ---


@pytest.mark.parametrize(
    ("cell", "value", "repairs"),
    [
        pytest.param(CellText("05/10/2026", "date", "dd/mm/yyyy"), OCT_5, (), id="a date cell"),
        pytest.param(CellText("05/10/2026", "date", "m/d/yy"), OCT_5, (), id="shown in another order"),
        pytest.param(CellText("05/10/2026", "date", "d-mmm"), OCT_5, (), id="shown without its year"),
        pytest.param(CellText("05/10/2026", "date", "[$-14009]dd/mm/yyyy;@"), OCT_5, (), id="shown in India's order"),
        pytest.param(CellText("05/10/2026 14:07:31", "date"), OCT_5, TIME, id="with a time of day"),
        pytest.param(CellText("46300", "number"), OCT_5, SERIAL, id="case_19: a number cell"),
        pytest.param(CellText("46300", "number", "0"), OCT_5, SERIAL, id="a number cell shown as it is"),
        pytest.param(CellText("46300.25", "number"), OCT_5, SERIAL + TIME, id="a number cell with a time of day"),
        pytest.param(CellText("46300", "number", "#,##0"), OCT_5, SERIAL, id="a number cell shown in groups"),
    ],
)
def test_a_cell_of_a_book_is_read_by_what_the_book_stored(
    cell: CellText, value: date, repairs: tuple[Repair, ...]
) -> None:
    assert day_first(cell, AS_ON) == (value, repairs)


def test_case_20_a_number_cell_counts_as_its_book_does() -> None:
    """1-Oct-2026 is 46296 counted from 1900, and 1,462 less counted from 1904."""
    assert day_first(CellText("44834", "number"), AS_ON, date1904=True).value == date(2026, 10, 1)
    assert day_first(CellText("46296", "number"), AS_ON).value == date(2026, 10, 1)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(CellText("41026", "number"), id="field 40: a date without its strokes and its zero"),
        pytest.param(CellText("51026", "number", "000000"), id="shown as 051026"),
        pytest.param(CellText("5102026", "number"), id="seven digits"),
        pytest.param(CellText("20261005", "number"), id="eight digits"),
        pytest.param(CellText("46300", "number", "0%"), id="a percentage"),
        pytest.param(CellText("46300", "number", '"No. "0'), id="words beside it"),
        pytest.param(CellText("46299.7708333333", "number"), id="18:30, India's midnight in UTC"),
        pytest.param(CellText("-46300", "number"), id="case_19: negative"),
        pytest.param(CellText("60", "number"), id="case_19: the 29th of February 1900"),
        pytest.param(CellText("01/10/2026", "date", "mmm-yy"), id="a month without a day"),
        pytest.param(CellText("01/10/2026", "date", "[$-409]mmm\\-yyyy;@"), id="the same of another country"),
        pytest.param(CellText("01/01/2026", "date", 'yyyy" dated"'), id="a year alone"),
        pytest.param(CellText("TRUE", "bool"), id="case_13: a flag"),
        pytest.param(CellText("#N/A", "error"), id="case_43: an error"),
        pytest.param(CellText("#LOST-DIGITS", "number"), id="a number beyond all bounds"),
    ],
)
def test_a_cell_of_a_book_that_is_no_certain_date_is_refused(cell: CellText) -> None:
    with pytest.raises(ValueRefused, match=r"01/01/2000"):
        day_first(cell, AS_ON)


# --- any date ---

FORMS = [
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d:%d-%m-%Y}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d:%Y-%m-%d} 00:00:00",
    lambda d: f"{d.day:02d}-{MONTHS[d.month - 1][:3].title()}-{d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1].upper()} {d.year}",
    lambda d: f"{MONTHS[d.month - 1].title()} {d.day}, {d.year}",
    lambda d: CellText(str((d - date(1899, 12, 30)).days), "number"),
    lambda d: f"\u00a0{d:%d/%m/%Y} ",
]


@given(st.dates(date(2014, 1, 1), date(2036, 10, 31)), st.sampled_from(FORMS))
def test_any_date_in_any_accepted_form_reads_back(on: date, form: object) -> None:
    assert day_first(form(on), AS_ON).value == on  # type: ignore[operator]


@given(st.dates(date(2000, 1, 1), date(2028, 12, 31)))
def test_case_21_two_digits_read_back_or_are_refused_but_never_read_as_another_day(on: date) -> None:
    with suppress(ValueRefused):
        assert day_first(f"{on:%d/%m/%y}", AS_ON) == (on, SHORT)


@given(st.dates(date(2016, 11, 1), date(2028, 12, 31)))
def test_case_21_two_digits_near_the_as_on_date_read_back(on: date) -> None:
    assert day_first(f"{on:%d/%m/%y}", AS_ON) == (on, SHORT)


@given(st.dates(date(2016, 11, 1), date(2028, 12, 31)), st.sampled_from("-/."))
def test_years_of_two_digits_that_stand_first_are_never_read_as_a_far_day(on: date, sign: str) -> None:
    text = f"{on:%y}{sign}{on:%m}{sign}{on:%d}"
    with suppress(ValueRefused):
        assert day_first(text, AS_ON).value >= date(2016, 10, 31)


@given(st.dates(date(2000, 1, 1), date(2046, 10, 31)))
def test_a_date_that_can_only_be_month_first_is_never_read_and_always_noticed(on: date) -> None:
    text = f"{on:%m/%d/%Y}"
    assert only_in(text, Order.MONTH) is (on.day > 12)
    if on.day > 12:
        with pytest.raises(ValueRefused):
            day_first(text, AS_ON)


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
    assert only_in(text, Order.MONTH) is only


# --- typed by a person ---


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-31",
        "31/10/2026",
        "31-10-2026",
        "31.10.2026",
        "31-Oct-2026",
        "31 OCT 2026",
        "31 October 2026",
        "Oct 31, 2026",
        "10/31/2026",
        "2026-10-31 00:00:00",
        " 31-Oct-2026 ",
    ],
)
def test_a_typed_date_is_taken_where_it_has_one_reading(text: str) -> None:
    assert one_day(text) == AS_ON


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("03/04/2026", "03-Apr-2026 or 04-Mar-2026"),
        ("05-10-2026", "05-Oct-2026 or 10-May-2026"),
        ("26-10-05", "26-Oct-2005 or 05-Oct-2026"),
        ("26-Oct-05", "26-Oct-2005 or 05-Oct-2026"),
        ("31/10/26", "31-Oct-2026 or 26-Oct-2031"),
        ("46326", "in 2000 to 2099"),
        ("41026", "in 2000 to 2099"),
        ("31-Jun-2026", "in 2000 to 2099"),
        ("31/10/1999", "in 2000 to 2099"),
        ("9999-12-31", "in 2000 to 2099"),
        ("2026-10-31 23:59", "in 2000 to 2099"),
        ("today", "in 2000 to 2099"),
        ("2026-31-10", "in 2000 to 2099"),
        ("", "in 2000 to 2099"),
    ],
)
def test_a_typed_date_with_two_readings_or_none_is_refused_and_says_so(text: str, says: str) -> None:
    with pytest.raises(ValueRefused, match=says):
        one_day(text)


def test_two_equal_readings_are_one() -> None:
    assert one_day("10/10/2026") == date(2026, 10, 10)


@given(st.text(max_size=40) | st.text(alphabet="0123456789/-., :EeJanTZ+#", max_size=30))
def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    written_day(text)
    for read in (lambda t: day_first(t, AS_ON), one_day):
        with suppress(ValueRefused):
            read(text)
