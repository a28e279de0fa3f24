"""What changed is told: after reading answers back, and after a close against the closing before."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from tests.desk.intake.desk_folder import IMPORTER, boe, csv_text, invoice, obe_xml, orm
from tests.desk.month_fixture import OCTOBER, close, read_csv
from tests.desk.test_command_line import run
from tests.desk.test_review import HEAD, cell, row_of
from xl_addin.desk.close.report import closed_lines
from xl_addin.desk.lists import changes as changes_list

SEPTEMBER, NOVEMBER = date(2026, 9, 30), date(2026, 11, 30)
BREACH, BOTH = "BREACH_BEFORE_SWITCH", "SHOW_BOTH"
MARCH = date(2027, 3, 31)
A, B = "1000001", "1000002"
BOOK = "closing-2026-10.xlsx"


def extracts(folder: Path, as_on: date = OCTOBER) -> Path:
    """A, two invoices, shipped on 31-Mar-2026: + 6 months is 30-Sep-2026, a breach; B shipped on 1-May: 1-Nov-2026."""
    folder.mkdir(parents=True)
    said = {"item_kind": "BOE", "bill_of_entry_date": "06/09/2026", "port_of_discharge": "INNSA1"}
    facts = [
        {**said, "bill_of_entry_number": A, "shipment_date": "31/03/2026", "contract_due_date": "31/12/2026"},
        {**said, "bill_of_entry_number": B, "shipment_date": "01/05/2026", "contract_due_date": "15/11/2026"},
    ]
    bills = [
        boe(invoice(), invoice(serial="2", no="INV/2"), number=A, dated="06/09/2026"),
        boe(number=B, dated="06/09/2026"),
    ]
    files = {
        f"RBI{as_on:%d%m%Y}01.obe.xml": obe_xml(*bills),
        "orm.csv": csv_text([orm(number="IBA26010000001", paid="05/01/2026", purpose="S0101", amount="777.00")]),
        "facts.csv": csv_text(facts),
        "importers.csv": csv_text([IMPORTER]),
        "rates.csv": "date,currency,inr_per_unit\n2026-09-29,USD,88\n2026-10-30,USD,88\n2026-11-27,USD,88\n",
    }
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    return folder


class Desk:
    """A ledger with its closings, a folder each."""

    def __init__(self, home: Path, first: date) -> None:
        self.home, self.ledger = home, home / "desk.sqlite"
        self.source = extracts(home / "extracts", first)
        self.text = ""

    def close(self, as_on: date, folder: str = "") -> list[dict[str, str]]:
        """Closes; the rows of changes.csv."""
        out = self.home / (folder or f"{as_on:%Y-%m}")
        self.text = "\n".join(closed_lines(close(self.source, out, as_on, self.ledger)))
        return read_csv(out / "changes.csv")

    def edit(self, change: Callable[[Any], None], folder: str = "2026-10") -> None:
        path = self.home / folder / BOOK
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)

    def review(self, folder: str = "2026-10") -> str:
        """Reads the answers back by the command; what it says."""
        done = run("review", self.home / folder / BOOK, "--as-on", "2026-10-31", "--ledger", self.ledger)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def closed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that has closed October."""
    home = tmp_path_factory.mktemp("desk")
    Desk(home, OCTOBER).close(OCTOBER)
    return home


@pytest.fixture
def desk(closed_once: Path, tmp_path: Path) -> Desk:
    shutil.copytree(closed_once, tmp_path / "desk")
    desk = Desk.__new__(Desk)
    desk.home, desk.ledger = tmp_path / "desk", tmp_path / "desk" / "desk.sqlite"
    desk.source, desk.text = desk.home / "extracts", ""
    return desk


class Filled(NamedTuple):
    """Cells that a person fills on one row of a sheet."""

    sheet: str
    item: str
    cells: dict[str, Any]


def fill(desk: Desk, *filled: Filled) -> None:
    def change(book: Any) -> None:
        for one in filled:
            sheet = book[one.sheet]
            row = row_of(sheet, "ORM number" if one.item.startswith("IBA") else "BoE number", one.item)
            for header, value in one.cells.items():
                cell(sheet, row, header).value = value

    desk.edit(change)


def told(rows: list[dict[str, str]]) -> set[tuple[str, ...]]:
    """Item, question, status before and after, day before and after of each change."""
    names = ("subject", "boe_number", "orm_number", "invoice_serial", "status_before", "status", "due_before", "due")
    return {tuple(row[name] for name in names) for row in rows}


def payment(boe_number: str, serial: str, *said: str) -> tuple[str, ...]:
    return ("PAYMENT", boe_number, "", serial, *said)


# What a person types, and what it changes: worked out from rules 5.1. An extension of A moves its old date and lifts
# the breach only where it was granted on or before 30-Sep-2026; the day in force moves whenever it was granted.
ANSWERS: dict[str, tuple[Filled, set[tuple[str, ...]], str]] = {
    "an extension without the day of its grant moves the day in force, and the breach stays": (
        Filled("Extensions", A, {"Extended to": MARCH}),
        {payment(A, n, BREACH, BREACH, "2026-12-31", "2027-03-31") for n in "12"},
        "Extended to: blank → 31-Mar-2027",
    ),
    "an extension granted before the switch": (
        Filled("Extensions", A, {"Extended to": MARCH, "Granted on": date(2026, 9, 30)}),
        {payment(A, n, BREACH, BOTH, "2026-12-31", "2027-03-31") for n in "12"},
        "Extended to: blank → 31-Mar-2027; Granted on: blank → 30-Sep-2026",
    ),
    "an extension granted after it cures nothing": (
        Filled("Extensions", A, {"Extended to": MARCH, "Granted on": date(2026, 10, 1)}),
        {payment(A, n, BREACH, BREACH, "2026-12-31", "2027-03-31") for n in "12"},
        "Granted on: blank → 01-Oct-2026",
    ),
    "another contract date": (
        Filled("Extensions", B, {"Contract due": date(2026, 10, 20)}),
        {payment(B, "1", BOTH, BOTH, "2026-11-15", "2026-10-20")},
        "Contract due: 15-Nov-2026 → 20-Oct-2026",
    ),
    "the contract date is taken back": (
        Filled("Extensions", B, {"Contract due": None}),
        {payment(B, "1", BOTH, "CHECK", "2026-11-15", "")},
        "Contract due: 15-Nov-2026 → blank",
    ),
    "goods of their own rule: 1-May-2026 + 180 days of clean credit is 28-Oct-2026, no breach": (
        Filled("Extensions", B, {"Commodity": "DIAMOND", "Clean credit": "Y"}),
        set(),
        "Commodity: blank → DIAMOND; Clean credit: blank → Y",
    ),
    "a declaration opens the small-value facility": (
        Filled("Small value", B, {"Importer declaration": "Y"}),
        {("SMALLVALUE", B, "", "", "CHECK", "OK", "", "")},
        "Importer declaration: blank → Y",
    ),
    "a remark changes nothing": (Filled("Extensions", B, {"Remarks": "seen"}), set(), ""),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_reading_back_tells_what_changed(desk: Desk, name: str) -> None:
    filled, expected, why = ANSWERS[name]
    fill(desk, filled)
    text, path = desk.review(), desk.home / "2026-10" / "changes-by-review.csv"
    rows = read_csv(path) if path.exists() else []
    on_payment = [row for row in rows if row["subject"] != "EXTENSION"]
    plain = [row for row in on_payment if (row["status_before"], row["due_before"]) != (row["status"], row["due"])]
    assert told(plain) == expected
    assert why in " ".join(row["why"] for row in rows)
    said = f"Changed since this reading began: {len(rows)} decision" if rows else "No decision changed since"
    assert said in text
    assert not rows or str(path) in text


def test_what_one_answer_changes_on_many_invoices_is_one_line(desk: Desk) -> None:
    fill(desk, Filled("Extensions", A, {"Extended to": MARCH, "Granted on": date(2026, 9, 30)}))
    (line,) = [line for line in desk.review().splitlines() if "PAYMENT" in line and "BoE" in line]
    assert line == (
        "  BoE 1000001 of 06-Sep-2026 at INNSA1, 2 invoices, PAYMENT: BREACH_BEFORE_SWITCH → SHOW_BOTH, "
        "due 31-Dec-2026 → 31-Mar-2027, old due date 30-Sep-2026 → 31-Mar-2027, "
        "standing BREACH_BEFORE_SWITCH → NOT_DUE; because Extended to: blank → 31-Mar-2027; "
        "Granted on: blank → 30-Sep-2026"
    )


def test_nothing_new_tells_no_changes(desk: Desk) -> None:
    assert "Changed since" not in desk.review()
    assert not (desk.home / "2026-10" / "changes-by-review.csv").exists()


def test_the_first_closing_has_none_before_it(closed_once: Path) -> None:
    assert read_csv(closed_once / "2026-10" / "changes.csv") == []
    assert json.loads((closed_once / "2026-10" / "run.json").read_text("utf-8"))["compared_with"] == {}


def test_closing_again_tells_all_that_changed_since_the_month_was_closed_first(desk: Desk) -> None:
    """Every close of the month compares with the same closing, so that none hides what another has told."""
    run_first = json.loads((desk.home / "2026-10" / "run.json").read_text("utf-8"))
    assert desk.close(OCTOBER) == []
    assert f"No decision changed since the closing of 31-Oct-2026, run {run_first['run_id']}." in desk.text
    fill(desk, Filled("Extensions", A, {"Extended to": MARCH, "Granted on": date(2026, 9, 30)}))
    desk.review()
    first = desk.close(OCTOBER)
    moved = {payment(A, n, BREACH, BOTH, "2026-12-31", "2027-03-31") for n in "12"}
    assert {row for row in told(first) if row[0] == "PAYMENT"} == moved
    assert desk.close(OCTOBER) == first
    fill(desk, Filled("Extensions", B, {"Contract due": None}))
    desk.review()
    later = desk.close(OCTOBER)
    more = {payment(B, "1", BOTH, "CHECK", "2026-11-15", "")}
    assert {row for row in told(later) if row[0] == "PAYMENT"} == moved | more
    assert (
        json.loads((desk.home / "2026-10" / "run.json").read_text("utf-8"))["compared_with"]["run_id"]
        == (run_first["run_id"])
    )


def test_an_answer_that_was_taken_back_leaves_no_change(desk: Desk) -> None:
    fill(desk, Filled("Extensions", B, {"Contract due": None}))
    desk.review()
    assert desk.close(OCTOBER)
    fill(desk, Filled("Extensions", B, {"Contract due": date(2026, 11, 15)}))
    desk.review()
    assert desk.close(OCTOBER) == []


def test_the_next_month_tells_what_the_days_and_a_file_changed(desk: Desk) -> None:
    """Only the day has passed: B of 15-Nov-2026 is overdue on the 30th. A file of the desk brings a fact on A."""
    facts = {
        "item_kind": "BOE",
        "bill_of_entry_number": A,
        "bill_of_entry_date": "06/09/2026",
        "port_of_discharge": "INNSA1",
        "extension_granted_to": "31/03/2027",
        "extension_granted_on": "15/09/2026",
    }
    (desk.source / "facts-november.csv").write_text(csv_text([facts]), "utf-8")
    rows = {(row["subject"], row["boe_number"], row["invoice_serial"]): row for row in desk.close(NOVEMBER)}
    by_day, by_file = rows["PAYMENT", B, "1"], rows["PAYMENT", A, "1"]
    assert (by_day["standing_before"], by_day["standing"], by_day["why"]) == (
        "DUE_SOON",
        "OVERDUE",
        "day 31-Oct-2026 → 30-Nov-2026",
    )
    assert (by_file["status_before"], by_file["status"]) == (BREACH, BOTH)
    assert by_file["why"] == (
        "Extended to: blank → 31-Mar-2027; Granted on: blank → 15-Sep-2026; day 31-Oct-2026 → 30-Nov-2026"
    )
    first = next(line for line in desk.text.splitlines() if line.startswith("  BoE"))
    assert A in first  # an answer's change goes before those of a new day
    assert desk.close(NOVEMBER) == [*rows.values()]


def test_a_new_day_of_law_is_told_as_such(tmp_path: Path) -> None:
    """On 30-Sep-2026 the old rules give the day; from 1-Oct-2026 the contract does, and the missed day is a breach."""
    desk = Desk(tmp_path, SEPTEMBER)
    desk.close(SEPTEMBER)
    rows = [row for row in desk.close(OCTOBER) if (row["subject"], row["invoice_serial"]) == ("PAYMENT", "1")]
    assert told(rows) == {
        payment(A, "1", "OK", BREACH, "2026-09-30", "2026-12-31"),
        payment(B, "1", "OK", BOTH, "2026-11-01", "2026-11-15"),
    }
    assert {row["why"] for row in rows} == {"day 30-Sep-2026 → 31-Oct-2026, law MD2016 → REG2026"}


def test_a_closing_whose_lists_were_changed_is_not_compared_with_and_that_is_told(desk: Desk) -> None:
    path = desk.home / "2026-10" / "decisions.csv"
    path.write_text(path.read_text("utf-8-sig").replace("CHECK", "OK"), "utf-8-sig")
    assert desk.close(NOVEMBER) == []
    assert "What changed since the closing in 2026-10 is not told: its lists were changed or damaged" in desk.text


def test_a_closing_that_lies_elsewhere_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    shutil.move(desk.home / "2026-10", tmp_path / "archive" / "2026-10")
    assert desk.close(NOVEMBER) == []
    assert "Name it with --previous." in desk.text
    shutil.rmtree(desk.home / "2026-11")
    previous = tmp_path / "archive" / "2026-10"
    words = ("--as-on", "2026-11-30", "--out", desk.home / "2026-11", "--ledger", desk.ledger, "--previous", previous)
    done = run("close", desk.source, *words)
    assert "Changed since the closing of 31-Oct-2026" in done.stdout, done.stderr
    assert read_csv(desk.home / "2026-11" / "changes.csv")


def test_a_closing_of_another_ledger_beside_is_passed_over(desk: Desk) -> None:
    other = Desk(desk.home / "other", SEPTEMBER)
    other.close(SEPTEMBER)
    shutil.move(other.home / "2026-09", desk.home / "2026-09")
    desk.close(NOVEMBER)
    assert "since the closing of 31-Oct-2026" in desk.text


def test_the_book_shows_them_below_the_findings_and_summary_counts_them(desk: Desk) -> None:
    fill(desk, Filled("Extensions", A, {"Extended to": MARCH, "Granted on": date(2026, 9, 30)}))
    desk.review()
    rows = desk.close(OCTOBER)
    book = openpyxl.load_workbook(desk.home / "2026-10" / BOOK, data_only=True)
    page = book["Exceptions"]
    head, *lines = [[one.value for one in row] for row in page[page.tables["tblChanges"].ref]]
    assert head == [column.header for column in changes_list.LIST.columns]
    assert [line[head.index("Status after")] for line in lines] == [row["status"] for row in rows]
    told = {row[0].value: row[1].value for row in book["Summary"].iter_rows() if row[0].value}
    assert told["Decisions that changed since the closing before"] == len(rows) == 3
    assert cell(page, HEAD, "Code").value == "Code"
