"""Questions that are sent out, answers that come back in a file, and what either would change before it is kept."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.month_fixture import MAKER, OCTOBER, SMALL, law
from tests.desk.test_command_line import run
from tests.desk.test_missing_facts import now_of, typed
from tests.desk.test_review import Month
from xl_addin.desk.answers.from_file import FileAnswers, take_answers
from xl_addin.desk.answers.missing import Only, missing_now
from xl_addin.desk.answers.template import HEADS, template_of, write_template
from xl_addin.desk.answers.undo import history
from xl_addin.desk.lists.missing_facts import OF_IMPORTER
from xl_addin.desk.month.month import read_month
from xl_addin.domain.errors import DeskError

DAY = date(2027, 2, 28)
Cells = dict[str, Any]


@pytest.fixture
def month(tmp_path: Path, small_out: Path) -> Iterator[Month]:
    """The closed small month, in a folder of its own."""
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def sent_out(month: Month, to: Path, *facts: str, importers: tuple[str, ...] = ()) -> Path:
    now, rows = missing_now(month.ledger, OCTOBER, law(), Only(importers, facts))
    write_template(template_of(now.settled.month, rows), to, OCTOBER)
    return to


def came_back(file: Path, answer: Callable[[Cells], Cells]) -> Path:
    """The workbook filled: `answer` gives what is written into the cells of a row."""
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet
    heads = [cell.value for cell in sheet[5]]
    for row in sheet.iter_rows(min_row=6):
        told = answer({head: cell.value for head, cell in zip(heads, row, strict=True)})
        for head, value in told.items():
            row[heads.index(head)].value = value
    back = file.with_name("back.xlsx")
    book.save(back)
    return back


def of_asked(head: str, value: Any) -> Callable[[Cells], Cells]:
    """The value in each row in which a fact is asked."""
    return lambda row: {head: value} if head in row["asked"].split(", ") else {}


def taken(month: Month, file: Path) -> FileAnswers:
    return take_answers(month.ledger, file, OCTOBER, MAKER)


def known(month: Month, name: str) -> dict[tuple[str, str], Any]:
    return {item: said[name] for item, said in read_month(month.ledger, OCTOBER).answers.items() if name in said}


def test_a_file_asks_just_what_is_missing_and_shows_what_is_known(month: Month, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(sent_out(month, tmp_path / "q.xlsx"))["Questions"]
    heads = [cell.value for cell in sheet[5]]
    asked = set()
    for row in sheet.iter_rows(min_row=6, values_only=True):
        cells = dict(zip(heads, row, strict=True))
        for head in cells["asked"].split(", "):
            assert cells[head] is None
            asked.add(
                (
                    cells["item_kind"],
                    cells[HEADS["orm_number"]],
                    cells[HEADS["boe_number"]],
                    cells["invoice_serial"],
                    head,
                )
            )
    _, rows = missing_now(month.ledger, OCTOBER, law(), Only())
    questions = {question for row in rows for question in row.questions}
    assert len(asked) == len(questions)
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert any("QUALITY" in formula for formula in lists.values())


@pytest.mark.parametrize("name", ["q.xlsx", "q.csv"])
def test_what_comes_back_is_kept_and_a_second_reading_changes_nothing(month: Month, tmp_path: Path, name: str) -> None:
    file = sent_out(month, tmp_path / name, "contract_due")
    _, rows = missing_now(month.ledger, OCTOBER, law(), Only((), ("contract_due",)))
    keys = {question[:2] for row in rows for question in row.questions}
    if name == "q.xlsx":
        back = came_back(file, of_asked("contract_due_date", DAY))
    else:
        with file.open(encoding="utf-8-sig", newline="") as read:
            told = [row | {"contract_due_date": DAY.isoformat()} for row in csv.DictReader(read)]
        back = tmp_path / "back.csv"
        with back.open("w", encoding="utf-8", newline="") as write:
            out = csv.DictWriter(write, told[0])
            out.writeheader()
            out.writerows(told)
    read_once = taken(month, back)
    assert (len(read_once.answers), read_once.findings) == (len(keys), ())
    assert {key for key, value in known(month, "contract_due").items() if value == DAY} >= keys
    again = taken(month, back)
    assert (len(again.answers), again.known, again.findings) == (0, len(keys), ())
    assert history(month.ledger)[0].detail == {"file": back.name, "answers": len(keys)}


def test_a_file_of_blank_cells_answers_and_withdraws_nothing(month: Month, tmp_path: Path) -> None:
    before = read_month(month.ledger, OCTOBER).answers
    found = taken(month, sent_out(month, tmp_path / "q.xlsx"))
    assert (found.answers, found.findings) == ((), ())
    assert read_month(month.ledger, OCTOBER).answers == before


def test_an_answer_that_stands_is_told_and_not_overwritten(month: Month, tmp_path: Path) -> None:
    file = sent_out(month, tmp_path / "q.xlsx", "contract_due")
    taken(month, came_back(file, of_asked("contract_due_date", DAY)))
    other = taken(month, came_back(file, of_asked("contract_due_date", date(2027, 12, 31))))
    assert other.answers == ()
    assert {(one.code, one.column, one.expected) for one in other.findings} == {
        ("ANSWER_STANDS", "contract_due_date", "28-Feb-2027")
    }
    assert DAY in known(month, "contract_due").values()
    assert date(2027, 12, 31) not in known(month, "contract_due").values()


@pytest.mark.parametrize(
    ("fact", "cell", "code"),
    [
        ("contract_due_date", "soon", "BAD_DATE"),
        ("contract_due_date", "31-Feb-2027", "BAD_DATE"),
        ("importer_declaration", "perhaps", "FLAG_WORD_UNKNOWN"),
        ("difference_reason", "BECAUSE", "WORD_NOT_LISTED"),
        ("shipment_date", date(2026, 12, 31), "DAY_AFTER_BOE"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place_and_keeps_nothing(
    month: Month, tmp_path: Path, fact: str, cell: object, code: str
) -> None:
    back = came_back(sent_out(month, tmp_path / "q.xlsx"), of_asked(fact, cell))
    found = taken(month, back)
    assert found.answers == ()
    assert {(one.code, one.column) for one in found.findings} == {(code, fact)}
    assert all(one.row > 5 and one.action for one in found.findings)


def test_what_was_closed_meanwhile_is_told(month: Month, tmp_path: Path) -> None:
    """A remittance is written back to nothing open between sending out and coming back."""
    file = sent_out(month, tmp_path / "q.xlsx", "declared")
    back = came_back(file, of_asked("importer_declaration", "Y"))
    now = now_of(month).settled.month
    asked = [*openpyxl.load_workbook(file)["Questions"].iter_rows(min_row=6, values_only=True)]
    number = asked[0][1]
    line = next(one for one in now.orms.values() if one.record.orm_number == number)
    line.settled_minor += line.outstanding_minor

    from xl_addin.desk.answers import from_file

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(from_file, "read_month", lambda ledger, as_on: now)
        found = taken(month, back)
    (told,) = [one for one in found.findings if one.code == "ANSWER_OF_CLOSED"]
    assert number in told.found
    assert len(found.answers) == len(asked) - 1


def test_two_rows_that_differ_and_a_row_of_no_item_are_told(month: Month, tmp_path: Path) -> None:
    file = tmp_path / "back.csv"
    head = "item_kind,bill_of_entry_number,bill_of_entry_date,port_of_discharge,contract_due_date\n"
    _, rows = missing_now(month.ledger, OCTOBER, law(), Only((), ("contract_due",)))
    number, day, port = rows[1].questions[0][1].split("/")
    file.write_text(
        f"{head}BOE,{number},{day},{port},2027-02-28\nBOE,{number},{day},{port},2027-03-31\n"
        f"BOE,0000001,{day},{port},2027-02-28\n",
        "utf-8",
    )
    found = taken(month, file)
    assert found.answers == ()
    assert [(one.code, one.row) for one in found.findings] == [("ANSWERS_DIFFER", 3), ("ANSWER_OF_NO_ITEM", 4)]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("facts-q.xlsx", "taken in with the extracts"),
        ("q.pdf", "a workbook or CSV"),
        ("there.xlsx", "is there already"),
    ],
)
def test_a_file_is_not_written_where_it_does_harm(month: Month, tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "there.xlsx").write_text("")
    with pytest.raises(DeskError, match=says):
        sent_out(month, tmp_path / name)


@pytest.mark.parametrize(
    ("importers", "facts", "says"), [(("NOBODY",), (), "Nothing is asked of"), ((), ("zebra",), "lacks 'zebra'")]
)
def test_what_is_not_asked_is_said(month: Month, importers: tuple[str, ...], facts: tuple[str, ...], says: str) -> None:
    with pytest.raises(DeskError, match=says):
        missing_now(month.ledger, OCTOBER, law(), Only(importers, facts))


def test_the_commands_list_send_out_look_and_keep(month: Month, tmp_path: Path) -> None:
    month.ledger.close()
    where = ("--as-on", "2026-10-31", "--ledger", month.out / "ledger.sqlite")
    listed = run("facts", *where)
    assert listed.returncode == 0
    assert "contract_due (Contract due; a date): 67 items of 8 importers, INR" in listed.stdout
    one = run("facts", *where, "--importer", "NAKLI", "--fact", "Contract due", "--to", tmp_path / "m.csv")
    assert "BoE 6489896 of 10-Oct-2026 at INTUT1" in one.stdout
    assert (tmp_path / "m.csv").read_text("utf-8-sig").startswith("Fact,Asked of,Importer,BoE number,What is asked")
    file = tmp_path / "q.xlsx"
    assert "questions on" in run("facts-template", *where, "--to", file, "--fact", "contract_due").stdout
    back = came_back(file, of_asked("contract_due_date", DAY))
    seen = run("facts", back, *where, "--preview")
    assert "Would change: 12 decisions on 12 items" in seen.stdout
    assert "nothing was kept" in seen.stdout
    kept = run("facts", back, *where)
    assert (kept.returncode, "Changed: 12 decisions on 12 items." in kept.stdout) == (0, True)
    assert run("facts", *where, "--preview").returncode == 2


def test_a_preview_of_a_book_tells_what_would_change_and_keeps_nothing(month: Month) -> None:
    _, rows = missing_now(month.ledger, OCTOBER, law(), Only((), ("contract_due",)))
    row = next(one for one in rows if one.level == OF_IMPORTER)
    typed(month, {("contract_due", OF_IMPORTER, row.iec): DAY})
    month.ledger.close()
    raw = (month.out / "ledger.sqlite").read_bytes()
    where = ("--as-on", "2026-10-31", "--ledger", month.out / "ledger.sqlite")
    seen = run("review", month.book, *where, "--preview")
    assert seen.returncode == 0
    assert "Filled down from 1 rows of Missing facts" in seen.stdout
    assert "Would change:" in seen.stdout
    assert (month.out / "ledger.sqlite").read_bytes() == raw
    assert run("review", month.book, *where).returncode == 0
    assert (month.out / "ledger.sqlite").read_bytes() != raw


def test_what_the_ledger_says_of_closed_items_too_is_nothing_to_tell(month: Month) -> None:
    """The desk's own facts file of the month, read once more: every answer is known, whatever became of its item."""
    found = taken(month, SMALL / "facts.csv")
    assert (found.answers, found.findings) == ((), ())
    assert found.known > 400


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("bank charges", "BANK_CHARGES"),
        ("Freight/Insurance", "FREIGHT_INSURANCE"),
        ("short-shipment", "SHORT_SHIPMENT"),
    ],
)
def test_a_reason_that_comes_back_is_read_as_in_a_blue_cell(
    month: Month, tmp_path: Path, written: str, kept: str
) -> None:
    back = came_back(sent_out(month, tmp_path / "q.xlsx", "reason"), of_asked("difference_reason", written))
    assert taken(month, back).findings == ()
    assert set(known(month, "reason").values()) >= {kept}
