"""The guided sample worked through by the buttons in a real Calc: the same macros, a live book, the same figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.buttons.live_person import Person
from tests.buttons.memory_book import MemoryBook
from tests.buttons.sample_desk import SampleDesk, copy_sample
from tests.office.live_calc import LiveCalc
from xl_addin.desk.lists.book import DECISION_LISTS, MONTH_LISTS
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.port import CellValue
from xl_addin.workbook.month.layout import HEAD, LAST, MARK, RESULT


@pytest.fixture
def person(calc: LiveCalc, tmp_path: Path) -> Person:
    return Person(calc, copy_sample(tmp_path))


def in_memory(book: MemoryBook) -> dict[str, list[tuple[CellValue, ...]]]:
    return {name: list(book.all[name].rows) for name in MONTH_LISTS}


def test_the_tour_gives_in_calc_what_it_gives_without_a_host(person: Person, tmp_path: Path) -> None:
    """The in-memory book is held against the use cases in test_truth; Calc is held against it, step by step."""
    (tmp_path / "other").mkdir()
    desk = SampleDesk(tmp_path / "other")
    for command in ("take_in", "match"):
        person.book.assigned.clear()
        person.press(command)
        desk.press(command)
        assert person.lists() == in_memory(desk.book)
        # The exceptions come after the lists in which their cells were found, the ledger's head when all is there.
        others = [name for name in MONTH_LISTS if name != "tblExceptions"]
        assert person.book.assigned == [*others, "tblExceptions", MARK, HEAD, LAST, RESULT.name]

    person.stand_on("tblExceptions", "DUPLICATE_ORM")
    person.press("go_to_exception")
    sheet, row, _ = person.book.selection()
    orms = person.book.read_table("tblOrm")
    assert (sheet, orms.rows[row - orms.header_row - 1][0]) == ("ORM", "IBA26100000018")

    for number, word in ((14, "Accept"), (15, "Accept"), (16, "Reject"), (17, "Accept")):
        person.answer("tblSettlements", f"IBA26100000{number:03d}", "Accept or Reject", word)
        desk.answer("tblSettlements", f"IBA26100000{number:03d}", Accept_or_Reject=word)
    assert "3 proposals posted, 1 refused" in person.press("review").text()
    desk.press("review")
    assert person.lists() == in_memory(desk.book)

    person.answer("tblWriteOffs", "7100019", "Reason", "BANK_CHARGES")
    person.answer("tblWriteOffs", "7100019", "AD satisfied", "Y")
    person.press("review")
    assert person.row("tblWriteOffs", "7100019")["Status"] == "OK"
    person.book.assigned.clear()
    person.press("decide")
    names = [name for name in MONTH_LISTS if name in DECISION_LISTS]
    assert person.book.assigned == [*names, MARK, HEAD, LAST, RESULT.name]

    person.stand_on("tblWriteOffs", "7100008")
    assert "WRITEOFF ESCALATE" in person.press("explain").text()
    assert person.book.selection()[0] == "Start"

    assert "20 posted" not in person.press("close_month").text()
    assert "Settled: 23 lines posted (0 now), 0 suggestions wait" in person.card.text()
    assert (person.home / "guided-sample-closing" / "closing-2026-10.xlsx").is_file()
    assert "0 broken" in person.press("verify").headline
    assert "closing balances recorded" in person.press("undo").text()


def test_rows_sorted_inserted_and_deleted_in_calc_do_no_harm(person: Person) -> None:
    person.press("take_in", "match")
    person.answer("tblSettlements", "IBA26100000014", "Accept or Reject", "Accept")
    person.answer("tblWriteOffs", "7100019", "Remarks", "'=2+2 is four")
    table = person.book.read_table("tblSettlements")
    page = person.open.sheets[table.sheet]
    first, last = table.header_row + 1, table.header_row + len(table.rows)
    area = page.range((first, 1), (last, len(table.headers)))
    area.api.Value2 = [["" if cell is None else cell for cell in row] for row in reversed(table.rows)]
    page.range((first + 3, 1), (first + 3, len(table.headers))).api.ClearContents()
    assert "1 proposals posted" in person.press("review").text()
    settled = person.book.read_table("tblSettlements").rows
    assert len(settled) == 24
    assert person.row("tblSettlements", "IBA26100000014")["Status"] == "POSTED"
    remark = person.cell("tblWriteOffs", "7100019", "Remarks")
    assert person.row("tblWriteOffs", "7100019")["Remarks"] == "=2+2 is four"
    assert remark.api.Value2 == "=2+2 is four"


# What looks like a formula or a number, and whose remark it takes the place of.
LIKE_A_FORMULA = {
    "=1+1": ("IBA26100000016", "STEEL RODS"),
    "+91 22 0000": ("IBA26100000003", "IMPORT OF BATTERIES"),
    "-5 paid": ("IBA26100000019", "SENSORS"),
    "@SUM(A1)": ("IBA26100000028", "YARN"),
    "'quoted": ("IBA26100000030", "HERBS"),
    "00123": ("IBA26100000010", "INV STT-1010"),
    "1-2": ("IBA26100000013", "INV NWL-1313"),
}


@pytest.fixture(scope="module")
def remarks(tour_office: LiveCalc, tmp_path_factory: pytest.TempPathFactory) -> dict[str, CellValue]:
    """The list's remarks by ORM number, after an extract with all these texts was taken in."""
    person = Person(tour_office, copy_sample(tmp_path_factory.mktemp("remarks")))
    extract = person.home / "guided_sample" / "orm.csv"
    lines = extract.read_text("utf-8")
    for text, (number, remark) in LIKE_A_FORMULA.items():
        was = next(line for line in lines.splitlines() if line.startswith(number))
        assert remark in was
        lines = lines.replace(was, was.replace(remark, text))
    extract.write_text(lines, encoding="utf-8")
    person.press("take_in")
    found = {number: person.row("tblOrm", number)["Remarks"] for number, _ in LIKE_A_FORMULA.values()}
    person.open.impl.close()
    return found


@pytest.mark.parametrize("text", LIKE_A_FORMULA)
def test_what_looks_like_a_formula_or_a_number_stays_text(remarks: dict[str, CellValue], text: str) -> None:
    number, _ = LIKE_A_FORMULA[text]
    assert remarks[number] == text


def test_case_88_two_books_are_open_and_each_button_works_on_its_own(
    calc: LiveCalc, person: Person, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    person.press("take_in")
    # two open books cannot have one name, in Excel neither
    other = Person(calc, copy_sample(tmp_path / "second").rename(tmp_path / "second" / "sample_of_october.xlsx"))
    other.press("take_in", "match")
    assert all(row[1] == "PROPOSED" for row in person.lists()["tblSettlements"])
    assert sum(row[1] == "POSTED" for row in other.lists()["tblSettlements"]) == 20
    person.press("match")
    assert person.lists() == other.lists()


def test_a_protected_list_is_told_before_anything_is_done(person: Person) -> None:
    person.press("take_in")
    page = person.open.impl.api.document.Sheets.getByName("ORM")
    page.protect("")
    with pytest.raises(DeskError, match="protected sheet") as raised:
        person.press("match")
    assert "stands in the ledger" not in raised.value.todo
    page.unprotect("")
    assert "Posted now: 20" in person.press("match").text()
    assert sum(row[1] == "POSTED" for row in person.lists()["tblSettlements"]) == 20


def test_the_month_template_opens_in_calc_and_takes_a_month(calc: LiveCalc, tmp_path: Path) -> None:
    home = copy_sample(tmp_path).parent
    path = Path(shutil.copy(Path(__file__).resolve().parents[2] / "workbooks" / "month_template.xlsx", home))
    person = Person(calc, path)
    person.book.write_value("ImportDeskFolder", "guided_sample")
    person.book.write_value("ImportDeskAsOn", 46326)
    assert "92 rows" in person.press("take_in").headline
    assert person.open.sheets["Start"].range("B6").api.NumberFormat.lower() == "dd-mmm-yyyy"
