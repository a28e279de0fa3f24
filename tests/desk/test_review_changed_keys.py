"""A cell of a key that was changed by hand is named with what the ledger has; nobody's answer goes to another item."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.desk.test_review import HEAD, Month, cell, on_disk, shown
from xl_addin.desk.month.month import read_month

OCTOBER = date(2026, 10, 31)
Edit = Callable[[Any], None]


@pytest.fixture
def month(tmp_path: Path, small_out: Path) -> Iterator[Month]:
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def as_day(value: datetime) -> str:
    return value.date().isoformat()


def put(sheet: str, header: str, value: object, row: int = HEAD + 1) -> Edit:
    def edit(book: Any) -> None:
        cell(book[sheet], row, header).value = value

    return edit


@pytest.mark.parametrize(
    ("sheet", "header", "value"),
    [
        ("Write-offs", "BoE number", "9999999"),
        ("Write-offs", "BoE date", date(2026, 10, 9)),
        ("Write-offs", "Port", "INXXX1"),
        ("Write-offs", "Serial", 77),
        ("Write-offs", "Serial", "one"),
        ("Write-offs", "BoE date", "some day"),
        ("Write-offs", "BoE number", None),
        ("Extensions", "BoE number", "9999999"),
        ("Extensions", "Port", "INXXX1"),
        ("Settlements", "ORM amount", 1),
        ("Settlements", "ORM number", "IBA99990000001"),
        ("Settlements", "Serial", 77),
        ("Follow-up", "ORM number", "IBA99990000001"),
        ("Follow-up", "AD code", "0009999"),
        ("Advances", "ORM number", "IBA99990000001"),
        ("Small value", "Port", "INXXX1"),
        ("BoE invoices", "Port", "INXXX1"),
    ],
)
def test_the_cell_is_named_with_what_the_ledger_has(month: Month, sheet: str, header: str, value: object) -> None:
    was = shown(month.book, sheet, HEAD + 1, header)
    month.edit(put(sheet, header, value))
    reviewed = month.review()
    assert not reviewed.changed
    changed = [one for one in reviewed.findings if one.code == "CHANGED_BY_HAND"]
    assert [(one.sheet, one.row, one.column) for one in changed] == [(sheet, HEAD + 1, header)]
    assert changed[0].expected == {"BoE date": as_day, "ORM amount": "{:.2f}".format}.get(header, str)(was)
    assert changed[0].action.startswith("This column belongs to the ledger and names the row. Put back what was there")
    assert {one.code for one in reviewed.findings} == {"CHANGED_BY_HAND", "ROW_NOT_KNOWN"}


def test_what_was_answered_in_such_a_row_is_told_and_not_taken(month: Month) -> None:
    def edit(book: Any) -> None:
        put("Write-offs", "Port", "INXXX1")(book)
        put("Write-offs", "Remarks", "seen by me")(book)

    month.edit(edit)
    reviewed = month.review()
    assert not reviewed.changed
    (told,) = [one for one in reviewed.findings if one.code == "ROW_NOT_KNOWN"]
    assert "Remarks = seen by me" in told.found


def test_two_parts_changed_are_no_item_that_anybody_could_name(month: Month) -> None:
    def edit(book: Any) -> None:
        put("Write-offs", "Port", "INXXX1")(book)
        put("Write-offs", "BoE number", "9999999")(book)

    month.edit(edit)
    assert {one.code for one in month.review().findings} == {"ROW_NOT_KNOWN", "ROWS_MISSING"}


def test_a_key_changed_into_that_of_another_row_gives_no_answer_to_that_item(month: Month) -> None:
    """The row above takes the whole key of the row below; what is written in it is not that item's."""
    sheet = on_disk(month.book, "Write-offs")
    keys = ("ORM number", "AD code", "BoE number", "BoE date", "Port", "Serial")
    there = [one for one in keys if any(top.value == one for top in sheet[HEAD])]
    below = {one: cell(sheet, HEAD + 2, one).value for one in there}

    def edit(book: Any) -> None:
        for one, value in below.items():
            put("Write-offs", one, value)(book)
        put("Write-offs", "Remarks", "of the row above")(book)

    month.edit(edit)
    before = read_month(month.ledger, OCTOBER).answers
    reviewed = month.review()
    assert not reviewed.changed
    assert read_month(month.ledger, OCTOBER).answers == before
    (told,) = [one for one in reviewed.findings if one.code == "ROW_TWICE"]
    assert (told.row, "of the row above" in told.found) == (HEAD + 1, True)


@pytest.mark.parametrize(
    ("days", "taken"), [(-1, True), (0, True), (1, False), (400, False)], ids=["before", "on it", "after", "long after"]
)
def test_goods_were_not_shipped_after_their_bill_of_entry(month: Month, days: int, taken: bool) -> None:
    entered = shown(month.book, "Extensions", HEAD + 1, "BoE date").date()
    shipped = date.fromordinal(entered.toordinal() + days)
    month.edit(put("Extensions", "Shipment date", shipped))
    reviewed = month.review()
    assert (reviewed.answers, len(reviewed.findings)) == ((1, 0) if taken else (0, 1))
    for told in reviewed.findings:
        assert (told.code, told.column) == ("INPUT_NOT_READ", "Shipment date")
        assert told.found == f"{shipped:%d-%b-%Y}"
        assert told.expected == f"a day up to {entered:%d-%b-%Y}, the day of the bill of entry"
