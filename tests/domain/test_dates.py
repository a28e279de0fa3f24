"""Calendar arithmetic: month ends, leap days, financial years, working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.domain import dates

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def day(text: str) -> date:
    """31-Aug-2021 as a banker writes it."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    number, month, year = text.split("-")
    return date(int(year), months.index(month) + 1, int(number))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        pytest.param("31-Aug-2021", 6, "28-Feb-2022", id="case_23: a month end is clipped"),
        pytest.param("30-Aug-2021", 6, "28-Feb-2022", id="case_23: two start days share one end"),
        pytest.param("28-Aug-2021", 6, "28-Feb-2022", id="case_23: the third start day of that end"),
        pytest.param("31-Aug-2023", 6, "29-Feb-2024", id="case_23: a leap February keeps the 29th"),
        pytest.param("29-Feb-2024", 12, "28-Feb-2025", id="case_23: a leap day a year later"),
        pytest.param("29-Feb-2024", 48, "29-Feb-2028", id="case_23: a leap day four years later"),
        pytest.param("28-Feb-2022", 6, "28-Aug-2022", id="case_23: a month end is not rolled up to the 31st"),
        pytest.param("30-Apr-2026", 1, "30-May-2026", id="case_23: nor the 30th to the 31st"),
        pytest.param("31-Aug-2021", 12, "31-Aug-2022", id="case_23: anchored, 12 months give the 31st back"),
        pytest.param("31-Dec-2026", 2, "28-Feb-2027", id="over the year's end"),
        pytest.param("15-Jan-2026", -1, "15-Dec-2025", id="a month back over the year's start"),
        pytest.param("31-Mar-2026", -1, "28-Feb-2026", id="a month back is clipped as well"),
        pytest.param("31-Oct-2026", 0, "31-Oct-2026", id="no month at all"),
    ],
)
def test_case_23_months_are_added_as_a_spreadsheets_edate_adds_them(start: str, months: int, end: str) -> None:
    assert dates.add_months(day(start), months) == day(end)


def test_case_23_chained_steps_lose_the_month_end_and_anchored_ones_keep_it() -> None:
    chained = dates.add_months(dates.add_months(day("31-Aug-2021"), 6), 6)
    assert chained == day("28-Aug-2022")
    assert dates.add_months(day("31-Aug-2021"), 12) == day("31-Aug-2022")


@given(DAYS, st.integers(-240, 240))
def test_added_months_land_in_the_right_month_and_never_later_in_it(start: date, months: int) -> None:
    end = dates.add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("anchor", "on", "months"),
    [
        ("31-Aug-2021", "28-Feb-2022", 6),
        ("31-Aug-2021", "31-Aug-2022", 12),
        ("31-Aug-2021", "28-Aug-2022", None),  # the chained date is not on the anchor's grid
        ("31-Aug-2021", "27-Feb-2022", None),
        ("31-Aug-2021", "01-Mar-2022", None),
        ("29-Feb-2024", "28-Feb-2025", 12),
        ("15-Oct-2026", "15-Oct-2026", 0),
        ("15-Oct-2026", "15-Sep-2026", -1),
    ],
)
def test_a_date_is_on_the_monthly_grid_of_its_anchor_or_not(anchor: str, on: str, months: int | None) -> None:
    assert dates.months_on_grid(day(anchor), day(on)) == months


@given(DAYS, st.integers(-60, 60))
def test_every_date_that_months_lead_to_is_on_the_grid(anchor: date, months: int) -> None:
    assert dates.months_on_grid(anchor, dates.add_months(anchor, months)) == months


@pytest.mark.parametrize(
    ("on", "year", "before"),
    [
        pytest.param("31-Mar-2026", "2025-26", ("2024-25", "2023-24"), id="case_27: the last day of a year"),
        pytest.param("01-Apr-2026", "2026-27", ("2025-26", "2024-25"), id="case_27: the first day of the next"),
        pytest.param("31-Dec-2026", "2026-27", ("2025-26", "2024-25"), id="case_27: December is of the same year"),
        pytest.param("01-Jan-2027", "2026-27", ("2025-26", "2024-25"), id="case_27: as is January"),
        pytest.param("30-Jun-1999", "1999-00", ("1998-99", "1997-98"), id="case_27: two digits at the century"),
        pytest.param("30-Jun-2009", "2009-10", ("2008-09", "2007-08"), id="case_27: two digits with a leading zero"),
    ],
)
def test_case_27_the_financial_year_runs_from_april_to_march(on: str, year: str, before: tuple[str, ...]) -> None:
    assert dates.preceding_financial_years(day(on), 2) == before
    later = day(on).replace(year=day(on).year + 1)
    assert dates.preceding_financial_years(later, 1) == (year,)


# October 2026 begins on a Thursday: Saturdays 3, 10 (2nd), 17, 24 (4th), 31 (5th).
@pytest.mark.parametrize(
    ("on", "works"),
    [
        ("01-Oct-2026", True),
        ("03-Oct-2026", True),  # 1st Saturday
        ("10-Oct-2026", False),  # 2nd
        ("17-Oct-2026", True),  # 3rd
        ("24-Oct-2026", False),  # 4th
        ("31-Oct-2026", True),  # 5th
        ("04-Oct-2026", False),  # Sunday
        ("02-Oct-2026", False),  # Gandhi Jayanti, in the bank's list
        ("14-Nov-2026", False),  # 14 is the last day that can be a 2nd Saturday
        ("08-Aug-2026", False),  # 8 is the first
    ],
)
def test_a_bank_works_on_the_first_third_and_fifth_saturday(on: str, works: bool) -> None:
    assert dates.is_working_day(day(on), {day("02-Oct-2026")}) is works


@pytest.mark.parametrize(
    ("on", "saturdays", "works"),
    [
        ("03-Oct-2026", (), True),  # none named: the usual ones
        ("10-Oct-2026", (), False),
        ("10-Oct-2026", (2, 4), True),  # the bank names the others
        ("24-Oct-2026", (2, 4), True),
        ("03-Oct-2026", (2, 4), False),
        ("17-Oct-2026", (1,), False),
        ("31-Oct-2026", (5,), True),
        ("04-Oct-2026", (1, 2, 3, 4, 5), False),  # never a Sunday
        ("09-Oct-2026", (1,), True),  # a Friday is not a Saturday
    ],
)
def test_a_bank_may_name_its_own_working_saturdays(on: str, saturdays: tuple[int, ...], works: bool) -> None:
    assert dates.is_working_day(day(on), (), saturdays) is works


def test_the_named_saturdays_count_in_a_period() -> None:
    # 9 Oct 2026 is a Friday: 10 (2nd Saturday) is day 1 where the bank works on it, else Monday 12
    assert dates.add_working_days(day("09-Oct-2026"), 1, (), (2,)) == day("10-Oct-2026")
    assert dates.add_working_days(day("09-Oct-2026"), 1, (), (1,)) == day("12-Oct-2026")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # 1 Oct; 2 holiday; 3 (1st Sat.) = day 1; 5, 6, 7, 8 = days 2 to 5
        ("01-Oct-2026", 5, "08-Oct-2026"),
        ("01-Oct-2026", 1, "03-Oct-2026"),
        # 9 Oct, Friday; 10 2nd Saturday, 11 Sunday: Monday is day 1
        ("09-Oct-2026", 1, "12-Oct-2026"),
        ("09-Oct-2026", 5, "16-Oct-2026"),
        # 23 Oct, Friday; 24 4th Saturday, 25 Sunday; 26-30 = 5 days
        ("23-Oct-2026", 5, "30-Oct-2026"),
        ("23-Oct-2026", 6, "31-Oct-2026"),
        # received on a Sunday: Monday is day 1
        ("11-Oct-2026", 1, "12-Oct-2026"),
        ("11-Oct-2026", 0, "11-Oct-2026"),
    ],
)
def test_working_days_are_counted_from_the_day_after_receipt(start: str, days: int, end: str) -> None:
    assert dates.add_working_days(day(start), days, {day("02-Oct-2026")}) == day(end)


@given(DAYS, st.integers(1, 30))
def test_the_nth_working_day_is_a_working_day_and_n_lie_between(start: date, days: int) -> None:
    end = dates.add_working_days(start, days)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert dates.is_working_day(end)
    assert sum(dates.is_working_day(on) for on in between) == days


def test_a_negative_count_of_working_days_is_a_mistake_of_the_program() -> None:
    with pytest.raises(AssertionError, match="-1 working days: counting back is not defined"):
        dates.add_working_days(day("01-Oct-2026"), -1)


@pytest.mark.parametrize(
    ("on", "end", "period"),
    [
        ("01-Feb-2024", "29-Feb-2024", "2024-02"),
        ("28-Feb-2026", "28-Feb-2026", "2026-02"),
        ("31-Dec-2026", "31-Dec-2026", "2026-12"),
        ("01-Apr-2026", "30-Apr-2026", "2026-04"),
    ],
)
def test_a_day_belongs_to_one_closing_period(on: str, end: str, period: str) -> None:
    assert dates.month_end(day(on)) == day(end)
    assert dates.period_of(day(on)) == period


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [("27-Feb-2024", 2, "29-Feb-2024"), ("27-Feb-2026", 2, "01-Mar-2026"), ("31-Oct-2026", 90, "29-Jan-2027")],
)
def test_calendar_days_leave_the_first_day_out_and_count_the_last(start: str, days: int, last: str) -> None:
    assert dates.add_days(day(start), days) == day(last)


@pytest.mark.parametrize(
    ("on", "serial", "date1904"),
    [
        pytest.param("1900-03-01", 61, False, id="the first day on which Excel's count is a calendar's"),
        pytest.param("2000-01-01", 36526, False, id="a day of the count from 1900"),
        pytest.param("2000-01-01", 35064, True, id="the same day 1,462 days lower in the count from 1904"),
        pytest.param("1904-01-01", 0, True, id="day 0 of the count from 1904"),
    ],
)
def test_a_day_and_its_serial_number_in_a_book(on: str, serial: int, date1904: bool) -> None:
    day = date.fromisoformat(on)
    assert dates.serial_of(day, date1904) == serial
    assert dates.day_of_serial(serial + 0.75, date1904) == day
