"""Duties that a person fulfils in the blue cells, and what every settled advance and every act carries."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from tests.desk.lists.test_lists import column_of
from tests.desk.month_fixture import OCTOBER, SMALL, read_csv
from tests.desk.test_review import HEAD, Month, cell, first_of, on_disk, row_of, shown
from xl_addin.cli.main import app
from xl_addin.desk.answers.undo import history
from xl_addin.desk.month.month import read_month
from xl_addin.domain.records import ADVANCE_PURPOSE
from xl_addin.ledger import open_ledger

GRANTED = date(2027, 6, 30)


@pytest.fixture
def closed(tmp_path: Path, small_out: Path) -> Iterator[Month]:
    """The closed small month, in a folder of its own."""
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def rows_where(book: Any, sheet: str, header: str, value: object) -> list[int]:
    page = book[sheet]
    return [row for row in range(HEAD + 1, page.max_row + 1) if cell(page, row, header).value == value]


def test_a_settled_advance_names_number_date_and_port_of_its_bill_of_entry(small_out: Path) -> None:
    ledger = open_ledger(str(small_out / "ledger.sqlite"), create=False)
    month = read_month(ledger, OCTOBER)
    ledger.close()
    advances = {i.record.orm_number for i in month.orms.values() if i.record.purpose_code == ADVANCE_PURPOSE}
    bills = {i.record.boe_key for i in month.invoices.values()}
    lines = [row for row in read_csv(small_out / "settlements.csv") if row["orm_number"] in advances]
    assert len(lines) > 10
    for row in lines:
        assert f"{row['boe_number']}/{row['boe_date']}/{row['port_code']}" in bills
        assert (len(row["boe_number"]), len(row["port_code"])) == (7, 6)


def test_an_extension_that_was_granted_is_recorded_and_moves_the_due_date(closed: Month) -> None:
    book = openpyxl.load_workbook(closed.book)
    row = row_of(book["Extensions"], "Status", "OK")
    boe = cell(book["Extensions"], row, "BoE number").value
    closed.edit(lambda book: setattr(cell(book["Extensions"], row, "Extended to"), "value", GRANTED))
    reviewed = closed.review()
    assert (reviewed.answers, reviewed.findings) == (1, ())
    closed.close()
    answers = read_month(closed.ledger, OCTOBER).answers.items()
    granted = [(kind, key.split("/")[0]) for (kind, key), known in answers if known.get("extended_until") == GRANTED]
    assert granted == [("BOE", boe)]
    book = openpyxl.load_workbook(closed.book)
    page = book["BoE invoices"]
    dues = {cell(page, at, "Payment due").value.date() for at in rows_where(book, "BoE invoices", "BoE number", boe)}
    assert dues == {GRANTED}


def test_link_and_certificate_of_an_importer_are_kept_and_a_missing_link_is_told_not_barred(closed: Month) -> None:
    def answer(book: Any) -> None:
        page = book["Import licence"]
        cell(page, at, "Linked with DGFT").value = "no"
        cell(page, at, "Last checked").value = date(2026, 10, 28)
        cell(page, at, "Certificate").value = "IEC/2026/00417"
        cell(page, at, "Certificate date").value = date(2026, 4, 4)

    at = row_of(on_disk(closed.book, "Import licence"), "Status", "ACTIVE")
    iec = shown(closed.book, "Import licence", at, "IEC")
    closed.edit(answer)
    reviewed = closed.review()
    assert (reviewed.answers, reviewed.findings) == (4, ())
    closed.close()
    page = on_disk(closed.book, "Import licence")
    row = row_of(page, "IEC", iec)
    said = cell(page, row, "Why").value
    assert "not linked with DGFT" in said
    assert "last checked 28-Oct-2026" in said
    assert cell(page, row, "Status").value == "ACTIVE"
    assert (cell(page, row, "Linked with DGFT").value, cell(page, row, "Certificate").value) == ("N", "IEC/2026/00417")
    assert cell(page, row, "Certificate date").value.date() == date(2026, 4, 4)
    others = [one for one in range(HEAD + 1, page.max_row + 1) if one != row and cell(page, one, "IEC").value]
    assert not any("not linked" in str(cell(page, one, "Why").value) for one in others)
    assert closed.review().changed is False


def test_an_importer_stands_once_on_import_licence(small_out: Path) -> None:
    iecs = column_of(small_out / "closing-2026-10.xlsx", "Import licence", "tblImportLicence", "IEC")
    assert len(iecs) == len(set(iecs)) == len(read_csv(SMALL / "importers.csv"))


def test_the_regional_office_of_a_referral_and_the_papers_of_a_write_off_are_kept(closed: Month) -> None:
    def answer(book: Any) -> None:
        first_of(book["Referrals"], "Regional Office", "ORM number").value = "Mumbai"
        cell(book["Write-offs"], HEAD + 1, "Papers").value = "survey report 12 of 01-Oct-2026"
        cell(book["Extensions"], HEAD + 1, "Papers").value = "letter of 02-Oct-2026"

    closed.edit(answer)
    reviewed = closed.review()
    assert (reviewed.answers, reviewed.findings) == (3, ())
    closed.close()
    assert first_of(on_disk(closed.book, "Referrals"), "Regional Office", "ORM number").value == "Mumbai"
    assert shown(closed.book, "Write-offs", HEAD + 1, "Papers") == "survey report 12 of 01-Oct-2026"
    assert shown(closed.book, "Extensions", HEAD + 1, "Papers") == "letter of 02-Oct-2026"


def test_documents_answered_on_an_advance_are_shown_there_at_the_next_close(closed: Month) -> None:
    row = row_of(openpyxl.load_workbook(closed.book)["Advances"], "Documents received", None)
    orm = shown(closed.book, "Advances", row, "ORM number")
    closed.edit(lambda book: setattr(cell(book["Advances"], row, "Documents received"), "value", "Y"))
    assert closed.review().answers == 1
    closed.close()
    row = row_of(openpyxl.load_workbook(closed.book)["Advances"], "ORM number", orm)
    assert shown(closed.book, "Advances", row, "Documents received") == "Y"
    assert not closed.review().changed


def test_every_act_of_a_close_stands_in_the_log_with_day_moment_and_person(closed: Month) -> None:
    acts = history(closed.ledger)
    assert [act.kind for act in acts] == ["CLOSE", "SETTLE", "TAKE_IN"]
    assert {(act.as_on, act.user, act.at) for act in acts} == {(OCTOBER, "maker1", "2026-11-02T09:30:00+05:30")}
    assert all(act.rows > 0 and act.detail for act in acts)


def test_holidays_of_a_centre_move_the_days_of_the_checklist(tmp_path: Path) -> None:
    listed = tmp_path / "holidays.csv"
    listed.write_text("centre,date,name\nMH,2026-11-02,a day\nTN,2026-11-03,another\n", "utf-8")
    wanted = {"": date(2026, 11, 2), "MH": date(2026, 11, 3), "TN": date(2026, 11, 2)}
    for centre, first in wanted.items():
        out = tmp_path / f"out{centre}"
        more = ["--calendar", str(listed), "--centre", centre] if centre else []
        done = CliRunner().invoke(app, ["close", str(SMALL), "--as-on", "2026-10-31", "--out", str(out), *more])
        assert done.exit_code == 0, done.output
        page = on_disk(out / "closing-2026-10.xlsx", "Checklist")
        assert cell(page, HEAD + 1, "Due").value.date() == first, centre


def test_goods_are_named_on_the_sheets_asked_about_and_decided(closed: Month) -> None:
    """An HS code alone brings the goods onto the sheet that asks the rest; half a piece is no count."""

    def named(book: Any) -> None:
        cell(book["BoE invoices"], HEAD + 1, "HS code").value = "84713010"
        cell(book["Advances"], HEAD + 1, "HS code").value = "72083940"

    def filled(pieces: object) -> Any:
        def answer(book: Any) -> None:
            page = book["DGFT goods"]
            row = row_of(page, "Subject", "IMS")
            cell(page, row, "IT hardware").value = "Laptop"
            cell(page, row, "Quantity").value = pieces
            steel = row_of(page, "Subject", "SIMS")
            cell(page, steel, "Registered on").value = date(2026, 10, 1)
            cell(page, steel, "Expected arrival").value = date(2026, 11, 20)
            cell(page, steel, "Registration number").value = "SIMS-9"

        return answer

    closed.edit(named)
    assert closed.review().answers == 2
    closed.close()
    page = on_disk(closed.book, "DGFT goods")
    assert [cell(page, row, "Status").value for row in (HEAD + 1, HEAD + 2)] == ["CHECK", "CHECK"]
    closed.edit(filled(20.5))
    reviewed = closed.review()
    assert (reviewed.answers, [one.code for one in reviewed.findings]) == (4, ["INPUT_NOT_READ"])
    closed.close()
    closed.edit(filled(20))
    assert (closed.review().answers, closed.review().findings) == (1, ())
    closed.close()
    page = on_disk(closed.book, "DGFT goods")
    told = {cell(page, row, "Subject").value: cell(page, row, "Status").value for row in (HEAD + 1, HEAD + 2)}
    assert told == {"IMS": "REFUSE", "SIMS": "OK"}
    assert not closed.review().changed


TODAY, DAY_AFTER = date(2026, 11, 2), date(2026, 11, 3)  # of the reading; as on 31-Oct-2026
# sheet and column with a day, the day typed, whether it is taken
DAYS = [
    ("a memo of today", "Referrals", "Memo date", TODAY, True),
    ("a memo of the as-on date", "Referrals", "Memo date", OCTOBER, True),
    ("a memo of tomorrow", "Referrals", "Memo date", DAY_AFTER, False),
    ("a check of today", "Import licence", "Last checked", TODAY, True),
    ("a check of tomorrow", "Import licence", "Last checked", DAY_AFTER, False),
    ("a certificate of today", "Import licence", "Certificate date", TODAY, True),
    ("a certificate of tomorrow", "Import licence", "Certificate date", DAY_AFTER, False),
    ("a letter of the as-on date", "Follow-up", "First letter", OCTOBER, True),
    ("a letter of today counts for the next month", "Follow-up", "First letter", TODAY, False),
]


@pytest.mark.parametrize(("case", "sheet", "column", "day", "taken"), DAYS, ids=[row[0] for row in DAYS])
def test_a_paper_may_be_of_today_and_what_a_decision_counts_with_of_the_as_on_date(
    closed: Month, case: str, sheet: str, column: str, day: date, taken: bool
) -> None:
    closed.edit(lambda book: setattr(first_of(book[sheet], column, column), "value", day))
    read = closed.review()
    assert (read.answers, [one.code for one in read.findings]) == ((1, []) if taken else (0, ["INPUT_NOT_READ"]))
    if not taken:
        last = "02-Nov-2026, today" if sheet != "Follow-up" else "31-Oct-2026, the as-on date"
        assert read.findings[0].expected == f"a day up to {last}"
