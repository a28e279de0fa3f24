"""The month's workbooks: with the tables of the closing workbook, and open to the person."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from xl_addin.desk.lists.book import MONTH_LISTS, MONTH_SHEETS
from xl_addin.publish.month_books import CONTENT, SAMPLE, TEMPLATE
from xl_addin.sample.tour import STEPS
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.lists import Kind
from xl_addin.workbook.month.layout import NAMES, RESULT
from xl_addin.workbook.month.styles import LAST_ROW
from xl_addin.workbook.month.template import HEAD_ROW, MonthContent, write_month_book


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workbooks")
    for name, content in CONTENT.items():
        write_month_book(folder / name, MONTH_SHEETS, content)
    return folder


@pytest.mark.parametrize("name", [TEMPLATE, SAMPLE])
def test_tables_and_named_cells(made: Path, name: str) -> None:
    book = FileBook(made / name)
    assert set(book.tables()) == {*MONTH_LISTS, RESULT.name}
    for table in (*MONTH_LISTS.values(), RESULT):
        assert book.read_table(table.name).headers == tuple(column.header for column in table.columns)
    for cell in NAMES:
        book.read_value(cell)
    first = ("Tour",) if name == SAMPLE else ()
    assert book.sheets() == (*first, "Start", *(sheet.name for sheet in MONTH_SHEETS))


def test_nothing_is_protected_hidden_or_merged_and_headers_stay_in_view(made: Path) -> None:
    book = openpyxl.load_workbook(made / TEMPLATE)
    for sheet in MONTH_SHEETS:
        page = book[sheet.name]
        assert not page.protection.sheet
        assert page.sheet_state == "visible"
        assert not page.merged_cells.ranges
        assert page.freeze_panes is not None
        assert page[page.freeze_panes].row == HEAD_ROW + 2


def test_blue_columns_are_checked_far_below_the_first_row(made: Path) -> None:
    book = openpyxl.load_workbook(made / TEMPLATE)
    for name, (table,) in ((sheet.name, sheet.tables) for sheet in MONTH_SHEETS):
        rules = {
            str(area).split(":")[0]: rule
            for rule in book[name].data_validations.dataValidation
            for area in str(rule.sqref).split()
            if str(area).endswith(str(LAST_ROW + 1))
        }
        assert len(rules) == sum(column.is_user_input for column in table.columns), name


def test_text_columns_hold_text_before_anything_is_typed(made: Path) -> None:
    """A cell with the format Text keeps what looks like a formula or a number as it is."""
    book = openpyxl.load_workbook(made / TEMPLATE)
    for name, (table,) in ((sheet.name, sheet.tables) for sheet in MONTH_SHEETS):
        for place, column in enumerate(table.columns, 1):
            cell = book[name].cell(HEAD_ROW + 2, place)
            if column.kind in (Kind.TEXT, Kind.LONG, Kind.STATUS, Kind.SIGN):
                assert cell.number_format == "@", (name, column.header)


MARK_OR_TOTAL = r'"[^"]*"&amp;ImportDeskMark|SUBTOTAL\(109,\$([A-Z]+)\$6:\$\1\$200001\)'


def test_no_formula_but_the_mark_below_each_title_and_the_totals_no_macro_no_link_to_elsewhere(made: Path) -> None:
    for name in (TEMPLATE, SAMPLE):
        with zipfile.ZipFile(made / name) as package:
            assert not [part for part in package.namelist() if "vba" in part or "externalLink" in part]
            sheets = [package.read(part).decode() for part in package.namelist() if "/sheet" in part]
        formulas = [found for text in sheets for found in re.findall(r"<f>(.*?)</f>", text)]
        assert [one for one in formulas if not re.fullmatch(MARK_OR_TOTAL, one)] == []


def test_what_looks_like_a_formula_is_text_in_a_book_with_rows(tmp_path: Path) -> None:
    table = MONTH_LISTS["tblExceptions"]
    row = tuple("=1+1" if column.kind is Kind.LONG else None for column in table.columns)
    write_month_book(tmp_path / "a.xlsx", MONTH_SHEETS, MonthContent(rows={table.name: [row]}))
    shown = FileBook(tmp_path / "a.xlsx").read_table(table.name).rows[0]
    assert [cell for cell in shown if cell] == ["=1+1"] * sum(c.kind is Kind.LONG for c in table.columns)


def test_the_tour_has_seven_steps() -> None:
    assert len(STEPS) == 7
