"""What a person typed into the lists of an open book stays, in a live Calc: the same rules as in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.buttons.live_person import Person
from tests.buttons.sample_desk import copy_sample
from tests.office.live_calc import LiveCalc
from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.workbook.books.port import CellValue
from xl_addin.workbook.month.styles import not_read

LONG = "asked the importer again, " * 16
# List, key, column, what is typed; text begins with an apostrophe where Calc would make something else of it.
UNREAD = [
    ("tblSettlements", "IBA26100000014", "Accept or Reject", "Acept"),
    ("tblSettlements", "IBA26100000015", "Remarks", LONG),
    ("tblWriteOffs", "7100019", "Remarks", "=1/0"),
    ("tblWriteOffs", "7100010", "Reason", "bank chg"),
    ("tblExtensions", "7100016", "Extended to", "'03/04/2027"),
    ("tblExtensions", "6200025", "Contract due", "'45000"),
]


@pytest.fixture
def person(calc: LiveCalc, tmp_path: Path) -> Person:
    person = Person(calc, copy_sample(tmp_path))
    person.press("take_in", "match")
    return person


def shown(person: Person, table: str, key: str, header: str) -> str:
    return str(person.cell(table, key, header).api.Text)


def typed_as_text(person: Person, table: str, key: str, header: str, text: str) -> None:
    """A cell that was given the format Text before."""
    cell = person.cell(table, key, header)
    cell.api.NumberFormat = "@"
    cell.api.Value2 = text


@pytest.mark.parametrize("command", ["decide", "match", "review"])
def test_cells_that_cannot_be_read_keep_their_content_in_calc(person: Person, command: str) -> None:
    for table, key, header, text in UNREAD:
        cell = person.cell(table, key, header)
        if text.startswith("="):
            cell.api.NumberFormat = "General"
            cell.api.Formula = text
        else:
            cell.api.Value2 = text
    before = [shown(person, *place) for *place, _ in UNREAD]
    told = person.press(command).text()
    assert [shown(person, *place) for *place, _ in UNREAD] == before
    assert told.count("INPUT_NOT_READ at") == len(UNREAD)
    assert LONG.strip() in told
    codes = [row[2] for row in person.book.read_table("tblExceptions").rows]
    assert codes.count("INPUT_NOT_READ") == len(UNREAD)


def test_a_formula_that_shows_nothing_withdraws_no_answer_in_calc(person: Person) -> None:
    person.answer("tblWriteOffs", "7100019", "Remarks", "asked the importer")
    person.press("review")
    cell = person.cell("tblWriteOffs", "7100019", "Remarks")
    cell.api.NumberFormat = "General"
    cell.api.Formula = '=IF(1=2;"x";"")'
    told = person.press("review").text()
    assert "a formula that shows nothing" in told
    assert "withdraws" not in told
    assert shown(person, "tblWriteOffs", "7100019", "Remarks") == "asked the importer"
    assert "Nothing new" in person.press("review").text()
    person.cell("tblWriteOffs", "7100019", "Remarks").api.ClearContents()
    assert "1 of these answers withdraws" in person.press("review").text()


def test_a_day_typed_as_text_is_read_and_shown_as_a_day_afterwards(person: Person) -> None:
    typed_as_text(person, "tblExtensions", "7100016", "Contract due", "31-Dec-2026")
    person.cell("tblExtensions", "6200025", "Contract due").api.NumberFormat = "General"
    person.answer("tblExtensions", "6200025", "Contract due", "'30-Nov-2026")
    person.press("decide")
    assert shown(person, "tblExtensions", "7100016", "Contract due") == "31-Dec-2026"
    assert "kept 2 answers" in person.press("review").text()
    for key, day, serial in (("7100016", "31-Dec-2026", 46387.0), ("6200025", "30-Nov-2026", 46356.0)):
        assert person.row("tblExtensions", key)["Contract due"] == serial
        assert shown(person, "tblExtensions", key, "Contract due") == day


def test_rows_of_no_item_stand_at_the_end_in_calc(person: Person) -> None:
    person.answer("tblWriteOffs", "7100019", "Remarks", "kept aside")
    person.cell("tblWriteOffs", "7100019", "BoE number").api.Value2 = "7100O19"
    count = len(person.book.read_table("tblWriteOffs").rows)
    for command in ("decide", "match", "review"):
        assert "ROW_NOT_KNOWN at Write-offs" in person.press(command).text()
        there = person.book.read_table("tblWriteOffs")
        assert len(there.rows) == count + 1
        assert {"7100O19", "kept aside"} <= set(there.rows[-1])
        assert shown(person, "tblWriteOffs", "7100O19", "BoE date").count("-") == 2


def test_an_answer_on_an_older_sheet_survives_in_calc(person: Person, tmp_path: Path, calc: LiveCalc) -> None:
    person.answer("tblWriteOffs", "7100019", "Remarks", "first")
    person.press("review")
    (tmp_path / "second").mkdir()
    path = tmp_path / "second" / "second_book.xlsx"
    other = Person(calc, copy_sample(tmp_path / "second").rename(path))
    other.home = person.home
    other.press("match")
    person.cell("tblWriteOffs", "7100019", "Remarks").api.Value2 = ""
    other.answer("tblWriteOffs", "7100010", "Remarks", "of the other")
    other.press("review")
    person.press("decide")
    assert shown(person, "tblWriteOffs", "7100019", "Remarks") == ""
    assert shown(person, "tblWriteOffs", "7100010", "Remarks") == "of the other"
    assert "kept 1 answers" in person.press("review").text()
    other.press("decide")
    assert shown(other, "tblWriteOffs", "7100019", "Remarks") == ""


def add_column(person: Person, table: str, header: str, cells: list[Any]) -> None:
    """A column of the person's own at the right end of a list."""
    there = person.book.read_table(table)
    page = person.open.sheets[there.sheet]
    right = there.first_column + len(there.headers)
    page.range((there.header_row, right)).api.Value2 = header
    for down, text in enumerate(cells, there.header_row + 1):
        page.range((down, right)).api.Formula = text
    found = next(one for one in page.tables if one.name == table)
    last = there.header_row + len(there.rows)
    found.resize(page.range((there.header_row, there.first_column), (last, right)))


def test_notes_stay_with_their_rows_in_calc(person: Person) -> None:
    for table in ("tblOrm", "tblExceptions"):
        rows = person.book.read_table(table).rows
        add_column(person, table, "My notes", [f"note {at}" for at in range(len(rows))])
    before = {table: person.book.read_table(table).rows for table in ("tblOrm", "tblExceptions")}
    person.press("match")
    assert {table: person.book.read_table(table).rows for table in before} == before


def test_formulas_of_ones_own_stay_with_their_rows_in_calc(person: Person) -> None:
    there = person.book.read_table("tblSettlements")
    amount = chr(ord("A") + there.first_column - 1 + there.headers.index("ORM amount"))
    first = there.header_row + 1
    mine = [f"={amount}{row}/2" if row % 3 else f"note {row}" for row in range(first, first + len(there.rows))]
    add_column(person, "tblSettlements", "Half", mine)
    person.answer("tblSettlements", "IBA26100000014", "Accept or Reject", "Accept")
    before = halves(person)
    person.press("review")
    assert halves(person) == before
    texts = [text for text in person.book.formulas("tblSettlements", ["Half"])["Half"] if text]
    assert len(texts) == len([text for text in mine if text.startswith("=")])
    assert len(set(texts)) == 1  # the same words in R1C1: each means its own row


def halves(person: Person) -> dict[tuple[CellValue, ...], CellValue]:
    """What the person's column shows, by the item of each row."""
    there = person.book.read_table("tblSettlements")
    rows = [dict(zip(there.headers, row, strict=True)) for row in there.rows]
    return {tuple(row[one] for one in ("ORM number", "BoE number", "Port", "Serial")): row["Half"] for row in rows}


# What is typed, and whether reading back takes it; a day typed as text is marked although it may be readable.
MARKED = [
    ("tblSettlements", "Accept or Reject", "accept", False),
    ("tblSettlements", "Accept or Reject", "Acept", True),
    ("tblSettlements", "Accept or Reject", "", False),
    ("tblWriteOffs", "AD satisfied", "yes", False),
    ("tblWriteOffs", "AD satisfied", "=TRUE()", False),
    ("tblWriteOffs", "AD satisfied", "=1", True),
    ("tblWriteOffs", "Remarks", "seen", False),
    ("tblWriteOffs", "Remarks", "=45000", True),
    ("tblWriteOffs", "Remarks", "=1/0", True),
    ("tblWriteOffs", "Remarks", LONG, True),
    ("tblExtensions", "Contract due", "=46387", False),
    ("tblExtensions", "Contract due", "=36525", True),
    ("tblExtensions", "Contract due", "=1e10", True),
    ("tblExtensions", "Contract due", "'03/04/2027", True),
    ("tblExtensions", "Contract due", "", False),
]


def test_a_blue_cell_that_would_not_be_read_is_marked_at_once(person: Person) -> None:
    """The formula of each conditional format, calculated by Calc over what is typed."""
    page = person.open.sheets["Start"]
    for row, (table, header, typed, _) in enumerate(MARKED, 201):
        page.range((row, 30)).api.Formula = typed
        column = MONTH_LISTS[table].column(header)
        formula = f"=IF(ISERROR($AD{row}),TRUE(),{not_read(column, f'$AD{row}')})"
        page.range((row, 31)).api.Formula = formula.replace(",", ";")  # as Calc writes it
    shown = [page.range((row, 31)).api.Value2 for row in range(201, 201 + len(MARKED))]
    assert [bool(one) for one in shown] == [marked for *_, marked in MARKED]
