"""Missing facts: one missing fact asks once, and one answer fills all that ask it and have none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.month_fixture import OCTOBER, law
from tests.desk.test_review import HEAD, Month, cell, on_disk
from xl_addin.desk.answers.fill_down import fill_down
from xl_addin.desk.lists import missing_facts
from xl_addin.desk.lists.book import LISTS
from xl_addin.desk.lists.missing_facts import ALL, OF_BILL, OF_IMPORTER, OF_REMITTANCE, Missing
from xl_addin.desk.month.asks import Ask, named_in, question_of
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.item import Party
from xl_addin.desk.month.now import Now, month_now
from xl_addin.engine.rule import CHECK, Decision
from xl_addin.rulebook.facts import fact
from xl_addin.workbook.books.port import SheetTable
from xl_addin.workbook.books.typed import Change, RowThere

SHEET = "Missing facts"


@pytest.fixture
def month(tmp_path: Path, small_out: Path) -> Iterator[Month]:
    """The closed small month, in a folder of its own."""
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def now_of(month: Month) -> Now:
    return month_now(month.ledger, OCTOBER, law())


def rows_of(month: Month) -> list[Missing]:
    now = now_of(month)
    return missing_facts.missing_facts(now.settled.month, now.cases)


def answers(month: Month, name: str) -> dict[tuple[str, str], Any]:
    """What is known of a fact, by kind and key of the item."""
    known = now_of(month).settled.month.answers
    return {item: said[name] for item, said in known.items() if name in said}


def typed(month: Month, wanted: dict[tuple[str, str, str], Any]) -> None:
    """Types answers into rows of Missing facts, known by fact, level and number (of the IEC, the ORM or the BoE)."""

    def fill(book: Any) -> None:
        sheet, left = book[SHEET], dict(wanted)
        for row in range(HEAD + 1, sheet.max_row + 1):
            number = next(
                (
                    cell(sheet, row, one).value
                    for one in ("ORM number", "BoE number", "IEC")
                    if cell(sheet, row, one).value
                ),
                "",
            )
            key = (cell(sheet, row, "Fact").value, cell(sheet, row, "Asked of").value, number)
            if key in left:
                cell(sheet, row, "Answer").value = left.pop(key)
        assert not left

    month.edit(fill)


@pytest.mark.parametrize(
    ("note", "facts"),
    [
        ("shipment_date is not given (when were the goods shipped?)", ["shipment_date"]),
        ("contract_due is not given: it is the date to extend", ["contract_due"]),
        ("entry in IDPMS: CHECK; received_date is not given (on which day?)", ["received_date"]),
        ("declaration needed: declared is not given", ["declared"]),
        ("BOE_NAMES_THIRD_PARTY is not answered (Does it?)", ["BOE_NAMES_THIRD_PARTY"]),
        ("declaration needed: declared is no", []),
        ("the commodity is not given: read as general goods", []),
        ("INFO: the port is of the kind SEZ; mode is not given", []),
        ("WARN: extension_granted_on is not given", []),
        ("the AD is not satisfied with the reason", []),
    ],
)
def test_what_a_note_of_a_decision_lacks(note: str, facts: list[str]) -> None:
    assert [*named_in(note)] == facts


def test_a_row_counts_what_waits_for_it_once(month: Month) -> None:
    """Of all: as many open items as wait for it anywhere; of an importer the same of his."""
    rows = rows_of(month)
    assert {row.level for row in rows} == {ALL, OF_IMPORTER, OF_BILL, OF_REMITTANCE}
    for head in (row for row in rows if row.level == ALL):
        of_it = [row for row in rows if row.fact == head.fact and row is not head]
        items = [row for row in of_it if row.level in (OF_BILL, OF_REMITTANCE)]
        assert {*head.questions} == {question for row in items for question in row.questions}
        assert {*head.items} == {key for row in items for key in row.items}
        assert head.importers == len({row.iec for row in items})
        for row in of_it:
            if row.level == OF_IMPORTER:
                his = [one for one in items if one.iec == row.iec]
                assert len(his) > 1
                assert row.inr == sum(one.inr for one in his)


def test_every_check_that_names_a_fact_of_a_cell_is_asked(desk_out: Path, tmp_path: Path) -> None:
    """Nothing that a CHECK says is missing is left out, whatever sheet the decision stands on."""
    shutil.copytree(desk_out, tmp_path / "out")
    large = Month(tmp_path / "out")
    now = now_of(large)
    asked = {(subject, row.fact) for row in rows_of(large) for subject in row.subjects}
    lacking = {
        case.subject
        for case in now.cases
        if case.decision.status == CHECK
        and any("is not given" in one or "is not answered" in one for one in case.decision.notes)
    }
    assert lacking == {subject for subject, _ in asked}
    large.ledger.close()


def test_a_question_is_that_of_the_blue_cell_of_the_item(desk_out: Path, tmp_path: Path) -> None:
    """Wherever a decision has a blue cell of a fact in its own row, Missing facts answers the same question."""
    shutil.copytree(desk_out, tmp_path / "out")
    large = Month(tmp_path / "out")
    lists, met = now_of(large).lists, 0
    for table in LISTS:
        asking = [column for column in table.columns if column.fact and column.is_user_input]
        for row in lists[table.name].rows[:200] if asking else ():
            if isinstance(row, Case) and table.name not in ("tblReferrals", "tblAuditSample"):
                for column in asking:
                    assert question_of(row, column.fact, missing_facts.of_bill()) == column.question(row), column.header
                    met += 1
    assert met > 1000
    large.ledger.close()


def test_an_answer_of_an_importer_fills_all_his_items_that_have_none(month: Month) -> None:
    row = next(one for one in rows_of(month) if one.fact == "contract_due" and one.level == OF_IMPORTER)
    typed(month, {("contract_due", OF_IMPORTER, row.iec): date(2027, 3, 31)})
    read = month.review()
    assert (read.answers, read.findings) == (len(row.questions), ())
    known = answers(month, "contract_due")
    assert {known[kind, key] for kind, key, _ in row.questions} == {date(2027, 3, 31)}
    assert [*read.filled.told()] == [f"Filled down from 1 rows of Missing facts: contract_due of {len(row.questions)}."]


def test_reading_twice_fills_nothing_twice(month: Month) -> None:
    row = next(one for one in rows_of(month) if one.fact == "contract_due" and one.level == OF_IMPORTER)
    typed(month, {("contract_due", OF_IMPORTER, row.iec): date(2027, 3, 31)})
    month.review()
    again = month.review()
    assert (again.changed, again.findings) == (False, ())


def test_what_a_cell_of_the_item_says_stands(month: Month) -> None:
    """The importer's row says March, a bill's row June, the bill's own cell on Extensions September."""
    row = next(
        one
        for one in rows_of(month)
        if one.fact == "contract_due" and one.level == OF_IMPORTER and len(one.questions) > 1
    )
    bills = [key for _, key, _ in row.questions]
    numbers = [key.split("/")[0] for key in bills]
    typed(
        month,
        {
            ("contract_due", OF_IMPORTER, row.iec): date(2027, 3, 31),
            ("contract_due", OF_BILL, numbers[0]): date(2027, 6, 30),
        },
    )
    read = month.review()
    known = answers(month, "contract_due")
    assert known["BOE", bills[0]] == date(2027, 6, 30)
    assert {known["BOE", key] for key in bills[1:]} == {date(2027, 3, 31)}
    assert read.filled.own == 1
    assert read.findings == ()


def test_an_own_cell_of_another_sheet_goes_before_the_row(month: Month) -> None:
    row = next(one for one in rows_of(month) if one.fact == "contract_due" and one.level == OF_IMPORTER)
    number = row.questions[0][1].split("/")[0]

    def own(book: Any) -> None:
        sheet = book["Extensions"]
        at = next(at for at in range(HEAD + 1, sheet.max_row + 1) if cell(sheet, at, "BoE number").value == number)
        cell(sheet, at, "Contract due").value = date(2027, 9, 30)

    month.edit(own)
    typed(month, {("contract_due", OF_IMPORTER, row.iec): date(2027, 3, 31)})
    read = month.review()
    assert answers(month, "contract_due")["BOE", row.questions[0][1]] == date(2027, 9, 30)
    assert "that stands" in " ".join(read.filled.told())


@pytest.mark.parametrize(
    ("name", "level", "typed_in", "code"),
    [
        ("contract_due", ALL, date(2027, 3, 31), "FILL_DOWN_NOT_TAKEN"),
        ("contract_due", OF_IMPORTER, "soon", "INPUT_NOT_READ"),
        ("contract_due", OF_IMPORTER, "03/04/2027", "INPUT_NOT_READ"),
        ("contract_due", OF_IMPORTER, True, "INPUT_NOT_READ"),
        ("shipment_date", OF_BILL, date(2026, 10, 31), "INPUT_NOT_READ"),  # after the bill of entry
        ("declared", OF_REMITTANCE, "perhaps", "INPUT_NOT_READ"),
        ("declared", OF_REMITTANCE, 7, "INPUT_NOT_READ"),
        ("reason", OF_BILL, "BECAUSE", "INPUT_NOT_READ"),
    ],
)
def test_what_is_no_answer_is_told_at_its_cell_and_fills_nothing(
    month: Month, name: str, level: str, typed_in: object, code: str
) -> None:
    row = next(one for one in rows_of(month) if (one.fact, one.level) == (name, level) and _older(one, typed_in))
    number = "" if level == ALL else row.iec if level == OF_IMPORTER else row.case.orm_number or row.case.boe_number  # type: ignore[union-attr]
    typed(month, {(name, level, number): typed_in})
    read = month.review()
    (told,) = read.findings
    assert (told.code, told.sheet, told.column) == (code, SHEET, "Answer")
    assert not read.changed


def _older(row: Missing, day: object) -> bool:
    """Whether the bill of entry lies before the day, where a day is typed that may not be after it."""
    if not (fact(row.fact).upto and isinstance(day, date)):
        return True
    return row.case is not None and row.case.boe_date is not None and row.case.boe_date < day


@pytest.mark.parametrize(
    ("name", "typed_in", "kept"),
    [
        ("declared", "yes", True),
        ("declared", False, False),
        ("reason", "quality", "QUALITY"),
        ("contract_due", "31-Mar-2027", date(2027, 3, 31)),
        ("contract_due", 46477, date(2027, 3, 31)),  # the number of that day
    ],
)
def test_an_answer_is_read_as_its_fact_asks(month: Month, name: str, typed_in: object, kept: object) -> None:
    row = next(one for one in rows_of(month) if one.fact == name and one.level in (OF_BILL, OF_REMITTANCE))
    assert row.case
    typed(month, {(name, row.level, row.case.orm_number or row.case.boe_number): typed_in})
    read = month.review()
    assert (read.answers, read.findings) == (len(row.questions), ())
    assert {answers(month, name)[kind, key] for kind, key, _ in row.questions} == {kept}


def test_what_is_answered_asks_no_more_after_the_next_close(month: Month) -> None:
    row = next(one for one in rows_of(month) if one.fact == "contract_due" and one.level == OF_IMPORTER)
    typed(month, {("contract_due", OF_IMPORTER, row.iec): date(2027, 3, 31)})
    month.review()
    month.close()
    sheet = on_disk(month.book, SHEET)
    asked = [
        cell(sheet, at, "IEC").value
        for at in range(HEAD + 1, sheet.max_row + 1)
        if cell(sheet, at, "Fact").value == "contract_due"
    ]
    assert asked
    assert row.iec not in asked


def test_what_was_seen_in_idpms_is_asked_until_day_reference_and_person_are_there(month: Month) -> None:
    names = ("acknowledged_on", "acknowledgement_reference", "acknowledgement_seen_by")
    asked = {one.fact for one in rows_of(month)}
    assert set(names) <= asked
    row = next(one for one in rows_of(month) if one.fact == names[0] and one.level == OF_BILL)
    assert row.case
    typed(month, {(names[0], OF_BILL, row.case.boe_number): OCTOBER})
    month.review()
    left = {(one.fact, one.case.boe_number) for one in rows_of(month) if one.case and one.fact in names}
    assert {name for name, number in left if number == row.case.boe_number} == set(names[1:])


def test_an_answer_to_a_decision_or_an_importer_goes_to_its_own_cell(month: Month) -> None:
    """A request to extend asks its reason of the decision; the security of an advance asks what the importer is."""

    def ask(book: Any) -> None:
        cell(book["Extensions"], HEAD + 1, "Asked to").value = date(2027, 12, 31)
        cell(book["Advances"], HEAD + 1, "Type of import").value = "GOODS"

    month.edit(ask)
    month.review()
    month.close()
    rows = {one.fact: one for one in rows_of(month) if one.level != ALL}
    reason, importer = rows["extension_reason"], rows["importer"]
    assert reason.case
    assert (reason.questions[0][0], importer.level, importer.questions[0][0]) == ("EXTENSION", OF_IMPORTER, "IMPORTER")
    typed(
        month,
        {
            ("extension_reason", OF_BILL, reason.case.boe_number): "force majeure",
            ("importer", OF_IMPORTER, importer.iec): "PSU",
        },
    )
    read = month.review()
    assert (read.answers, read.findings) == (2, ())
    assert answers(month, "extension_reason")[reason.questions[0][:2]] == "FORCE_MAJEURE"
    assert answers(month, "importer")["IMPORTER", importer.iec] == "PSU"


@pytest.mark.parametrize(("day", "kept"), [(OCTOBER, True), (date(2026, 11, 1), False)])
def test_what_has_happened_is_not_after_the_as_on_date(day: date, kept: bool) -> None:
    """On the day it is taken, on the day after it is told at its cell."""
    case = Case("FOLLOWUP", Party("0388000037"), Decision("follow-up", CHECK))
    row = Missing(OF_IMPORTER, "letter_1_date", (Ask(("ORM", "1/0009001", "letter_1_date"), case),))
    column = missing_facts.LIST.column("Answer")
    there = RowThere(SheetTable(missing_facts.LIST.name, SHEET, ("Answer",), ((day,),), HEAD), 0)
    found = fill_down(
        [Change(missing_facts.LIST.name, row, (), column, "", day, there)], (), "book", OCTOBER, date1904=False
    )
    assert bool(found.answers) is kept
    assert [one.code for one in found.findings] == ([] if kept else ["INPUT_NOT_READ"])


def test_each_answer_is_chosen_or_checked_as_its_fact_is(month: Month) -> None:
    """A list of words where the fact has one, a date for a day, a number for an amount; rows of one fact together."""
    book = openpyxl.load_workbook(month.book)
    sheet = book[SHEET]
    of_row = {}
    for row in range(HEAD + 1, sheet.max_row + 1):
        place = cell(sheet, row, "Answer").coordinate
        checks = [one for one in sheet.data_validations.dataValidation if place in one.sqref]
        of_row[cell(sheet, row, "Fact").value] = checks
    assert len(of_row) > 3
    kinds = {"date": "date", "amount": "decimal", "number": "decimal", "rate": "decimal", "percent": "decimal"}
    for name, (check,) in of_row.items():
        asked = fact(name)
        fits = asked.choices and len(",".join(asked.choices)) < 255
        assert check.type == ("list" if fits else kinds.get(asked.kind, "textLength")), name
        assert not fits or check.formula1 == f'"{",".join(asked.choices)}"'
        assert check.promptTitle == asked.header[:32]
