"""A heading means one thing: the dates of one item are the same on every sheet of the closing, and in its files."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

ORM, BOE = ("ORM number", "AD code"), ("BoE number", "BoE date", "Port")
BREACH = "BREACH_BEFORE_SWITCH"
# What names an item, and the headings of dates that must agree wherever it stands.
ITEMS = ((ORM, ("Evidence due", "Documents due", "Old due date")), (BOE, ("Old due date",)))


def rows_of(book: Path) -> dict[str, list[dict[str, Any]]]:
    """Every table of the workbook, its rows by heading."""
    found = {}
    for sheet in load_workbook(book, read_only=False):
        for table in sheet.tables.values():
            head, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
            found[table.name] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def seen(tables: dict[str, list[dict[str, Any]]], key: tuple[str, ...], heading: str) -> dict[Any, dict[str, set[Any]]]:
    """For each item the dates below a heading, table by table."""
    found: dict[Any, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for name, rows in tables.items():
        if rows and {*key, heading} <= rows[0].keys():
            for row in rows:
                if all(row[part] for part in key):
                    found[tuple(row[part] for part in key)][name].add(row[heading])
    return found


@pytest.fixture(scope="module", params=["small_out", "desk_out"])
def tables(request: pytest.FixtureRequest) -> dict[str, list[dict[str, Any]]]:
    out: Path = request.getfixturevalue(request.param)
    return rows_of(next(out.glob("closing-*.xlsx")))


@pytest.mark.parametrize(("key", "heading"), [(key, heading) for key, headings in ITEMS for heading in headings])
def test_a_date_is_the_same_on_every_sheet(
    tables: dict[str, list[dict[str, Any]]], key: tuple[str, ...], heading: str
) -> None:
    found = seen(tables, key, heading)
    shared = {item: dates for item, dates in found.items() if len(dates) > 1}
    assert shared or heading == "Documents due"
    assert {
        item: dict(dates) for item, dates in shared.items() if len({frozenset(one) for one in dates.values()}) > 1
    } == {}


def test_a_former_date_stands_under_no_heading_of_a_date_in_force(tables: dict[str, list[dict[str, Any]]]) -> None:
    """The law of the as-on date has no day of evidence and the bank has set none."""
    assert all(row["Evidence due"] in (None, "") for row in tables["tblOrm"])
    assert any(row["Old due date"] for row in tables["tblOrm"])


def test_age_counts_from_one_clock(tables: dict[str, list[dict[str, Any]]]) -> None:
    rows = tables["tblInvoices"]
    assert {bool(row["Payment due"]) for row in rows if row["Age bucket"] == "NO_DATE"} == {False}
    assert all(row["Age bucket"] == "NO_DATE" for row in rows if not row["Payment due"])


def test_a_breach_before_the_switch_is_one_on_every_sheet(tables: dict[str, list[dict[str, Any]]]) -> None:
    """Rules 5.1: the old date decides, unpaid on 30-Sep-2026; a contract date that passed by then is none."""
    late = {tuple(row[part] for part in BOE) for row in tables["tblInvoices"] if row["Standing"] == BREACH}
    told = {tuple(row[part] for part in BOE) for row in tables["tblExtensions"] if BREACH in str(row["Findings"])}
    assert told == late
    old = {tuple(row[part] for part in BOE) for row in tables["tblInvoices"] if passed(row["Old due date"])}
    assert late == old


def passed(old: Any) -> bool:
    return bool(old) and old.date() <= date(2026, 9, 30)
