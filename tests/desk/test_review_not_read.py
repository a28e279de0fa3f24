"""What a closing workbook lacks, or holds in a form that says nothing, is not read and told: nothing is erased by it.

The month has answers in the ledger already; a book that was damaged on its way must leave every one of them there.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter
from openpyxl.worksheet.table import Table

from tests.desk.month_fixture import OCTOBER
from tests.desk.test_review import HEAD, Month, cell, column, on_disk, row_of, shown
from tests.shared import shared
from xl_addin.desk.answers.report import kept_lines
from xl_addin.desk.month.month import read_month
from xl_addin.domain.errors import DeskError

Book = Any
Edit = Callable[[Book], None]
GRANTED = date(2027, 1, 31)


def answered(out: Path, small_out: Path) -> None:
    """The small month with answers of every kind in its ledger, closed again."""
    shutil.copytree(small_out, out, dirs_exist_ok=True)
    month = Month(out)
    month.edit(_answer)
    assert month.review().answers == 6
    month.close()
    month.ledger.close()


def _answer(book: Book) -> None:
    cell(book["Extensions"], HEAD + 1, "Extended to").value = GRANTED
    cell(book["Extensions"], HEAD + 2, "Remarks").value = "asked twice"
    cell(book["Follow-up"], HEAD + 1, "First letter").value = date(2026, 10, 20)
    cell(book["Import licence"], HEAD + 1, "Certificate").value = "IEC/0017"
    cell(book["Import licence"], HEAD + 1, "Linked with DGFT").value = "Y"
    cell(book["Write-offs"], HEAD + 1, "Papers").value = "freight note"


@pytest.fixture(scope="session")
def answered_out(tmp_path_factory: pytest.TempPathFactory, small_out: Path) -> Path:
    """Output folder of that month. Tests must not write into it."""
    return shared(tmp_path_factory, "answered", lambda out: answered(out, small_out))


@pytest.fixture
def month(tmp_path: Path, answered_out: Path) -> Iterator[Month]:
    shutil.copytree(answered_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def known(month: Month) -> dict[tuple[str, str], dict[str, Any]]:
    """Every answer in the ledger."""
    return read_month(month.ledger, OCTOBER).answers


def put(sheet: str, header: str, value: object, form: str = "") -> Edit:
    """Types over the answer under `header`, else into the first row, as a script would: a formula gets no result."""

    def edit(book: Book) -> None:
        found = cell(book[sheet], said_in(book[sheet], header), header)
        found.value = value
        if form:
            found.number_format = form

    return edit


def said_in(page: Any, header: str) -> int:
    """The row that has an answer under `header`, else the first."""
    rows = range(HEAD + 1, page.max_row + 1)
    return next((row for row in rows if cell(page, row, header).value is not None), HEAD + 1)


def table_of(book: Book, sheet: str) -> Table:
    return next(iter(book[sheet].tables.values()))


def lost(sheet: str) -> Edit:
    """Convert to Range."""
    return lambda book: book[sheet].tables.clear()


def renamed(sheet: str, name: str) -> Edit:
    def edit(book: Book) -> None:
        table = table_of(book, sheet)
        book[sheet].tables.clear()
        table.name = table.displayName = name
        book[sheet].add_table(table)

    return edit


def resized(sheet: str, last: int, right: int = 0) -> Edit:
    """The table ends at row `last`, or `right` columns short, while its rows stand below it."""

    def edit(book: Book) -> None:
        table = table_of(book, sheet)
        first, end = table.ref.split(":")
        letters = re.sub(r"\d", "", end)
        if right:
            letters = openpyxl.utils.get_column_letter(openpyxl.utils.column_index_from_string(letters) - right)
            table.tableColumns = table.tableColumns[:-right]
        table.ref = f"{first}:{letters}{last or re.sub('[A-Z]', '', end)}"
        table.autoFilter.ref = table.ref

    return edit


def headed(sheet: str, was: str, now: str, *, table_too: bool = True) -> Edit:
    def edit(book: Book) -> None:
        place = column(book[sheet], was)
        book[sheet].cell(HEAD, place).value = now
        if table_too:
            table_of(book, sheet).tableColumns[place - 1].name = now

    return edit


def copied(book: Book) -> None:
    """A sheet copied in Excel: its table gets a name of its own."""
    page = book.copy_worksheet(book["Extensions"])
    page.title = "Extensions (2)"
    was = table_of(book, "Extensions")
    columns = [one.name for one in was.tableColumns]
    made = Table(displayName="tblExtensions12", ref=was.ref)
    page.add_table(made)
    assert [page.cell(HEAD, at).value for at in range(1, len(columns) + 1)] == columns
    cell(page, HEAD + 3, "Remarks").value = "written in the copy"


def copied_without_table(book: Book) -> None:
    """A sheet copied in LibreOffice."""
    book.copy_worksheet(book["Extensions"]).title = "Extensions_2"


def sheet_gone(book: Book) -> None:
    del book["Extensions"]


Told = tuple[str, str, int, str]  # code, sheet, row, column
NO_TABLE = ("TABLE_MISSING", "Extensions", HEAD, "")


def lacks(header: str) -> list[Told]:
    """Extensions lacks a column."""
    return [("COLUMN_MISSING", "Extensions", HEAD, header)]


# What was done to the book, and the only things that may be told: code, sheet, row, column.
KEPT = [
    ("a formula without its result, over a date", put("Extensions", "Extended to", "=TODAY()"), "uncalculated"),
    ("the same over a text", put("Import licence", "Certificate", '="IEC/"&"0018"'), "uncalculated"),
    ("the same over a flag", put("Import licence", "Linked with DGFT", '="Y"'), "uncalculated"),
    ("an error over a date", put("Extensions", "Extended to", "#REF!"), "fault"),
    ("an error over a text", put("Write-offs", "Papers", "#N/A"), "fault"),
    ("an error over a flag", put("Import licence", "Linked with DGFT", "#DIV/0!"), "fault"),
    ("a name error", put("Extensions", "Remarks", "#NAME?"), "fault"),
    ("number without its digits", put("Import licence", "Certificate", 1234567890123456), "number"),
    ("number without its zeros", put("Import licence", "Certificate", 12, form="0000000"), "number"),
    ("a date in a text", put("Import licence", "Certificate", datetime(2026, 12, 1)), "number"),  # noqa: DTZ001
    ("per cent in a text", put("Write-offs", "Papers", 0.5, form="0%"), "number"),
    ("TRUE in a text", put("Write-offs", "Papers", True), "number"),
    ("a number in a remark", put("Extensions", "Remarks", 2026), "number"),
    ("a number in a flag", put("Import licence", "Linked with DGFT", 1), ""),
    ("digits as text in a date", put("Extensions", "Extended to", "46311"), ""),
    ("digits as text with blanks", put("Extensions", "Extended to", " 45000 "), ""),
    ("a day with two readings", put("Extensions", "Extended to", "03/04/2027"), ""),
    ("TRUE in a date", put("Extensions", "Extended to", True), ""),
    ("ten digits in a date", put("Extensions", "Extended to", 1e10), ""),
    ("a negative day", put("Extensions", "Extended to", -1e9), ""),
    ("words in a date", put("Extensions", "Extended to", "next month"), ""),
    ("a long remark", put("Extensions", "Remarks", "x" * 400), ""),
]


@pytest.mark.parametrize(("edit", "when"), [case[1:] for case in KEPT], ids=[case[0] for case in KEPT])
def test_case_43_44_a_cell_that_says_nothing_certain_keeps_the_answer_and_is_told(
    month: Month, edit: Edit, when: str
) -> None:
    before = known(month)
    month.edit(edit)
    reviewed = month.review()
    assert not reviewed.changed
    assert known(month) == before
    (told,) = reviewed.findings
    assert told.code == "INPUT_NOT_READ"
    assert told.row
    assert told.column
    assert ("format the cell as Text" in told.action) is (when == "number")
    assert ("correct its formula" in told.action) is (when == "fault")
    assert ("open the book in Excel or LibreOffice and save it" in told.action) is (when == "uncalculated")
    assert "keeps what it had" in told.action


def script(book: Book) -> None:
    """="Y" written over every answer of a column."""
    page = book["Small value"]
    for row in range(HEAD + 1, page.max_row + 1):
        cell(page, row, "Importer declaration").value = '="Y"'


def test_case_44_a_column_of_formulas_without_results_erases_none_of_its_answers(month: Month) -> None:
    page = on_disk(month.book, "Small value")
    filled = sum(cell(page, row, "Importer declaration").value is not None for row in range(HEAD + 1, page.max_row + 1))
    assert filled >= 35
    before = known(month)
    month.edit(script)
    reviewed = month.review()
    assert not reviewed.changed
    assert known(month) == before
    assert {one.code for one in reviewed.findings} == {"INPUT_NOT_READ"}
    assert len(reviewed.findings) == page.max_row - HEAD


def formula_with(result: str) -> Callable[[Path], None]:
    """A formula with a stored result in place of the granted day, written into the sheet's own XML."""

    def edit(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        place = cell(book["Import licence"], HEAD + 1, "Certificate").coordinate
        part = f"xl/worksheets/sheet{book.sheetnames.index('Import licence') + 1}.xml"
        rewrite(path, part, rf'<c r="{place}"([^>]*?) t="\w+"><v>[^<]*</v></c>', rf'<c r="{place}"\1 {result}</c>')

    return edit


def rewrite(path: Path, part: str, was: str, now: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text, count = re.subn(was, now, parts[part].decode())
    assert count == 1
    parts[part] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_a_formula_with_its_result_is_read_as_its_result(month: Month) -> None:
    formula_with('t="str"><f>"IEC/"&amp;"0018"</f><v>IEC/0018</v>')(month.book)
    reviewed = month.review()
    assert (reviewed.answers, reviewed.withdrawn, reviewed.findings) == (1, 0, ())


def test_a_formula_that_shows_nothing_withdraws_nothing(month: Month) -> None:
    before = known(month)
    formula_with('t="str"><f>IF(1=2,"x","")</f><v></v>')(month.book)
    reviewed = month.review()
    assert known(month) == before
    assert [(one.code, one.found) for one in reviewed.findings] == [("INPUT_NOT_READ", "a formula that shows nothing")]


def test_a_cell_that_was_emptied_withdraws_its_answer(month: Month) -> None:
    month.edit(put("Extensions", "Extended to", None))
    reviewed = month.review()
    assert (reviewed.answers, reviewed.withdrawn, reviewed.findings) == (1, 1, ())
    assert "1 of these answers withdraws what was said" in "\n".join(kept_lines(reviewed))
    month.edit(put("Extensions", "Remarks", "  "))
    assert month.review().answers == 1


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff ", "\u00a0\u200d", "\u202e\u202c"])
def test_case_29_signs_that_nobody_sees_are_no_answer(month: Month, unseen: str) -> None:
    month.edit(put("Extensions", "Remarks", "seen"))
    assert month.review().answers == 1
    month.edit(put("Extensions", "Remarks", unseen))
    reviewed = month.review()
    assert (reviewed.answers, reviewed.withdrawn, reviewed.findings) == (1, 1, ())
    assert not {"seen", unseen} & {said.get("remarks") for said in known(month).values()}


def two_lost(book: Book) -> None:
    lost("Extensions")(book)
    lost("Advances")(book)


def row_deleted(book: Book) -> None:
    book["Write-offs"].delete_rows(HEAD + 2)
    resized("Write-offs", 33)(book)


TWICE = [("COLUMN_MISSING", "Extensions", HEAD, "Why"), ("COLUMN_TWICE", "Extensions", HEAD, "Remarks")]
IN_CELL = headed("Extensions", "Remarks", "Notes", table_too=False)
EMPTIED = headed("Extensions", "Extended to", "", table_too=False)
# What was done to the book; what is told and where; a part of what was found.
ASTRAY: list[tuple[str, Edit, list[Told], str]] = [
    ("table made a range", lost("Extensions"), [NO_TABLE], "plain cells with its headings on sheet Extensions"),
    ("table renamed", renamed("Extensions", "Table7"), [NO_TABLE], "the table Table7 on sheet Extensions"),
    ("sheet deleted", sheet_gone, [("TABLE_MISSING", "Extensions", 0, "")], "tables: "),
    ("two tables lost", two_lost, [NO_TABLE, ("TABLE_MISSING", "Advances", HEAD, "")], "plain cells"),
    ("table shrunk", resized("Extensions", HEAD + 5), [("ROWS_MISSING", "Extensions", HEAD, "")], " of 63 rows"),
    ("row deleted", row_deleted, [("ROWS_MISSING", "Write-offs", HEAD, "")], "1 of "),
    ("without its last column", resized("Extensions", 0, 1), lacks("Confidence"), "the sheet has"),
    ("column renamed", headed("Extensions", "Remarks", "Bemerkung"), lacks("Remarks"), "the sheet has"),
    ("header renamed in its cell alone", IN_CELL, lacks("Remarks"), "the sheet has"),
    ("header emptied", EMPTIED, lacks("Extended to"), "the sheet has"),
    ("key renamed", headed("Extensions", "Port", "Harbour"), lacks("Port"), "the sheet has"),
    ("column twice", headed("Extensions", "Why", "Remarks"), TWICE, "the sheet has"),
    ("sheet copied", copied, [("LIST_TWICE", "Extensions (2)", HEAD, "")], "the table tblExtensions12 on sheet"),
    ("sheet copied without its table", copied_without_table, [("LIST_TWICE", "Extensions_2", HEAD, "")], "plain cells"),
]


@pytest.mark.parametrize(("edit", "expected", "found"), [one[1:] for one in ASTRAY], ids=[one[0] for one in ASTRAY])
def test_what_a_book_lacks_is_told_and_erases_nothing(
    month: Month, edit: Edit, expected: list[Told], found: str
) -> None:
    before = known(month)
    month.edit(edit)
    reviewed = month.review()
    assert not reviewed.changed
    assert known(month) == before
    assert {(one.code, one.sheet, one.row, one.column) for one in reviewed.findings} == set(expected)
    assert found in reviewed.findings[0].found


def shifted(book: Book) -> None:
    """A script inserts a column among the blue ones: the cells move, the table's own list of columns does not."""
    book["Extensions"].insert_cols(column(book["Extensions"], "Extended to"))


def test_columns_that_a_script_moved_are_met_under_their_own_headings(month: Month) -> None:
    before = known(month)
    month.edit(shifted)
    reviewed = month.review()
    assert not reviewed.changed
    assert known(month) == before
    assert [(one.code, one.column) for one in reviewed.findings] == [("COLUMN_MISSING", "Confidence")]


def moved_rows(book: Book) -> None:
    book["Extensions"].insert_rows(HEAD)


def test_rows_that_a_script_moved_are_told(month: Month) -> None:
    before = known(month)
    month.edit(moved_rows)
    reviewed = month.review()
    assert not reviewed.changed
    assert known(month) == before
    assert ("COLUMN_MISSING", "BLOCK") in {(one.code, one.severity) for one in reviewed.findings}


def hidden(book: Book) -> None:
    book["Extensions"].sheet_state = "hidden"
    book["Extensions"].row_dimensions[HEAD + 1].hidden = True
    book["Extensions"].title = "Verlängerungen"


def moved_table(book: Book) -> None:
    """The list alone goes forty columns to the right, beside the others on its sheet."""
    page, table = book["Import licence"], table_of(book, "Import licence")
    first, last = table.ref.split(":")
    page.move_range(table.ref, cols=40)
    table.ref = table.autoFilter.ref = f"{_right(first)}:{_right(last)}"


def _right(cell: str) -> str:
    letters, row = coordinate_from_string(cell)
    return f"{get_column_letter(column_index_from_string(letters) + 40)}{row}"


def own_table(book: Book) -> None:
    page = book.create_sheet("mine")
    page.append(["BoE number", "BoE date", "Port", "Remarks"])
    page.append(["1", "2", "3", "4"])
    page.add_table(Table(displayName="Mine", ref="A1:D2"))


def with_totals(book: Book) -> None:
    """Total Row switched on: it stands below the rows and is none of them."""
    page, table = book["Extensions"], table_of(book, "Extensions")
    table.totalsRowCount, last = 1, page.max_row + 1
    page.cell(last, 1).value = "Total"
    table.ref = re.sub(r"\d+$", str(last), table.ref)


def header_hidden(book: Book) -> None:
    """Header Row switched off: the table itself still knows its columns."""
    page, table = book["Extensions"], table_of(book, "Extensions")
    table.headerRowCount, table.autoFilter = 0, None
    table.ref = table.ref.replace(f"A{HEAD}:", f"A{HEAD + 1}:")
    for cells in page.iter_rows(HEAD, HEAD):
        for one in cells:
            one.value = None


HARMLESS = [
    ("a row of totals", with_totals),
    ("header row hidden", header_hidden),
    ("untouched", lambda book: None),
    ("sheet hidden and renamed, row hidden", hidden),
    ("header with blanks and in capitals", headed("Extensions", "Remarks", " REMARKS ")),
    ("table moved", moved_table),
    ("a sheet of one's own", lambda book: book.create_sheet("my notes").append(["Extensions to ask about", 5])),
    ("a table of one's own", own_table),
]


@pytest.mark.parametrize("edit", [case[1] for case in HARMLESS], ids=[case[0] for case in HARMLESS])
def test_what_does_no_harm_is_not_told(month: Month, edit: Edit) -> None:
    month.edit(edit)
    reviewed = month.review()
    assert (reviewed.changed, reviewed.findings) == (False, ())


def test_an_answer_is_found_in_a_list_that_was_moved_hidden_and_renamed(month: Month) -> None:
    month.edit(lambda book: (put("Extensions", "Remarks", "seen")(book), hidden(book)))
    assert month.review().answers == 1


def test_a_renamed_list_is_read_once_its_table_has_its_name_back(month: Month) -> None:
    month.edit(lambda book: (put("Extensions", "Remarks", "seen")(book), renamed("Extensions", "T1")(book)))
    assert not month.review().changed
    month.edit(renamed("Extensions", "tblExtensions"))
    assert month.review().answers == 1


def test_the_day_system_of_a_book_counts_for_its_bare_numbers(month: Month) -> None:
    """46,418 days from 1-Jan-1904 are not 31-Jan-2027."""

    def edit(book: Book) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        put("Extensions", "Extended to", (date(2027, 2, 28) - date(1904, 1, 1)).days, form="General")(book)

    month.edit(edit)
    assert month.review().answers == 1
    days = [said["extended_until"] for said in known(month).values() if "extended_until" in said]
    assert date(2027, 2, 28) in days


def test_a_second_reading_keeps_what_the_first_took(month: Month) -> None:
    """Read, damage the book, read again: the answers of the first reading stay."""
    month.edit(put("Extensions", "Extended to", date(2027, 2, 28)))
    assert month.review().answers == 1
    before = known(month)
    month.edit(put("Extensions", "Extended to", "=1/0"))
    assert [one.code for one in month.review().findings] == ["INPUT_NOT_READ"]
    month.edit(lost("Extensions"))
    assert [one.code for one in month.review().findings] == ["TABLE_MISSING"]
    assert known(month) == before
    assert shown(month.book, "Extensions", row_of(on_disk(month.book, "Extensions"), "Remarks", "asked twice"), "Port")


STRICT = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def strict(path: Path) -> None:
    """As Excel saves a Strict Open XML workbook: other names of the same things."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content.replace(*STRICT))


def test_a_strict_workbook_is_refused_with_what_to_do(month: Month) -> None:
    strict(month.book)
    with pytest.raises(DeskError, match="Strict") as told:
        month.review()
    assert "Save As" in told.value.todo


def far_cell(book: Book) -> None:
    book["Extensions"]["XFD1048576"].value = 1


def far_row(book: Book) -> None:
    book["Settlements"]["B1048576"].value = " "


def far_column(book: Book) -> None:
    book["Settlements"]["XFD3"].value = "x"


@pytest.mark.parametrize("edit", [far_cell, far_row, far_column, resized("Extensions", 1_048_576)])
def test_a_stray_cell_and_a_stretched_table_are_told_before_anything_is_laid_out(month: Month, edit: Edit) -> None:
    month.edit(edit)
    with pytest.raises(DeskError, match="far beyond its lists") as told:
        month.review()
    assert "300,000 rows" in told.value.todo


def test_a_stray_cell_on_a_sheet_of_ones_own_is_no_trouble(month: Month) -> None:
    month.edit(lambda book: setattr(book.create_sheet("mine")["XFD1048576"], "value", 1))
    assert month.review().findings == ()


def all_lost(book: Book) -> None:
    """As a program saves it that knows no tables."""
    for page in book.worksheets:
        page.tables.clear()


def test_a_book_whose_tables_are_all_lost_says_who_drops_them_and_what_to_do(month: Month) -> None:
    before = known(month)
    month.edit(all_lost)
    with pytest.raises(DeskError, match="no tables any more") as told:
        month.review()
    assert "Extensions" in told.value.where
    assert "Insert, Table" in told.value.todo
    assert known(month) == before


def test_a_shared_formula_without_results_withdraws_nothing(month: Month) -> None:
    before = known(month)
    formula_with('><f t="shared" si="0"/></c><c r="ZZ1">')(month.book)
    reviewed = month.review()
    assert known(month) == before
    assert [one.code for one in reviewed.findings] == ["INPUT_NOT_READ"]


# --- the same book read a second time ---


def accepted_and_read(month: Month) -> None:
    month.edit(put("Settlements", "Accept or Reject", "Accept"))
    assert month.review().accepted == 1
    again = month.review()
    assert (again.changed, again.findings) == (False, ())


def test_a_remark_on_a_line_that_the_first_reading_posted_is_taken_once(month: Month) -> None:
    accepted_and_read(month)
    month.edit(put("Settlements", "Remarks", "deal slip 7"))
    reviewed = month.review()
    assert (reviewed.answers, reviewed.findings) == (1, ())
    again = month.review()
    assert (again.changed, again.findings) == (False, ())


@pytest.mark.parametrize("word", ["Reject", "Lock"])
def test_another_word_on_a_line_that_the_first_reading_posted_is_told(month: Month, word: str) -> None:
    accepted_and_read(month)
    month.edit(put("Settlements", "Accept or Reject", word))
    reviewed = month.review()
    assert not reviewed.changed
    assert [(one.code, one.row) for one in reviewed.findings] == [("ANSWER_TOO_LATE", HEAD + 1)]
    assert "posted by now" in reviewed.findings[0].found


def test_an_acceptance_of_a_line_that_the_first_reading_refused_is_told(month: Month) -> None:
    month.edit(put("Settlements", "Accept or Reject", "Reject"))
    assert month.review().rejected == 1
    month.edit(put("Settlements", "Accept or Reject", "Accept"))
    reviewed = month.review()
    assert not reviewed.changed
    assert [one.code for one in reviewed.findings] == ["ANSWER_TOO_LATE"]


def test_a_row_of_no_item_and_a_shrunk_list_are_told_at_the_second_reading_too(month: Month) -> None:
    accepted_and_read(month)
    month.edit(put("Write-offs", "BoE number", "9999999"))
    assert [one.code for one in month.review().findings] == ["CHANGED_BY_HAND", "ROW_NOT_KNOWN"]
    month.edit(resized("Extensions", HEAD + 5))
    assert {one.sheet for one in month.review().findings if one.code == "ROWS_MISSING"} == {"Extensions"}


def test_a_column_of_the_ledger_changed_after_the_first_reading_is_told(month: Month) -> None:
    accepted_and_read(month)
    month.edit(put("Write-offs", "Why", "because"))
    assert [one.code for one in month.review().findings] == ["CHANGED_BY_HAND"]
