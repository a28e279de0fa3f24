"""The buttons over a book in memory: what they write, what they keep, and what they say when they cannot."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from tests.buttons.memory_book import Fault, MemoryBook
from tests.buttons.sample_desk import WORKBOOKS, SampleDesk, shell
from tests.desk.month_fixture import left_behind
from xl_addin.buttons.run import run
from xl_addin.buttons.table import LABELS
from xl_addin.buttons.work import Work
from xl_addin.desk.answers.undo import Done, history
from xl_addin.desk.lists.book import DECISION_LISTS, MONTH_LISTS
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger
from xl_addin.rulebook.registers import parse_flag
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.month.layout import AS_ON, BANK, HEAD, LEDGER, RESULT

LIST_WRITERS = ("take_in", "match", "review", "undo", "close_month")


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> SampleDesk:
    """To be copied only."""
    found = SampleDesk(tmp_path_factory.mktemp("taken_in"))
    found.press("take_in")
    return found


@pytest.fixture(scope="module")
def matched(taken_in: SampleDesk, tmp_path_factory: pytest.TempPathFactory) -> SampleDesk:
    """To be copied only."""
    found = taken_in.copied(tmp_path_factory.mktemp("matched"))
    found.press("match")
    return found


@pytest.fixture
def desk(matched: SampleDesk, tmp_path: Path) -> SampleDesk:
    return matched.copied(tmp_path)


def acts_of(desk: SampleDesk) -> list[Done]:
    """What the ledger remembers."""
    ledger = open_ledger(str(desk.home / "guided-sample-ledger.sqlite"))
    try:
        return history(ledger)
    finally:
        ledger.close()


@pytest.mark.parametrize("command", LIST_WRITERS)
def test_each_list_is_written_once(desk: SampleDesk, command: str) -> None:
    desk.book.writes.clear()
    desk.press(command)
    assert Counter(desk.book.writes) == dict.fromkeys((*MONTH_LISTS, RESULT.name), 1)


def test_decide_writes_the_decision_sheets_only(desk: SampleDesk) -> None:
    desk.book.writes.clear()
    desk.press("decide")
    assert desk.book.writes == [*(name for name in MONTH_LISTS if name in DECISION_LISTS), RESULT.name]


@pytest.mark.parametrize("command", ["explain", "verify", "freeze", "diagnostics", "help"])
def test_others_write_the_card_only(desk: SampleDesk, command: str) -> None:
    desk.book.stand_on("tblOrm", 0)
    desk.book.writes.clear()
    desk.press(command)
    assert desk.book.writes == [RESULT.name]


def test_the_card_says_what_ran_that_it_ties_and_the_way_back(desk: SampleDesk) -> None:
    told = dict(line for line in desk.book.card() if line[0])
    assert told["Totals tie"].startswith("Yes")
    assert told["Run"].startswith("2026-10-")
    assert "Undo last action" in told["Undo"]
    assert "4 settlements" in told["Waiting for you"]
    assert desk.book.values["ImportDeskResult"] == "Matched: 20 lines posted"
    assert desk.book.told[-1] == ""


# --- answers ---


def test_rows_sorted_inserted_copied_and_deleted_by_hand_do_no_harm(desk: SampleDesk) -> None:
    desk.answer("tblSettlements", "IBA26100000014", Accept_or_Reject="accept", Remarks="=1+1 deal slip 7")
    table = desk.book.all["tblSettlements"]
    blank = (None,) * len(table.headers)
    moved = [*reversed(table.rows), blank, table.rows[0]]
    del moved[2:5]
    desk.book.reorder("tblSettlements", moved)
    told = desk.press("review").text()
    assert "1 proposals posted" in told
    row = desk.row("tblSettlements", "IBA26100000014")
    assert (row["Status"], row["Remarks"]) == ("POSTED", "=1+1 deal slip 7")
    assert len(desk.rows("tblSettlements")) == 24
    assert [row["Code"] for row in desk.rows("tblExceptions")][:2] == ["ROW_TWICE", "BAD_AMOUNT"]


def test_columns_moved_and_a_column_of_ones_own_are_respected(desk: SampleDesk) -> None:
    table = desk.book.all["tblWriteOffs"]
    order = list(reversed(range(len(table.headers))))
    mine = tuple(f"mine {row[table.headers.index('BoE number')]}" for row in table.rows)
    rows = [(*(row[at] for at in order), note) for row, note in zip(table.rows, mine, strict=True)]
    desk.book.all["tblWriteOffs"] = replace(
        table, headers=(*(table.headers[at] for at in order), "My notes"), rows=tuple(rows)
    )
    desk.answer("tblWriteOffs", "7100019", Reason="BANK_CHARGES", AD_satisfied="Y")
    desk.press("review")
    row = desk.row("tblWriteOffs", "7100019")
    assert (row["Status"], row["Reason"], row["My notes"]) == ("OK", "BANK_CHARGES", "mine 7100019")


def test_a_ledger_column_that_was_changed_is_put_back_and_reported(desk: SampleDesk) -> None:
    desk.book.put("tblWriteOffs", desk.place("tblWriteOffs", "7100010"), "Status", "OK")
    told = desk.press("review").text()
    assert desk.row("tblWriteOffs", "7100010")["Status"] == "REFUSE"
    assert "CHANGED_BY_HAND" in told
    assert "CHANGED_BY_HAND" in {row["Code"] for row in desk.rows("tblExceptions")}


@pytest.mark.parametrize("command", ["match", "decide", "close_month", "take_in"])
def test_answers_that_were_not_read_back_stay_in_their_cells(desk: SampleDesk, command: str) -> None:
    desk.answer("tblSettlements", "IBA26100000014", Accept_or_Reject="Accept")
    desk.answer("tblWriteOffs", "7100019", Reason="BANK_CHARGES")
    desk.answer("tblExtensions", "7100016", Contract_due=date(2026, 12, 31))
    told = desk.press(command).text()
    assert desk.row("tblSettlements", "IBA26100000014")["Accept or Reject"] == "Accept"
    assert desk.row("tblSettlements", "IBA26100000014")["Status"] == "PROPOSED"
    assert desk.row("tblWriteOffs", "7100019")["Reason"] == "BANK_CHARGES"
    assert desk.row("tblExtensions", "7100016")["Contract due"] == 46387
    assert "answers in blue cells are not in the ledger yet" in told


def test_an_answer_whose_row_is_gone_is_told(desk: SampleDesk) -> None:
    desk.answer("tblSettlements", "IBA26100000001", Accept_or_Reject="Reject")
    told = desk.press("undo").text()
    assert "ROW_GONE at Settlements" in told
    assert "Accept or Reject = Reject" in told
    last = desk.rows("tblSettlements")[-1]
    assert (last["ORM number"], last["Accept or Reject"], last["Invoice amount"]) == ("IBA26100000001", "Reject", None)


def test_a_book_older_than_the_ledger_is_not_read_back_and_its_new_answers_survive(desk: SampleDesk) -> None:
    other = SampleDesk.__new__(SampleDesk)
    other.home, other.book = desk.home, MemoryBook(desk.home / "guided_sample.xlsx")
    other.press("match")
    desk.answer("tblWriteOffs", "7100019", Reason="BANK_CHARGES", Remarks="charges of the correspondent")
    desk.press("review")
    other.answer("tblWriteOffs", "7100010", Remarks="asked again")
    with pytest.raises(DeskError, match="older than what was done"):
        other.press("review")
    other.press("decide")
    assert other.row("tblWriteOffs", "7100010")["Remarks"] == "asked again"
    assert other.row("tblWriteOffs", "7100019")["Reason"] == "BANK_CHARGES"
    assert "kept 1 answers" in other.press("review").text()


def test_a_book_in_1904_dates_is_read_and_written_right(tmp_path: Path) -> None:
    desk = SampleDesk(tmp_path, date1904=True)
    desk.press("take_in", "match")
    desk.answer("tblExtensions", "7100016", Contract_due=date(2026, 12, 31))
    desk.press("review")
    assert desk.row("tblInvoices", "7100016")["Payment due"] == (date(2026, 12, 31) - date(1904, 1, 1)).days
    frozen = FileBook(Path(dict(desk.press("freeze").lines)["File"])).read_table("tblInvoices")
    row = next(dict(zip(frozen.headers, row, strict=True)) for row in frozen.rows if "7100016" in row)
    assert row["Payment due"] == date(2026, 12, 31)


# --- undo ---


def test_undo_goes_back_step_by_step_to_the_beginning(desk: SampleDesk) -> None:
    assert "20 rows" in desk.press("undo").text()
    assert not [row for row in desk.rows("tblSettlements") if row["Status"] == "POSTED"]
    assert "extracts taken in" in desk.press("undo").text()
    assert desk.rows("tblOrm")[0]["ORM number"] == "nothing in this period"
    with pytest.raises(DeskError, match="nothing to take back"):
        desk.press("undo")


LIST_BUTTONS = ("take_in", "match", "review", "decide", "undo", "close_month")


def test_a_wrong_day_taken_back_is_no_dead_end(tmp_path: Path) -> None:
    """As-on 30-Nov by mistake, Take in, Undo: 31-Oct is as good as before; a further Undo does not reach October."""
    desk = SampleDesk(tmp_path)
    desk.book.write_value(AS_ON, date(2026, 11, 30))
    desk.press("take_in")
    assert "extracts taken in, as on 30-Nov-2026" in desk.press("undo").text()
    desk.book.write_value(AS_ON, date(2026, 10, 31))
    assert "92 rows" in desk.press("take_in").text()
    assert "20 lines posted" in desk.press("match").headline
    desk.book.write_value(AS_ON, date(2026, 11, 30))
    with pytest.raises(DeskError, match="Nothing of 2026-11 is left to take back"):
        desk.press("undo")
    assert [act.kind for act in acts_of(desk)] == ["SETTLE", "TAKE_IN", "UNDO", "TAKE_IN"]


@pytest.mark.parametrize("command", LIST_BUTTONS)
@pytest.mark.parametrize(
    ("as_on", "what"),
    [
        (date(2026, 9, 30), "the ledger has gone on to 31/10/2026"),
        (date(2026, 10, 30), "the ledger has gone on to 31/10/2026"),
        (date(2027, 10, 31), "is the year right"),
        (date(2030, 10, 31), "lies after"),
    ],
)
def test_every_button_asks_the_day_before_it_acts(desk: SampleDesk, command: str, as_on: date, what: str) -> None:
    """What was typed stays in its cells and no list is touched, whichever button is pressed on a wrong day."""
    desk.answer("tblSettlements", "IBA26100000014", Accept_or_Reject="Accept")
    desk.answer("tblWriteOffs", "7100019", Remarks="asked the importer")
    desk.book.write_value(AS_ON, as_on)
    lists, acts = {name: desk.book.all[name] for name in MONTH_LISTS}, acts_of(desk)
    with pytest.raises(DeskError, match=what):
        desk.press(command)
    assert {name: desk.book.all[name] for name in MONTH_LISTS} == lists
    assert acts_of(desk) == acts


@pytest.mark.parametrize("as_on", [date(2030, 10, 31), date(2027, 10, 31)])
def test_a_wrong_year_is_told_before_anything_is_taken_in(tmp_path: Path, as_on: date) -> None:
    desk = SampleDesk(tmp_path)
    desk.book.write_value(AS_ON, as_on)
    with pytest.raises(DeskError):
        desk.press("take_in")
    desk.book.write_value(AS_ON, date(2026, 10, 31))
    assert "92 rows" in desk.press("take_in").text()
    assert len(acts_of(desk)) == 1


def test_a_tie_of_nothing_is_told_as_nothing(desk: SampleDesk) -> None:
    desk.press("undo", "undo")
    assert dict(desk.book.card())["Totals tie"] == "Nothing to tie: the ledger holds no item of this month."


# --- places ---


def test_from_an_exception_to_its_item_and_back(desk: SampleDesk) -> None:
    desk.book.stand_on("tblExceptions", desk.place("tblExceptions", "DUPLICATE_ORM"))
    desk.press("go_to_exception")
    assert desk.book.at[0] == "ORM"
    place = desk.book.at[1] - desk.book.all["tblOrm"].header_row - 1
    assert desk.rows("tblOrm")[place]["ORM number"] == "IBA26100000018"
    desk.press("go_to_exception")
    place = desk.book.at[1] - desk.book.all["tblExceptions"].header_row - 1
    assert desk.rows("tblExceptions")[place]["Code"] == "DUPLICATE_ORM"


def test_an_exception_about_a_source_line_says_where_to_correct_it(desk: SampleDesk) -> None:
    desk.book.stand_on("tblExceptions", 0)
    with pytest.raises(DeskError, match="names no item") as raised:
        desk.press("go_to_exception")
    assert "source file" in raised.value.todo


def test_explain_tells_of_the_row_that_the_person_stands_on(desk: SampleDesk) -> None:
    desk.book.stand_on("tblWriteOffs", desk.place("tblWriteOffs", "7100008"))
    told = desk.press("explain").text()
    assert "Settled 9100.00 with" not in told.split("Known")[0]
    assert "WRITEOFF ESCALATE" in told
    assert desk.book.at[0] == "Start"
    desk.book.go_to("Start", 3, 1)
    with pytest.raises(DeskError, match="do not stand on a row"):
        desk.press("explain")


# --- what goes wrong ---


def test_case_93_a_stop_leaves_no_half_step_behind(desk: SampleDesk) -> None:
    before, head = desk.book.all["tblOrm"], desk.book.values[HEAD]
    desk.press("undo")
    desk.book.told.clear()
    desk.book.stop_after = 0
    card = desk.press("match")
    assert card.headline == "Match: stopped"
    assert "Nothing of that step was kept" in card.text()
    desk.book.stop_after = -1
    desk.press("match")
    assert desk.book.all["tblOrm"] == before
    assert desk.book.values[HEAD] != head


def test_esc_reaches_inside_a_match(desk: SampleDesk) -> None:
    """A pass that is about to look is told on the status line, and Esc there posts nothing."""
    desk.press("undo")
    desk.book.told.clear()
    desk.press("match")
    told = [line for line in desk.book.told if line]
    passes = [at for at, line in enumerate(told) if "bills of entry: SUM_N_M" in line and "Esc stops" in line]
    desk.press("undo")
    desk.book.told.clear()
    desk.book.stop_after = passes[-1]
    card = desk.press("match")
    assert card.headline == "Match: stopped"
    assert "SUM_N_M" in card.text()
    assert not [row for row in desk.rows("tblSettlements") if row["Status"] == "POSTED"]


@pytest.fixture(scope="module")
def told_after_a_stop() -> dict[object, str]:
    """What the next close told, by what the stop had left: many stops leave the same."""
    return {}


def next_close(desk: SampleDesk, known: dict[object, str]) -> str:
    """What closing tells, done once for each different rest; the card is written by buttons and read by none."""
    lists = tuple(table for name, table in desk.book.all.items() if name != RESULT.name)
    settings = tuple((name, value) for name, value in desk.book.values.items() if name != "ImportDeskResult")
    left = lists, settings, left_behind(desk.home, "guided-sample-ledger.sqlite")
    if left not in known:
        known[left] = desk.press("close_month").text()
    return known[left]


@pytest.mark.parametrize("after", [*range(1, 12), *range(12, 150, 9)])
def test_a_stopped_close_leaves_whole_steps_and_lists_that_say_so(
    taken_in: SampleDesk, told_after_a_stop: dict[object, str], tmp_path: Path, after: int
) -> None:
    desk = taken_in.copied(tmp_path)
    desk.book.told.clear()
    desk.book.stop_after = after
    desk.press("close_month")
    posted = sum(row["Status"] == "POSTED" for row in desk.rows("tblSettlements"))
    assert posted in (0, 20)
    desk.book.stop_after = -1
    desk.press("verify")
    assert "0 broken" in str(desk.book.values["ImportDeskResult"])
    told = next_close(desk, told_after_a_stop)
    assert "Settled: 20 lines posted" in told
    assert "4 suggestions wait for a person" in told


def test_missing_lists_and_columns_are_told_together(desk: SampleDesk) -> None:
    table = desk.book.all["tblWriteOffs"]
    desk.book.all["tblWriteOffs"] = replace(table, headers=tuple(h.replace("Reason", "Grund") for h in table.headers))
    with pytest.raises(DeskError, match="Write-offs lacks Reason") as raised:
        desk.press("match")
    assert "Grund" in raised.value.where
    del desk.book.all["tblOrm"], desk.book.all["tblAdvances"]
    with pytest.raises(DeskError, match=r"Advances \(table tblAdvances\), ORM \(table tblOrm\)") as raised:
        desk.press("match")
    assert "tblSettlements" in raised.value.where
    assert ("What", f"{raised.value.what}") in desk.book.card()


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("ImportDeskAsOn", None, "As-on date is needed; it is blank"),
        ("ImportDeskAsOn", "31/31/2026", "As-on date is needed; it says"),
        ("ImportDeskAsOn", "03/04/2026", "As-on date is needed; it says"),
        ("ImportDeskFolder", None, "Folder of extracts is needed"),
        ("ImportDeskFolder", "nowhere", "folder of extracts was not found"),
        ("ImportDeskPolicy", "nowhere.toml", "policy file cannot be read"),
    ],
)
def test_a_setting_that_is_wrong_is_named(tmp_path: Path, name: str, value: str | None, what: str) -> None:
    desk = SampleDesk(tmp_path)
    desk.book.write_value(name, value)
    with pytest.raises(DeskError, match=what):
        desk.press("take_in")
    assert desk.book.card()[0][0] == "What"
    assert not (tmp_path / "guided-sample-ledger.sqlite").is_file() or name == "ImportDeskFolder"


def test_a_day_typed_as_text_is_read_where_it_has_one_reading(tmp_path: Path) -> None:
    desk = SampleDesk(tmp_path)
    desk.book.write_value("ImportDeskAsOn", "31-Oct-2026")
    assert "92 rows" in desk.press("take_in").text()


def test_a_blank_folder_is_asked_for(tmp_path: Path) -> None:
    desk = SampleDesk(tmp_path)
    desk.book.write_value("ImportDeskFolder", None)
    chosen = str(tmp_path / "guided_sample")
    run("take_in", desk.book, shell(tmp_path, choose_folder=lambda: chosen))
    assert desk.book.values["ImportDeskFolder"] == chosen


def test_without_a_ledger_the_first_button_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="no ledger yet") as raised:
        SampleDesk(tmp_path).press("match")
    assert "Take in files" in raised.value.todo


@pytest.mark.parametrize("command", ["take_in", "match"])
def test_a_ledger_in_a_folder_that_is_not_there_is_told(tmp_path: Path, command: str) -> None:
    """A drive that is not connected, or a folder that was renamed: no folder is made, no traceback, what to do."""
    desk = SampleDesk(tmp_path)
    desk.book.write_value(LEDGER, "gone/away/ledger.sqlite")
    with pytest.raises(DeskError) as raised:
        desk.press(command)
    assert "gone" in f"{raised.value.what} {raised.value.where}"
    assert raised.value.todo
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("command", ["take_in", "match", "review", "decide", "undo", "close_month", "reset_sample"])
def test_lists_that_are_filtered_or_protected_are_told_together_before_anything_is_done(
    desk: SampleDesk, command: str
) -> None:
    """What is in the way of the lists is known before the ledger moves: nothing stands, nothing is removed."""
    acts = acts_of(desk)
    desk.book.in_the_way = {
        "tblOrm": ("is filtered", "Clear the filter (Data, Clear)"),
        "tblWriteOffs": ("lies on a protected sheet", "Unprotect it (Review, Unprotect Sheet)"),
        RESULT.name: ("is filtered", "Clear the filter (Data, Clear)"),
    }
    with pytest.raises(DeskError) as raised:
        desk.press(command)
    assert raised.value.what.startswith(
        "The list on sheet Write-offs (tblWriteOffs) lies on a protected sheet; the list on sheet ORM (tblOrm) is"
    )
    assert "the result card on sheet Start is filtered" in raised.value.what
    assert raised.value.where == f"Book {desk.book.name}, sheets Write-offs, ORM, Start."
    assert raised.value.todo.count("Clear the filter") == 1
    assert "stands in the ledger" not in raised.value.todo
    assert acts_of(desk) == acts
    del desk.book.in_the_way[RESULT.name]
    desk.book.stand_on("tblWriteOffs", 0)
    assert "Explained" in desk.press("explain").headline, "what writes no list is not held up"


def test_lists_that_cannot_be_written_leave_the_act_in_the_ledger_and_say_so(desk: SampleDesk) -> None:
    """The host fails in the middle of the writing: the act is told as done, and what writes the sheets is named."""
    desk.press("undo")
    busy = DeskError("A cell is being edited.", "Book.", "Press Enter, and press the button again.")
    desk.book.fault = Fault("tblOrm", busy)
    with pytest.raises(
        DeskError, match=r"Matched: 20 lines posted\. That is done; only the sheets could not"
    ) as raised:
        desk.press("match")
    assert raised.value.todo == (
        "Press Enter. Then press Decide differences: it writes the sheets anew and does nothing else."
    )
    assert desk.book.values["ImportDeskResult"] == "Match: done, but not shown"
    desk.book.fault, acts = None, acts_of(desk)
    desk.press("decide")
    assert acts_of(desk) == acts
    assert sum(row["Status"] == "POSTED" for row in desk.rows("tblSettlements")) == 20


@pytest.mark.parametrize("command", LIST_WRITERS)
def test_a_card_that_cannot_be_written_is_no_reason_to_press_again(desk: SampleDesk, command: str) -> None:
    desk.answer("tblWriteOffs", "7100019", Remarks="asked the importer")
    busy = DeskError("The spreadsheet does not answer.", "Book.", "Close the box, and press the button again.")
    desk.book.fault = Fault(RESULT.name, busy)
    with pytest.raises(DeskError, match="That is done; only the card could not be written") as raised:
        desk.press(command)
    assert raised.value.todo == f"Close the box. Do not press {LABELS[command]} again: nothing is left to do."


def test_a_command_that_nobody_knows(desk: SampleDesk) -> None:
    with pytest.raises(DeskError, match="no command 'publish'"):
        desk.press("publish")


# --- around the month ---


def test_reset_begins_the_sample_anew_and_touches_no_other_book(desk: SampleDesk, tmp_path: Path) -> None:
    ledger = desk.home / "guided-sample-ledger.sqlite"
    assert ledger.is_file()
    desk.press("reset_sample")
    assert not ledger.exists()
    assert desk.rows("tblOrm")[0]["ORM number"] == "nothing was run yet"
    assert "92 rows" in desk.press("take_in").text()
    desk.book.write_value("ImportDeskLedger", "our-desk.sqlite")
    with pytest.raises(DeskError, match="not the guided sample"):
        desk.press("reset_sample")
    assert ledger.is_file()


def test_freeze_writes_the_lists_as_they_stand(desk: SampleDesk) -> None:
    desk.answer("tblWriteOffs", "7100019", Remarks="=HYPERLINK(1)")
    file = Path(dict(desk.press("freeze").lines)["File"])
    frozen = FileBook(file)
    for name in MONTH_LISTS:
        assert len(frozen.read_table(name).rows) == len(desk.book.all[name].rows)
    row = next(row for row in frozen.read_table("tblWriteOffs").rows if "7100019" in row)
    assert "=HYPERLINK(1)" in row
    assert frozen.read_value("ImportDeskAsOn") == date(2026, 10, 31)


def test_close_then_verify_checks_the_folder(desk: SampleDesk) -> None:
    desk.press("close_month")
    assert (desk.home / "guided-sample-closing" / "closing-2026-10.xlsx").is_file()
    told = desk.press("verify").text()
    assert "0 broken" in told
    assert "closing-2026-10.xlsx is as it was written" in told


def test_diagnostics_tell_versions_settings_and_acts(desk: SampleDesk) -> None:
    told = desk.press("diagnostics").text()
    for part in ("Import Desk", "xlwings", "Folder of extracts: guided_sample", "Lists: all there", "2 acts"):
        assert part in told


def test_the_template_of_a_month_works_like_the_sample(tmp_path: Path) -> None:
    book = MemoryBook(WORKBOOKS / "month_template.xlsx")
    book.write_value("ImportDeskAsOn", date(2026, 10, 31))
    book.write_value("ImportDeskFolder", str(WORKBOOKS / "guided_sample"))
    run("take_in", book, shell(tmp_path))
    assert (tmp_path / "ledger.sqlite").is_file()


# --- desk.toml beside the book ---


def test_start_wins_then_desk_toml_beside_the_book_then_the_users_record(tmp_path: Path) -> None:
    desk, record = SampleDesk(tmp_path), tmp_path / "own" / "desk.toml"
    record.parent.mkdir()
    record.write_text('bank = "of the record"\n', encoding="utf-8")
    desk.book.write_value(BANK, None)
    desk.book.write_value(LEDGER, None)
    pressed = partial(Work, desk.book, shell(desk.home, record=record), LABELS)
    assert pressed().bank == "of the record"
    assert pressed().where == str(desk.home / "ledger.sqlite")
    (desk.home / "desk.toml").write_text('bank = "of the folder"\nledger = "sub/l.sqlite"\n', encoding="utf-8")
    assert pressed().bank == "of the folder"
    assert pressed().where == str(desk.home / "sub" / "l.sqlite")
    desk.book.write_value(BANK, "of Start")
    desk.book.write_value(LEDGER, "mine.sqlite")
    assert pressed().bank == "of Start"
    assert pressed().where == str(desk.home / "mine.sqlite")
    assert "bank: of Start, from Name of the bank on Start" in desk.press("diagnostics").text()


@pytest.mark.parametrize(
    ("cell", "named", "accepted"),
    [
        ("l.sqlite", "", True),
        ("sub/l.sqlite", "", True),
        ("sub/../l.sqlite", "", True),
        ("../l.sqlite", "", False),
        ("sub/../../l.sqlite", "", False),
        ("{desk}/l.sqlite", "", False),
        ("{desk}/l.sqlite", "{desk}/l.sqlite", True),
        ("{desk}/2026/l.sqlite", "{desk}/l.sqlite", True),
        ("{desk}/l.sqlite", "{desk}/2026/l.sqlite", False),
        ("//server/share/l.sqlite", "", False),
        ("postgresql://x@somewhere/db", "", False),
        ("postgresql://x@somewhere/db", "postgresql://x@somewhere/db", True),
        ("postgresql://x@somewhere/db", "postgresql://x@bank/db", False),
    ],
)
def test_a_cell_names_a_ledger_beside_the_book_or_one_that_the_user_has_named_on_this_pc(
    tmp_path: Path, cell: str, named: str, accepted: bool
) -> None:
    (tmp_path / "home").mkdir()
    desk, record, own = SampleDesk(tmp_path / "home"), tmp_path / "own.toml", tmp_path / "desk"
    record.write_text(f'ledger = "{named.format(desk=own)}"\n' if named else "", encoding="utf-8")
    desk.book.write_value(LEDGER, cell.format(desk=own))
    work = Work(desk.book, shell(desk.home, record=record), LABELS)
    if accepted:
        assert work.where
    else:
        with pytest.raises(DeskError, match="outside the folder of this book"):
            assert work.where


def test_a_desk_toml_at_fault_is_told_on_the_card_and_the_shipped_registers_come_back(desk: SampleDesk) -> None:
    registers = desk.home / "registers"
    registers.mkdir()
    (registers / "flag_words.csv").write_text("word,flag\nHAAN,TRUE\n", encoding="utf-8")
    (desk.home / "desk.toml").write_text('registers = "registers"\n', encoding="utf-8")
    desk.press("decide")
    assert parse_flag("Y") is True  # after the button, as before it
    (desk.home / "desk.toml").write_text("registrs = 'registers'\n", encoding="utf-8")
    with pytest.raises(DeskError, match="did you mean registers"):
        desk.press("decide")


def test_today_writes_the_lists_tells_what_waits_and_leaves_the_person_there(desk: SampleDesk) -> None:
    acts = acts_of(desk)
    card = desk.press("today")
    rows = desk.book.read_table("tblToday").rows
    assert card.headline == f"Today: {len(rows)} lines wait"
    assert desk.book.selection()[0] == "Today"
    told = "\n".join(text for _, text in card.lines)
    assert all(f"{row[2]:,.0f} {row[3]}" in told for row in rows)
    assert acts_of(desk) == acts


def test_the_print_set_is_written_beside_the_closing_and_again_over_itself(desk: SampleDesk) -> None:
    acts = acts_of(desk)
    for _ in range(2):
        card = desk.press("print")
        path = Path(next(text for _, text in card.lines if "print-2026-10.pdf" in text).removeprefix("Written: "))
        assert path.read_bytes().startswith(b"%PDF-")
    assert acts_of(desk) == acts


def test_the_closing_is_compared_with_the_one_that_is_chosen_where_none_lies_beside(desk: SampleDesk) -> None:
    desk.press("close_month")
    with pytest.raises(DeskError, match="no closing of an earlier month"):
        desk.press("compare")
    before = desk.home / "before"
    shutil.copytree(desk.home / "guided-sample-closing", before)
    place = next(at for at, row in enumerate(desk.rows("tblSettlements")) if row["Status"] == "PROPOSED")
    desk.book.put("tblSettlements", place, "Accept or Reject", "Accept")
    desk.press("review", "close_month")
    acts = acts_of(desk)
    card = run("compare", desk.book, shell(desk.home, choose_folder=lambda: str(before)))
    told = "\n".join(text for _, text in card.lines)
    assert "Settlements (tblSettlements)" in told
    (book,) = (desk.home / "guided-sample-closing").glob("compare-2026-10-*.xlsx")
    assert str(book) in told
    assert acts_of(desk) == acts
