"""What every implementation of the Book port has in common: one suite over a closed file and a live Calc book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.live.desk_books import HEADERS, OTHER, ROWS, TABLE, changed, month_book, same_table_name_twice
from xl_addin.desk.lists.settlements import LIST as SETTLEMENTS
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.live.book import live_book
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.normal import from_cell
from xl_addin.workbook.books.port import CARD, Book, Fault, SheetTable, cells_merged, no_table, table_twice
from xl_addin.workbook.lists import Kind

Opener = Callable[[Path], Book]
DAY = next(column for column in SETTLEMENTS.columns if column.kind is Kind.DATE)


@pytest.fixture(params=["file", pytest.param("calc", marks=pytest.mark.host)])
def reading(request: pytest.FixtureRequest) -> Opener:
    if request.param == "file":
        return FileBook
    calc = request.getfixturevalue("live_calc")
    return lambda path: live_book(calc.open(path))


def plain(table: SheetTable, *, date1904: bool) -> list[tuple[Any, ...]]:
    """Rows with their dates as dates, whether they came so or as serial numbers."""
    return [(*row[:2], from_cell(DAY, row[2], date1904=date1904), *row[3:]) for row in table.rows]


def test_name_sheets_tables(reading: Opener, path: Path) -> None:
    book = reading(path)
    assert book.name == "2026-10.xlsx"
    assert book.sheets() == ("Start", "Settlements", "Exceptions", "It's empty")
    assert book.tables() == (TABLE, OTHER)
    assert book.cancelled() is False


@pytest.mark.parametrize("date1904", [False, True], ids=["1900", "1904"])
def test_a_table_is_read_with_its_place_and_its_dates(reading: Opener, tmp_path: Path, date1904: bool) -> None:
    book = reading(month_book(tmp_path / "month.xlsx", date1904=date1904))
    table = book.read_table(TABLE)
    assert book.date1904 is date1904
    assert (table.name, table.sheet, table.headers) == (TABLE, "Settlements", HEADERS)
    assert (table.header_row, table.first_column) == (4, 2)
    assert plain(table, date1904=date1904) == [tuple(row) for row in ROWS]


def test_a_table_is_found_in_any_case_of_its_letters(reading: Opener, path: Path) -> None:
    assert reading(path).read_table(TABLE.upper()).name == TABLE


def test_a_missing_table_tells_what_was_found_and_what_is_needed(reading: Opener, path: Path) -> None:
    with pytest.raises(DeskError) as told:
        reading(path).read_table("tblWriteOffs")
    assert "lacks the table 'tblWriteOffs'" in told.value.what
    assert f"its tables: {TABLE}, {OTHER}" in told.value.where
    assert "tblWriteOffs" in told.value.todo


CARD_TOLD = [no_table("b.xlsx", CARD, []), table_twice("b.xlsx", CARD), cells_merged("b.xlsx", CARD, "Start", "row 9")]


@pytest.mark.parametrize("told", CARD_TOLD, ids=["missing", "twice", "merged"])
def test_the_card_is_told_as_the_card_that_a_person_sees(told: DeskError) -> None:
    assert "the result card" in told.what
    assert CARD not in told.what


def test_hidden_and_filtered_rows_are_read(reading: Opener, path: Path) -> None:
    def hide(page: Any) -> None:
        page.row_dimensions[6].hidden = True

    assert len(reading(changed(path, hide)).read_table(TABLE).rows) == 3


def test_error_values_come_as_their_text_and_truth_values_as_such(reading: Opener, path: Path) -> None:
    def spoil(page: Any) -> None:
        page["C5"], page["F5"], page["F6"] = "#N/A", True, False
        page["C6"] = "#DIV/0!"

    rows = reading(changed(path, spoil)).read_table(TABLE).rows
    assert [rows[0][1], rows[1][1]] == ["#N/A", "#DIV/0!"]
    assert [rows[0][4], rows[1][4]] == [True, False]


def test_merged_cells_in_a_table_are_refused_with_their_place(reading: Opener, path: Path) -> None:
    book = reading(changed(path, lambda page: page.merge_cells("B5:B6")))
    with pytest.raises(DeskError, match="merged in the table 'tblSettlements'") as told:
        book.read_table(TABLE)
    assert "sheet Settlements, rows" in told.value.where


def test_merged_cells_outside_a_table_do_no_harm(reading: Opener, path: Path) -> None:
    book = reading(changed(path, lambda page: page.merge_cells("B1:F2")))
    assert len(book.read_table(TABLE).rows) == 3


def test_a_named_cell_is_read(reading: Opener, path: Path) -> None:
    book = reading(path)
    assert book.read_value("ImportDeskFolder") == "C:\\desk\\2026-10"
    assert from_cell(DAY, book.read_value("importdeskason"), date1904=book.date1904) == date(2026, 10, 31)
    assert book.read_value("ImportDeskHead") is None


def test_a_missing_name_tells_the_names_there_are(reading: Opener, path: Path) -> None:
    with pytest.raises(DeskError, match="no cell named 'ImportDeskOut'") as told:
        reading(path).read_value("ImportDeskOut")
    assert all(one in told.value.where for one in ("ImportDeskFolder", "ImportDeskAsOn", "ImportDeskHead"))


# --- a closed file alone ---


def test_a_closed_file_is_never_written(path: Path) -> None:
    book, before = FileBook(path), path.read_bytes()
    for act in (
        lambda: book.write_table(TABLE, []),
        lambda: book.write_value("ImportDeskHead", "x"),
        book.save,
        book.at_work,
    ):
        with pytest.raises(DeskError, match="closed workbook is not written") as told:
            act()
        assert "Open it" in told.value.todo
    for show in (lambda: book.go_to("Start", 1, 1), book.selection):
        with pytest.raises(DeskError, match="not open"):
            show()
    book.status("nobody sees this")
    assert path.read_bytes() == before


def test_a_closed_file_is_not_kept_open(path: Path) -> None:
    book = FileBook(path)
    path.unlink()
    assert len(book.read_table(TABLE).rows) == 3


def test_a_table_name_twice_is_refused(path: Path) -> None:
    with pytest.raises(DeskError, match="has the table 'tblSettlements' twice"):
        FileBook(same_table_name_twice(path)).read_table(TABLE)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty: it was not copied"),
        (b"<html></html>", "is no Excel workbook"),
        (b"PK\x03\x04 cut short", "not copied to its end"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "month.xlsx"
    path.write_bytes(content)
    with pytest.raises(DeskError, match=told):
        FileBook(path)


def test_an_error_value_in_a_blue_cell_is_not_taken_for_a_blank(path: Path) -> None:
    def spoil(page: Any) -> None:
        page["E5"] = "#REF!"

    cell = FileBook(changed(path, spoil)).read_table(TABLE).rows[0][3]
    assert (cell, type(cell)) == ("#REF!", Fault)
