"""What a person typed into the open lists survives every refresh until it is read or withdrawn, or it is told in full.

O3 cells that cannot be read, O4 sheets older than the ledger, O7 rows of no item, O8 columns of one's own, O10 values.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.buttons.sample_desk import Row, SampleDesk
from xl_addin.desk.month.month import read_month
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.own_formula import Formula, formula
from xl_addin.workbook.books.port import CellValue, Fault

Act = Callable[[SampleDesk], None]
PROPOSED, ANSWER = "IBA26100000014", "Accept or Reject"
LONG = "asked the importer again, " * 16


@pytest.fixture(scope="module")
def matched(tmp_path_factory: pytest.TempPathFactory) -> SampleDesk:
    """To be copied only."""
    found = SampleDesk(tmp_path_factory.mktemp("matched"))
    found.press("take_in", "match")
    return found


@pytest.fixture
def desk(matched: SampleDesk, tmp_path: Path) -> SampleDesk:
    return matched.copied(tmp_path)


def known(desk: SampleDesk) -> object:
    """Every answer in the ledger."""
    ledger = open_ledger(str(desk.home / "guided-sample-ledger.sqlite"))
    try:
        return read_month(ledger, date(2026, 10, 31)).answers
    finally:
        ledger.close()


def put(desk: SampleDesk, table: str, key: str, header: str, value: CellValue) -> None:
    desk.book.put(table, desk.place(table, key), header, value)


def second_book(desk: SampleDesk) -> SampleDesk:
    """Another open book on the same ledger, with the sheets as they are now."""
    other = SampleDesk.__new__(SampleDesk)
    other.home, other.book = desk.home, copy.deepcopy(desk.book)
    return other


def exceptions(desk: SampleDesk, code: str) -> list[Row]:
    return [row for row in desk.rows("tblExceptions") if row["Code"] == code]


def add_row(desk: SampleDesk, table: str, **cells: CellValue) -> None:
    """A row of the person's own at the end of a list."""
    there = desk.book.all[table]
    row = tuple(cells.get(header.replace(" ", "_")) for header in there.headers)
    desk.book.all[table] = replace(there, rows=(*there.rows, row))


def add_column(desk: SampleDesk, table: str, header: str, cells: Callable[[int], CellValue]) -> None:
    there = desk.book.all[table]
    rows = tuple((*row, cells(at)) for at, row in enumerate(there.rows))
    desk.book.all[table] = replace(there, headers=(*there.headers, header), rows=rows)


# --- O3, O10: cells that cannot be read ---

# List, key, column, what stands in the cell, and what the finding must hold of it.
UNREAD = [
    ("a word misspelt", "tblSettlements", PROPOSED, ANSWER, "Acept", "Acept"),
    ("a reason of no list", "tblWriteOffs", "7100019", "Reason", "bank chg", "bank chg"),
    ("a flag in words", "tblWriteOffs", "7100019", "AD satisfied", "perhaps", "perhaps"),
    ("a number in a flag", "tblWriteOffs", "7100019", "AD satisfied", 1.0, "1"),
    ("a long remark", "tblWriteOffs", "7100019", "Remarks", LONG, LONG.strip()),
    ("long papers", "tblExtensions", "7100016", "Papers", "p" * 400, "p" * 400),
    ("a day with two readings", "tblExtensions", "7100016", "Contract due", "03/04/2027", "03/04/2027"),
    ("a day with two readings and dashes", "tblExtensions", "7100016", "Contract due", "3-4-2027", "3-4-2027"),
    ("digits typed as text", "tblExtensions", "7100016", "Contract due", "45000", "45000"),
    ("words in a date", "tblExtensions", "7100016", "Extended to", "end of March", "end of March"),
    ("a day too large", "tblExtensions", "7100016", "Extended to", 1e10, "10000000000"),
    ("a day below zero", "tblExtensions", "7100016", "Extended to", -1e9, "-1000000000"),
    ("a number as remark", "tblWriteOffs", "7100019", "Remarks", 45000.0, "45000"),
    ("digits lost", "tblReferrals", "7100008", "Memo number", 1234567890123456.0, "1234567890123456"),
    ("TRUE as remark", "tblWriteOffs", "7100019", "Remarks", True, "TRUE"),
    ("a division by zero", "tblWriteOffs", "7100019", "Remarks", Fault("#DIV/0!"), "#DIV/0!"),
    ("a failed lookup", "tblExtensions", "7100016", "Contract due", Fault("#N/A"), "#N/A"),
    ("the words of an error", "tblWriteOffs", "7100019", "Remarks", "#N/A", "#N/A"),
    ("an error as answer", "tblSettlements", PROPOSED, ANSWER, Fault("#REF!"), "#REF!"),
]


@pytest.mark.parametrize("command", ["match", "decide", "review", "take_in", "close_month"])
@pytest.mark.parametrize(
    ("table", "key", "header", "cell", "found"), [case[1:] for case in UNREAD], ids=[case[0] for case in UNREAD]
)
def test_a_cell_that_cannot_be_read_keeps_its_content_and_is_told_in_full(
    desk: SampleDesk, table: str, key: str, header: str, cell: CellValue, found: str, command: str
) -> None:
    before = known(desk)
    put(desk, table, key, header, cell)
    told = desk.press(command).text()
    assert desk.row(table, key)[header] == cell
    assert known(desk) == before
    (row,) = exceptions(desk, "INPUT_NOT_READ")
    there = desk.book.all[table]
    assert row["Row"] == there.header_row + 1 + desk.place(table, key)
    assert (row["Sheet"], row["Column"]) == (there.sheet, header)
    item, _, what = str(row["Found"]).partition(": ")
    assert key in re.split(r"[/# ]", item)
    assert found in what
    assert "INPUT_NOT_READ" in told


ANSWERED = [
    ("a remark", "tblWriteOffs", "7100019", "Remarks", "asked"),
    ("a reason", "tblWriteOffs", "7100019", "Reason", "BANK_CHARGES"),
    ("a flag", "tblWriteOffs", "7100019", "AD satisfied", "Y"),
    ("a day", "tblExtensions", "7100016", "Contract due", 46387.0),
]


@pytest.mark.parametrize("command", ["match", "decide", "review", "take_in", "close_month"])
@pytest.mark.parametrize(
    ("table", "key", "header", "answer"), [case[1:] for case in ANSWERED], ids=[case[0] for case in ANSWERED]
)
def test_a_formula_that_shows_nothing_withdraws_no_answer(
    desk: SampleDesk, table: str, key: str, header: str, answer: CellValue, command: str
) -> None:
    put(desk, table, key, header, answer)
    desk.press("review")
    before = known(desk)
    put(desk, table, key, header, Fault(""))
    told = desk.press(command).text()
    (row,) = exceptions(desk, "INPUT_NOT_READ")
    assert (row["Column"], str(row["Found"]).partition(": ")[2]) == (header, "a formula that shows nothing")
    assert "INPUT_NOT_READ" in told
    assert "Nothing was withdrawn" in told
    desk.press("review")  # the list was written anew: what stands there now withdraws nothing either
    assert known(desk) == before
    assert desk.row(table, key)[header] == answer


def test_the_word_of_a_cell_goes_when_the_cell_is_mended(desk: SampleDesk) -> None:
    put(desk, "tblWriteOffs", "7100019", "Reason", "bank chg")
    desk.press("decide")
    assert exceptions(desk, "INPUT_NOT_READ")
    put(desk, "tblWriteOffs", "7100019", "Reason", "BANK_CHARGES")
    desk.press("decide")
    assert not exceptions(desk, "INPUT_NOT_READ")
    assert "kept 1 answers" in desk.press("review").text()


def test_readable_answers_are_taken_though_others_are_not(desk: SampleDesk) -> None:
    put(desk, "tblSettlements", PROPOSED, ANSWER, "accept")
    put(desk, "tblSettlements", PROPOSED, "Remarks", LONG)
    told = desk.press("review").text()
    assert "1 proposals posted" in told
    row = desk.row("tblSettlements", PROPOSED)
    assert (row["Status"], row["Remarks"], row[ANSWER]) == ("POSTED", LONG, None)


def test_answers_that_differ_stay_in_their_cells(desk: SampleDesk) -> None:
    """One importer, two rows, two answers: neither is taken, both stay."""
    rows = desk.rows("tblWriteOffs")
    iecs = [row["IEC"] for row in rows]
    iec = next(one for one in iecs if iecs.count(one) > 1)
    first, second = [at for at, one in enumerate(iecs) if one == iec][:2]
    desk.book.put("tblWriteOffs", first, "Suit pending", "Y" if rows[first]["Suit pending"] != "Y" else None)
    desk.book.put("tblWriteOffs", second, "Suit pending", "N" if rows[first]["Suit pending"] != "N" else None)
    typed = [row["Suit pending"] for row in desk.rows("tblWriteOffs")]
    desk.press("review")
    assert exceptions(desk, "ANSWERS_DIFFER")
    assert [row["Suit pending"] for row in desk.rows("tblWriteOffs")] == typed


def test_an_acceptance_beyond_what_is_open_stays_in_its_cell(desk: SampleDesk) -> None:
    for row in desk.rows("tblSettlements"):
        if row["Status"] == "PROPOSED":
            put(desk, "tblSettlements", str(row["ORM number"]), ANSWER, "Accept")
    desk.press("review")
    left = [row for row in desk.rows("tblSettlements") if row["Status"] == "PROPOSED"]
    assert len(exceptions(desk, "ACCEPT_TOO_MUCH")) == len([row for row in left if row[ANSWER] == "Accept"])


# --- O4: sheets that are older than the ledger ---


def remark(desk: SampleDesk, text: str | None) -> None:
    put(desk, "tblWriteOffs", "7100019", "Remarks", text)


def remark_of(desk: SampleDesk) -> CellValue:
    return desk.row("tblWriteOffs", "7100019")["Remarks"]


@pytest.fixture
def two(desk: SampleDesk) -> tuple[SampleDesk, SampleDesk]:
    """Two books on one ledger whose sheets show the remark 'first'."""
    remark(desk, "first")
    desk.press("review")
    return desk, second_book(desk)


def other_act(desk: SampleDesk) -> None:
    """The other book goes on the ledger with something else."""
    put(desk, "tblWriteOffs", "7100010", "Remarks", "of the other")
    desk.press("review")


# What I typed, what the other book said of the same cell ("-" nothing), what my cell shows after Decide, is it told.
STALE: list[tuple[str | None, str | None, str | None, bool]] = [
    ("mine", "-", "mine", False),
    (None, "-", None, False),
    ("mine", "theirs", "mine", True),
    (None, "theirs", None, True),
    ("mine", None, "mine", True),
    ("same", "same", "same", False),
    ("first", "theirs", "theirs", False),
    ("first", None, None, False),
    ("first", "-", "first", False),
    (LONG, "theirs", LONG, False),
]


@pytest.mark.parametrize("command", ["decide", "match"])
@pytest.mark.parametrize(("mine", "theirs", "shown", "is_told"), STALE)
def test_what_was_typed_into_an_older_sheet_survives_and_conflicts_are_shown_with_both(
    two: tuple[SampleDesk, SampleDesk],
    mine: str | None,
    theirs: str | None,
    shown: str | None,
    is_told: bool,
    command: str,
) -> None:
    one, other = two
    remark(one, mine)
    other_act(other)
    if theirs != "-":
        remark(other, theirs)
        other.press("review")
    with pytest.raises(DeskError, match="older than what was done"):
        one.press("review")
    one.press(command)
    assert remark_of(one) == shown
    assert one.row("tblWriteOffs", "7100010")["Remarks"] == "of the other"
    told = exceptions(one, "ANSWER_OVERTAKEN")
    assert bool(told) is is_told
    for row in told:
        assert (mine or "(emptied)") in str(row["Found"])
        assert (theirs or "(blank)") in str(row["Found"])
    if mine != LONG:
        one.press("review")
        assert remark_of(one) == shown


def test_a_reject_on_a_line_that_was_accepted_elsewhere_is_kept_and_told(two: tuple[SampleDesk, SampleDesk]) -> None:
    one, other = two
    put(one, "tblSettlements", PROPOSED, ANSWER, "Reject")
    put(one, "tblSettlements", PROPOSED, "Remarks", "not ours")
    put(other, "tblSettlements", PROPOSED, ANSWER, "Accept")
    other.press("review")
    told = one.press("decide").text()
    assert "ROW_GONE" in told
    rows = [row for row in one.rows("tblSettlements") if row["ORM number"] == PROPOSED]
    posted, aside = rows
    assert (posted["Status"], posted[ANSWER], posted["Remarks"]) == ("POSTED", None, "not ours")
    assert (aside["Status"], aside[ANSWER], aside["Invoice amount"]) == ("PROPOSED", "Reject", None)
    one.press("match")
    assert one.rows("tblSettlements")[-1][ANSWER] == "Reject"
    assert exceptions(one, "ROW_NOT_KNOWN")


def test_answers_survive_an_undo_of_what_was_read(two: tuple[SampleDesk, SampleDesk]) -> None:
    one, _ = two
    remark(one, "second")
    one.press("undo")
    assert remark_of(one) == "second"
    one.press("review")
    assert remark_of(one) == "second"


def test_a_book_carried_into_the_next_month_brings_no_rows_of_the_last_as_its_own(desk: SampleDesk) -> None:
    """Another day on Start shows other rows; what the sheets showed of October is no row of the person's."""
    remark(desk, "seen")
    desk.press("review")
    desk.book.write_value("ImportDeskAsOn", date(2026, 11, 15))
    desk.press("match")
    assert not exceptions(desk, "ROW_NOT_KNOWN")
    assert not exceptions(desk, "ROW_GONE")
    assert not exceptions(desk, "ANSWER_OVERTAKEN")


# --- O7: rows of no item ---


def change_key(desk: SampleDesk) -> None:
    put(desk, "tblWriteOffs", "7100019", "Remarks", "kept aside")
    put(desk, "tblWriteOffs", "7100019", "BoE number", "7100O19")


def copy_row(desk: SampleDesk) -> None:
    there = desk.book.all["tblWriteOffs"]
    row = list(there.rows[desk.place("tblWriteOffs", "7100019")])
    row[there.headers.index("Remarks")] = "kept aside"
    desk.book.all["tblWriteOffs"] = replace(there, rows=(*there.rows, tuple(row)))


def own_row(desk: SampleDesk) -> None:
    add_row(desk, "tblWriteOffs", Importer="all of Friday", Remarks="kept aside")


def own_row_in_the_middle(desk: SampleDesk) -> None:
    own_row(desk)
    there = desk.book.all["tblWriteOffs"]
    desk.book.reorder("tblWriteOffs", [there.rows[-1], *there.rows[:-1]])


def own_total(desk: SampleDesk) -> None:
    add_row(desk, "tblWriteOffs", BoE_number="Total", Difference=12.5, Remarks="kept aside")


def key_emptied(desk: SampleDesk) -> None:
    put(desk, "tblWriteOffs", "7100019", "Remarks", "kept aside")
    put(desk, "tblWriteOffs", "7100019", "BoE number", None)


def key_without_zero(desk: SampleDesk) -> None:
    put(desk, "tblWriteOffs", "7100019", "Remarks", "kept aside")
    put(desk, "tblWriteOffs", "7100019", "Port", 4.0)


def key_of_error(desk: SampleDesk) -> None:
    put(desk, "tblWriteOffs", "7100019", "Remarks", "kept aside")
    put(desk, "tblWriteOffs", "7100019", "BoE date", Fault("#VALUE!"))


def key_of_words(desk: SampleDesk) -> None:
    put(desk, "tblWriteOffs", "7100019", "Remarks", "kept aside")
    put(desk, "tblWriteOffs", "7100019", "Serial", "one")


def item_elsewhere(desk: SampleDesk) -> None:
    """A row cut out of another list and pasted here."""
    add_row(desk, "tblWriteOffs", BoE_number="7100016", BoE_date=46313.0, Port="INNSA1", Remarks="kept aside")


ROWS = [change_key, copy_row, own_row, own_row_in_the_middle, own_total, key_emptied, key_without_zero]
ROWS += [key_of_error, key_of_words, item_elsewhere]


@pytest.mark.parametrize("command", ["match", "decide", "review"])
@pytest.mark.parametrize("act", ROWS)
def test_a_row_of_no_item_is_kept_at_the_end_with_its_answer_and_told(desk: SampleDesk, act: Act, command: str) -> None:
    count = len(desk.rows("tblWriteOffs"))
    act(desk)
    row = next(row for row in desk.rows("tblWriteOffs") if row["Remarks"] == "kept aside")
    desk.press(command)
    rows = desk.rows("tblWriteOffs")
    assert len(rows) == count + 1
    assert rows[-1] == {header: str(cell) if isinstance(cell, Fault) else cell for header, cell in row.items()}
    assert sum(row["Remarks"] == "kept aside" for row in rows) == 1
    told = [row for row in desk.rows("tblExceptions") if row["Code"] in ("ROW_NOT_KNOWN", "ROW_TWICE")]
    assert len(told) == 1
    assert told[0]["Row"] == desk.book.all["tblWriteOffs"].header_row + len(rows)
    assert "kept aside" in str(told[0]["Found"])
    desk.press(command)
    assert desk.rows("tblWriteOffs") == rows


def test_a_row_kept_aside_is_read_once_its_key_is_right(desk: SampleDesk) -> None:
    """The row of the ledger is deleted, the one kept aside gets the key: its answer is taken."""
    change_key(desk)
    desk.press("decide")
    there = desk.book.all["tblWriteOffs"]
    place = desk.place("tblWriteOffs", "7100019")
    desk.book.reorder("tblWriteOffs", [row for at, row in enumerate(there.rows) if at != place])
    put(desk, "tblWriteOffs", "7100O19", "BoE number", "7100019")
    assert "kept 1 answers" in desk.press("review").text()
    assert remark_of(desk) == "kept aside"


def test_a_mere_copy_of_a_row_and_a_blank_row_are_let_go(desk: SampleDesk) -> None:
    there = desk.book.all["tblWriteOffs"]
    desk.book.reorder("tblWriteOffs", [*there.rows, there.rows[0], (None,) * len(there.headers)])
    desk.press("match")
    assert len(desk.rows("tblWriteOffs")) == len(there.rows)


def test_the_sentence_of_an_empty_list_is_no_row_of_the_person(desk: SampleDesk) -> None:
    while "nothing to take back" not in _undone(desk):
        pass
    for command in ("decide", "take_in", "match"):
        desk.press(command)
        assert not exceptions(desk, "ROW_NOT_KNOWN")


def _undone(desk: SampleDesk) -> str:
    try:
        return desk.press("undo").text()
    except DeskError as error:
        return error.what.lower()


# --- O8: columns of one's own ---

OWN_LISTS = ("tblSettlements", "tblWriteOffs", "tblExtensions", "tblFollowUp", "tblOrm", "tblInvoices", "tblExceptions")


def notes(desk: SampleDesk, table: str) -> dict[CellValue, object]:
    """Each note with what it stands beside."""
    rows = desk.rows(table)
    return {row["My notes"]: row.get("ORM number") or row.get("BoE number") or row.get("Found") for row in rows}


@pytest.mark.parametrize("command", ["match", "decide", "review", "take_in"])
@pytest.mark.parametrize("table", OWN_LISTS)
def test_notes_stay_with_their_rows(desk: SampleDesk, table: str, command: str) -> None:
    add_column(desk, table, "My notes", lambda at: f"note {at}")
    there = desk.book.all[table]
    desk.book.reorder(table, list(reversed(there.rows)))
    before = notes(desk, table)
    desk.press(command)
    assert notes(desk, table) == before


def test_the_note_of_an_accepted_line_stays_with_the_line(desk: SampleDesk) -> None:
    add_column(desk, "tblSettlements", "My notes", lambda at: f"note {at}")
    mine = desk.row("tblSettlements", PROPOSED)["My notes"]
    put(desk, "tblSettlements", PROPOSED, ANSWER, "Accept")
    desk.press("review")
    row = desk.row("tblSettlements", PROPOSED)
    assert (row["Status"], row["My notes"]) == ("POSTED", mine)


def test_a_note_whose_row_leaves_the_list_is_told_in_full(desk: SampleDesk) -> None:
    add_column(desk, "tblOrm", "My notes", lambda at: f"call Meera {at}" if at < 3 else None)
    put(desk, "tblSettlements", PROPOSED, ANSWER, "Accept")
    put(desk, "tblOrm", PROPOSED, "My notes", "call Ravi")
    desk.press("review")
    assert PROPOSED not in [row["ORM number"] for row in desk.rows("tblOrm")]
    (told,) = exceptions(desk, "ROW_LEFT")
    assert f"{PROPOSED} / 0009001: My notes = call Ravi" in str(told["Found"])


def test_two_own_columns_with_numbers_dates_errors_and_long_texts(desk: SampleDesk) -> None:
    cells: list[CellValue] = [12.5, "x" * 5000, True, "=1+1", None, Fault("#DIV/0!"), "0012"]
    add_column(desk, "tblWriteOffs", "A", lambda at: cells[at % len(cells)])
    add_column(desk, "tblWriteOffs", "B", lambda at: at)
    before = {row["B"]: row["A"] for row in desk.rows("tblWriteOffs")}
    desk.book.reorder("tblWriteOffs", list(reversed(desk.book.all["tblWriteOffs"].rows)))
    desk.press("match")
    assert {row["B"]: row["A"] for row in desk.rows("tblWriteOffs")} == before


# --- O8: formulas of one's own ---

HALF = formula("=RC[-4]/2", 40.0)
WRITTEN_BY = ["match", "decide", "review", "take_in", "close_month"]


@pytest.mark.parametrize("command", WRITTEN_BY)
def test_a_formula_in_a_column_of_ones_own_stays_with_its_row(desk: SampleDesk, command: str) -> None:
    add_column(desk, "tblWriteOffs", "Half", lambda at: formula(f"=RC[-{at + 1}]*2", at) if at % 3 else f"note {at}")
    before = {row_key(row): row["Half"] for row in desk.rows("tblWriteOffs")}
    desk.book.reorder("tblWriteOffs", list(reversed(desk.book.all["tblWriteOffs"].rows)))
    desk.press(command)
    after = {row_key(row): row["Half"] for row in desk.rows("tblWriteOffs")}
    assert after == before
    assert {type(cell) for cell in after.values()} == {Formula, str}


def row_key(row: Row) -> tuple[CellValue, ...]:
    return tuple(row[header] for header in ("ORM number", "BoE number", "Port", "Serial"))


def test_a_formula_follows_its_item_and_is_told_by_what_it_shows_when_that_leaves(desk: SampleDesk) -> None:
    add_column(desk, "tblSettlements", "Half", lambda at: formula("=RC[-1]/2", at))
    add_column(desk, "tblOrm", "Half", lambda at: HALF if at < 1 else None)
    put(desk, "tblSettlements", PROPOSED, ANSWER, "Accept")
    put(desk, "tblOrm", PROPOSED, "Half", HALF)
    desk.press("review")
    row = desk.row("tblSettlements", PROPOSED)
    assert (row["Status"], type(row["Half"])) == ("POSTED", Formula)
    (told,) = exceptions(desk, "ROW_LEFT")
    assert f"{PROPOSED} / 0009001: Half = 40" in str(told["Found"])


def test_a_copy_of_a_row_with_its_formula_is_a_mere_copy(desk: SampleDesk) -> None:
    add_column(desk, "tblWriteOffs", "Half", lambda at: formula("=RC[-1]/2", at))
    rows = desk.book.all["tblWriteOffs"].rows
    desk.book.reorder("tblWriteOffs", [*rows, rows[0]])
    desk.press("match")
    assert len(desk.rows("tblWriteOffs")) == len(rows)


def test_a_frozen_copy_shows_what_a_formula_shows(desk: SampleDesk) -> None:
    add_column(desk, "tblOrm", "Half", lambda at: formula("=RC[-1]/2", f"half {at}"))
    frozen = FileBook(Path(dict(desk.press("freeze").lines)["File"])).read_table("tblOrm")
    assert [row[-1] for row in frozen.rows] == [f"half {at}" for at in range(len(frozen.rows))]


# --- O11, O8: the frozen copy ---


@pytest.mark.parametrize("number", [1e10, -1e9, 0.0, 1.0, 59.0, 2958466.0, 1e300, 45.5])
def test_freeze_shows_a_number_that_is_no_day_as_it_stands(desk: SampleDesk, number: float) -> None:
    put(desk, "tblExtensions", "7100016", "Extended to", number)
    put(desk, "tblExtensions", "7100016", "Remarks", Fault("#N/A"))
    file = Path(dict(desk.press("freeze").lines)["File"])
    frozen = FileBook(file).read_table("tblExtensions")
    row = next(dict(zip(frozen.headers, row, strict=True)) for row in frozen.rows if "7100016" in row)
    assert row["Extended to"] == f"{number:.15g}"
    assert row["Remarks"] == "#N/A"
    assert "INPUT_NOT_READ" in desk.press("review").text()


def test_a_frozen_copy_has_the_columns_of_ones_own(desk: SampleDesk) -> None:
    add_column(desk, "tblOrm", "My notes", lambda at: f"note {at}")
    add_column(desk, "tblExceptions", "Done", lambda at: at % 2 == 0)
    frozen = FileBook(Path(dict(desk.press("freeze").lines)["File"]))
    assert [row[-1] for row in frozen.read_table("tblOrm").rows] == [row["My notes"] for row in desk.rows("tblOrm")]
    assert [row[-1] for row in frozen.read_table("tblExceptions").rows] == [
        row["Done"] for row in desk.rows("tblExceptions")
    ]
