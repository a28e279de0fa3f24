"""A heading means one thing: the dates of one item are the same on every sheet of the closing, and in its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.desk.built_month import BILLS, DATED, REMITTANCES, close_built
from tests.desk.month_fixture import read_csv
from tests.shared import shared
from xl_addin.desk.lists.book import SHEETS
from xl_addin.workbook.lists import Kind

BREACH, EVE = "BREACH_BEFORE_SWITCH", date(2026, 9, 30)
ORM, BOE = ("ORM number", "AD code"), ("BoE number", "BoE date", "Port")
INVOICE = (*BOE, "Serial")
Rows = list[dict[str, Any]]
# One day of one item: what names the item, then each table and heading below which that day stands.
# A file tells a remittance by its number alone; `decisions.csv/X` are its lines of subject X.
SAME: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "evidence due": (
        ("ORM number",),
        (
            ("tblOrm", "Evidence due"),
            ("tblAdvances", "Evidence due"),
            ("followups.csv", "evidence_due"),
            ("decisions.csv/ADVANCE", "due_date"),
        ),
    ),
    "documents due": (("ORM number",), (("tblOrm", "Documents due"), ("followups.csv", "documents_due"))),
    "old date of a remittance": (
        ("ORM number",),
        (
            ("tblOrm", "Old due date"),
            ("tblAdvances", "Old due date"),
            ("tblFollowUp", "Old due date"),
            ("decisions.csv/ADVANCE", "old_due_date"),
            ("decisions.csv/FOLLOWUP", "old_due_date"),
            ("followups.csv", "old_due_date"),
        ),
    ),
    "stage until": (("ORM number",), (("tblFollowUp", "Stage until"), ("decisions.csv/FOLLOWUP", "due_date"))),
    "payment due": (INVOICE, (("tblInvoices", "Payment due"), ("decisions.csv/PAYMENT", "due_date"))),
    "old date of an invoice": (
        INVOICE,
        (
            ("tblInvoices", "Old due date"),
            ("decisions.csv/PAYMENT", "old_due_date"),
        ),
    ),
    "rest of an invoice": (INVOICE, (("tblInvoices", "Payment due"), ("tblRetained", "Rest due"))),
    "old date of the rest": (INVOICE, (("tblInvoices", "Old due date"), ("tblRetained", "Rest old due date"))),
    "retained": (INVOICE, (("tblRetained", "Retained due"), ("decisions.csv/RETENTION", "due_date"))),
    "old date of an entry": (
        BOE,
        (
            ("tblInvoices", "Old due date"),
            ("tblExtensions", "Old due date"),
            ("decisions.csv/EXTENSION", "old_due_date"),
        ),
    ),
    "due now": (BOE, (("tblInvoices", "Payment due"), ("tblExtensions", "Due now"))),
    "room": (BOE, (("tblExtensions", "New due date"), ("decisions.csv/EXTENSION", "due_date"))),
    "shipment": (BOE, (("tblInvoices", "Shipment date"), ("tblExtensions", "Shipment date"))),
    "contract": (BOE, (("tblInvoices", "Contract due"), ("tblExtensions", "Contract due"))),
}
# Days that stand below one heading of one table, and are told nowhere else.
ALONE = {
    ("tblOrm", "Old documents due"),
    ("tblMerchantingDefaults", "Statement due"),
    ("tblEvidence", "Entry due"),
}
_IN_FILES = {
    "orm_number": "ORM number",
    "boe_number": "BoE number",
    "boe_date": "BoE date",
    "port_code": "Port",
    "invoice_serial": "Serial",
}


def rows_of(book: Path) -> dict[str, Rows]:
    """Every table of the workbook, its rows by heading."""
    found = {}
    for sheet in load_workbook(book):
        for table in sheet.tables.values():
            head, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
            found[table.name] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def files_of(out: Path) -> Iterator[tuple[str, Rows]]:
    """The files of the close that tell dates, in the headings of the sheets where they name an item."""
    files: dict[str, Rows] = defaultdict(list)
    for name in ("decisions.csv", "followups.csv"):
        for row in read_csv(out / name):
            told = {_IN_FILES.get(head, head): value for head, value in row.items()}
            files[f"{name}/{row['subject']}" if "subject" in row else name].append(told)
    return iter(files.items())


@pytest.fixture(scope="module", params=["small", "desk", "built"])
def out(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "built":
        return shared(tmp_path_factory, "built", close_built)
    found: Path = request.getfixturevalue(f"{request.param}_out")
    return found


@pytest.fixture(scope="module")
def tables(out: Path) -> dict[str, Rows]:
    return {**rows_of(next(out.glob("closing-*.xlsx"))), **dict(files_of(out))}


def plain(value: Any) -> str:
    """A cell as its text in a file: a day as ISO, nothing as nothing."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def days(rows: Rows, key: tuple[str, ...], heading: str) -> dict[tuple[str, ...], set[str]]:
    """The days below a heading, item by item."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        name = tuple(plain(row[part]) for part in key)
        if all(name):
            found[name].add(plain(row[heading]))
    return found


@pytest.mark.parametrize("meaning", SAME)
def test_a_date_is_the_same_on_every_sheet_and_in_every_file(tables: dict[str, Rows], meaning: str) -> None:
    key, places = SAME[meaning]
    told = [days(tables.get(table, []), key, heading) for table, heading in places]
    for (place, one), first in ((pair, told[0]) for pair in zip(places[1:], told[1:], strict=True)):
        assert {item: (first[item], seen) for item, seen in one.items() if item in first and first[item] != seen} == {}
        assert one.keys() & first.keys() or not one, place


def test_every_heading_of_a_due_date_is_looked_at() -> None:
    dated = {
        (table.name, column.header)
        for sheet in SHEETS
        for table in sheet.tables
        for column in table.columns
        if column.kind is Kind.DATE and "due" in column.header.lower()
    }
    known = {place for _, places in SAME.values() for place in places} | ALONE
    assert dated <= known


def test_a_former_date_stands_under_no_heading_of_a_date_in_force(tables: dict[str, Rows]) -> None:
    """The law of the as-on date has no day of evidence and the bank has set none."""
    assert all(row["Evidence due"] in (None, "") for row in tables["tblOrm"])
    assert any(row["Old due date"] for row in tables["tblOrm"])


def test_age_counts_from_one_clock(tables: dict[str, Rows], out: Path) -> None:
    as_on = datetime(2026, 10, 31)  # noqa: DTZ001 - a day, as a sheet holds it
    for row in tables["tblInvoices"]:
        due = row["Payment due"]
        assert row["Age days"] == (None if due is None else (as_on - due).days)
        assert (row["Age bucket"] == "NO_DATE") == (due is None)
        assert (row["Age bucket"] == "NOT_DUE") == (due is not None and due >= as_on)
    for row in tables["tblOrm"]:
        assert row["Age days"] == (as_on - row["Payment date"]).days


def test_a_breach_before_the_switch_is_one_on_every_sheet(tables: dict[str, Rows]) -> None:
    """Rules 5.1: the old date decides, unpaid on 30-Sep-2026; a contract date that passed by then is none."""
    late = {named(row) for row in tables["tblInvoices"] if row["Standing"] == BREACH}
    told = {named(row) for row in tables["tblExtensions"] if BREACH in str(row["Findings"])}
    old = {named(row) for row in tables["tblInvoices"] if row["Old due date"] and row["Old due date"].date() <= EVE}
    assert told == late == old


def named(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(plain(row[part]) for part in BOE)


# ---- the built month: its dates are those of the rules


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    return rows_of(next(shared(tmp_path_factory, "built", close_built).glob("closing-*.xlsx")))


def the_row(rows: Rows, heading: str, value: str) -> dict[str, Any]:
    (row,) = [row for row in rows if row[heading] == value]
    return row


def day(value: datetime | None) -> date | None:
    return value.date() if value else None


@pytest.mark.parametrize("asked", REMITTANCES, ids=lambda one: one.number)
def test_a_remittance_has_the_dates_of_the_rules(built: dict[str, Rows], asked: Any) -> None:
    row = the_row(built["tblOrm"], "ORM number", asked.number)
    assert (day(row["Old due date"]), day(row["Old documents due"])) == (asked.old_due, asked.old_documents)
    assert (row["Evidence due"], row["Documents due"]) == (None, None)


@pytest.mark.parametrize("asked", BILLS, ids=lambda one: one.number)
def test_an_entry_has_the_dates_of_the_rules(built: dict[str, Rows], asked: Any) -> None:
    row = the_row(built["tblInvoices"], "BoE number", asked.number)
    assert day(row["BoE date"]) == DATED
    assert (day(row["Payment due"]), day(row["Old due date"])) == (asked.due, asked.old_due)
