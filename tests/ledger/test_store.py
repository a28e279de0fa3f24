"""The ledger file: opening, append-only, the chain, crashes, two writers."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, NOVEMBER, OCTOBER, Desk, boe, csv_text, obe_xml, orm
from tests.ledger.acts import A_TEST
from xl_addin.desk.intake.take_in import take_in
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, Step, open_ledger, tables
from xl_addin.ledger.chain import check_chain, head
from xl_addin.ledger.payload import payload_hash
from xl_addin.ledger.store import GENESIS

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def month(tmp_path: Path) -> Path:
    """A folder of some hundred records of each kind that a take-in writes."""
    folder = tmp_path / "month"
    folder.mkdir()
    (folder / "orm.csv").write_text(csv_text([orm(number=f"A{n}") for n in range(100)]))
    (folder / "a.obe.xml").write_text(obe_xml(*(boe(number=f"{n:07d}") for n in range(1, 60))))
    (folder / "rates.csv").write_text("date,currency,inr_per_unit\n2026-10-01,USD,88.5\n")
    (folder / "importers.csv").write_text(csv_text([IMPORTER]))
    return folder


@pytest.fixture(scope="session")
def three_actions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three actions: two take-ins and a settlement."""
    desk = Desk(tmp_path_factory.mktemp("three"))
    desk.take({"a.obe.xml": obe_xml(boe()), "orm.csv": csv_text([orm(), orm(number="B2", amount="7.00")])})
    desk.settle("IBA26100000001/0009001", "0052545/2026-10-06/INNSA1#1", 10_000)
    desk.orms(orm(number="C3"), as_on=NOVEMBER)
    desk.ledger.close()
    return desk.path


@pytest.fixture
def desk(tmp_path: Path, three_actions: Path) -> Desk:
    """That ledger in a test's own folder."""
    shutil.copy(three_actions, tmp_path / "ledger.db")
    return Desk(tmp_path)


def raw(path: Path, *statements: str) -> None:
    """Tampers as an insider with any SQLite tool would: triggers dropped first."""
    with sqlite3.connect(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for statement in (*(f"DROP TRIGGER {name}" for name in names), *statements):
            connection.execute(statement)
    connection.close()


def broken(path: Path) -> tuple[str, ...]:
    """What the check of the chain finds."""
    ledger = open_ledger(str(path))
    with ledger.read() as connection:
        state = check_chain(connection)
    ledger.close()
    return state.broken


def content(path: Path) -> tuple[list[str], int]:
    """Hashes of every action's rows, and how many actions: equal for equal content."""
    ledger = open_ledger(str(path))
    with ledger.read() as connection:
        seqs = connection.execute(select(tables.actions.c.seq).order_by(tables.actions.c.seq)).scalars().all()
        hashes = [payload_hash(connection, seq) for seq in seqs]
    ledger.close()
    return hashes, len(seqs)


# --- opening ---


def test_a_new_ledger_is_whole_and_empty(tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "new.db"))
    with ledger.read() as connection:
        state = check_chain(connection)
        assert (state.actions, state.head, state.broken) == (0, GENESIS, ())
        assert head(connection) == GENESIS


def test_a_missing_ledger_is_not_made_when_only_reading(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="was not found"):
        open_ledger(str(tmp_path / "none.db"), create=False)
    assert list(tmp_path.iterdir()) == []


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE accounts (id INTEGER)")
    connection.close()


def newer(path: Path) -> None:
    open_ledger(str(path)).close()
    raw(path, "UPDATE meta SET value = '99' WHERE name = 'schema'")


def without_version(path: Path) -> None:
    open_ledger(str(path)).close()
    raw(path, "DELETE FROM meta")


def garbled_version(path: Path) -> None:
    open_ledger(str(path)).close()
    raw(path, "UPDATE meta SET value = 'one'")


def a_folder(path: Path) -> None:
    path.mkdir()


def text_file(path: Path) -> None:
    path.write_text("not a database at all, but long enough to have a header\n" * 40)


def cut_header(path: Path) -> None:
    open_ledger(str(path)).close()
    path.write_bytes(path.read_bytes()[:1000])


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (other_database, "not an Import Desk ledger"),
        (newer, "schema 99; this program knows schema"),
        (without_version, "schema None"),
        (garbled_version, "schema one"),
        (a_folder, "cannot be opened"),
        (text_file, "not a database"),
        (cut_header, "malformed"),
    ],
    ids=[
        "another program's database",
        "case 82: a newer schema",
        "no version",
        "a garbled version",
        "a folder",
        "case 80: a text file",
        "case 80: cut off",
    ],
)
def test_what_is_no_ledger_is_refused_with_its_place(make: Callable[[Path], None], says: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.db"
    make(path)
    with pytest.raises(DeskError, match=re.escape(says)) as refused:
        open_ledger(str(path))
    assert str(path) in refused.value.where
    assert refused.value.todo


def test_case_61_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="folder for the ledger is not there") as raised:
        open_ledger(str(tmp_path / "none" / "ledger.db"))
    assert f"Make the folder {tmp_path / 'none'}" in raised.value.todo
    assert list(tmp_path.iterdir()) == []


def test_case_61_a_ledger_that_may_only_be_read_can_be_read_and_not_written(desk: Desk) -> None:
    ledger = open_ledger(f"sqlite:///file:{desk.path}?mode=ro&uri=true")
    with ledger.read() as connection:
        assert check_chain(connection).actions == 3
    with pytest.raises(DeskError, match="readonly"), ledger.step(A_TEST, NOVEMBER, ACTOR):
        pass


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="rights bind other users only")
def test_case_61_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ro").mkdir(mode=0o500)
    with pytest.raises(DeskError, match="unable to open"):
        open_ledger(str(tmp_path / "ro" / "ledger.db"))


@pytest.mark.parametrize("seed", range(12))
def test_case_80_a_damaged_ledger_is_noticed_or_says_the_same(desk: Desk, seed: int) -> None:
    before = content(desk.path)
    data, rng = bytearray(desk.path.read_bytes()), random.Random(seed)  # noqa: S311 - seeded damage
    for _ in range(8):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    desk.path.write_bytes(bytes(data))
    try:
        noticed = bool(broken(desk.path))
    except DeskError as error:
        noticed = "Ledger" in error.where
    assert noticed or content(desk.path) == before


# --- append-only and the chain ---


@pytest.mark.parametrize("table", [tables.actions, *tables.PAYLOAD], ids=lambda t: t.name)
@pytest.mark.parametrize("verb", ["UPDATE {} SET seq = seq", "DELETE FROM {}"], ids=["update", "delete"])
def test_the_database_itself_refuses_to_change_or_delete(desk: Desk, table: Any, verb: str) -> None:
    with sqlite3.connect(desk.path) as connection:
        empty = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0] == 0  # noqa: S608 - our own names
        if empty:
            named = [c.name for c in table.columns if not c.nullable and c.name not in ("id", "seq")]
            columns, values = ", ".join(f'"{name}"' for name in named), ", ".join("''" for _ in named)
            connection.execute(f"INSERT INTO {table.name} (seq, {columns}) VALUES (1, {values})")  # noqa: S608
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(verb.format(table.name))
    connection.close()


SWAP = [
    "UPDATE orm_events SET id = -1 WHERE id = 1",
    "UPDATE orm_events SET id = 1 WHERE id = 2",
    "UPDATE orm_events SET id = 2 WHERE id = -1",
]
TAMPERED = [
    ("a changed amount", ["UPDATE orm_events SET amount_minor = 1 WHERE id = 1"], "action 1"),
    ("a changed name", ["UPDATE invoice_events SET importer_name = 'X'"], "the rows it wrote were changed"),
    ("a changed settlement", ["UPDATE postings SET amount_minor = amount_minor + 1"], "action 2"),
    ("a deleted row", ["DELETE FROM orm_events WHERE id = 2"], "the rows it wrote were changed"),
    ("a deleted action", ["DELETE FROM actions WHERE seq = 2"], "number 2 was expected; an action is missing"),
    ("the rows of a deleted action", ["DELETE FROM actions WHERE seq = 2"], "belong to no action"),
    ("a deleted first action", ["DELETE FROM actions WHERE seq = 1"], "number 1 was expected"),
    ("a changed user", ["UPDATE actions SET user = 'checker' WHERE seq = 1"], "its own fields were changed"),
    ("a changed time", ["UPDATE actions SET at = '2026-10-30T00:00:00' WHERE seq = 2"], "its own fields were changed"),
    ("a changed period", ["UPDATE actions SET period = '2026-09' WHERE seq = 1"], "its own fields were changed"),
    ("a changed hash", ["UPDATE actions SET hash = previous_hash WHERE seq = 2"], "does not follow the action before"),
    (
        "a row added to an action",
        [
            "INSERT INTO files (seq, file, kind, sha256, rows_read, rows_kept, rows_refused, "
            "taken_in_at) VALUES (1, 'x', 'x', 'x', 0, 0, 0, '')"
        ],
        "the rows it wrote were changed",
    ),
    (
        "a row of no action",
        [
            "INSERT INTO files (seq, file, kind, sha256, rows_read, rows_kept, rows_refused, "
            "taken_in_at) VALUES (77, 'x', 'x', 'x', 0, 0, 0, '')"
        ],
        "1 row(s) of files belong to no action",
    ),
    ("two rows swapped", SWAP, "the rows it wrote were changed"),
    ("a row moved to another action", ["UPDATE orm_events SET seq = 3 WHERE id = 1"], "action 3"),
    (
        "two actions swapped",
        [
            "UPDATE actions SET seq = -1 WHERE seq = 1",
            "UPDATE actions SET seq = 1 WHERE seq = 2",
            "UPDATE actions SET seq = 2 WHERE seq = -1",
        ],
        "its own fields were changed",
    ),
]


@pytest.mark.parametrize(("statements", "says"), [t[1:] for t in TAMPERED], ids=[t[0] for t in TAMPERED])
def test_tampering_is_found_by_the_chain(desk: Desk, statements: list[str], says: str) -> None:
    assert broken(desk.path) == ()
    raw(desk.path, *statements)
    assert says in "\n".join(broken(desk.path))


def test_a_cut_tail_shows_against_the_head_that_a_closing_printed(desk: Desk) -> None:
    """A chain alone cannot see that its last action is gone; the printed head can."""
    with desk.ledger.read() as connection:
        printed = head(connection)
    raw(desk.path, *(f"DELETE FROM {t.name} WHERE seq = 3" for t in (*tables.PAYLOAD, tables.actions)))  # noqa: S608
    assert broken(desk.path) == ()
    with open_ledger(str(desk.path)).read() as connection:
        assert head(connection) != printed


# --- all or nothing ---


def failing_take_in(ledger: Ledger, folder: Path, fail_at: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Takes in with a fault at the n-th add; the number of adds that were reached."""
    reached = 0
    add = Step.add

    def faulty(step: Step, table: Any, rows: Any) -> None:
        nonlocal reached
        reached += 1
        if reached == fail_at:
            raise OSError(28, "No space left on device")
        add(step, table, rows)

    with monkeypatch.context() as patch:
        patch.setattr(Step, "add", faulty)
        if fail_at:
            with pytest.raises(OSError, match="No space"):
                take_in(ledger, folder, OCTOBER, ACTOR)
        else:
            take_in(ledger, folder, OCTOBER, ACTOR)
    return reached


def test_case_64_a_fault_at_any_write_leaves_nothing_and_a_repeat_completes(
    tmp_path: Path, month: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = open_ledger(str(tmp_path / "clean.db"))
    writes = failing_take_in(clean, month, 0, monkeypatch)
    assert writes == 6
    ledger = open_ledger(str(tmp_path / "faulty.db"))
    for n in range(1, writes + 1):
        assert failing_take_in(ledger, month, n, monkeypatch) == n
        assert content(tmp_path / "faulty.db") == ([], 0)
    take_in(ledger, month, OCTOBER, ACTOR)
    assert content(tmp_path / "faulty.db") == content(tmp_path / "clean.db")


@pytest.mark.skipif(os.name == "nt", reason="no kill -9 there")
def test_case_65_killed_in_the_middle_of_writing_the_pages_it_rolls_back(tmp_path: Path) -> None:
    """A copy of the file and its journal, taken while a step is half written, is what a power cut leaves."""
    path = tmp_path / "ledger.db"
    ledger = open_ledger(str(path))
    ledger.engine.dispose()
    with ledger.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA cache_size = 1")
        connection.exec_driver_sql("PRAGMA cache_spill = 1")
        row = {"code": "X", "source": "s" * 500, "row": 1}
        connection.execute(insert(tables.findings), [{"seq": 1, **row} for _ in range(500)])
        for name in ("ledger.db", "ledger.db-journal"):
            shutil.copy(tmp_path / name, tmp_path / f"cut-{name}")
        connection.rollback()
    assert (tmp_path / "cut-ledger.db").stat().st_size > 100_000
    assert content(tmp_path / "cut-ledger.db") == ([], 0)
    assert broken(tmp_path / "cut-ledger.db") == ()


# --- two writers ---


def both(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """Runs two things at once; results or errors."""

    def caught(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except DeskError as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(caught, (first, second)))


def test_case_71_two_take_ins_of_one_remittance_at_once_count_it_once(desk: Desk) -> None:
    one = desk.folder({"orm.csv": csv_text([orm(number="NEW1")])})
    two = desk.folder({"orm_b.csv": csv_text([orm(number="NEW1"), orm(number="NEW2")])})
    ledgers = [open_ledger(str(desk.path)) for _ in range(2)]
    gate = threading.Barrier(2, timeout=10)

    def run(ledger: Ledger, folder: Path) -> Any:
        # Both have read the ledger before either writes.
        return take_in(ledger, folder, NOVEMBER, ACTOR, lambda text: gate.wait() if "Writing" in text else None)

    results = both(lambda: run(ledgers[0], one), lambda: run(ledgers[1], two))
    lost = [r for r in results if isinstance(r, DeskError)]
    assert [error.what for error in lost] == ["Another run wrote to the ledger in the meantime."]
    for ledger, folder in zip(ledgers, (one, two), strict=True):
        take_in(ledger, folder, NOVEMBER, ACTOR)
    numbers = [row["orm_number"] for row in desk.rows(tables.orm_events)]
    assert sorted(numbers) == ["B2", "C3", "IBA26100000001", "NEW1", "NEW2"]
    assert broken(desk.path) == ()


def test_case_71_a_writer_waits_for_the_other_and_both_are_kept(desk: Desk) -> None:
    ledgers = [open_ledger(str(desk.path)) for _ in range(2)]
    order: Iterator[float] = iter((0.3, 0.0))

    def write(ledger: Ledger) -> None:
        with ledger.step(A_TEST, NOVEMBER, ACTOR):
            time.sleep(next(order))

    assert both(lambda: write(ledgers[0]), lambda: write(ledgers[1])) == [None, None]
    assert content(desk.path)[1] == 5
    assert broken(desk.path) == ()
