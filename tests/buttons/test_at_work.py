"""While a button is at work: a second press, a power cut, what the person types or moves meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.buttons.hands import Hands, InCalc, InMemory, acts_of, lists_of, press, row_of
from tests.buttons.sample_desk import SampleDesk
from xl_addin.buttons import month as months
from xl_addin.buttons import run as running
from xl_addin.buttons.sheets import write_lists
from xl_addin.buttons.table import LABELS
from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.month.layout import HEAD, RESULT

PROPOSED = "IBA26100000014"
WRITES = "Writing the sheets"


def when(hands: Hands, monkeypatch: pytest.MonkeyPatch, told: str, act: Callable[[], object]) -> None:
    """The person acts at the moment when the status line first says `told`."""
    status, waits = hands.book.status, [act]

    def said(text: str) -> None:
        status(text)
        if told in text and waits:
            waits.pop()()

    monkeypatch.setattr(hands.book, "status", said)


# --- 73: one press at a time ---


@pytest.mark.parametrize("command", [one for one in LABELS if one != "go_to_exception"])
def test_case_73_a_second_press_while_one_is_at_work_does_nothing(
    in_memory: InMemory, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    told: list[str] = []

    def again() -> None:
        with pytest.raises(DeskError, match="still at work: this press did nothing") as raised:
            press(in_memory, command)
        told.append(raised.value.todo)

    when(in_memory, monkeypatch, "Reading", again)
    press(in_memory, "close_month")
    assert told == ["Wait for its result on Start, or stop it with Esc."]
    assert [act.kind for act in acts_of(in_memory)] == ["CLOSE", "SETTLE", "TAKE_IN"]
    assert in_memory.book.told[-1] == "", "the status line is given back once, by the press that is at work"


@pytest.mark.parametrize("command", ["take_in", "match", "review", "decide", "close_month", "verify", "help"])
def test_case_73_pressed_twice_is_pressed_once(in_memory: InMemory, command: str) -> None:
    in_memory.type("tblSettlements", PROPOSED, "Accept or Reject", "Accept")
    press(in_memory, command)
    acts, lists = acts_of(in_memory), lists_of(in_memory)
    press(in_memory, command)
    assert acts_of(in_memory) == acts
    assert lists_of(in_memory) == lists


def test_case_73_a_press_that_failed_leaves_the_next_one_free(in_memory: InMemory) -> None:
    in_memory.book.write_value("ImportDeskAsOn", None)
    for _ in range(2):
        with pytest.raises(DeskError, match="As-on date is needed"):
            press(in_memory, "match")
    assert not running._AT_WORK


# --- 74, 75: ledger first, then the sheets ---


class PowerCut(BaseException):
    """Nothing after it runs, as after a cut of the power."""


@pytest.mark.parametrize("table", [*MONTH_LISTS, RESULT.name])
def test_case_74_a_power_cut_between_ledger_and_sheets_is_made_good_by_the_next_press(
    matched_in_memory: SampleDesk, tmp_path: Path, table: str
) -> None:
    """Cut before each list: the book that was saved last still has the old sheets, and says that they are old."""
    whole = InMemory(matched_in_memory.copied(tmp_path / "whole"))
    press(whole, "undo")
    cut = InMemory(matched_in_memory.copied(tmp_path / "cut"))
    saved = dict(cut.book.all), dict(cut.book.values)
    cut.book.cut_at, cut.book.cut = table, PowerCut
    with pytest.raises(PowerCut):
        press(cut, "undo")
    cut.book.cut_at = ""
    cut.book.all, cut.book.values = saved
    running._AT_WORK.clear()  # the process is a new one
    assert [act.kind for act in acts_of(cut)] == [act.kind for act in acts_of(whole)]
    assert "Decide differences writes them anew" in press(cut, "verify").text().split("Holds")[0]
    with pytest.raises(DeskError, match="older than what was done in the ledger"):
        press(cut, "review")
    press(cut, "decide")
    assert lists_of(cut) == lists_of(whole)
    assert cut.book.read_value(HEAD) == whole.book.read_value(HEAD)


@pytest.mark.parametrize("command", ["undo", "review", "close_month"])
def test_case_75_no_sheet_is_written_before_the_ledger_has_the_act(
    in_memory: InMemory, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    in_memory.type("tblSettlements", PROPOSED, "Accept or Reject", "Accept")
    seen: list[int] = []

    def written(*given: object, **more: object) -> object:
        seen.append(len(acts_of(in_memory)))
        return write_lists(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(months, "write_lists", written)
    before = len(acts_of(in_memory))
    press(in_memory, command)
    assert seen == [len(acts_of(in_memory))]
    assert seen[0] > before


@pytest.mark.parametrize("command", ["undo", "review", "close_month"])
def test_case_75_an_act_that_the_ledger_refuses_writes_no_sheet(
    in_memory: InMemory, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    in_memory.type("tblSettlements", PROPOSED, "Accept or Reject", "Accept")
    lists = lists_of(in_memory)

    def refused(*_: object, **__: object) -> None:
        raise DeskError("The ledger could not be written: disk full.", "Ledger.", "Make room.")

    monkeypatch.setattr("xl_addin.ledger.store.Ledger.step", refused)
    with pytest.raises(DeskError, match="disk full"):
        press(in_memory, command)
    assert lists_of(in_memory) == lists


# --- 76, 77: what the person does meanwhile ---


@pytest.mark.parametrize("command", ["match", "review", "undo", "take_in", "decide", "close_month"])
def test_case_76_a_cell_typed_while_a_button_is_at_work_is_kept_and_told(
    in_memory: InMemory, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    in_memory.type("tblWriteOffs", "7100010", "Remarks", "typed before")
    late = ("tblWriteOffs", "7100019", "Remarks", "typed meanwhile")
    when(in_memory, monkeypatch, WRITES, lambda: in_memory.type(*late))
    told = dict(press(in_memory, command).lines)
    assert told["Typed meanwhile"].startswith("Write-offs, row ")
    assert told["Typed meanwhile"].endswith(", Remarks: typed meanwhile; kept")
    rows = {key: row_of(in_memory, "tblWriteOffs", key)["Remarks"] for key in ("7100010", "7100019")}
    assert rows == {"7100010": "typed before", "7100019": "typed meanwhile"}
    monkeypatch.undo()
    assert "kept 1 answers" in press(in_memory, "review").text() or command != "review"


def test_case_76_in_calc_too(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    late = ("tblWriteOffs", "7100019", "Remarks", "typed meanwhile")
    when(hands, monkeypatch, WRITES, lambda: hands.type(*late))
    assert "typed meanwhile; kept" in press(hands, "match").text()
    assert row_of(hands, "tblWriteOffs", "7100019")["Remarks"] == "typed meanwhile"


def test_case_76_where_nothing_is_typed_nothing_is_told(in_memory: InMemory) -> None:
    in_memory.type("tblWriteOffs", "7100010", "Remarks", "typed before")
    assert "Typed meanwhile" not in dict(press(in_memory, "match").lines)


def test_case_77_rows_inserted_while_a_button_is_at_work_move_nothing_to_other_rows(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row inserted above and one inside the lists: they are written by key, where the tables lie by then."""
    hands.type("tblSettlements", PROPOSED, "Accept or Reject", "Accept")
    before = lists_of(hands)

    def moved() -> None:
        hands.insert_row("tblSettlements")
        hands.insert_above("tblOrm")

    when(hands, monkeypatch, WRITES, moved)
    press(hands, "match")
    after = lists_of(hands)
    assert {name: sheet.rows for name, sheet in after.items()} == {name: sheet.rows for name, sheet in before.items()}
    assert row_of(hands, "tblSettlements", PROPOSED)["Accept or Reject"] == "Accept"
    assert after["tblOrm"].header_row == before["tblOrm"].header_row + isinstance(hands, InCalc)


def test_case_77_sorted_while_a_button_is_at_work(in_memory: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory.type("tblSettlements", PROPOSED, "Accept or Reject", "Accept")
    before = lists_of(in_memory)
    turned = list(reversed(in_memory.book.all["tblSettlements"].rows))
    when(in_memory, monkeypatch, WRITES, lambda: in_memory.book.reorder("tblSettlements", turned))
    press(in_memory, "match")
    assert lists_of(in_memory) == before
