"""The live book in a real Calc: one block per table, text that stays text, what is in the way, settings put back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.live.desk_books import BLUE, HEADERS, OTHER, ROWS, TABLE, changed, month_book
from tests.hosts.live.faulty import APPLICATION_ERROR, DISP_E_EXCEPTION, IN_EDIT_MODE, Faulty, Wire, com_error
from tests.office.live_calc import LiveCalc
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.connect import bridge, value_of
from xl_addin.hosts.live.book import LiveBook, live_book
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.own_formula import formula
from xl_addin.workbook.books.port import CellValue
from xl_addin.workbook.checks import Check, Rule

pytestmark = pytest.mark.host

Rows = list[tuple[CellValue, ...]]


def many(count: int) -> Rows:
    return [(f"0009001ORM{n:08d}", n / 4, date(2026, 10, 1 + n % 30), "ACCEPT", f"remark {n}") for n in range(count)]


def cells(opened: Any, address: str) -> Any:
    """A block of the sheet Settlements, as Calc itself has it."""
    return opened.impl.api.document.Sheets.getByName("Settlements").getCellRangeByName(address)


# --- writing ---


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 50, 1000])
def test_a_table_takes_as_many_rows_as_it_is_given(book: LiveBook, opened: Any, count: int) -> None:
    book.write_table(TABLE, many(count))
    read = book.read_table(TABLE)
    assert [row[0] for row in read.rows] == ([row[0] for row in many(count)] or [None])
    below = cells(opened, f"B{5 + max(count, 1)}:F{5 + max(count, 3)}").getDataArray()
    assert {value for row in below for value in row} == {""}


def a_check(rule: Rule, *words: str) -> Check:
    return Check(rule, words, "Answer", "Say it.", "Answer not taken", "Choose from the list.")


def validation(opened: Any, address: str) -> tuple[str, str, str]:
    found = cells(opened, address).Validation
    return found.Type.value, found.getOperator().value, found.getFormula1()


CHECKS = [
    (a_check(Rule.LIST, "Y", "N"), ("LIST", '"Y";"N"')),
    (a_check(Rule.DATE), ("DATE", "36526")),
    (a_check(Rule.INTEGER), ("WHOLE", "0")),
    (a_check(Rule.DECIMAL), ("DECIMAL", "0")),
    (a_check(Rule.LENGTH), ("TEXT_LEN", "250")),
]


@pytest.mark.parametrize(("check", "held"), CHECKS, ids=[check.rule.value for check, _ in CHECKS])
def test_a_row_takes_what_its_check_says(book: LiveBook, opened: Any, check: Check, held: tuple[str, str]) -> None:
    """The row above and the one below have other checks; the help stands beside the cell."""
    book.check_inputs(TABLE, {"answer ": [a_check(Rule.LENGTH), check, a_check(Rule.LIST, "A")]})
    kind, _, formula = validation(opened, "E6")
    assert (kind, formula) == held
    assert [validation(opened, one)[0] for one in ("E5", "E7")] == ["TEXT_LEN", "LIST"]
    found = cells(opened, "E6").Validation
    assert (found.InputTitle, found.InputMessage, found.ErrorMessage) == ("Answer", "Say it.", "Choose from the list.")
    assert (found.ErrorAlertStyle.value, found.ShowErrorMessage, found.IgnoreBlankCells) == ("STOP", True, True)


def test_the_words_of_a_column_are_written_where_they_are_others_by_now(book: LiveBook, opened: Any) -> None:
    same, other = a_check(Rule.LIST, "ACCEPT", "REJECT", "LOCK"), a_check(Rule.LIST, "ACCEPT")
    book.check_inputs(TABLE, {"Answer": [same]})
    assert cells(opened, "E5").Validation.InputTitle == "", "left as it was"
    book.check_inputs(TABLE, {"Answer": [other], "No such column": [other]})
    assert {validation(opened, f"E{row}")[2] for row in (5, 6, 7)} == {'"ACCEPT"'}


def test_one_assignment_per_table_however_the_size_changes(book: LiveBook, opened: Any) -> None:
    for count in (3, 200, 1, 0, 12):
        book.write_table(TABLE, many(count))
    book.write_table(OTHER, [("a", "b")])
    book.write_value("ImportDeskHead", "abc")
    assert book.assigned == [TABLE] * 5 + [OTHER, "ImportDeskHead"]
    assert len(opened.impl.api.assignments) == 7, "what the host itself counted"


MINE = {
    "all rows": (("=B5&C5", "=B6&C6", "=B7&C7"), ("RC[-4]&RC[-3]",) * 3),
    "one row": (("note", '=B6&"=B7;x"', ""), ("", 'RC[-4]&"=B7;x"', "")),
    "the last row and a fixed cell": (("", "", "=SUM($C$5:C7)"), ("", "", "SUM(R5C3:RC[-3])")),
    "another sheet": (("=C5*$Start.B3", "", "=C7"), ("RC[-3]*Start!R[-2]C[-4]", "", "RC[-3]")),
    "none": (("note", "=1", "12"), ("", "", "")),
}


@pytest.mark.parametrize(("typed", "read"), MINE.values(), ids=MINE)
def test_formulas_of_ones_own_are_read_as_they_mean_their_row(
    book: LiveBook, opened: Any, typed: tuple[str, ...], read: tuple[str, ...]
) -> None:
    for row, text in enumerate(typed, 5):
        cell = cells(opened, f"F{row}").getCellByPosition(0, 0)
        cell.setString(text) if text == "=1" or not text.startswith("=") else cell.setFormula(text)
    found = book.formulas(TABLE, ["Remark"])["Remark"]
    assert found == tuple(f"={text}" if text else "" for text in read)


def test_a_formula_is_written_where_its_row_stands_now(book: LiveBook, opened: Any) -> None:
    for row in (5, 6, 7):
        cells(opened, f"F{row}").getCellByPosition(0, 0).setFormula(f"=C{row}*2")
    texts = book.formulas(TABLE, ["Remark"])["Remark"]
    rows = [(*row[:4], formula(text, 0.0)) for row, text in zip(ROWS, texts, strict=True)]
    plain = ("0009001ORM00000009", 7.0, ROWS[0][2], None, "=1+1")
    book.write_table(TABLE, [rows[2], plain, rows[0], rows[1]])
    assert [cells(opened, f"F{row}").getCellByPosition(0, 0).Formula for row in (5, 7, 8)] == [
        "=C5*2",
        "=C7*2",
        "=C8*2",
    ]
    assert [row[4] for row in book.read_table(TABLE).rows] == [-6.5, "=1+1", 2501.0, 150.0]
    assert book.assigned == [TABLE]


def test_new_rows_have_the_formats_and_checks_of_the_first(book: LiveBook, opened: Any) -> None:
    book.write_table(TABLE, many(40))
    first, last = cells(opened, "B5:F5"), cells(opened, "B44:F44")
    for x in range(5):
        a, b = first.getCellByPosition(x, 0), last.getCellByPosition(x, 0)
        assert (a.NumberFormat, a.CellBackColor) == (b.NumberFormat, b.CellBackColor)
    assert cells(opened, "D44").String == "10-Oct-2026"
    assert cells(opened, "E44").Validation.Type.value == "LIST"
    assert cells(opened, "E44").CellBackColor == int(BLUE[1:], 16)


def test_rows_given_back_keep_no_format(book: LiveBook, opened: Any) -> None:
    book.write_table(TABLE, many(1))
    assert cells(opened, "E6").CellBackColor == -1
    assert cells(opened, "E6").Validation.Type.value == "ANY"


def test_cells_beside_and_below_are_left_alone(book: LiveBook, opened: Any) -> None:
    cells(opened, "H5:H7").setDataArray((("a",), ("b",), ("c",)))
    cells(opened, "B12").String = "mine"
    book.write_table(TABLE, many(6))
    book.write_table(TABLE, many(2))
    assert cells(opened, "H5:H7").getDataArray() == (("a",), ("b",), ("c",))
    assert cells(opened, "B12").String == "mine"
    with pytest.raises(DeskError, match="needs the rows below it, and row 12 holds 'mine'") as told:
        book.write_table(TABLE, many(8))
    assert "Settlements" in told.value.where
    assert len(book.read_table(TABLE).rows) == 2


TEXTS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    "''",
    "00123",
    "1-2",
    "1/2/2026",
    "1E5",
    "TRUE",
    "12345678901234567890",
]
TEXTS += ["March 1", "#N/A", "10%", "\tcmd|' /C calc'!A0", "<r>x</r>", "ORM\u202e123", "a\r\nb", "x" * 40_000]


@pytest.mark.parametrize("column", [0, 4], ids=["Text format", "General format"])
def test_text_is_never_a_formula_a_number_or_a_date(book: LiveBook, opened: Any, column: int) -> None:
    rows = [tuple(text if x == column else None for x in range(5)) for text in TEXTS]
    book.write_table(TABLE, rows)
    block = cells(opened, f"B5:F{4 + len(rows)}")
    assert {block.getCellByPosition(column, y).Type.value for y in range(len(rows))} == {"TEXT"}
    read = [row[column] for row in book.read_table(TABLE).rows]
    assert read[: len(TEXTS) - 4] == TEXTS[:-4]
    assert read[-4:-1] == ["<r>x</r> ", "ORM123", "a\nb"]
    assert str(read[-1]).endswith("… (cut)")


def test_text_stays_text_in_the_saved_file(book: LiveBook, path: Path) -> None:
    book.write_table(TABLE, [(text, 1.0, date(2026, 10, 1), "ACCEPT", text) for text in TEXTS[:12]])
    book.save()
    rows = FileBook(path).read_table(TABLE).rows
    assert [(row[0], row[4]) for row in rows] == [(text, text) for text in TEXTS[:12]]


@pytest.mark.parametrize("date1904", [False, True], ids=["1900", "1904"])
def test_dates_are_written_for_the_days_of_the_book(live_calc: LiveCalc, tmp_path: Path, date1904: bool) -> None:
    path = month_book(tmp_path / "month.xlsx", date1904=date1904)
    book = live_book(live_calc.open(path))
    book.write_table(TABLE, many(5))
    book.write_value("ImportDeskAsOn", date(2026, 11, 30))
    book.save()
    closed = FileBook(path)
    assert closed.date1904 is date1904
    assert [row[2] for row in closed.read_table(TABLE).rows] == [row[2] for row in many(5)]
    assert closed.read_value("ImportDeskAsOn") == date(2026, 11, 30)


def test_columns_are_met_by_name_where_the_person_moved_them(live_calc: LiveCalc, path: Path) -> None:
    def swap(page: Any) -> None:
        page["B4"], page["C4"] = "Amount", "ORM number"
        columns = page.tables[TABLE].tableColumns
        columns[0].name, columns[1].name = "Amount", "ORM number"

    book = live_book(live_calc.open(changed(path, swap)))
    book.write_table(TABLE, ROWS, HEADERS)
    assert [row[:2] for row in book.read_table(TABLE).rows] == [(row[1], row[0]) for row in ROWS]


def test_other_columns_are_refused_with_what_was_found_and_what_is_needed(book: LiveBook, opened: Any) -> None:
    cells(opened, "C4").String = "Amount in USD"
    with pytest.raises(DeskError, match="missing: Amount; not of this list: Amount in USD") as told:
        book.write_table(TABLE, ROWS, HEADERS)
    assert "Found: ORM number, Amount in USD, Value date" in told.value.where
    assert "Needed: ORM number, Amount, Value date" in told.value.todo
    assert book.assigned == []


def test_rows_of_another_width_are_a_fault_of_the_caller(book: LiveBook) -> None:
    with pytest.raises(AssertionError, match="5 cells"):
        book.write_table(TABLE, [("a", "b")])
    for value in (float("nan"), 10**15, b"bytes"):
        with pytest.raises(AssertionError):
            book.write_table(TABLE, [(None, value, None, None, None)])  # type: ignore[list-item]


def test_named_cells(book: LiveBook) -> None:
    for value in ("=A1", "00123", "'x", 2.5, True, None):
        book.write_value("importdeskhead", value)
        assert book.read_value("ImportDeskHead") == value
    with pytest.raises(DeskError, match="no cell named"):
        book.write_value("ImportDeskOut", "x")


def test_a_name_whose_cell_was_deleted(book: LiveBook, opened: Any) -> None:
    opened.impl.api.document.Sheets.removeByName("Start")
    with pytest.raises(DeskError, match="'ImportDeskHead' stands for no cell") as told:
        book.read_value("ImportDeskHead")
    assert "Name Manager" in told.value.todo


def test_case_88_two_books_open_and_the_other_in_front(live_calc: LiveCalc, tmp_path: Path) -> None:
    ours, other = (live_calc.open(month_book(tmp_path / name)) for name in ("ours.xlsx", "other.xlsx"))
    book = live_book(ours)
    other.impl.activate()
    live_book(other).go_to("Exceptions", 2, 2)
    book.write_table(TABLE, many(7))
    book.write_value("ImportDeskHead", "ours")
    book.go_to("Settlements", 6, 3)
    assert live_book(other).read_table(TABLE).rows[0][0] == ROWS[0][0]
    assert live_book(other).read_value("ImportDeskHead") is None
    assert (book.selection(), live_book(other).selection()) == (("Settlements", 6, 3), ("Exceptions", 2, 2))
    assert len(book.read_table(TABLE).rows) == 7


# --- what is in the way ---


def protect(opened: Any) -> None:
    cells(opened, "A1").getSpreadsheet().protect("")


def filter_rows(opened: Any) -> None:
    field = bridge().createUnoStruct("com.sun.star.sheet.TableFilterField")
    field.Field, field.StringValue = 3, "ACCEPT"
    field.Operator = bridge().Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
    area = opened.impl.api.document.DatabaseRanges.getByName(TABLE)
    descriptor = area.getFilterDescriptor()
    descriptor.ContainsHeader = True
    descriptor.setFilterFields((field,))
    area.refresh()


def hide_row(opened: Any) -> None:
    cells(opened, "A6").getSpreadsheet().Rows.getByIndex(5).IsVisible = False


def show_totals(opened: Any) -> None:
    opened.impl.api.document.DatabaseRanges.getByName(TABLE).TotalsRow = True


def merge(opened: Any) -> None:
    cells(opened, "B6:C6").merge(True)


IN_THE_WAY = [
    (protect, "lies on a protected sheet", "Unprotect"),
    (filter_rows, "is filtered", "Clear the filter"),
    (hide_row, "has hidden rows", "Unhide"),
    (show_totals, "shows a row of totals", "Total Row"),
    (merge, "has merged cells in it or below it", "Unmerge"),
]


@pytest.mark.parametrize(("act", "told", "remedy"), IN_THE_WAY, ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_in_the_way_is_told_and_nothing_is_written(
    book: LiveBook, opened: Any, act: Any, told: str, remedy: str
) -> None:
    act(opened)
    before = cells(opened, "A1:H20").getDataArray()
    with pytest.raises(DeskError, match=told) as error:
        book.write_table(TABLE, many(9))
    assert remedy in error.value.todo
    assert "Settlements" in error.value.where
    assert cells(opened, "A1:H20").getDataArray() == before
    assert book.assigned == []


def test_all_that_is_in_the_way_of_several_tables_is_told_before_anything_is_written(
    book: LiveBook, opened: Any
) -> None:
    book.refuse_unless_free({TABLE: 3, OTHER: 500})
    filter_rows(opened)
    opened.impl.api.document.Sheets.getByName("Exceptions").protect("")
    with pytest.raises(DeskError) as told:
        book.refuse_unless_free({TABLE: 3, OTHER: 1})
    assert f"Settlements ({TABLE}) is filtered; the list on sheet Exceptions ({OTHER}) lies on a" in told.value.what
    assert told.value.where.endswith("sheets Settlements, Exceptions.")
    assert book.assigned == []


def test_filtered_and_hidden_rows_and_totals_are_no_hindrance_to_reading(book: LiveBook, opened: Any) -> None:
    hide_row(opened)
    filter_rows(opened)
    assert len(book.read_table(TABLE).rows) == 3
    show_totals(opened)
    assert len(book.read_table(TABLE).rows) == 2, "the last row is the totals"


def test_hidden_columns_are_no_hidden_rows(book: LiveBook, opened: Any) -> None:
    cells(opened, "A1").getSpreadsheet().Columns.getByIndex(2).IsVisible = False
    book.write_table(TABLE, many(4))
    assert len(book.read_table(TABLE).rows) == 4


def test_a_protected_sheet_keeps_its_named_cells_but_not_the_unlocked_ones(book: LiveBook, opened: Any) -> None:
    page = opened.impl.api.document.Sheets.getByName("Start")
    free = bridge().createUnoStruct("com.sun.star.util.CellProtection")
    page.getCellRangeByName("B2").CellProtection = free
    page.protect("")
    book.write_value("ImportDeskFolder", "C:\\desk")
    with pytest.raises(DeskError, match="protected sheet"):
        book.write_value("ImportDeskHead", "x")


def test_going_to_a_sheet_that_is_missing_or_hidden(book: LiveBook, opened: Any) -> None:
    with pytest.raises(DeskError, match="no sheet 'Advances'") as told:
        book.go_to("Advances", 1, 1)
    assert "Start, Settlements, Exceptions, It's empty" in told.value.where
    opened.impl.api.document.Sheets.getByName("Exceptions").IsVisible = False
    with pytest.raises(DeskError, match="'Exceptions' is hidden"):
        book.go_to("Exceptions", 1, 1)


def test_a_table_name_twice_is_refused(book: LiveBook, opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    api = type(opened.impl.api.list_objects()[1][0])
    monkeypatch.setattr(api, "Name", property(lambda self: TABLE, lambda self, given: None), raising=False)
    with pytest.raises(DeskError, match="has the table 'tblSettlements' twice") as told:
        book.read_table(TABLE)
    assert "sheets Settlements and Exceptions" in told.value.where


def test_a_book_that_was_never_saved_and_one_for_reading_only(live_calc: LiveCalc, path: Path) -> None:
    desktop, wrapped = live_calc.app.impl.engine.service("com.sun.star.frame.Desktop"), type(live_calc.open(path))
    new = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    with pytest.raises(DeskError, match="never been saved"):
        live_book(wrapped(impl=live_calc.app.impl.books.take(new))).save()
    copy = path.with_name("copy.xlsx")
    copy.write_bytes(path.read_bytes())
    locked = desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, (value_of("ReadOnly", True),))
    with pytest.raises(DeskError, match="for reading only") as told:
        live_book(wrapped(impl=live_calc.app.impl.books.take(locked))).save()
    assert str(copy) in told.value.where


def test_a_book_closed_meanwhile(book: LiveBook, opened: Any, live_calc: LiveCalc, path: Path) -> None:
    document = opened.impl.api.document
    document.close(True)
    with pytest.raises(DeskError, match="was closed while"):
        book.read_table(TABLE)
    opened.impl.api.application.books.clear()


# --- settings, status line, Esc ---


def settings(opened: Any) -> tuple[Any, ...]:
    document, app = opened.impl.api.document, opened.app
    own = (document.isAutomaticCalculationEnabled(), document.hasControllersLocked())
    return (*own, app.screen_updating, app.calculation, app.enable_events, app.display_alerts)


def test_case_87_settings_are_held_and_put_back_even_after_an_error(book: LiveBook, opened: Any) -> None:
    before = settings(opened)

    def work() -> None:
        with book.at_work():
            assert settings(opened) == (False, True, False, "manual", False, True)
            with book.at_work():
                book.write_table(TABLE, many(3))
            assert settings(opened)[0] is False
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert settings(opened) == before


@pytest.mark.parametrize("was", ["manual", "automatic"])
def test_case_87_a_setting_of_the_person_s_own_is_kept(book: LiveBook, opened: Any, was: str) -> None:
    opened.app.calculation = was
    with book.at_work():
        pass
    assert opened.app.calculation == was
    opened.app.calculation = "automatic"


def test_case_87_a_book_for_reading_only_is_told_before_an_act(live_calc: LiveCalc, path: Path) -> None:
    desktop, wrapped = live_calc.app.impl.engine.service("com.sun.star.frame.Desktop"), type(live_calc.open(path))
    copy = path.with_name("copy.xlsx")
    copy.write_bytes(path.read_bytes())
    locked = desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, (value_of("ReadOnly", True),))
    with pytest.raises(DeskError, match="for reading only: what is written into it could not be saved") as told:
        live_book(wrapped(impl=live_calc.app.impl.books.take(locked))).refuse_unless_free({TABLE: 3})
    assert "Nothing was done" in told.value.todo


def test_case_95_values_are_typed_and_no_formula_or_local_text_is_written(opened: Any) -> None:
    """Whatever comma and order of days the PC has: numbers and days go out as numbers, by Value2 alone."""
    wire = Wire()
    book = live_book(Faulty(opened, wire))
    book.write_table(TABLE, many(3))
    book.write_value("ImportDeskAsOn", date(2026, 11, 30))
    assert [name for name in wire.calls if name.endswith("=")] == ["Value2=", "Value2="]
    assert not [name for name in wire.calls if name.startswith(("Formula", "FormulaLocal", "Value=", "Text"))]
    kinds = [[type(cell) for cell in row[1:3]] for row in live_book(opened).read_table(TABLE).rows]
    assert kinds == [[float, float]] * 3


def told_by(opened: Any, number: int, new: Rows) -> tuple[str, Wire]:
    """What is told when the call of this number is refused by the host; nothing when there are not so many calls."""
    wire = Wire(lambda at, name: com_error(DISP_E_EXCEPTION, APPLICATION_ERROR) if at == number else None)
    try:
        book = live_book(Faulty(opened, wire))
        with book.at_work():
            book.write_table(TABLE, new)
    except DeskError as error:
        return error.what, wire
    return "", wire


def test_any_call_may_be_refused_and_the_table_is_old_or_new(opened: Any) -> None:
    old, new = live_book(opened).read_table(TABLE).rows, many(5)
    number, told = 0, "-"
    while told:
        number += 1
        told, wire = told_by(opened, number, new)
        assert not told or "refused" in told or "put back" in told
        rows = [row for row in live_book(opened).read_table(TABLE).rows if any(cell is not None for cell in row)]
        assert [row[0] for row in rows] in ([row[0] for row in old], [row[0] for row in new]), wire.calls[-3:]
        if "put back" not in told:
            assert settings(opened) == (True, False, True, "automatic", True, True), wire.calls[-3:]
        opened.app.screen_updating, opened.app.calculation, opened.app.enable_events = True, "automatic", True
        live_book(opened).write_table(TABLE, old)
    assert number > 40, "every call was refused once"


def test_an_error_amid_the_work_puts_every_setting_back(opened: Any) -> None:
    before, refused = settings(opened), []

    def refuse(at: int, name: str) -> Exception | None:
        refused.append(name)
        return com_error(DISP_E_EXCEPTION, APPLICATION_ERROR, "Not now.") if name == "Value2=" else None

    book = live_book(Faulty(opened, Wire(refuse)))
    with pytest.raises(DeskError, match="The spreadsheet refused: Not now"), book.at_work():
        book.write_table(TABLE, many(5))
    assert refused.count("Value2=") == 1
    assert settings(opened) == before


def test_case_86_a_cell_being_edited_for_a_moment_is_waited_for(opened: Any) -> None:
    waited: list[float] = []
    busy = {3, 4, 9}
    wire = Wire(lambda at, name: com_error(IN_EDIT_MODE) if at in busy else None)
    book = live_book(Faulty(opened, wire), waited.append)
    book.write_table(TABLE, many(5))
    assert len(waited) == 3
    assert len(live_book(opened).read_table(TABLE).rows) == 5


def test_status_line(book: LiveBook, opened: Any) -> None:
    for text in ("Reading", "Matching 40 %"):
        book.status(text)
        assert opened.app.status_bar == text
    book.status("")
    assert opened.app.status_bar is False
