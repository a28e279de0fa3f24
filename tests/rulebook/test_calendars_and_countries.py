"""Bank-supplied holiday lists and the FATF list: read loudly, never guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xl_addin.desk.holidays import load_calendars
from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.calendars import calendar_of, with_holidays, without_list
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers_countries import fatf_measure, is_country_code

LIST = """centre,date,name
mh,2026-10-02,Gandhi Jayanti
MH,2026-11-10,a day of Maharashtra
TN,2026-10-02,Gandhi Jayanti
TN,2026-10-20,a day of Tamil Nadu
TN,2027-01-15,another day of Tamil Nadu
"""


def saved(tmp_path: Path, text: str, name: str = "holidays.csv") -> Path:
    """A list of the bank."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_a_list_holds_the_holidays_of_each_centre(tmp_path: Path) -> None:
    calendars = load_calendars(saved(tmp_path, LIST))
    assert sorted(calendars) == ["MH", "TN"]
    assert calendar_of(calendars, " mh ").holidays == {date(2026, 10, 2), date(2026, 11, 10)}
    assert calendars["TN"].years == {2026, 2027}


def test_a_list_saved_by_excel_begins_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"\xef\xbb\xbf" + LIST.encode())
    assert len(load_calendars(path)) == 2


@pytest.mark.parametrize(
    ("centre", "days", "end"),
    [
        # received Thursday 1-Oct-2026: 2 is a holiday; 3 (1st Saturday), 5, 6, 7, 8
        ("MH", 5, date(2026, 10, 8)),
        # 12 days on: 9, 12, 13, 14, 15, 16, 17 (3rd Saturday) are days 6 to 12
        ("MH", 12, date(2026, 10, 17)),
        # 19 is day 13; 20 is a holiday in Tamil Nadu alone, so day 14 is the 21st there
        ("MH", 14, date(2026, 10, 20)),
        ("TN", 14, date(2026, 10, 21)),
    ],
)
def test_working_days_of_a_centre(tmp_path: Path, centre: str, days: int, end: date) -> None:
    calendar = calendar_of(load_calendars(saved(tmp_path, LIST)), centre)
    assert calendar.working_day_after(date(2026, 10, 1), days) == end


def test_holidays_of_a_centre_stand_beside_those_of_the_policy(tmp_path: Path) -> None:
    own = Policy(holiday_list=(date(2026, 12, 24), date(2026, 10, 2)), ext_step_months=3)
    found = with_holidays(own, load_calendars(saved(tmp_path, LIST)), "mh")
    assert found.holiday_list == (date(2026, 10, 2), date(2026, 11, 10), date(2026, 12, 24))
    assert found.ext_step_months == 3


def test_without_a_list_the_policy_stays_and_a_centre_alone_is_refused(tmp_path: Path) -> None:
    assert without_list(Policy(), "") == Policy()
    with pytest.raises(DeskError, match="'MH' is given without a holiday list"):
        without_list(Policy(), "MH")
    with pytest.raises(DeskError, match="no centre ''"):
        with_holidays(Policy(), load_calendars(saved(tmp_path, LIST)), "")


def test_a_centre_with_saturdays_of_its_own(tmp_path: Path) -> None:
    calendar = calendar_of(load_calendars(saved(tmp_path, LIST)), "MH")
    # 2 holiday, 3 not worked; 5, 6, 7, 8, 9
    assert calendar.working_day_after(date(2026, 10, 1), 5, (2, 4)) == date(2026, 10, 9)


@pytest.mark.parametrize(("start", "days"), [(date(2026, 12, 28), 5), (date(2025, 12, 31), 1), (date(2027, 1, 4), 1)])
def test_a_year_that_the_list_lacks_is_refused(tmp_path: Path, start: date, days: int) -> None:
    calendar = calendar_of(load_calendars(saved(tmp_path, LIST)), "MH")
    with pytest.raises(DeskError, match=r"The holiday list of MH has no date in 20(25|27)") as refused:
        calendar.working_day_after(start, days)
    assert refused.value.where == "Holidays of MH: 2026."
    assert "Add the holidays" in refused.value.todo


def test_a_list_of_two_years_reaches_over_the_new_year(tmp_path: Path) -> None:
    calendar = calendar_of(load_calendars(saved(tmp_path, LIST)), "TN")
    # Thursday 31-Dec-2026: Friday 1-Jan-2027 is day 1, Saturday 2 (1st) day 2
    assert calendar.working_day_after(date(2026, 12, 31), 2) == date(2027, 1, 2)


def test_an_unknown_centre_is_named_with_those_of_the_list(tmp_path: Path) -> None:
    calendars = load_calendars(saved(tmp_path, LIST))
    with pytest.raises(DeskError, match="no centre 'KA'") as refused:
        calendar_of(calendars, "KA")
    assert "MH, TN" in refused.value.todo


@pytest.mark.parametrize(
    ("text", "said", "where"),
    [
        ("", "file is empty", ""),
        ("day,name\n2026-10-02,x\n", "Columns are missing: centre", ""),
        ("centre,name\nMH,x\n", "Columns are missing: date", ""),
        ("centre,date,Day,name\nMH,2026-10-02,2026-10-02,x\n", "Two columns hold date", ""),
        ("centre,date,name\n", "holiday list is empty", ""),
        ("centre,date,name\n,2026-10-02,x\n", "has no centre", "line 2"),
        ("centre,date,name\nMH,02/10/2026,x\n", "'02/10/2026' is not a date with one reading", "line 2"),
        ("centre,date,name\nMH,20261002,x\n", "'20261002' is not a date with one reading", "line 2"),
        ("centre,date,name\nMH,2026-06-31,x\n", "'2026-06-31' is not a date with one reading", "line 2"),
        ("centre,date,name\nMH,11/8/2026,x\n", "'11/8/2026' is not a date with one reading", "line 2"),
        ("centre,date,name\nMH,26-11-08,x\n", "'26-11-08' is not a date with one reading", "line 2"),
        ("centre,date,name\nMH,,x\n", "'' is not a date with one reading", "line 2"),
        ("centre,date,name\nMH\n", "'' is not a date with one reading", "line 2"),
        ("centre,date,name\nMH,2026-10-02,x\nmh,2026-10-02,y\n", "MH has 02-Oct-2026 twice: 'x' and 'y'", "line 3"),
    ],
)
def test_a_list_that_cannot_be_used_says_where(tmp_path: Path, text: str, said: str, where: str) -> None:
    with pytest.raises(DeskError) as refused:
        load_calendars(saved(tmp_path, text))
    assert said in refused.value.what
    assert refused.value.where.endswith(where)
    assert "holidays.csv" in refused.value.where
    assert refused.value.todo


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be read"):
        load_calendars(tmp_path / "none.csv")
    with pytest.raises(DeskError, match="cannot be read"):
        load_calendars(tmp_path)


ONE = "Centre,Date,Name\nMH,2026-11-08,Diwali\n"
FORMS = [
    ("as asked", ONE.lower().replace("mh", "MH").encode()),
    ("headers in capitals", ONE.upper().encode()),
    ("semicolons", ONE.replace(",", ";").encode()),
    ("tabs", ONE.replace(",", "\t").encode()),
    ("quoted", b'"Centre","Date","Name"\r\n"MH","2026-11-08","Diwali, first day"\r\n'),
    ("with a mark", ONE.encode("utf-8-sig")),
    ("UTF-16, as Excel's Unicode text", ONE.replace(",", "\t").encode("utf-16")),
    ("windows-1252", ONE.replace("Diwali", "Caf\xe9").encode("cp1252")),
    ("blanks around", ONE.replace(",", " , ").encode()),
    ("other words, another order", b"Holiday;State;Holiday Date;Remarks\nDiwali;mh;2026-11-08;\n"),
    ("no names at all", b"centre,date\nMH,2026-11-08\n"),
    ("a title above", ("Holidays of 2026,,\n\n" + ONE).encode()),
    ("a column of weekdays", b"Sr,Date,Day,Holiday,Centre\n1,2026-11-08,Sunday,Diwali,MH\n"),
    ("weekdays cut short, one not told", b"Date,Day,Centre\n08-Nov-2026,Sun,MH\n08-Nov-2026,,TN\n"),
    ("rows end by a separator", b"Centre,Date,Name\nMH,2026-11-08,Diwali,\nTN,2026-11-08,Diwali,\n"),
    ("blank lines", ("\n" + ONE + "\n\n").encode()),
]


@pytest.mark.parametrize("content", [r[1] for r in FORMS], ids=[r[0] for r in FORMS])
def test_a_list_is_read_as_take_in_reads_its_tables(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "holidays.csv"
    path.write_bytes(content)
    assert load_calendars(path)["MH"].holidays == {date(2026, 11, 8)}


@pytest.mark.parametrize(
    ("country", "on", "measure"),
    [
        ("KP", date(2026, 11, 22), "COUNTERMEASURES"),
        (" kp ", date(2011, 2, 25), "COUNTERMEASURES"),
        ("KP", date(2011, 2, 24), None),
        ("IR", date(2016, 6, 23), "COUNTERMEASURES"),
        ("IR", date(2016, 6, 24), "ENHANCED_DUE_DILIGENCE"),
        ("IR", date(2020, 2, 20), "ENHANCED_DUE_DILIGENCE"),
        ("IR", date(2020, 2, 21), "COUNTERMEASURES"),
        ("MM", date(2022, 10, 20), None),
        ("MM", date(2022, 10, 21), "ENHANCED_DUE_DILIGENCE"),
        ("AE", date(2026, 11, 22), None),
    ],
)
def test_fatf_calls_have_their_days(country: str, on: date, measure: str | None) -> None:
    assert fatf_measure(country, on) == measure


HEAD = "country,name,measure,from_date,to_date\n"


def test_a_bank_keeps_its_own_list(tmp_path: Path) -> None:
    path = saved(tmp_path, HEAD + "xx,Nowhere,COUNTERMEASURES,2026-01-01,2026-01-01\n")
    assert fatf_measure("XX", date(2026, 1, 1), path) == "COUNTERMEASURES"
    assert fatf_measure("XX", date(2026, 1, 2), path) is None
    assert fatf_measure("KP", date(2026, 1, 1), path) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("country,name,measure,from_date\n", "no column 'to_date'"),
        (HEAD + "XXX,x,COUNTERMEASURES,2026-01-01,\n", "'XXX' is not a two-letter code"),
        (HEAD + "XX,x,BLACKLIST,2026-01-01,\n", "measure 'BLACKLIST' is unknown"),
        (HEAD + "XX,x,COUNTERMEASURES,,\n", "'' is not a date"),
        (HEAD + "XX,x,COUNTERMEASURES,2026-01-02,2026-01-01\n", "ends on 01-Jan-2026, before it begins"),
    ],
)
def test_a_country_list_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DeskError) as refused:
        fatf_measure("KP", date(2026, 1, 1), saved(tmp_path, text, "countries.csv"))
    assert said in refused.value.what
    assert "countries.csv" in refused.value.where
    assert refused.value.todo


def test_a_country_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be read"):
        fatf_measure("KP", date(2026, 1, 1), tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("text", "good"),
    [("AE", True), ("ae", True), ("A", False), ("ARE", False), ("A1", False), ("ÄE", False), ("", False)],
)
def test_the_form_of_a_country_code(text: str, good: bool) -> None:
    assert is_country_code(text) is good
