"""Backup and restore: a drill from every kind of ledger into every kind of place, and what is no backup."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.desk.month_fixture import MAKER, OCTOBER, SMALL, close, law
from tests.desk.test_command_line import run
from tests.faults.test_restore import kept
from tests.ledger.test_store import raw
from tests.postgres import Server
from xl_addin.desk.backup import Copied, backup, restore
from xl_addin.desk.close.close_month import CloseOrder, close_month
from xl_addin.desk.close.verify import verify_at
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.movements import closing_totals
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, open_ledger, tables
from xl_addin.ledger.acts import REVIEW
from xl_addin.ledger.anchors import file_of as anchors_of
from xl_addin.ledger.store import Actor


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed month with its ledger."""
    out = tmp_path_factory.mktemp("closed")
    close(SMALL, out)
    return out


@pytest.fixture(scope="module")
def made(closed: Path, tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """A backup of it."""
    return of(closed / "ledger.sqlite", tmp_path_factory.mktemp("backups"))


@pytest.fixture
def copied(made: Copied, tmp_path: Path) -> Path:
    """That backup, a test's own."""
    for one in made.file.parent.iterdir():
        shutil.copy(one, tmp_path / one.name)
    return tmp_path / made.file.name


def of(where: object, folder: Path, actor: Actor = MAKER) -> Copied:
    ledger = open_ledger(str(where), reading=True)
    try:
        return backup(ledger, folder, actor)
    finally:
        ledger.close()


def in_words(ledger: Ledger) -> object:
    """What a ledger says: its acts with their hashes, its totals of the month."""
    with ledger.read() as connection:
        acts = connection.execute(select(tables.actions).order_by(tables.actions.c.seq)).all()
    return [tuple(act) for act in acts], closing_totals(read_month(ledger, OCTOBER))


# --- the drill ---

PLACES = ["a file", "a database"]


@pytest.mark.parametrize("then", PLACES)
@pytest.mark.parametrize("first", PLACES)
def test_the_ledger_is_lost_and_restored_and_says_the_same_and_goes_on(
    closed: Path, made: Copied, tmp_path: Path, first: str, then: str, request: pytest.FixtureRequest
) -> None:
    def place(kind: str, name: str) -> str:
        if kind == "a file":
            return str(tmp_path / name)
        server: Server = request.getfixturevalue("postgres")
        return server.address(server.new())

    lives = place(first, "ledger.sqlite")
    restore(made.file, lives)
    ledger = open_ledger(lives)
    with ledger.step(REVIEW, OCTOBER, MAKER) as step:  # the desk goes on before the backup of the evening
        step.add(tables.answers, [{"item_kind": "IMPORTER", "item_key": "X", "fact": "remarks", "value": "seen"}])
    said = in_words(ledger)
    evening = backup(ledger, tmp_path / "evening", ledger.known(MAKER))
    ledger.close()

    back = place(then, "restored.sqlite")
    assert restore(evening.file, back) == replace(evening, file=restore_file(back, evening.file))
    again = open_ledger(back)
    assert in_words(again) == said
    assert [check for check in verify_at(back, None, print, print) if not check.holds] == []
    with again.step(REVIEW, OCTOBER, MAKER):
        pass
    close_month(again, CloseOrder(SMALL, tmp_path / "out", OCTOBER, MAKER, "Namuna Bank"), law())
    again.close()
    assert [check for check in verify_at(back, tmp_path / "out", print, print) if not check.holds] == []


def restore_file(where: str, file: Path) -> Path:
    return file if "://" in where else Path(where)


def test_by_the_command_line(closed: Path, tmp_path: Path) -> None:
    done = run("backup", "--to", tmp_path / "kept", "--ledger", closed / "ledger.sqlite")
    assert done.returncode == 0, done.stderr
    (file,) = (tmp_path / "kept").glob("*.sqlite")
    assert f"Written: {file}" in done.stdout
    assert run("verify", "--ledger", file).returncode == 0
    done = run("restore", file, "--ledger", tmp_path / "back.sqlite")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, f"Restored: {tmp_path / 'back.sqlite'}")
    assert run("verify", "--ledger", tmp_path / "back.sqlite").returncode == 0
    assert run("restore", file, "--ledger", tmp_path / "back.sqlite").returncode == 2
    assert run("backup", "--to", tmp_path / "kept", "--ledger", tmp_path / "none.sqlite").returncode == 2


def test_it_makes_an_empty_ledger_in_a_database_and_in_a_file(
    postgres: Server, empty_ledger: str, tmp_path: Path
) -> None:
    del empty_ledger  # the server knows the people
    name = postgres.new()
    for where in (postgres.address(name), tmp_path / "new.sqlite"):
        for _ in range(2):
            done = run("begin", "--ledger", where)
            assert (done.returncode, done.stdout) == (0, f"Ledger {where}: 0 acts.\n")
    assert run("history", "--ledger", postgres.address(name, "a_reader")).returncode == 0
    assert run("begin", "--ledger", "mysql://h/x").returncode == 2


def test_a_backup_is_of_one_moment_and_says_whose_and_of_what(closed: Path, made: Copied) -> None:
    slip = json.loads(made.file.with_suffix(".json").read_text("utf-8"))
    assert slip["head"] == made.head
    assert (slip["acts"], slip["made_by"], slip["made_at"]) == (made.acts, "maker1", "2026-11-02T09:30:00+05:30")
    assert slip["sha256"] == hashlib.sha256(made.file.read_bytes()).hexdigest()
    assert made.file.name == f"ledger-2026-11-02-093000-{made.head[:12]}.sqlite"
    assert sorted(one.suffix for one in made.file.parent.iterdir()) == [".anchors", ".json", ".sqlite"]


def test_the_address_on_the_slip_has_no_password(postgres: Server, empty_ledger: str, tmp_path: Path) -> None:
    name = postgres.new(empty_ledger)
    copied = of(postgres.address(name, "a_maker") + "&sslpassword=geheim", tmp_path)
    text = copied.file.with_suffix(".json").read_text("utf-8")
    assert "geheim" not in text
    assert "postgresql" in text


@pytest.mark.parametrize("schema", [1, 2])
def test_a_ledger_of_a_former_program_is_backed_up_and_restored_anywhere(
    schema: int, tmp_path: Path, postgres: Server
) -> None:
    (tmp_path / "old").mkdir()
    old = kept(tmp_path / "old" / "ledger.sqlite", schema)
    before = old.read_bytes()
    copied = of(old, tmp_path / "kept")
    assert old.read_bytes() == before
    for where in (str(tmp_path / "new.sqlite"), postgres.address(postgres.new())):
        restore(copied.file, where)
        assert [check for check in verify_at(where, None, print, print) if not check.holds] == []


def test_no_rule_of_the_database_is_missing_after_it_was_restored(copied: Path, postgres: Server) -> None:
    name = postgres.new()
    restore(copied, postgres.address(name))
    with postgres.connected(name) as connection, pytest.raises(Exception, match="append-only"):
        connection.execute("DELETE FROM postings")


# --- what is no backup, and no place ---


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def slip_of(file: Path, **changes: object) -> None:
    slip = json.loads(file.with_suffix(".json").read_text("utf-8"))
    file.with_suffix(".json").write_text(json.dumps({**slip, **changes}), "utf-8")


def forged(file: Path) -> None:
    """A changed amount, with a slip that fits the changed file."""
    raw(file, "UPDATE postings SET amount_minor = amount_minor + 1")
    slip_of(file, sha256=hashlib.sha256(file.read_bytes()).hexdigest())


def cut(file: Path) -> None:
    """Its last act taken out, with a slip that fits the changed file."""
    with sqlite3.connect(file) as connection:
        last = connection.execute("SELECT max(seq) FROM actions").fetchone()[0]
    connection.close()
    raw(file, *(f"DELETE FROM {t.name} WHERE seq = {last}" for t in (*tables.PAYLOAD, tables.actions)))  # noqa: S608
    slip_of(file, sha256=hashlib.sha256(file.read_bytes()).hexdigest())


NONE = [
    ("a flipped bit", flipped, "its hash differs", "Take another backup"),
    ("cut short", lambda f: f.write_bytes(f.read_bytes()[:5000]), "its hash differs", "Take another backup"),
    ("a forged amount", forged, "the rows it wrote were changed", "Take another backup"),
    ("its end taken off", cut, "other acts than its slip says", "Take another backup"),
    ("another head", lambda f: slip_of(f, head="0" * 64), "other acts than its slip says", "Take another backup"),
    ("no slip", lambda f: f.with_suffix(".json").unlink(), "no backup with its slip", "its .json must lie beside it"),
    ("an empty slip", lambda f: f.with_suffix(".json").write_text(""), "no backup with its slip", "its .json"),
    (
        "a slip that is a list",
        lambda f: f.with_suffix(".json").write_text("[]"),
        "no backup with its slip",
        "its .json",
    ),
    ("no file", lambda f: f.unlink(), "no backup with its slip", "Name the .sqlite file"),
]


@pytest.mark.parametrize(("spoil", "says", "todo"), [one[1:] for one in NONE], ids=[one[0] for one in NONE])
@pytest.mark.parametrize("place", PLACES)
def test_what_is_not_the_backup_that_was_made_is_not_restored(
    copied: Path, spoil: Callable[[Path], object], says: str, todo: str, place: str, request: pytest.FixtureRequest
) -> None:
    spoil(copied)
    target = copied.parent / "new.sqlite"
    where = str(target)
    if place == "a database":
        server: Server = request.getfixturevalue("postgres")
        where = server.address(name := server.new())
    with pytest.raises(DeskError, match=says) as refused:
        restore(copied, where)
    assert todo in refused.value.todo
    assert not target.exists()
    assert not anchors_of(target).exists()
    if place == "a database":
        with server.connected(name) as connection:
            assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def a_ledger(target: Path) -> None:
    open_ledger(str(target)).close()


TAKEN: list[tuple[str, Callable[[Path], object]]] = [
    ("a ledger", a_ledger),
    ("an empty file", lambda target: target.touch()),
    ("a folder", lambda target: target.mkdir()),
    ("noted acts of another ledger", lambda target: anchors_of(target).touch()),
    ("a link into nothing", lambda target: target.symlink_to(target.parent / "nowhere")),
]


@pytest.mark.parametrize("fill", [one[1] for one in TAKEN], ids=[one[0] for one in TAKEN])
def test_nothing_that_is_there_is_replaced(copied: Path, tmp_path: Path, fill: Callable[[Path], object]) -> None:
    (tmp_path / "desk").mkdir()
    target = tmp_path / "desk" / "ledger.sqlite"
    fill(target)
    before = sorted((one.name, one.is_file() and one.read_bytes()) for one in target.parent.iterdir())
    with pytest.raises(DeskError, match="There is something at the place") as refused:
        restore(copied, str(target))
    assert "set aside by you" in refused.value.todo
    assert sorted((one.name, one.is_file() and one.read_bytes()) for one in target.parent.iterdir()) == before


def test_a_database_that_holds_anything_is_not_restored_into(copied: Path, postgres: Server, empty_ledger: str) -> None:
    other = postgres.new()
    postgres.run("CREATE TABLE accounts (id int)", database=other)
    for name in (postgres.new(empty_ledger), other):
        with pytest.raises(DeskError, match="There is something at the place"):
            restore(copied, postgres.address(name))


def test_a_folder_that_is_not_there_is_told(copied: Path, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="folder to restore to is not there"):
        restore(copied, str(tmp_path / "none" / "ledger.sqlite"))


@pytest.mark.parametrize(
    "statement", ["UPDATE postings SET amount_minor = amount_minor + 1", "DELETE FROM actions WHERE seq = 3"]
)
def test_a_damaged_ledger_is_not_taken_for_a_backup(closed: Path, tmp_path: Path, statement: str) -> None:
    shutil.copy(closed / "ledger.sqlite", tmp_path / "ledger.sqlite")
    raw(tmp_path / "ledger.sqlite", statement)
    with pytest.raises(DeskError, match="not whole") as refused:
        of(tmp_path / "ledger.sqlite", tmp_path / "kept")
    assert "verify" in refused.value.todo
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_ledger_whose_end_was_cut_off_is_not_taken_for_a_backup(closed: Path, tmp_path: Path) -> None:
    for one in ("ledger.sqlite", "ledger.sqlite.anchors"):
        shutil.copy(closed / one, tmp_path / one)
    every = (*tables.PAYLOAD, tables.actions)
    raw(tmp_path / "ledger.sqlite", *(f"DELETE FROM {table.name} WHERE seq = 3" for table in every))  # noqa: S608
    with pytest.raises(DeskError, match=r"act 3 by maker1 at .* is not in it"):
        of(tmp_path / "ledger.sqlite", tmp_path / "kept")
