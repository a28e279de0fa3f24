"""A reviewed book's marked copy: green what was taken, red with a note what was not, every other part as it was."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.desk.test_command_line import run
from tests.desk.test_review import HEAD, Month, cell, column, row_of
from tests.office.office import Office
from xl_addin.workbook.books.marks import GREEN, RED, Mark, marked_copy

ANSWER = "Accept or Reject"
BOOK, COPY = "closing-2026-10.xlsx", "closing-2026-10-marked.xlsx"


@pytest.fixture
def out(tmp_path: Path, small_out: Path) -> Path:
    """The closed small month, in a folder of its own."""
    shutil.copytree(small_out, tmp_path / "out")
    return tmp_path / "out"


def fill(out: Path, change: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(out / BOOK)
    change(book["Settlements"])
    book.save(out / BOOK)


def review(out: Path, *words: str) -> str:
    done = run("review", out / BOOK, "--as-on", "2026-10-31", "--ledger", out / "ledger.sqlite", "--marked", *words)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def at(sheet: Any, header: str, row: int = 0) -> Any:
    """A cell of the first proposal, or of another row below it."""
    return cell(sheet, row_of(sheet, "Status", "PROPOSED") + row, header)


def _accepted(sheet: Any) -> None:
    at(sheet, ANSWER).value = "Accept"


def _maybe(sheet: Any) -> None:
    at(sheet, ANSWER).value = "Maybe"


def _too_long(sheet: Any) -> None:
    at(sheet, "Remarks").value = "x" * 251


def _other_item(sheet: Any) -> None:
    at(sheet, ANSWER).value = "Accept"
    at(sheet, "ORM number").value = "NOBODY"


def _no_key(sheet: Any) -> None:
    at(sheet, ANSWER).value = "Accept"
    sheet.cell(HEAD, column(sheet, "Port")).value = "Harbour"


def _reason(sheet: Any) -> None:
    _maybe(sheet)
    at(sheet, "Remarks").value = "ask"


# What a person does to the first proposal; the cell looked at, its colour, and what its note says ("" no note).
CASES: dict[str, tuple[Callable[[Any], None], str, str, str]] = {
    "a proposal is accepted": (_accepted, ANSWER, GREEN, ""),
    "a word that is none of the list": (_maybe, ANSWER, RED, "Maybe. Expected: one of Accept, Reject, Lock."),
    "a remark beside such a word is taken all the same": (_reason, "Remarks", GREEN, ""),
    "a remark that is too long": (_too_long, "Remarks", RED, "at most 250 characters"),
    "an answer in a row of no item": (_other_item, ANSWER, RED, "[ROW_NOT_KNOWN]"),
    "an answer in a list that lost a column of its key": (_no_key, ANSWER, RED, "[COLUMN_MISSING]"),
}


@pytest.mark.parametrize(("change", "header", "colour", "told"), CASES.values(), ids=CASES)
def test_a_blue_cell_tells_whether_it_was_taken(
    out: Path, change: Callable[[Any], None], header: str, colour: str, told: str
) -> None:
    fill(out, change)
    review(out)
    sheet = openpyxl.load_workbook(out / COPY)["Settlements"]
    marked = at(sheet, header)
    assert marked.fill.fgColor.rgb == colour
    note = marked.comment.text if marked.comment else ""
    assert bool(note) == bool(told)
    assert told in note
    assert not note or (note.startswith("Not taken: ") and marked.comment.author == "Import Desk")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_part_without_a_mark_is_the_same_byte_for_byte_and_the_book_is_not_touched(out: Path) -> None:
    fill(out, _maybe)
    was = (out / BOOK).read_bytes()
    told = review(out)
    before, after = parts(out / BOOK), parts(out / COPY)
    changed = {name for name in before if before[name] != after[name]}
    assert (out / BOOK).read_bytes() == was
    assert {name for name in changed if not name.startswith("xl/worksheets/")} == {
        "xl/styles.xml",
        "[Content_Types].xml",
    }
    assert after.keys() - before.keys() == {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert any("charts/" in name for name in before)
    assert "1 cell red." in told


def test_the_copy_reads_back_as_the_book_does_and_a_second_copy_has_a_name_of_its_own(out: Path) -> None:
    fill(out, _accepted)
    review(out, "--preview")
    month = Month(out)
    with closing(month.ledger):
        assert month.review().accepted == 1  # the preview kept nothing
        month.book = out / COPY
        assert not month.review().findings
    review(out)
    assert (out / "closing-2026-10-marked-2.xlsx").is_file()


def test_notes_that_are_there_stay_and_a_cell_that_has_one_keeps_it_alone(out: Path) -> None:
    def change(sheet: Any) -> None:
        _maybe(sheet)
        at(sheet, ANSWER).comment = Comment("mine", "A person")
        at(sheet, ANSWER, 1).value = "Perhaps"
        at(sheet, "Evidence").comment = Comment("look", "A person")

    fill(out, change)
    told = review(out)
    sheet = openpyxl.load_workbook(out / COPY)["Settlements"]
    assert [at(sheet, *one).comment.text for one in ((ANSWER,), ("Evidence",))] == ["mine", "look"]
    assert at(sheet, ANSWER, 1).comment.text.startswith("Not taken: Perhaps.")
    assert at(sheet, ANSWER).fill.fgColor.rgb == RED
    assert f"Cells with a note of their own kept it: {at(sheet, ANSWER).coordinate}" in told


def test_a_cell_that_the_book_does_not_hold_and_a_signature_are_told_as_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.save(path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<a/>")
    made = marked_copy(path.read_bytes(), [Mark("Sheet", 1, 1, is_taken=True), Mark("Sheet", 9, 9, is_taken=False)])
    assert made.lost == (
        "1 blank cell of sheet Sheet could not be coloured.",
        "The digital signature of the book does not hold for the copy.",
    )


@pytest.mark.host
def test_calc_opens_the_copy_with_its_charts_its_colours_and_its_notes(
    office: Office, small_out: Path, tmp_path: Path
) -> None:
    given = small_out / BOOK
    sheet = openpyxl.load_workbook(given)["Settlements"]
    place = at(sheet, ANSWER)
    made = marked_copy(
        given.read_bytes(), [Mark("Settlements", place.row, place.column, is_taken=False, note="Not taken: <&>.")]
    )
    (tmp_path / "copy.xlsx").write_bytes(made.content)
    book = openpyxl.load_workbook(office.recalculate(tmp_path / "copy.xlsx"))
    seen = book["Settlements"].cell(place.row, place.column)
    assert (seen.fill.fgColor.rgb, seen.comment.text) == (RED, "Not taken: <&>.")
    assert len(book["Summary"]._charts) == len(openpyxl.load_workbook(given)["Summary"]._charts) > 0
