"""Two closings are held against each other: of two months, and of one before and after answers."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.month_fixture import OCTOBER, SMALL, close, read_csv
from tests.desk.test_changes import NOVEMBER, Desk, extracts
from tests.desk.test_command_line import run
from tests.desk.test_review import Month, cell, row_of
from xl_addin.desk.close.compare import Both, closing_before, compare, write_compared
from xl_addin.desk.lists.book import INPUT_SHEETS
from xl_addin.workbook.books.port import CellValue, SheetTable
from xl_addin.workbook.books.two_books import Apart, Book, apart
from xl_addin.workbook.lists import Column, Kind, List, day, long, money, text, whole

TABLE: List[Any] = List(
    "tblAny",
    key=("Status", "Item", "Day"),
    passing=("Status",),
    columns=tuple(
        Column(header, kind, lambda row: row)
        for header, kind in (
            ("Status", Kind.STATUS),
            ("Item", text),
            ("Day", day),
            ("Currency", text),
            ("Amount", money),
            ("Outstanding", money),
            ("Why", long),
            ("Age days", whole),
        )
    ),
)
HEADERS = tuple(column.header for column in TABLE.columns)
ON = date(2026, 10, 5)
ROW: tuple[CellValue, ...] = ("PROPOSED", "A", ON, "USD", 100, 40.5, "on the day", 3)


def changed(**cells: CellValue) -> tuple[CellValue, ...]:
    return tuple(cells.get(header.split(maxsplit=1)[0], value) for header, value in zip(HEADERS, ROW, strict=True))


OTHER = changed(Item="B")
Rows = list[tuple[CellValue, ...]]
# Two states of one list, and each difference: what, item, column, before, after.
CASES: dict[str, tuple[Rows, Rows, list[tuple[str, str, str, str, str]]]] = {
    "the same rows in another order": ([ROW, OTHER], [OTHER, ROW], []),
    "a row more": ([ROW], [ROW, OTHER], [("NEW", "B", "Outstanding", "", "40.5")]),
    "a row less": ([ROW, OTHER], [OTHER], [("GONE", "A", "Outstanding", "40.5", "")]),
    "an amount": ([ROW], [changed(Outstanding=40)], [("CHANGED", "A", "Outstanding", "40.5", "40")]),
    "an amount told with more decimals is the same": ([ROW], [changed(Amount=100.0)], []),
    "an amount that is blank now": ([ROW], [changed(Amount=None)], [("CHANGED", "A", "Amount", "100", "")]),
    "what was proposed is posted: the same line": (
        [ROW],
        [changed(Status="POSTED")],
        [("CHANGED", "A", "Status", "PROPOSED", "POSTED")],
    ),
    "the same number of another day is another item": (
        [ROW],
        [changed(Day=date(2026, 10, 6))],
        [("GONE", "A", "Outstanding", "40.5", ""), ("NEW", "A", "Outstanding", "", "40.5")],
    ),
    "older by a month, and nothing else": ([ROW], [changed(Age=33)], []),
    "two rows of one key, one of them gone": ([ROW, ROW], [ROW], [("GONE", "A", "Outstanding", "40.5", "")]),
    "what a person typed where an amount belongs": (
        [ROW],
        [changed(Outstanding="much")],
        [("CHANGED", "A", "Outstanding", "40.5", "much (not readable)")],
    ),
    "a list that was empty": (
        [(TABLE.empty, *[None] * (len(HEADERS) - 1))],
        [ROW],
        [("NEW", "A", "Outstanding", "", "40.5")],
    ),
}


def of(before: Rows, after: Rows, *, same_day: bool = True, headers: tuple[str, ...] = HEADERS) -> Apart:
    one, other = SheetTable("tblAny", "Any", HEADERS, tuple(before)), SheetTable("tblAny", "Any", headers, tuple(after))
    return apart(TABLE, Book(one), Book(other), same_day=same_day)


@pytest.mark.parametrize(("before", "after", "told"), CASES.values(), ids=CASES)
def test_rows_are_known_by_their_key_and_every_cell_that_differs_is_told(
    before: Rows, after: Rows, told: list[tuple[str, str, str, str, str]]
) -> None:
    found = of(before, after)
    said = [
        (row.what, row.key[0], cell.column.header if cell.column else "", cell.before, cell.after)
        for row in found.rows
        for cell in row.cells
    ]
    assert sorted(said) == sorted(told)
    assert found.after == found.before + found.count("NEW") - found.count("GONE")


@pytest.mark.parametrize(
    ("after", "same_day", "changed_rows", "reworded"),
    [
        (changed(Why="on the next"), True, 1, 0),
        (changed(Why="on the next"), False, 0, 1),
        (changed(Why="on the next", Status="POSTED"), False, 1, 0),
    ],
    ids=["on one day it is told", "between two days it is counted", "beside another cell it is told"],
)
def test_a_sentence_that_alone_is_worded_otherwise(
    after: tuple[CellValue, ...], same_day: bool, changed_rows: int, reworded: int
) -> None:
    found = of([ROW], [after], same_day=same_day)
    assert (found.count("CHANGED"), found.reworded) == (changed_rows, reworded)


def test_a_column_that_one_book_lacks_is_named_and_the_rest_is_compared() -> None:
    found = of([ROW], [ROW[:6]], headers=HEADERS[:6])
    assert (list(found.untold), found.rows) == (["Why", "Age days"], [])


def test_a_list_is_added_up_by_currency_exactly() -> None:
    before = [changed(Item=str(n), Currency="KWD", Outstanding=0.1) for n in range(3)]
    after = [changed(Currency="KWD", Outstanding=0.3), changed(Item="Y", Currency="JPY", Outstanding=5)]
    told = {one.currency: (one.rows_before, one.before, one.rows_after, one.after) for one in of(before, after).totals}
    assert told == {"KWD": (3, Decimal("0.3"), 1, Decimal("0.3")), "JPY": (0, Decimal(0), 1, Decimal(5))}


@pytest.fixture(scope="module")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """October and November of one desk: nothing new came in, and invoice B fell due on 15-Nov-2026."""
    home = tmp_path_factory.mktemp("two_months")
    desk = Desk(home, OCTOBER)
    desk.close(OCTOBER)
    desk.source = extracts(home / "november", NOVEMBER)
    desk.close(NOVEMBER)
    return home


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_months_tell_what_the_month_brought_and_neither_is_touched(two_months: Path, tmp_path: Path) -> None:
    was = tree(two_months)
    done = run("compare", two_months / "2026-10", two_months / "2026-11", "--to", tmp_path)
    assert done.returncode == 1, done.stderr
    rows = read_csv(tmp_path / "compare-2026-10-2026-11.csv")
    standing = [row for row in rows if row["column"] == "Standing"]
    assert [(row["item"], row["before"], row["after"]) for row in standing] == [
        ("1000002 / 2026-09-06 / INNSA1 / 1", "DUE_SOON", "OVERDUE")
    ]
    assert {row["sheet"] for row in rows} == {"BoE invoices", "Exceptions"}  # no checklist: November began it anew
    assert "BoE invoices (tblInvoices)                3       0       0        3        1" in done.stdout
    assert tree(two_months) == was


def test_the_workbook_has_the_rows_of_the_file_as_a_person_reads_them(two_months: Path, tmp_path: Path) -> None:
    paths = write_compared(compare(two_months / "2026-10", two_months / "2026-11"), tmp_path)
    book = openpyxl.load_workbook(paths[0])
    assert book.sheetnames == ["Compare", "Totals", "Differences"]
    rows = list(book["Differences"].iter_rows(min_row=6, values_only=True))
    assert len(rows) == len(read_csv(paths[1]))
    assert ("BoE invoices", "CHANGED", "1000002 / 06-Sep-2026 / INNSA1 / 1") in {row[:3] for row in rows}


def test_a_closing_is_alike_to_itself_and_no_file_is_written(two_months: Path, tmp_path: Path) -> None:
    done = run("compare", two_months / "2026-10", two_months / "2026-10" / "closing-2026-10.xlsx", "--to", tmp_path)
    assert (done.returncode, [*tmp_path.iterdir()]) == (0, []), done.stderr
    assert "Nothing differs on 24 lists." in done.stdout


@pytest.fixture
def answered(tmp_path: Path, small_out: Path) -> tuple[Both, Any]:
    """The small month before and after one settlement was accepted; the line."""
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")

    def accept(book: Any) -> None:
        sheet = book["Settlements"]
        cell(sheet, row_of(sheet, "Status", "PROPOSED"), "Accept or Reject").value = "Accept"

    was = {line.orm_key for line in month.lines()}
    month.edit(accept)
    month.review()
    (line,) = [line for line in month.lines() if line.orm_key not in was]
    month.ledger.close()
    close(SMALL, tmp_path / "again", ledger=tmp_path / "out" / "ledger.sqlite")
    return compare(small_out, tmp_path / "again"), line


def test_one_month_closed_again_tells_what_the_answers_did(answered: tuple[Both, Any]) -> None:
    both, line = answered
    minus = Decimal(-line.amount_minor).scaleb(-2)  # the sample's largest proposal is in USD
    moved = {(one.sheet, one.total.currency): one.total.after - one.total.before for one in both.found.totals}
    assert line.currency == "USD"
    assert moved["ORM", "USD"] == minus
    assert moved["BoE invoices", line.invoice_currency] < 0
    status = [one.cell for one in both.found.cells if (one.sheet, one.header) == ("Settlements", "Status")]
    assert [(one.before, one.after) for one in status] == [("PROPOSED", "POSTED")]


def test_what_moved_on_the_rows_is_what_the_totals_moved(answered: tuple[Both, Any]) -> None:
    both, _ = answered
    by_row: Counter[tuple[str, str]] = Counter()
    for one in both.found.cells:
        if one.header == "Outstanding" and one.moved:
            by_row[one.sheet, one.cell.currency] += one.moved  # type: ignore[assignment]
    totals = {
        (one.sheet, one.total.currency): moved
        for one in both.found.totals
        if one.total.header == "Outstanding" and (moved := one.total.after - one.total.before)
    }
    assert by_row == totals


def test_a_book_that_was_filled_in_is_compared_as_it_stands_and_that_is_told(tmp_path: Path, small_out: Path) -> None:
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    month.ledger.close()

    def fill(book: Any) -> None:
        sheet = book["Settlements"]
        cell(sheet, row_of(sheet, "Status", "PROPOSED"), "Remarks").value = "ask the importer"

    month.edit(fill)
    done = run("compare", small_out, tmp_path / "out", "--to", tmp_path)
    assert "closing-2026-10.xlsx was changed after its close: it is compared as it stands." in done.stdout
    (path,) = tmp_path.glob("compare-2026-10-*.csv")
    assert [(row["column"], row["before"], row["after"]) for row in read_csv(path)] == [
        ("Remarks", "", "ask the importer")
    ]
    assert {sheet.name for sheet in INPUT_SHEETS} >= {"Settlements"}


def _other_bank(folder: Path) -> None:
    path = folder / "closing-2026-11.xlsx"
    book = openpyxl.load_workbook(path)
    next(row for row in book["About"].iter_rows() if row[0].value == "Bank")[1].value = "Other Bank"
    book.save(path)


def _other_form(folder: Path) -> None:
    path = folder / "closing-2026-11.xlsx"
    book = openpyxl.load_workbook(path)
    book["_meta"]["B1"].value = "99"
    book.save(path)


def _no_run(folder: Path) -> None:
    (folder / "run.json").unlink()


def _no_book(folder: Path) -> None:
    (folder / "closing-2026-11.xlsx").unlink()


def _there_already(folder: Path) -> None:
    (folder.parent / "compare-2026-10-2026-11.csv").write_text("mine", "utf-8")


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a folder that is no closing": (_no_run, "The folder is not a finished closing."),
    "a closing without its workbook": (_no_book, "The closing workbook is not in its folder any more."),
    "another bank": (_other_bank, "Other Bank"),
    "a book of another form": (_other_form, "another form than this program knows: 99"),
    "a file that is there": (_there_already, "The file is there already: compare-2026-10-2026-11.csv."),
    "nothing of that name": (shutil.rmtree, "There is neither a folder nor a workbook of this name."),
}


@pytest.mark.parametrize(("spoil", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_compared_says_why_and_writes_nothing(
    two_months: Path, tmp_path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    shutil.copytree(two_months / "2026-11", tmp_path / "2026-11")
    spoil(tmp_path / "2026-11")
    was = tree(tmp_path)
    done = run("compare", two_months / "2026-10", tmp_path / "2026-11", "--to", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert tree(tmp_path) == was


def test_the_closing_before_is_the_last_of_an_earlier_month_of_the_same_ledger(
    two_months: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(two_months, home)
    assert closing_before(home / "2026-11") == home / "2026-10"
    assert closing_before(home / "2026-10") is None
    shutil.copytree(home / "2026-10", home / "a-copy")
    run_json = home / "a-copy" / "run.json"
    said = json.loads(run_json.read_text("utf-8"))
    run_json.write_text(json.dumps({**said, "ledger": "other.sqlite", "as_on": "2026-10-31"}), "utf-8")
    (home / "2026-10" / "run.json").unlink()
    assert closing_before(home / "2026-11") is None
