"""The run sheet of IDPMS: the last transfer of each kind, and a warning after one working day without one (rules 5.13).

31-Oct-2026 is a fifth Saturday, a working day; 24-Oct a fourth one, which is none; 2-Oct, a Friday, is no holiday here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.desk.intake.desk_folder import NOVEMBER, OCTOBER, Desk, boe, csv_text, mbe_text, obe_xml, orm, orm_xml
from tests.desk.month_fixture import law, read_csv
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.runs import Run, last_days, overdue_findings, runs_of
from xl_addin.ledger import state
from xl_addin.ledger.state import FileDay
from xl_addin.rulebook.policy import Policy

PAID = csv_text([orm(paid="05/10/2026")])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def runs(desk: Desk, as_on: date = OCTOBER, policy: Policy | None = None) -> list[Run]:
    month = read_month(desk.ledger, as_on)
    with desk.ledger.read() as connection:
        days = last_days(state.file_days(connection, month.period))
    return [*runs_of(month, law(policy), days)]


@pytest.mark.parametrize(
    ("files", "last"),
    [
        ([("0009001_RBI0610202601.obe.xml", "31")], "2026-10-06"),
        ([("0009001_RBI0610202601.obe.xml", "31"), ("0009001_RBI0310202601.obe.xml", "31")], "2026-10-06"),
        ([("october.obe.xml", "20")], "2026-10-20"),  # no stamp: the day on which it was taken in
        ([("october.obe.xml", "20"), ("0009001_RBI0610202601.obe.xml", "31")], "2026-10-20"),
        ([("0009001_RBI0211202601.obe.xml", "31")], "2026-10-31"),  # stamped later than it was taken in as of
        ([("0009001_RBI3210202601.obe.xml", "31")], "2026-10-31"),  # no such day
    ],
)
def test_the_last_day_is_that_of_the_stamp_or_else_of_the_take_in(files: list[tuple[str, str]], last: str) -> None:
    told = [FileDay(name, "BOE_MASTER", date(2026, 10, int(day))) for name, day in files]
    assert last_days(told) == {"BOE_MASTER": date.fromisoformat(last)}


@pytest.mark.parametrize(
    ("stamp", "as_on", "due", "status"),
    [
        ("3010", OCTOBER, "2026-10-31", "OK"),  # Friday, then a fifth Saturday: it works, and on that day is in time
        ("2910", OCTOBER, "2026-10-30", "CHECK"),
        ("2310", date(2026, 10, 25), "2026-10-26", "OK"),  # fourth Saturday and Sunday are out
        ("2310", date(2026, 10, 26), "2026-10-26", "OK"),
        ("2310", date(2026, 10, 27), "2026-10-26", "CHECK"),
    ],
)
def test_a_download_is_due_on_the_next_working_day(desk: Desk, stamp: str, as_on: date, due: str, status: str) -> None:
    desk.take({f"0009001_RBI{stamp}202601.obe.xml": obe_xml(boe())}, as_on)
    (run,) = runs(desk, as_on)
    assert run.found is not None
    assert (run.found.status, str(run.found.value)) == (status, due)
    assert [one.code for one in overdue_findings([run])] == ([] if status == "OK" else ["RUN_OVERDUE"])


def test_the_banks_calendar_counts(desk: Desk) -> None:
    desk.take({"0009001_RBI2910202601.obe.xml": obe_xml(boe())})
    holiday = replace(Policy(), holiday_list=(date(2026, 10, 30),))
    assert [run.found.status for run in runs(desk, policy=holiday) if run.found] == ["OK"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, []),  # nothing came and nothing is there
        ({"orm.csv": PAID}, ["Upload of remittances: no file of it was taken in"]),
        ({"0009001_RBI0510202601.orm.xml": orm_xml(orm(paid="05/10/2026"))}, []),  # nothing was paid since
        (
            {
                "0009001_RBI0510202601.orm.xml": orm_xml(orm(paid="05/10/2026")),
                "orm.csv": csv_text([orm(number="IBA26100000002", paid="06/10/2026")]),
            },
            ["Upload of remittances: last on 05-Oct-2026"],
        ),
        ({"a.mbe.csv": mbe_text(boe())}, ["Download of bills of entry: no file of it was taken in"]),
        ({"0009001_RBI3010202601.obe.xml": obe_xml(boe())}, []),
        ({"0009001_RBI0610202601.obe.xml": obe_xml(boe())}, ["Download of bills of entry: last on 06-Oct-2026"]),
    ],
)
def test_what_is_behind_is_told_once_for_each_transfer(desk: Desk, files: dict[str, str], told: list[str]) -> None:
    if files:
        desk.take(files)
    found = overdue_findings(runs(desk))
    assert [one.found for one in found] == told
    assert all((one.severity, one.source) == ("WARN", "IDPMS") for one in found)


def test_a_take_in_of_an_earlier_month_counts_and_one_that_was_taken_back_does_not(desk: Desk) -> None:
    desk.take({"a.obe.xml": obe_xml(boe())})
    (run,) = runs(desk, NOVEMBER)
    assert (run.last, run.found is not None and run.found.status) == (OCTOBER, "CHECK")


def test_manual_uploads_are_shown_with_their_last_day_and_are_not_daily(desk: Desk) -> None:
    desk.take({"a.mbe.csv": mbe_text(boe()), "a.obe.xml": obe_xml(boe(number="0052546"))})
    shown = {run.words: (run.last, run.found is None) for run in runs(desk)}
    assert shown["Upload of manual bills of entry"] == (OCTOBER, True)


def test_the_closing_shows_the_run_sheet_below_the_checklist(desk_out: Path) -> None:
    page = openpyxl.load_workbook(desk_out / "closing-2026-10.xlsx")["Checklist"]
    head, *rows = [[cell.value for cell in row] for row in page[page.tables["tblRuns"].ref]]
    told = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    download, upload = told["Download of bills of entry"], told["Upload of remittances"]
    # the last messages of the sample are stamped 31-Oct and 21-Oct
    assert (download["Last day"].date(), download["Standing of the run"]) == (OCTOBER, "OK")
    assert (upload["Last day"].date(), upload["Standing of the run"]) == (date(2026, 10, 21), "CHECK")
    assert "the run of 22-Oct-2026 is overdue" in upload["Why"]
    told_so = [row for row in read_csv(desk_out / "findings.csv") if row["code"] == "RUN_OVERDUE"]
    assert [(row["found"], row["expected"]) for row in told_so] == [
        ("Upload of remittances: last on 21-Oct-2026", "the next by 22-Oct-2026")
    ]
