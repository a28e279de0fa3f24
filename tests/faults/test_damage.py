"""Verify of a ledger that was damaged or tampered with: always a report, and whatever can be known is told."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.desk.intake.desk_folder import ACTOR, NOVEMBER, OCTOBER, Desk, boe, orm
from tests.faults.flips import CRASH, UNNOTICED, content, trial
from tests.ledger.acts import A_TEST
from tests.ledger.test_store import raw
from xl_addin.desk.close.check import Check
from xl_addin.desk.close.verify import verify_at
from xl_addin.desk.progress import silent
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger, tables
from xl_addin.ledger.payload import payload_hash
from xl_addin.ledger.store import action_hash

FLIPS = 60


@pytest.fixture(scope="session")
def three_acts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three acts with the acts noted beside it."""
    desk = Desk(tmp_path_factory.mktemp("acts"))
    desk.boes(boe())
    desk.orms(orm(), orm(number="B2", amount="7.00"))
    desk.orms(orm(number="C3"), as_on=NOVEMBER)
    desk.ledger.close()
    return desk.path


@pytest.fixture
def path(tmp_path: Path, three_acts: Path) -> Path:
    """That ledger, a test's own."""
    for one in (three_acts, three_acts.with_name(f"{three_acts.name}.anchors")):
        shutil.copy(one, tmp_path / one.name)
    return tmp_path / three_acts.name


def verified(path: Path) -> list[Check]:
    return verify_at(str(path), None, silent, silent)


def broken(path: Path) -> str:
    """What does not hold, in one text; nothing is made or changed by asking."""
    before = {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    found = "\n".join(f"{check.question}: {check.detail}" for check in verified(path) if not check.holds)
    assert {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before
    return found


def test_a_good_ledger_has_nothing_broken(path: Path) -> None:
    assert broken(path) == ""
    assert "The 3 acts noted in ledger.db.anchors beside the ledger are in it" in [c.question for c in verified(path)]


def test_case_80_whatever_bit_is_flipped_verify_ends_in_a_report_and_misses_nothing_that_is_read(path: Path) -> None:
    data, whole, rng = path.read_bytes(), content(path), random.Random(80)  # noqa: S311 - seeded damage
    found = [trial(path, data, whole, rng) for _ in range(FLIPS)]
    assert [one for one in found if one.kind in (UNNOTICED, CRASH)] == []


TAMPERED: list[tuple[str, list[str], str]] = [
    ("a dropped trigger", ["DROP TRIGGER rates_no_update"], "trigger rates_no_update is missing"),
    (
        "a trigger that lets all through",
        [
            "DROP TRIGGER rates_no_update",
            "CREATE TRIGGER rates_no_update BEFORE UPDATE ON rates BEGIN SELECT 1; END",
        ],
        "trigger rates_no_update was changed",
    ),
    (
        "a trigger of somebody's own",
        ["CREATE TRIGGER mine AFTER INSERT ON rates BEGIN SELECT 1; END"],
        "trigger mine was added",
    ),
    ("a dropped index", ["DROP INDEX ix_rates_seq"], "index ix_rates_seq is missing"),
    ("an index made unique", ["DROP INDEX ix_rates_seq", "CREATE UNIQUE INDEX ix_rates_seq ON rates (seq)"], "changed"),
    ("a table of somebody's own", ["CREATE TABLE mine (a)"], "table mine was added"),
    ("a view", ["CREATE VIEW mine AS SELECT 1"], "view mine was added"),
    ("a dropped table", ["DROP TABLE rates"], "table rates is missing"),
    ("a column more", ["ALTER TABLE rates ADD COLUMN mine"], "table rates was changed"),
    (
        "a table without its rules",
        ["DROP TABLE rates", "CREATE TABLE rates (id INTEGER PRIMARY KEY, seq, 'on', currency, inr_per_unit)"],
        "table rates was changed",
    ),
    ("user_version", ["PRAGMA user_version = 7"], "the head of the file was changed: user_version"),
    ("application_id", ["PRAGMA application_id = 7"], "the head of the file was changed: application_id"),
    ("a word in meta", ["INSERT INTO meta VALUES ('mine', '1')"], "the table meta says more than it should: mine"),
    (
        "INSERT OR REPLACE of a row",
        ["INSERT OR REPLACE INTO orm_events SELECT * FROM (SELECT * FROM orm_events WHERE id = 2) WHERE 0"],
        "",
    ),
    (
        "INSERT OR REPLACE of an amount",
        [
            "CREATE TEMP TABLE one AS SELECT * FROM orm_events WHERE id = 2",
            "UPDATE one SET amount_minor = 1",
            "INSERT OR REPLACE INTO orm_events SELECT * FROM one",
        ],
        "the rows it wrote were changed",
    ),
    (
        "INSERT OR REPLACE of an action",
        [
            "CREATE TEMP TABLE one AS SELECT * FROM actions WHERE seq = 2",
            "UPDATE one SET user = 'other'",
            "INSERT OR REPLACE INTO actions SELECT * FROM one",
        ],
        "its own fields were changed",
    ),
    (
        "rows with numbers of their own",
        [
            "CREATE TEMP TABLE one AS SELECT * FROM orm_events",
            "UPDATE one SET id = id + 100",
            "INSERT OR REPLACE INTO orm_events SELECT * FROM one WHERE id = 103",
        ],
        "the rows of orm_events are numbered 1 to 103, but there are 4",
    ),
]


@pytest.mark.parametrize(("statements", "says"), [one[1:] for one in TAMPERED], ids=[one[0] for one in TAMPERED])
def test_what_was_done_with_any_tool_of_sqlite_is_told(path: Path, statements: list[str], says: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    found = broken(path)
    assert says in found
    assert bool(found) == bool(says)


def edited_and_hashed_anew(path: Path, seq: int) -> None:
    """An insider's best: an amount is changed and every hash from there on worked out anew."""
    raw(path, f"UPDATE orm_events SET amount_minor = 5 WHERE seq = {seq}")  # noqa: S608 - a number
    ledger = open_ledger(str(path), reading=True)
    with ledger.read() as connection:
        actions = connection.execute(select(tables.actions).order_by(tables.actions.c.seq)).mappings().all()
        payload = payload_hash(connection, seq)
    ledger.close()
    previous, statements = "", []
    for one in actions:
        now = dict(one)
        if one["seq"] >= seq:
            now["payload_hash"] = payload if one["seq"] == seq else one["payload_hash"]
            now["previous_hash"] = previous or one["previous_hash"]
            now["hash"] = action_hash(now)
            statements.append(
                f"UPDATE actions SET payload_hash = '{now['payload_hash']}', previous_hash = "  # noqa: S608
                f"'{now['previous_hash']}', hash = '{now['hash']}' WHERE seq = {one['seq']}"
            )
        previous = now["hash"]
    raw(path, *statements)


@pytest.mark.parametrize("seq", [2, 3])
def test_a_row_edited_with_every_hash_worked_out_anew_is_told_by_the_acts_noted_beside(path: Path, seq: int) -> None:
    edited_and_hashed_anew(path, seq)
    found = broken(path)
    assert "chain" not in found
    assert "of 3 actions" not in found
    assert f"act {seq} by maker" in found


def cut(path: Path, last: int) -> None:
    names = [*(table.name for table in tables.PAYLOAD), "actions"]
    kept = [sql for (sql,) in sqlite3.connect(path).execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    raw(path, *(f"DELETE FROM {name} WHERE seq > {last}" for name in names), *kept)  # noqa: S608 - our own names


@pytest.mark.parametrize("last", [0, 1, 2])
def test_a_cut_tail_is_told_by_the_acts_noted_beside_and_no_act_is_done_on_it(path: Path, last: int) -> None:
    cut(path, last)
    assert f"act {last + 1} by maker at" in broken(path)
    assert broken(path).count("\n") == 0
    ledger = open_ledger(str(path))
    with (
        pytest.raises(DeskError, match="lacks an act that was done: number 3") as refused,
        ledger.step(A_TEST, NOVEMBER, ACTOR),
    ):
        pass
    assert "rename ledger.db.anchors" in refused.value.todo


def test_an_older_copy_in_the_ledger_s_place_is_told_and_goes_on_when_the_notes_are_set_aside(
    tmp_path: Path, path: Path
) -> None:
    shutil.copy(path, tmp_path / "older")
    ledger = open_ledger(str(path))
    with ledger.step(A_TEST, NOVEMBER, ACTOR):
        pass
    ledger.close()
    shutil.copy(tmp_path / "older", path)
    assert "act 4 by maker" in broken(path)
    (tmp_path / "ledger.db.anchors").rename(tmp_path / "kept")
    assert broken(path) == ""
    ledger = open_ledger(str(path))
    with ledger.step(A_TEST, NOVEMBER, ACTOR):
        pass
    ledger.close()
    assert broken(path) == ""
    assert "The 2 acts noted" in " ".join(check.question for check in verified(path))


def test_a_ledger_that_is_gone_is_not_begun_anew_in_silence(path: Path) -> None:
    path.unlink()
    desk = open_ledger(str(path))
    with pytest.raises(DeskError, match="lacks an act that was done"), desk.step(A_TEST, NOVEMBER, ACTOR):
        pass


def test_without_notes_verify_says_what_it_cannot_tell(path: Path) -> None:
    path.with_name("ledger.db.anchors").unlink()
    (told,) = [check.question for check in verified(path) if "beside the ledger" in check.question]
    assert told.startswith("No ledger.db.anchors beside the ledger: a cut tail cannot be told;")
    assert broken(path) == ""


NOTES: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("a torn last line", lambda data: data[:-20], ""),
    ("a line of another program", lambda data: data + b"# copied on Monday\n", ""),
    ("an act that was never committed", lambda data: data + b"?\t4\tabc\t2026\tmaker\n", ""),
    ("an act that the ledger lacks", lambda data: data + b"=\t4\tabc\t2026-11-30\tchecker\n", "act 4 by checker"),
    ("bytes that are no text", lambda data: data + b"\xff\xfe\x00\n", ""),
    ("Windows line ends", lambda data: data.replace(b"\n", b"\r\n"), ""),
]


@pytest.mark.parametrize(("change", "says"), [one[1:] for one in NOTES], ids=[one[0] for one in NOTES])
def test_notes_beside_the_ledger_are_read_as_they_are(path: Path, change: Callable[[bytes], bytes], says: str) -> None:
    notes = path.with_name("ledger.db.anchors")
    notes.write_bytes(change(notes.read_bytes()))
    found = broken(path)
    assert says in found
    assert bool(found) == bool(says)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_case_84_an_act_that_cannot_be_noted_is_not_done(path: Path, tmp_path: Path) -> None:
    notes = path.with_name("ledger.db.anchors")
    notes.unlink()
    notes.symlink_to(tmp_path / "elsewhere")
    ledger = open_ledger(str(path))
    with pytest.raises(DeskError, match="could not be noted") as refused, ledger.step(A_TEST, NOVEMBER, ACTOR):
        pass
    assert "Nothing of this step was kept" in refused.value.todo
    ledger.close()
    assert not (tmp_path / "elsewhere").exists()
    assert len(content(path)[1][0]) == 3  # type: ignore[index]


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("to", ["ledger.db", "not-there"])
def test_a_ledger_is_not_written_through_a_link(path: Path, to: str) -> None:
    link = path.with_name("link.db")
    link.symlink_to(path.with_name(to))
    for create in (True, False):
        with pytest.raises(DeskError, match="is a link to another place") as refused:
            open_ledger(str(link), create=create)
        assert str(path.with_name(to)) in refused.value.where
    assert not path.with_name("not-there").exists()
    if to == path.name:
        open_ledger(str(link), reading=True).close()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def zeros(path: Path) -> None:
    path.write_bytes(bytes(8192))


def text(path: Path) -> None:
    path.write_text("not a database at all, but long enough to have a header\n" * 40)


def other(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE accounts (id INTEGER)")
    connection.close()


def newer(path: Path) -> None:
    raw(path, "UPDATE meta SET value = '99' WHERE name = 'schema'")


def no_tables(path: Path) -> None:
    raw(path, *(f"DROP TABLE {name}" for name in ("orm_events", "invoice_events", "postings")))


WHOLE_FILES = [zeros, text, other, newer, no_tables]


@pytest.mark.parametrize("make", WHOLE_FILES, ids=lambda make: make.__name__)
def test_case_80_what_is_no_ledger_any_more_is_reported(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    assert broken(path)


def test_case_80_an_emptied_file_is_not_whole(path: Path) -> None:
    emptied(path)
    with pytest.raises(DeskError, match="is an empty file") as refused:
        verified(path)
    assert "restore the last good copy" in refused.value.todo


def test_a_log_of_writes_that_a_tool_has_switched_on_is_told(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert "the form that it is written in" in broken(path)


def test_a_new_ledger_has_the_acts_noted_from_the_first(tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "new.db"))
    for _ in range(2):
        with ledger.step(A_TEST, date(2026, 10, 31), ACTOR):
            pass
    ledger.close()
    notes = (tmp_path / "new.db.anchors").read_text().splitlines()
    assert [line.split("\t")[:2] for line in notes] == [["=", "1"], ["=", "2"]]
    assert OCTOBER.isoformat() in notes[0]
