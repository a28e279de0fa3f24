"""Taking acts back step by step, and a ledger of the former schema brought up to date."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, NOVEMBER, OCTOBER, Desk, boe, csv_text, obe_xml, orm
from tests.ledger.places import opened
from xl_addin.desk.answers.undo import history, redo, to_undo, undo
from xl_addin.desk.answers.undo_told import lines_of_act
from xl_addin.desk.close.verify import verify
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.settle import settle
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import items, open_ledger, state
from xl_addin.ledger.chain import check_chain

ORM_KEY, INVOICE_KEY = "IBA26100000001/0009001", "0052545/2026-10-06/INNSA1#1"
SCHEMA_1 = Path(__file__).resolve().parent.parent / "data" / "ledger_schema_1.sql"
FILES = {
    "a.obe.xml": obe_xml(boe()),
    "orm.csv": csv_text([orm(amount="500.00", number="IBA26100000001")]),
    "rates.csv": "date,currency,inr_per_unit\n2026-10-01,USD,88.5\n",
}


@pytest.fixture
def desk(tmp_path: Path, either: None) -> Desk:
    """A month of one remittance and one invoice, taken in."""
    desk = Desk(tmp_path)
    desk.take(FILES)
    return desk


def open_minor(desk: Desk) -> tuple[int, int]:
    month = read_month(desk.ledger, OCTOBER)
    return month.orms[ORM_KEY].outstanding_minor, month.invoices[INVOICE_KEY].outstanding_minor


def test_a_settlement_taken_back_is_open_again_and_can_be_made_again(desk: Desk) -> None:
    assert settle(desk.ledger, OCTOBER, ACTOR).posted == 1
    assert open_minor(desk) == (0, 0)
    assert undo(desk.ledger, ACTOR).kind == "SETTLE"
    assert open_minor(desk) == (50_000, 50_000)
    assert settle(desk.ledger, OCTOBER, ACTOR).posted == 1
    assert open_minor(desk) == (0, 0)
    assert all(check.holds for check in verify(desk.ledger))


def test_a_take_in_taken_back_leaves_nothing_and_the_same_files_can_come_again(desk: Desk) -> None:
    assert undo(desk.ledger, ACTOR).kind == "TAKE_IN"
    month = read_month(desk.ledger, OCTOBER)
    assert (month.orms, month.invoices, month.rates) == ({}, {}, {})
    assert desk.take(FILES).rows_kept == 3
    assert open_minor(desk) == (50_000, 50_000)
    assert read_month(desk.ledger, OCTOBER).rates.keys() == {"USD"}


def test_twenty_five_acts_are_taken_back_one_by_one_after_a_restart(desk: Desk) -> None:
    for number in range(24):
        desk.orms(orm(number=f"B{number}"))
    again = opened(desk.path)
    taken = [undo(again, ACTOR).seq for _ in range(25)]
    assert taken == list(range(25, 0, -1))
    with pytest.raises(DeskError, match="nothing to take back"):
        undo(again, ACTOR)
    with again.read() as connection:
        assert not check_chain(connection).broken
        assert items.orm_items(connection, "2026-10") == {}


def test_the_acts_of_a_month_are_counted_by_kind_with_those_taken_back(desk: Desk) -> None:
    settle(desk.ledger, OCTOBER, ACTOR)
    undo(desk.ledger, ACTOR)
    settle(desk.ledger, OCTOBER, ACTOR)
    with desk.ledger.read() as connection:
        told = [(act.kind, made, back) for act, made, back in state.acts_of(connection, "2026-10")]
        assert told == [("TAKE_IN", 1, 0), ("SETTLE", 2, 1), ("UNDO", 1, 0)]
        assert state.acts_of(connection, "2026-11") == []


def test_the_history_shows_what_was_taken_back(desk: Desk) -> None:
    settle(desk.ledger, OCTOBER, ACTOR)
    undo(desk.ledger, ACTOR)
    acts = history(desk.ledger)
    assert [(act.seq, act.kind, act.undone) for act in acts] == [
        (3, "UNDO", False),
        (2, "SETTLE", True),
        (1, "TAKE_IN", False),
    ]
    assert acts[1].told == "2: settlement lines posted by matching, as on 31-Oct-2026, 1 rows (taken back)"


def test_case_98_an_earlier_month_is_shut(desk: Desk) -> None:
    desk.orms(orm(number="C3"), as_on=NOVEMBER)
    assert undo(desk.ledger, ACTOR).period == "2026-11"
    with pytest.raises(DeskError, match="belongs to 2026-10, an earlier month: it is shut"):
        undo(desk.ledger, ACTOR)


def test_a_ledger_of_the_former_schema_is_brought_up_to_date_and_its_chain_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(SCHEMA_1.read_text("utf-8"))
    connection.close()
    ledger = open_ledger(str(path))
    with ledger.read() as connection:
        chain = check_chain(connection)
        assert (chain.actions, chain.broken) == (2, ())
        assert items.orm_items(connection, "2026-10")[ORM_KEY].outstanding_minor == 90_000  # 1,000.00 less 100.00
    assert undo(ledger, ACTOR).kind == "SETTLE"
    with ledger.read() as connection:
        assert items.orm_items(connection, "2026-10")[ORM_KEY].outstanding_minor == 100_000
        assert not check_chain(connection).broken
    with sqlite3.connect(path) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute("DELETE FROM files")
    raw.close()


def test_what_was_taken_back_last_counts_again(desk: Desk) -> None:
    settle(desk.ledger, OCTOBER, ACTOR)
    undo(desk.ledger, ACTOR)
    undo(desk.ledger, ACTOR)
    assert read_month(desk.ledger, OCTOBER).orms == {}
    assert redo(desk.ledger, ACTOR).kind == "TAKE_IN"
    assert open_minor(desk) == (50_000, 50_000)
    assert redo(desk.ledger, ACTOR).kind == "SETTLE"
    assert open_minor(desk) == (0, 0)
    assert [one.undone for one in history(desk.ledger) if one.kind in ("SETTLE", "TAKE_IN")] == [False, False]
    assert undo(desk.ledger, ACTOR).kind == "SETTLE"  # and is taken back again
    assert open_minor(desk) == (50_000, 50_000)
    assert redo(desk.ledger, ACTOR).kind == "SETTLE"
    assert all(check.holds for check in verify(desk.ledger))


def test_nothing_counts_again_once_something_else_was_done(desk: Desk) -> None:
    with pytest.raises(DeskError, match="nothing to do again"):
        redo(desk.ledger, ACTOR)
    settle(desk.ledger, OCTOBER, ACTOR)
    undo(desk.ledger, ACTOR)
    desk.take({"rates.csv": "date,currency,inr_per_unit\n2026-10-02,USD,88.7\n"})
    with pytest.raises(DeskError, match="nothing to do again"):
        redo(desk.ledger, ACTOR)
    assert open_minor(desk) == (50_000, 50_000)


def test_what_an_act_did_is_told_before_it_is_taken_back(desk: Desk) -> None:
    act, _ = to_undo(desk.ledger)
    assert lines_of_act(desk.ledger, act) == ["3 files", "1 remittance", "1 invoice", "1 rate"]
    settle(desk.ledger, OCTOBER, ACTOR)
    act, _ = to_undo(desk.ledger)
    said = "1 line, USD 500.00: settled: the amount is no longer open on either side"
    assert lines_of_act(desk.ledger, act) == [said]
    assert len(history(desk.ledger)) == 2  # looking keeps nothing
