"""Columns of dates judged as a whole: where two-digit years stand, and what a book has done to some of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, Desk, codes, csv_text, orm
from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.intake.terms import Terms
from xl_addin.desk.intake.whole_days import check_days
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.schema import Column, Kind

PAID = (Column("paid", Kind.DATE, ("paymentDate",)),)
RECORDED = (Column("paid", Kind.DATE, ("paymentDate",), past=True),)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def judged(*texts: str, date1904: bool = False) -> list[str]:
    """Codes of the findings on a column of these cells."""
    journal = Journal("orm.xlsx", date1904=date1904)
    check_days(PAID, [(n, {"paid": text}) for n, text in enumerate(texts, 2)], OCTOBER, journal)
    return [one.code for one in journal.findings]


def cell(text: str) -> CellText:
    return CellText(text, "date", "dd/mm/yyyy")


# --- two-digit years ---


@pytest.mark.parametrize(
    ("texts", "both"),
    [
        pytest.param(("20-10-26",), "20-Oct-2026 or 26-Oct-2020", id="one date that is near both ways"),
        pytest.param(("26-10-20",), "26-Oct-2020 or 20-Oct-2026", id="the same the other way round"),
        pytest.param(("26/10/25", "25/10/26"), "26-Oct-2025 or 25-Oct-2026", id="strokes"),
        pytest.param(("26-10-05", "26-10-20"), "26-Oct-2020 or 20-Oct-2026", id="field 05: one of them tells the rest"),
        pytest.param(("26-Oct-24", "26-Oct-05"), "26-Oct-2024 or 24-Oct-2026", id="a named month"),
        pytest.param(("26-10-31", "26-10-20"), "26-Oct-2020 or 20-Oct-2026", id="one that cannot be day first"),
        pytest.param(("10/11/12",), "10-Nov-2012 or 12-Nov-2010", id="far off both ways"),
    ],
)
def test_case_21_years_of_two_digits_whose_place_nothing_shows_refuse_the_file(
    texts: tuple[str, ...], both: str
) -> None:
    with pytest.raises(DeskError, match=both):
        judged(*texts)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(("05/10/26", "06/10/26"), id="far off if the year stood first"),
        pytest.param(("20/10/26", "31/10/26"), id="one that cannot be year first"),
        pytest.param(("20/10/26", "5/10/26"), id="one digit for the day"),
        pytest.param(("05/08/16", "31/10/26"), id="an old one beside one that settles it"),
        pytest.param(("20-Oct-26", "30-Oct-26"), id="a named month"),
        pytest.param(("20-OCT-26",), id="a named month alone: the year stands last, as Oracle writes it"),
        pytest.param(("05-Oct-2026", "17-OCT-26"), id="named months with a year of four digits and of two"),
        pytest.param(("26/10/26",), id="the same day both ways"),
        pytest.param(("05/10/2026", "01/01/29"), id="case_21: the year 29 refuses its row, not the file"),
        pytest.param(("26-10-05", "26-10-12", "25-11-10"), id="field 05: each row is refused by itself"),
    ],
)
def test_case_21_years_of_two_digits_whose_place_is_shown_do_not_refuse_the_file(texts: tuple[str, ...]) -> None:
    assert judged(*texts) == []


@pytest.mark.parametrize("text", ["27/10/26", "30-10-26", "28.10.26"])
def test_case_21_a_record_of_the_future_is_no_reading(text: str) -> None:
    """27-10-26 is the 27th where it is the day of a record: the 26th of October 2027 lies after the as-on date."""
    check_days(RECORDED, [(2, {"paid": text})], OCTOBER, Journal("orm.csv"))
    if text != "30-10-26":  # two years ahead may be a due date
        with pytest.raises(DeskError):
            judged(text)


def test_field_05_a_column_of_years_first_is_taken_nowhere(desk: Desk) -> None:
    taken = desk.orms(*(orm(number=f"Y{n}", paid=paid) for n, paid in enumerate(("26-10-05", "26-10-12", "25-11-10"))))
    assert (codes(taken), taken.rows_kept) == (["BAD_DATE"] * 3, 0)
    assert desk.rows(tables.orm_events) == []


# --- days counted by a book, in a file of text ---


def test_field_40_digits_that_may_be_a_date_are_refused_in_a_text_file(desk: Desk) -> None:
    days = ("41026", "51026", "051026", "20261005")
    taken = desk.orms(*(orm(number=f"D{n}", paid=paid) for n, paid in enumerate(days)), orm(number="OK"))
    assert [found.found for found in taken.findings if found.code == "BAD_DATE"] == list(days)
    assert taken.rows_kept == 1


def test_field_40_beside_such_digits_no_digits_alone_are_certain(desk: Desk) -> None:
    """46300 is 5-Oct-2026 and nothing else; in a column with 041026 the bank may mean another thing by digits."""
    importer = {**IMPORTER, "iec_last_updated": "46300"}
    orms = csv_text([orm(number="A", paid="46300"), orm(number="B", paid="041026"), orm(number="C")])
    taken = desk.take({"orm.csv": orms, "importers.csv": csv_text([importer])})
    assert [(found.source, found.row) for found in taken.findings if found.code == "BAD_DATE"] == [
        ("orm.csv", 2),
        ("orm.csv", 3),
    ]
    assert desk.orms(orm(number="A", paid="46300")).rows_kept == 1


def test_case_20_days_that_may_be_counted_from_1904_refuse_a_text_file(desk: Desk) -> None:
    """5-Oct-2026 is 46300 counted from 1900 and 44838 counted from 1904."""
    with pytest.raises(DeskError, match="04-Oct-2022 or 05-Oct-2026"):
        desk.orms(orm(paid="44838"), orm(number="B", paid="44839"))
    assert desk.orms(orm(paid="46300"), orm(number="B", paid="44838")).rows_kept == 2


# --- dates and texts in one column ---


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((cell("10/05/2026"), cell("10/07/2026"), "13/10/2026", "28/10/2026"), id="field 08: as it came"),
        pytest.param((cell("10/05/2026"), "13/10/2026"), id="one of each"),
        pytest.param((cell("10/05/2026"), "13-10-2026"), id="dashes"),
        pytest.param((cell("10/05/2026"), "13/10/26"), id="two-digit years"),
        pytest.param((cell("10/05/2026"), cell("10/10/2026"), "13/10/2026"), id="one that is the same both ways"),
        pytest.param((cell("10/05/2026"), "13/10/2026", "14/10/2026", "05/10/2026"), id="a later text among them"),
        pytest.param((cell("10/05/2026"), "13/10/2026 10:15"), id="with a time of day"),
        pytest.param(("13/10/2026", "28/10/2026", cell("12/01/2026")), id="texts first"),
    ],
)
def test_case_17_a_book_that_exchanged_days_and_months_of_some_is_refused(texts: tuple[str, ...]) -> None:
    with pytest.raises(DeskError, match="exchanged day and month"):
        judged(*texts)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        pytest.param("2026-{:02d}-10", "{:02d}/10/2026", id="as a program writes the dates of a book"),
        pytest.param("2026-{:02d}-10 00:00:00", "{:02d}/10/2026", id="with midnight"),
        pytest.param("10-{:02d}-2026", "{:02d}/10/2026", id="as a sheet shows them"),
        pytest.param("10.{:02d}.2026", "{:02d}-10-2026", id="dots"),
    ],
)
def test_case_17_a_text_file_of_such_a_book_is_refused(early: str, late: str) -> None:
    with pytest.raises(DeskError, match="exchanged day and month"):
        judged(*(early.format(n) for n in (5, 6, 7, 9)), *(late.format(n) for n in (13, 14, 20, 28)))
    assert judged(*(early.format(n) for n in (5, 6, 7)), late.format(13)) == []
    assert judged(*(early.format(n) for n in (5, 7)), *(late.format(n) for n in (13, 28))) == ["DATES_MIXED"]


@pytest.mark.parametrize("text", ["05OCT26", "5 Oct 26", "5th Oct 26", "05-OCT-26 12.00.00.000000 AM", "Mon 05/10/26"])
def test_a_month_by_its_name_has_no_day_to_be_exchanged_with(text: str) -> None:
    assert judged(text, "13/10/2026", text) == []


def test_case_18_a_day_before_its_month_behind_a_year_puts_iso_dates_in_doubt() -> None:
    with pytest.raises(DeskError, match="'2026-05-10' in row 2 may be 10-May-2026 or 05-Oct-2026"):
        judged("2026-05-10", "2026-31-10")
    assert judged("2026-10-28", "2026-31-10") == []  # that row alone is refused


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param((cell("05/10/2026"), cell("28/10/2026")), [], id="dates only"),
        pytest.param((cell("05/10/2026"), cell("06/10/2026")), [], id="early dates only"),
        pytest.param((cell("05/10/2026"), cell("28/10/2026"), "29/10/2026"), ["DATES_MIXED"], id="a late date cell"),
        pytest.param((cell("05/10/2026"), "06/10/2026"), ["DATES_MIXED"], id="early texts"),
        pytest.param((cell("05/10/2026"), "2026-10-28"), [], id="a text that no order can change"),
        pytest.param((cell("05/10/2026"), "28-Oct-2026"), [], id="a named month"),
        pytest.param((cell("05/10/2026"), ""), [], id="a blank"),
        pytest.param(tuple(cell(f"10/{m:02d}/2026") for m in (5, 7, 12)), ["DATES_ODD"], id="all of them exchanged"),
        pytest.param((cell("10/05/2026"), cell("10/07/2026")), [], id="two on one day of the month"),
        pytest.param((cell("10/05/2026"), cell("10/07/2026"), cell("11/08/2026")), [], id="not all on one day"),
        pytest.param((CellText("46300", "number"), "13/10/2026"), [], id="a number cell"),
    ],
)
def test_a_column_of_a_book_that_is_certain_passes_or_is_told(texts: tuple[str, ...], found: list[str]) -> None:
    assert judged(*texts) == found


def test_case_16_a_column_of_dates_with_two_readings_each_is_day_first(desk: Desk) -> None:
    """The stated rule: take-in declares day first; nothing in such a column speaks against it."""
    desk.orms(orm(paid="03/04/2026"), orm(number="B", paid="05/06/2026"))
    assert [row["payment_date"] for row in desk.rows(tables.orm_events)] == [date(2026, 4, 3), date(2026, 6, 5)]


# --- the order that the desk declares for a kind of extract ---

MONTH_FIRST = Terms(month_first=frozenset({SourceKind.ORM_LIST}))


def paid(desk: Desk, *texts: str, terms: Terms = MONTH_FIRST) -> list[date]:
    """Days of remittances whose file holds these texts."""
    rows = [orm(number=f"A{n}", paid=text) for n, text in enumerate(texts)]
    take_in(desk.ledger, desk.folder({"orm.csv": csv_text(rows)}), OCTOBER, ACTOR, terms=terms)
    return [row["payment_date"] for row in desk.rows(tables.orm_events)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("04/05/2026", date(2026, 4, 5), id="two readings: the declared one"),
        pytest.param("04-13-2026", date(2026, 4, 13), id="month first alone"),
        pytest.param("4.5.2026", date(2026, 4, 5), id="dots, no zeros"),
        pytest.param("10/05/26", date(2026, 10, 5), id="a year of two digits"),
        pytest.param("04/05/2026 10:30", date(2026, 4, 5), id="a time of day"),
        pytest.param("2026-04-05", date(2026, 4, 5), id="ISO has its own order"),
        pytest.param("5-Apr-2026", date(2026, 4, 5), id="a month by its name"),
        pytest.param("04/04/2026", date(2026, 4, 4), id="one day in both orders"),
    ],
)
def test_a_kind_declared_month_first_is_read_so(desk: Desk, text: str, day: date) -> None:
    assert paid(desk, text, "04/30/26") == [day, date(2026, 4, 30)]


def test_one_date_that_can_only_be_day_first_refuses_the_file(desk: Desk) -> None:
    with pytest.raises(DeskError) as refused:
        paid(desk, "04/05/2026", "13/04/2026")
    assert refused.value.what == "'13/04/2026' can only be a date with its day first, but orm is declared month first."
    assert refused.value.where == "File orm.csv, row 3."
    assert refused.value.todo == (
        "Take orm out of month_first in desk.toml, or export dates as yyyy-mm-dd, and take in again. Nothing of "
        "the file was taken in."
    )
    assert desk.rows(tables.orm_events) == []


def test_digits_alone_that_may_be_month_day_and_year_refuse_the_file(desk: Desk) -> None:
    with pytest.raises(DeskError) as refused:
        paid(desk, "43026")
    assert refused.value.what == "'43026' may be 30-Apr-2026 without its strokes, or a day counted by a book."
    assert refused.value.where == "File orm.csv, row 2."
    assert "yyyy-mm-dd" in refused.value.todo
    assert "dd/mm" not in refused.value.todo
    assert paid(desk, "46100") == [date(2026, 3, 19)]  # the 61st of April is none


def test_that_it_was_read_so_is_told(desk: Desk) -> None:
    folder = desk.folder({"orm.csv": csv_text([orm(paid="04/05/2026")])})
    found = take_in(desk.ledger, folder, OCTOBER, ACTOR, terms=MONTH_FIRST)
    assert [one.found for one in found.findings if one.code == "DATES_MONTH_FIRST"] == ["month_first names orm"]


def test_another_kind_stays_day_first(desk: Desk) -> None:
    assert paid(desk, "04/05/2026", terms=Terms(month_first=frozenset({SourceKind.RATES}))) == [date(2026, 5, 4)]
