"""Blue cells read back: what people answered goes into the ledger, everything else is only compared."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.month_fixture import MAKER, OCTOBER, SMALL, close, law
from xl_addin.desk.answers.report import reviewed_lines
from xl_addin.desk.answers.review import Reviewed, review
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.close.verify import verify
from xl_addin.desk.lists.book import INPUT_SHEETS
from xl_addin.desk.month.month import read_month
from xl_addin.domain.errors import DeskError
from xl_addin.domain.records import SettlementLine
from xl_addin.ledger import Ledger, lines, open_ledger
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_lists, read_meta

HEAD = 5  # header row of every list of the closing workbook
Sheet = Any


class Month:
    """A closed small month of a test's own: edit its workbook, read it back, close again."""

    def __init__(self, out: Path) -> None:
        self.out, self.book = out, out / "closing-2026-10.xlsx"
        self.ledger: Ledger = open_ledger(str(out / "ledger.sqlite"))

    def edit(self, change: Callable[[Any], None]) -> None:
        """Fills the workbook as a person would, and saves it."""
        book = openpyxl.load_workbook(self.book)
        change(book)
        book.save(self.book)

    def review(self) -> Reviewed:
        """Reads the workbook back."""
        book = FileBook(self.book)
        head = read_meta(book)["ledger_head"]
        return review(self.ledger, book.name, read_lists(book, INPUT_SHEETS), OCTOBER, law(), MAKER, head=head)

    def lines(self) -> list[SettlementLine]:
        """Settlement lines that stand."""
        with self.ledger.read() as connection:
            return lines.settlement_lines(connection, "2026-10")

    def close(self) -> None:
        """Closes the month again over the same ledger."""
        close(SMALL, self.out)


@pytest.fixture
def month(tmp_path: Path, small_out: Path) -> Iterator[Month]:
    """The closed small month, in a folder of its own."""
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def column(sheet: Sheet, header: str) -> int:
    """Place of a header."""
    return next(cell.column for cell in sheet[HEAD] if cell.value == header)


def cell(sheet: Sheet, row: int, header: str) -> Any:
    """A cell by row and header."""
    return sheet.cell(row, column(sheet, header))


def head_of(sheet: Sheet, header: str) -> int:
    """The row of headers that has `header`: of the lists of a sheet the first that has such a column."""
    rows = sheet.iter_rows(min_row=HEAD, values_only=True)
    return next(at for at, row in enumerate(rows, HEAD) if header in row)


def first_of(sheet: Sheet, header: str, of: str) -> Any:
    """The cell under `header` in the first row of the list that has the column `of`."""
    at = head_of(sheet, of)
    place = next(one.column for one in sheet[at] if one.value == header)
    return sheet.cell(at + 1, place)


def row_of(sheet: Sheet, header: str, value: object, after: int = HEAD) -> int:
    """First row below `after` whose cell under `header` holds `value`."""
    return next(row for row in range(after + 1, sheet.max_row + 1) if cell(sheet, row, header).value == value)


def on_disk(path: Path, sheet: str) -> Sheet:
    """The values of one sheet as it stands on disk; the rest of the book is not read."""
    values = openpyxl.Workbook().active
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        for row in book[sheet].iter_rows(values_only=True):
            values.append(row)
    return values


def shown(path: Path, sheet: str, row: int, header: str) -> Any:
    """A value of the book on disk."""
    return cell(on_disk(path, sheet), row, header).value


def test_an_untouched_book_changes_nothing_and_nothing_is_noticed(month: Month) -> None:
    reviewed = month.review()
    assert (reviewed.changed, reviewed.findings) == (False, ())
    assert reviewed.rows > 100


def test_an_accepted_proposal_is_posted_and_a_refused_one_is_not_proposed_again(month: Month) -> None:
    before = len(month.lines())

    def answer(book: Any) -> None:
        sheet = book["Settlements"]
        cell(sheet, HEAD + 1, "Accept or Reject").value = "accept"
        cell(sheet, HEAD + 2, "Accept or Reject").value = "Reject"
        cell(sheet, HEAD + 2, "Remarks").value = "paid for another shipment"

    refused_orm = shown(month.book, "Settlements", HEAD + 2, "ORM number")
    month.edit(answer)
    reviewed = month.review()
    assert (reviewed.accepted, reviewed.rejected, reviewed.answers, reviewed.findings) == (1, 1, 1, ())
    assert len(month.lines()) == before + 1
    assert month.lines()[-1].evidence.endswith("accepted by the desk")
    month.close()
    book = on_disk(month.book, "Settlements")
    proposed = [row for row in range(HEAD + 1, book.max_row + 1) if cell(book, row, "Status").value == "PROPOSED"]
    assert refused_orm not in [cell(book, row, "ORM number").value for row in proposed]
    assert all(check.holds for check in verify(month.ledger, month.out))


def test_a_posted_line_refused_is_open_again_and_undo_brings_it_back(month: Month) -> None:
    before = len(month.lines())

    def answer(book: Any) -> None:
        sheet = book["Settlements"]
        cell(sheet, row_of(sheet, "Status", "POSTED"), "Accept or Reject").value = "Reject"

    month.edit(answer)
    assert month.review().taken_back == 1
    assert len(month.lines()) == before - 1
    assert all(check.holds for check in verify(month.ledger))
    month.close()
    assert len(month.lines()) >= before - 1
    assert all(check.holds for check in verify(month.ledger, month.out))
    while undo(month.ledger, MAKER).kind != "REVIEW":
        pass
    assert len(month.lines()) == before


def test_a_locked_proposal_waits_until_it_is_answered(month: Month) -> None:
    """Matching again leaves it as it is; undo frees it; an acceptance posts it and ends the lock."""
    orm = shown(month.book, "Settlements", HEAD + 1, "ORM number")

    def answer(word: str) -> Callable[[Any], None]:
        def change(book: Any) -> None:
            sheet = book["Settlements"]
            cell(sheet, row_of(sheet, "ORM number", orm), "Accept or Reject").value = word

        return change

    month.edit(answer("Lock"))
    reviewed = month.review()
    assert (reviewed.locked, reviewed.accepted, reviewed.findings) == (1, 0, ())
    assert month.review().locked == 0
    before = len(month.lines())
    month.close()
    row = row_of(on_disk(month.book, "Settlements"), "ORM number", orm)
    assert (shown(month.book, "Settlements", row, "Status"), shown(month.book, "Settlements", row, "Tier")) == (
        "PROPOSED",
        "LOCKED",
    )
    month.edit(answer("Accept"))
    assert month.review().accepted == 1
    assert len(month.lines()) == before + 1
    month.close()
    assert all(check.holds for check in verify(month.ledger, month.out))
    with month.ledger.read() as connection:
        assert lines.held_lines(connection, "2026-10") == []


def test_facts_reach_the_decision_of_the_next_close(month: Month) -> None:
    book = on_disk(month.book, "Write-offs")
    row = row_of(book, "Status", "REFUSE")
    boe = cell(book, row, "BoE number").value
    iec = cell(book, row, "IEC").value

    def answer(book: Any) -> None:
        sheet = book["Write-offs"]
        cell(sheet, row, "AD satisfied").value = "yes"
        cell(sheet, row, "Reason").value = "FREIGHT"
        cell(sheet, row, "Remarks").value = "freight note seen"

    month.edit(answer)
    reviewed = month.review()
    assert (reviewed.answers, reviewed.findings) == (3, ())
    month.close()
    book = on_disk(month.book, "Write-offs")
    row = row_of(book, "BoE number", boe)
    assert cell(book, row, "IEC").value == iec
    assert (cell(book, row, "Status").value, cell(book, row, "Reason").value) == ("OK", "FREIGHT")
    assert (cell(book, row, "AD satisfied").value, cell(book, row, "Remarks").value) == ("Y", "freight note seen")


def test_a_fact_that_is_cleared_is_unknown_again(month: Month) -> None:
    def answer(book: Any) -> None:
        sheet = book["Write-offs"]
        cell(sheet, row_of(sheet, "Status", "OK"), "AD satisfied").value = None

    def names(sheet: Sheet, row: int) -> list[Any]:
        return [cell(sheet, row, header).value for header in ("ORM number", "BoE number", "BoE date", "Port", "Serial")]

    before = on_disk(month.book, "Write-offs")
    item = names(before, row_of(before, "Status", "OK"))
    month.edit(answer)
    assert month.review().answers == 1
    month.close()
    after = on_disk(month.book, "Write-offs")
    row = next(at for at in range(HEAD + 1, after.max_row + 1) if names(after, at) == item)
    assert cell(after, row, "Status").value == "CHECK"
    assert "satisfied is not given" in cell(after, row, "Why").value


def test_dates_of_letters_and_shipments_are_taken(month: Month) -> None:
    def answer(book: Any) -> None:
        cell(book["Follow-up"], HEAD + 1, "First letter").value = date(2026, 10, 20)
        cell(book["Extensions"], HEAD + 1, "Contract due").value = date(2027, 3, 31)

    month.edit(answer)
    assert month.review().answers == 2
    month.close()
    assert shown(month.book, "Follow-up", HEAD + 1, "First letter").date() == date(2026, 10, 20)
    answers = read_month(month.ledger, OCTOBER).answers.values()
    assert [known["contract_due"] for known in answers if known.get("contract_due") == date(2027, 3, 31)]


def test_sorted_removed_and_foreign_rows_corrupt_nothing(month: Month) -> None:
    """Rows are known by their keys: two rows change places, one goes, one is the person's own."""

    def stir(book: Any) -> None:
        sheet = book["Write-offs"]
        first, second = ([cell.value for cell in sheet[row]] for row in (HEAD + 1, HEAD + 2))
        for place, (one, other) in enumerate(zip(first, second, strict=True), 1):
            sheet.cell(HEAD + 1, place).value, sheet.cell(HEAD + 2, place).value = other, one
        for place in range(1, sheet.max_column + 1):
            sheet.cell(HEAD + 3, place).value = None
        cell(sheet, HEAD + 4, "BoE number").value = "9999999"

    month.edit(stir)
    reviewed = month.review()
    assert not reviewed.changed
    assert [(f.code, f.sheet, f.row, f.column) for f in reviewed.findings] == [
        ("CHANGED_BY_HAND", "Write-offs", HEAD + 4, "BoE number"),
        ("ROW_NOT_KNOWN", "Write-offs", HEAD + 4, "BoE number"),
        ("ROWS_MISSING", "Write-offs", HEAD, ""),
    ]
    assert reviewed.findings[2].found.startswith("1 of ")


NAMED = {"Write-offs": "BoE number", "Settlements": "ORM number", "Follow-up": "ORM number"}  # what a row is known by


@pytest.mark.parametrize(
    ("sheet", "header", "value", "code", "expected"),
    [
        ("Write-offs", "Suit pending", "maybe", "INPUT_NOT_READ", "one of Y, N"),
        ("Write-offs", "Reason", "HOLIDAY", "INPUT_NOT_READ", "one of DISCOUNT"),
        ("Follow-up", "First letter", "03/04/2026", "INPUT_NOT_READ", "may be 03-Apr-2026 or 04-Mar-2026"),
        ("Follow-up", "First letter", 12, "INPUT_NOT_READ", "a date as dd-mmm-yyyy"),
        ("Follow-up", "First letter", date(2026, 11, 1), "INPUT_NOT_READ", "a day up to 31-Oct-2026, the as-on date"),
        ("Follow-up", "Registered letter", date(2027, 10, 1), "INPUT_NOT_READ", "a day up to 31-Oct-2026"),
        ("Follow-up", "Second letter", date(2127, 10, 1), "INPUT_NOT_READ", "a date as dd-mmm-yyyy, in 2000 to 2099"),
        ("Settlements", "Accept or Reject", "perhaps", "INPUT_NOT_READ", "one of Accept, Reject, Lock"),
        ("Write-offs", "Remarks", "x" * 251, "INPUT_NOT_READ", "at most 250 characters"),
        ("Write-offs", "Difference", 1, "CHANGED_BY_HAND", ""),
        ("Write-offs", "Why", "because", "CHANGED_BY_HAND", ""),
        ("Write-offs", "Status", "OK!", "CHANGED_BY_HAND", ""),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_place(
    month: Month, sheet: str, header: str, value: object, code: str, expected: str
) -> None:
    month.edit(lambda book: setattr(cell(book[sheet], HEAD + 1, header), "value", value))
    reviewed = month.review()
    assert not reviewed.changed
    (finding,) = reviewed.findings
    assert (finding.code, finding.sheet, finding.row, finding.column) == (code, sheet, HEAD + 1, header)
    assert expected in finding.expected
    assert finding.action.endswith(".")
    told = next(line for line in reviewed_lines(reviewed) if code in line)
    assert str(cell(on_disk(month.book, sheet), HEAD + 1, NAMED[sheet]).value) in told


def test_two_answers_to_one_question_keep_neither(month: Month) -> None:
    book = on_disk(month.book, "Write-offs")
    iecs = [cell(book, row, "IEC").value for row in range(HEAD + 1, book.max_row + 1)]
    iec = next(one for one in iecs if one and iecs.count(one) > 1)
    first = row_of(book, "IEC", iec)
    second = row_of(book, "IEC", iec, after=first)

    def answer(book: Any) -> None:
        sheet = book["Write-offs"]
        was = cell(sheet, first, "Suit pending").value
        cell(sheet, first, "Suit pending").value = None if was else "Y"
        cell(sheet, second, "Suit pending").value = "Y" if was == "N" else "N"

    month.edit(answer)
    reviewed = month.review()
    assert not reviewed.changed
    assert [f.code for f in reviewed.findings] == ["ANSWERS_DIFFER"]


def test_two_lines_that_compete_for_one_amount_are_not_both_posted(month: Month) -> None:
    """The same proposal twice on the sheet counts once; the second row is told."""

    def double(book: Any) -> None:
        sheet = book["Settlements"]
        cell(sheet, HEAD + 1, "Accept or Reject").value = "Accept"
        for place in range(1, sheet.max_column + 1):
            sheet.cell(HEAD + 2, place).value = sheet.cell(HEAD + 1, place).value

    month.edit(double)
    reviewed = month.review()
    assert reviewed.accepted == 1
    assert [f.code for f in reviewed.findings] == ["ROW_TWICE", "ROWS_MISSING"]
    assert all(check.holds for check in verify(month.ledger))


def test_the_same_book_may_be_read_again_and_an_older_one_not(month: Month) -> None:
    def accept(book: Any) -> None:
        cell(book["Settlements"], HEAD + 1, "Accept or Reject").value = "Accept"

    month.edit(accept)
    assert month.review().accepted == 1
    again = month.review()
    assert (again.changed, again.findings) == (False, ())
    old = month.out / "old.xlsx"
    shutil.copy(month.book, old)
    month.close()
    month.book = old
    with pytest.raises(DeskError, match="older than what was done since"):
        month.review()


def test_a_book_of_another_ledger_is_refused(month: Month, tmp_path: Path) -> None:
    other = open_ledger(str(tmp_path / "other.sqlite"))
    month.ledger.close()
    month.ledger = other
    with pytest.raises(DeskError, match="not made from this ledger"):
        month.review()


def test_a_book_without_its_columns_says_what_is_missing(month: Month) -> None:
    def rename(book: Any) -> None:
        sheet = book["Write-offs"]
        place = column(sheet, "BoE number")
        sheet.cell(HEAD, place).value = "Bill"
        sheet.tables["tblWriteOffs"].tableColumns[place - 1].name = "Bill"

    month.edit(rename)
    reviewed = month.review()
    assert [(f.code, f.severity, f.column) for f in reviewed.findings] == [("COLUMN_MISSING", "BLOCK", "BoE number")]


def test_a_strange_book_is_refused_with_what_it_has(tmp_path: Path) -> None:
    strange = tmp_path / "strange.xlsx"
    openpyxl.Workbook().save(strange)
    with pytest.raises(DeskError, match="none of the tables"):
        read_lists(FileBook(strange), INPUT_SHEETS)
    with pytest.raises(DeskError, match="does not say which closing"):
        read_meta(FileBook(strange))
