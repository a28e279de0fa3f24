"""A signed book: what its formulas see, and what verify sees of any cell that is not what was signed."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.desk.acts.test_sign import POLICY
from tests.desk.month_fixture import SMALL, close
from tests.desk.test_command_line import run
from tests.office.office import Office
from xl_addin.domain.dates import serial_of
from xl_addin.ledger.signed import ROLES

BOOK = "closing-2026-10.xlsx"
PEOPLE = ("maker1", "checker1", "head1")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small month closed on a training ledger and signed by three people; ledger and policy beside it."""
    home = tmp_path_factory.mktemp("signed")
    (home / "policy.toml").write_text(POLICY, "utf-8")
    at = options(home)
    assert run("training", *at[:4]).returncode == 0
    assert run("close", SMALL, *at, "--out", home / "out").returncode == 0
    for role, name in zip(ROLES, PEOPLE, strict=True):
        done = run("sign", role, *at, "--out", home / "out", "--person", name, "--reason", "kept elsewhere")
        assert done.returncode == 0, done.stderr
    return home


def options(home: Path) -> tuple[Any, ...]:
    policy = home / "policy.toml"
    return ("--as-on", "2026-10-31", "--ledger", home / "training.sqlite", "--policy", policy)


@pytest.fixture
def home(signed: Path, tmp_path: Path) -> Path:
    shutil.copytree(signed, tmp_path / "home")
    return tmp_path / "home"


def checked(home: Path, *more: Any) -> tuple[int, str]:
    done = run("verify", home / "out" / BOOK, *options(home)[2:], *more)
    return done.returncode, done.stdout


def area(book: Workbook, table: str) -> tuple[Worksheet, int, dict[str, int]]:
    """The sheet of a table, its header row, and the column of each heading."""
    sheet: Worksheet = next(one for one in book if table in one.tables)
    head = int(re.findall(r"\d+", sheet.tables[table].ref)[0])
    heads = {str(cell.value): cell.column for cell in sheet[head]}
    return sheet, head, heads


def change(home: Path, table: str, header: str, value: object, down: int = 1) -> tuple[str, int]:
    """Types over a cell in the file itself, so that every other cell stays as it is; its sheet and row."""
    path = home / "out" / BOOK
    book = openpyxl.load_workbook(path)
    sheet, head, heads = area(book, table)
    place = f"{get_column_letter(heads[header])}{head + down}"
    part = f"xl/worksheets/sheet{book.sheetnames.index(sheet.title) + 1}.xml"
    with zipfile.ZipFile(path) as there:
        parts = {one: there.read(one) for one in there.namelist()}
    number = serial_of(value) if isinstance(value, date) else value
    cell = f"<v>{number}</v></c>" if isinstance(number, int | float) else f"<is><t>{value}</t></is></c>"
    kind = "" if isinstance(number, int | float) else ' t="inlineStr"'
    was = re.compile(rf'<c r="{place}"( s="\d+")?[^>]*?(/>|>.*?</c>)'.encode())
    parts[part], changed = was.subn(rf'<c r="{place}"\1{kind}>{cell}'.encode(), parts[part], count=1)
    assert changed == 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as anew:
        for one, content in parts.items():
            anew.writestr(one, content)
    return sheet.title, head + down


def test_a_signed_book_is_whole_also_when_another_program_saved_it_and_its_rows_were_sorted(
    home: Path, office: Office
) -> None:
    assert checked(home)[0] == 0
    book = openpyxl.load_workbook(home / "out" / BOOK)
    sheet, head, _ = area(book, "tblOrm")
    two = [[cell.value for cell in sheet[head + down]] for down in (1, 2)]
    for down, cells in zip((1, 2), reversed(two), strict=True):
        for column, value in enumerate(cells, 1):
            sheet.cell(head + down, column).value = value
    book.save(home / "out" / BOOK)
    again = office.recalculate(home / "out" / BOOK)
    shutil.copy(again, home / "out" / BOOK)
    code, told = checked(home)
    assert code == 0, told
    assert "lists of the book is as it was signed" in told


CHANGED = [
    ("tblOrm", "Outstanding", 1.25),
    ("tblOrm", "Importer", "SOMEBODY ELSE"),
    ("tblInvoices", "Payment due", date(2031, 1, 1)),
    ("tblSettlements", "Evidence", "by word of mouth"),
    ("tblWriteOffs", "Status", "OK!"),
    ("tblWriteOffs", "Remarks", "typed after the signature"),
    ("tblRollOrm", "Opening", 7),
    ("tblControl", "Left figure", 7),
    ("tblSignOff", "Name", "mallory"),
    ("tblSignOff", "Signed at", date(2020, 1, 1)),
    ("tblRules", "Value", "99"),
    ("tblChecklist", "Task", "nothing to do"),
]


@pytest.mark.parametrize(("table", "header", "value"), CHANGED, ids=[f"{row[0]} {row[1]}" for row in CHANGED])
def test_a_cell_that_was_changed_is_broken_and_named(home: Path, table: str, header: str, value: object) -> None:
    sheet, row = change(home, table, header, value)
    code, told = checked(home)
    assert code == 1
    (line,) = [one for one in told.splitlines() if "✗ BROKEN Sheet" in one]
    assert f"Sheet {sheet}" in line
    assert re.search(rf"row {row}, {header}: the book says|[A-Z]+{row}: the book says", line), line
    in_folder = run("verify", "--out", home / "out", *options(home)[2:])
    assert line in in_folder.stdout


def test_a_row_that_was_deleted_or_put_in_is_named(home: Path) -> None:
    book = openpyxl.load_workbook(home / "out" / BOOK)
    sheet, head, heads = area(book, "tblOrm")
    number = sheet.cell(head + 1, heads["ORM number"]).value
    for column in heads.values():
        sheet.cell(head + 1, column).value = None
    sheet, head, heads = area(book, "tblInvoices")
    for column in heads.values():
        sheet.cell(head + 1, column).value = f"{column} x"
    book.save(home / "out" / BOOK)
    code, told = checked(home)
    assert code == 1
    assert f"a row is missing: {number}" in told
    assert "is not in the ledger: 1 x / 2 x" in told


def test_another_policy_than_that_of_the_book_is_told_and_nothing_is_called_changed(home: Path) -> None:
    (home / "other.toml").write_text("due_soon_days = 40\n", "utf-8")
    done = run("verify", home / "out" / BOOK, "--ledger", home / "training.sqlite", "--policy", home / "other.toml")
    assert done.returncode == 1
    assert "the bank's policy in force here is not that of the book" in done.stdout
    assert "the book says" not in done.stdout
    change(home, "tblOrm", "Outstanding", 1.25)
    done = run("verify", home / "out" / BOOK, "--ledger", home / "training.sqlite", "--policy", home / "other.toml")
    assert "Sheet ORM, table tblOrm: every cell is as it was signed" in done.stdout


def test_a_book_of_another_ledger_is_told(home: Path, tmp_path: Path) -> None:
    close(SMALL, tmp_path / "other")
    done = run("verify", home / "out" / BOOK, "--ledger", tmp_path / "other" / "ledger.sqlite")
    assert done.returncode == 1
    assert "was made from this ledger" in done.stdout


def test_the_ledger_of_a_book_is_found_beside_it(tmp_path: Path) -> None:
    close(SMALL, tmp_path / "out")
    done = run("verify", tmp_path / "out" / BOOK, cwd=tmp_path)
    assert (done.returncode, "lists of the book is as the ledger had it" in done.stdout) == (0, True), done.stdout


# What a person did to a table, and what each formula of Sign-off says then.
SEEN: dict[str, tuple[Callable[[Workbook], None], bool]] = {}


def seen(name: str, is_seen: bool) -> Callable[[Callable[[Workbook], None]], None]:
    def put(act: Callable[[Workbook], None]) -> None:
        SEEN[name] = act, is_seen

    return put


@seen("nothing", False)
def _nothing(book: Workbook) -> None:
    """Opened and saved."""


@seen("an amount one paisa higher", True)
def _amount(book: Workbook) -> None:
    sheet, head, heads = area(book, "tblOrm")
    cell = sheet.cell(head + 1, heads["Outstanding"])
    cell.value = float(str(cell.value)) + 0.01


@seen("a row less", True)
def _row_less(book: Workbook) -> None:
    sheet, _, _ = area(book, "tblOrm")
    table = sheet.tables["tblOrm"]
    first, last = table.ref.split(":")
    row = int(re.findall(r"\d+", last)[0])
    for cell in sheet[row]:
        cell.value = None
    table.ref = table.autoFilter.ref = f"{first}:{re.sub(r'[0-9]+', '', last)}{row - 1}"


@seen("a name", False)
def _name(book: Workbook) -> None:
    sheet, head, heads = area(book, "tblOrm")
    sheet.cell(head + 1, heads["Importer"]).value = "SOMEBODY ELSE"


@pytest.mark.parametrize("name", SEEN)
def test_formulas_of_sign_off_see_row_counts_and_totals_and_say_that_they_see_no_more(
    home: Path, office: Office, name: str
) -> None:
    act, is_seen = SEEN[name]
    book = openpyxl.load_workbook(home / "out" / BOOK)
    act(book)
    book.save(home / "out" / BOOK)
    shown = openpyxl.load_workbook(office.recalculate(home / "out" / BOOK), data_only=True)
    sheet, head, heads = area(shown, "tblSignOff")
    words = [sheet.cell(head + down, heads["Status"]).value for down in (1, 2, 3)]
    assert words == ["BROKEN" if is_seen else "SIGNED"] * 3
    below, row, columns = area(shown, "tblSigned")
    agrees = {
        below.cell(at, columns["Table"]).value: below.cell(at, columns["Agrees"]).value
        for at in range(row + 1, below.max_row + 1)
    }
    assert {table for table, agree in agrees.items() if table and not agree} == ({"tblOrm"} if is_seen else set())
    assert "and no more" in str(below.cell(row - 1, 1).value)
