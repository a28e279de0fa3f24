"""What a messy desk does to the month's book: a button checks everything before it acts, then does all or nothing.

Every scenario runs on the book in memory and on a book open in Calc.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.buttons.hands import LEDGER, Hands, InMemory, acts_of, card_of, lists_of, press, row_of
from tests.buttons.sample_desk import SampleDesk
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.month.layout import AS_ON, HEAD, RESULT

ON_THE_LISTS = ("undo", "take_in", "match", "review", "decide", "close_month")


def buttons(hands: Hands, commands: Sequence[str]) -> Sequence[str]:
    """All of them in memory; in Calc the first and the last, as the buttons are the same."""
    return commands if isinstance(hands, InMemory) else (commands[0], *commands[1:][-1:])


# --- O2: room for everything, before anything ---


def test_a_note_under_the_card_or_a_list_is_told_before_the_act_and_stays(hands: Hands) -> None:
    """Undo under a full card took back two acts; a list that grew over a note left Settlements new and ORM old."""
    acts, lists = acts_of(hands), lists_of(hands)
    notes = [hands.note_below(RESULT.name, 3, "ask Mumbai"), hands.note_below("tblOrm", 9, "total agreed")]
    for command in buttons(hands, ON_THE_LISTS):
        with pytest.raises(DeskError, match="needs the rows below it") as told:
            press(hands, command)
        assert "holds 'ask Mumbai'" in told.value.what
        assert "holds 'total agreed'" in told.value.what
        assert told.value.where.endswith("sheets ORM, Start.")
        assert "Move what stands below it" in told.value.todo
    assert acts_of(hands) == acts
    assert lists_of(hands) == lists
    assert [hands.noted(place) for place in notes] == ["ask Mumbai", "total agreed"]


def test_a_note_that_nothing_can_reach_is_in_nobodys_way(hands: Hands) -> None:
    hands.note_below(RESULT.name, 400, "far below")
    hands.note_below("tblOrm", 400, "far below")
    assert "Posted now: 0" in press(hands, "match").text()
    assert "20 rows" in press(hands, "undo").text()


def test_an_own_column_in_the_card_is_told_before_the_act(hands: Hands) -> None:
    acts = acts_of(hands)
    hands.add_column(RESULT.name, "Mine")
    for command in buttons(hands, (*ON_THE_LISTS, "freeze", "reset_sample")):
        with pytest.raises(DeskError, match="not of this list: Mine"):
            press(hands, command)
    assert acts_of(hands) == acts
    assert not (hands.home / "guided-sample-closing").exists()


@pytest.mark.parametrize("table", ["tblInvoices", RESULT.name])
def test_whatever_is_in_the_way_is_told_before_the_act_and_once_it_is_gone_the_act_is_done_once(
    hands: Hands, table: str
) -> None:
    acts = acts_of(hands)
    for way in ("protect", "filter", "hide", "merge", "totals", "convert"):
        hands.hinder(way, table)
        for command in buttons(hands, ("undo", "match")):
            with pytest.raises(DeskError) as told:
                press(hands, command)
            assert "press Decide" not in told.value.todo, way
        assert acts_of(hands) == acts, way
        hands.free(way, table)
    assert "20 rows" in press(hands, "undo").text()
    assert len(acts_of(hands)) == len(acts) + 1


def test_columns_without_a_name_or_with_one_name_are_told_before_the_act(hands: Hands) -> None:
    acts = acts_of(hands)
    hands.add_column("tblWriteOffs", "Remarks")
    hands.add_column("tblOrm", "")
    for command in buttons(hands, ON_THE_LISTS):
        with pytest.raises(DeskError, match="Columns cannot be told apart") as told:
            press(hands, command)
        assert "Write-offs, row 5: 2 columns are called Remarks" in told.value.what
        assert "has no name" in told.value.what
    assert acts_of(hands) == acts


# --- O6: a book that was moved ---


@pytest.mark.parametrize("command", [*ON_THE_LISTS, "verify", "explain"])
def test_a_book_without_its_ledger_makes_no_new_one(
    matched_in_memory: SampleDesk, tmp_path: Path, command: str
) -> None:
    """Only book and extracts were copied along: the remarks on the sheets belong to a ledger that is not there."""
    hands = InMemory(matched_in_memory.copied(tmp_path))
    hands.type("tblWriteOffs", "7100019", "Remarks", "asked the importer")
    (tmp_path / LEDGER).unlink()
    lists = lists_of(hands)
    hands.book.stand_on("tblOrm", 0)
    with pytest.raises(DeskError, match="written from another ledger") as told:
        press(hands, command)
    assert "where there is none" in told.value.where
    assert "bring its ledger along" in told.value.todo
    assert not (tmp_path / LEDGER).exists()
    assert lists_of(hands) == lists


@pytest.mark.parametrize("command", ON_THE_LISTS)
def test_a_book_at_another_ledger_is_told_so(matched_in_memory: SampleDesk, tmp_path: Path, command: str) -> None:
    hands = InMemory(matched_in_memory.copied(tmp_path))
    hands.book.write_value("ImportDeskLedger", "other.sqlite")
    other = InMemory(SampleDesk(tmp_path / "other")) if (tmp_path / "other").mkdir() is None else None
    assert other is not None
    press(other, "take_in")
    shutil.copy(tmp_path / "other" / LEDGER, tmp_path / "other.sqlite")
    lists = lists_of(hands)
    with pytest.raises(DeskError, match="written from another ledger"):
        press(hands, command)
    assert lists_of(hands) == lists


def test_a_book_that_was_moved_with_its_ledger_goes_on(hands: Hands) -> None:
    assert "Posted now: 0" in press(hands, "match").text()


def test_a_header_with_other_blanks_and_capitals_is_the_same_header(hands: Hands) -> None:
    hands.rename("tblWriteOffs", "Remarks", " REMARKS  ")
    hands.rename(RESULT.name, "Told", "Told ")
    hands.type("tblWriteOffs", "7100019", " REMARKS  ", "asked the importer")
    assert "kept 1 answers" in press(hands, "review").text()
    assert row_of(hands, "tblWriteOffs", "7100019")[" REMARKS  "] == "asked the importer"
    assert "Reviewed" in card_of(hands)


# --- O5, O12: sheets of another day, act or ledger ---


def test_answers_are_not_read_on_another_day_than_the_sheets_show(hands: Hands) -> None:
    """A changed as-on date changed 38 cells that nobody had touched; an acceptance would count in another month."""
    hands.type("tblSettlements", "IBA26100000014", "Accept or Reject", "Accept")
    hands.book.write_value(AS_ON, date(2026, 11, 2))
    acts = acts_of(hands)
    with pytest.raises(DeskError, match="written as on 31-Oct-2026, Start says 02-Nov-2026") as told:
        press(hands, "review")
    assert "Press Decide differences" in told.value.todo
    assert acts_of(hands) == acts
    assert row_of(hands, "tblSettlements", "IBA26100000014")["Accept or Reject"] == "Accept"
    press(hands, "decide")
    assert row_of(hands, "tblSettlements", "IBA26100000014")["Accept or Reject"] == "Accept"
    assert "1 proposals posted" in press(hands, "review").text()
    assert "CHANGED_BY_HAND" not in card_of(hands)


def test_answers_are_not_read_by_another_policy_than_the_sheets_show(in_memory: InMemory) -> None:
    (in_memory.home / "policy.toml").write_text("writeoff_cap_pct = 3\n", encoding="utf-8")
    in_memory.book.write_value("ImportDeskPolicy", "policy.toml")
    with pytest.raises(DeskError, match="another state of the law or of the bank's policy"):
        press(in_memory, "review")
    press(in_memory, "decide")
    assert "0 cells need a look" in press(in_memory, "review").text()


def test_a_book_of_a_former_version_names_the_act_alone_and_is_read(in_memory: InMemory) -> None:
    in_memory.book.write_value(HEAD, str(in_memory.book.read_value(HEAD)).split()[0])
    in_memory.type("tblSettlements", "IBA26100000014", "Accept or Reject", "Accept")
    assert "1 proposals posted" in press(in_memory, "review").text()


def closed(hands: Hands) -> Path:
    press(hands, "close_month")
    return hands.home / "guided-sample-closing"


def test_verify_tells_of_a_closing_that_was_taken_back(in_memory: InMemory) -> None:
    closed(in_memory)
    assert "The closing in guided-sample-closing still stands" in press(in_memory, "verify").text().split("Holds")[1]
    press(in_memory, "undo")
    told = press(in_memory, "verify").text().split("Holds")[0]
    assert "no, taken back since: closing balances recorded, as on 31-Oct-2026; close again" in told


def test_verify_tells_of_a_closing_from_before_a_reset(in_memory: InMemory) -> None:
    closed(in_memory)
    (in_memory.home / LEDGER).unlink()
    (in_memory.home / f"{LEDGER}.anchors").unlink()
    in_memory.book.write_value(HEAD, "")
    press(in_memory, "take_in")
    told = press(in_memory, "verify").text().split("Holds")[0]
    assert "it is of another ledger, or of this one before it was begun anew; move it away, then close" in told


def test_the_sample_begun_anew_keeps_what_was_closed_and_can_be_closed_again(in_memory: InMemory) -> None:
    out = closed(in_memory)
    (out / "mine.txt").write_text("my notes", encoding="utf-8")
    card = dict(press(in_memory, "reset_sample").lines)
    assert (in_memory.home / "guided-sample-closing-2" / "mine.txt").read_text("utf-8") == "my notes"
    assert card["Closing"] == f"kept as {in_memory.home / 'guided-sample-closing-2'}"
    press(in_memory, "take_in")
    closed(in_memory)
    assert "0 broken" in press(in_memory, "verify").headline


def test_verify_tells_of_a_closing_that_was_not_finished(in_memory: InMemory) -> None:
    (closed(in_memory) / "run.json").unlink()
    assert "the closing there was not finished (no run.json); close again" in press(in_memory, "verify").text()


def test_case_115_a_ledger_ahead_of_the_sheets_is_told_and_the_sheets_are_made_anew(
    hands: Hands, tmp_path: Path
) -> None:
    """Another book on the same ledger went on: Verify and Read say so, Decide writes all sheets."""
    (tmp_path / "second").mkdir()
    other = SampleDesk(tmp_path / "second")
    other.home, other.book.values[HEAD] = hands.home, ""
    other.press("undo")
    told = press(hands, "verify").text()
    assert (
        "The sheets of this book show the ledger's last act: no; Decide differences writes them anew"
        in told.split("Holds")[0]
    )
    with pytest.raises(DeskError, match="older than what was done in the ledger since"):
        press(hands, "review")
    press(hands, "decide")
    assert not [row for row in lists_of(hands)["tblSettlements"].rows if "POSTED" in row]
    assert "The sheets of this book show the ledger's last act" in press(hands, "verify").text().split("Holds")[1]


def test_case_115_sheets_ahead_of_the_ledger_are_told(hands: Hands) -> None:
    """An old copy of the ledger was put back: it lacks the act that the sheets show."""
    copy = (hands.home / LEDGER).read_bytes()
    press(hands, "undo")
    (hands.home / LEDGER).write_bytes(copy)
    lists = lists_of(hands)
    for command in buttons(hands, ON_THE_LISTS):
        with pytest.raises(DeskError, match="written from another ledger"):
            press(hands, command)
    assert "they are of another ledger" in press(hands, "verify").text().split("Holds")[0]
    assert lists_of(hands) == lists


def test_a_cell_that_could_not_be_read_is_told_with_its_item_and_never_as_nothing_new(hands: Hands) -> None:
    hands.type("tblSettlements", "IBA26100000014", "Accept or Reject", "Acept")
    told = press(hands, "review").text()
    assert "Nothing new" not in told
    assert "Settlements, row 6, IBA26100000014 and 7100014/2026-10-16/INNSA1#1, Accept or Reject: found 'Acept'" in told
    assert "Nothing was taken" in told


def test_diagnostics_show_the_day_as_a_day(hands: Hands) -> None:
    assert "As-on date: 31-Oct-2026" in press(hands, "diagnostics").text()


# --- O9: what was written and filled is never overwritten ---


def test_frozen_copies_stay_and_show_the_day_of_the_sheets(hands: Hands) -> None:
    first = Path(dict(press(hands, "freeze").lines)["File"])
    first.write_bytes(b"filled by somebody")
    hands.book.write_value(AS_ON, date(2026, 11, 30))
    card = dict(press(hands, "freeze").lines)
    again = Path(card["File"])
    assert (again.name, card["As on"]) == (f"{first.stem}-2.xlsx", "31-Oct-2026")
    assert first.read_bytes() == b"filled by somebody"
    press(hands, "freeze")
    assert len(list(first.parent.glob("month-2026-10-*.xlsx"))) == 3
