"""A ledger in PostgreSQL: its address, opening it, what goes wrong with a server, two people at once."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from tests.desk.intake.desk_folder import ACTOR, NOVEMBER, OCTOBER, csv_text, orm
from tests.ledger.test_store import ROOT, both, month
from tests.postgres import PASSWORD, Server
from xl_addin.desk.close.verify import verify_at
from xl_addin.desk.intake.take_in import take_in
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, open_ledger, tables, waiting
from xl_addin.ledger.acts import CLOSE, REVIEW
from xl_addin.ledger.addresses import file_of, url_of
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.database import complaint
from xl_addin.ledger.payload import payload_hash

__all__ = ["month"]


@pytest.fixture
def name(postgres: Server, empty_ledger: str) -> str:
    """A database with an empty ledger."""
    return postgres.new(empty_ledger)


@pytest.fixture
def where(postgres: Server, name: str) -> str:
    """The address of an empty ledger, for a maker."""
    return postgres.address(name, "a_maker")


# --- addresses ---


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://a@h/db",
        "postgres://a@h/db",
        "postgresql+psycopg://a@h/db",
        "postgresql://a:b%40c@h:5433/db?sslmode=require",
    ],
)
def test_an_address_of_postgresql_is_taken_with_our_driver(address: str) -> None:
    assert file_of(address) is None
    assert (url_of(address).drivername, url_of(address).database) == ("postgresql+psycopg", "db")


OTHERS = [
    "mysql://h/db",
    "mysql+pymysql://h/db",
    "postgresql+psycopg2://h/db",
    "postgresql+asyncpg://h/db",
    "mssql+pyodbc://h/db",
    "sqlite+pysqlite://x",
    "http://h/db",
    "postgresql:desk",
    "postgresql:/h/db",
    "postgres:h/db",
    "jdbc:postgresql://h/db",
    "mysql:db",
    "host=h dbname=db password=geheim",
    "dbname=db password=geheim",
    "Server=h;Database=db;Pwd=geheim",
    "Driver={PostgreSQL};x",
]


@pytest.mark.parametrize("address", OTHERS)
def test_what_is_the_address_of_another_database_is_refused_and_never_a_file(address: str, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="no address of a database that holds a ledger") as refused:
        open_ledger(address)
    assert "geheim" not in str(refused.value)
    assert "postgresql://NAME@SERVER/DATABASE" in refused.value.todo
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["a=b.db", "host.db", "C:\\desk\\l.db", "c:/l.db", "server 1/l.db", "mysql.db", "sqlite:x"]
)
def test_odd_names_of_files_are_files(name: str) -> None:
    assert file_of(name) == Path(name)


def test_an_address_without_a_database_is_refused() -> None:
    with pytest.raises(DeskError, match="names no database"):
        open_ledger("postgresql://desk@host")


# --- opening ---


def test_two_first_openings_at_once_make_one_ledger(postgres: Server) -> None:
    address = postgres.address(postgres.new())
    gate = threading.Barrier(4, timeout=20)

    def opening(_: int) -> Ledger:
        gate.wait()
        return open_ledger(address)

    with ThreadPoolExecutor(4) as pool:
        ledgers = list(pool.map(opening, range(4)))
    for ledger in ledgers:
        with ledger.step(REVIEW, OCTOBER, ACTOR):
            pass
    with ledgers[0].read() as connection:
        assert check_chain(connection).broken == ()
        assert check_chain(connection).actions == 4


def test_a_database_of_another_program_is_no_ledger(postgres: Server) -> None:
    name = postgres.new()
    postgres.run("CREATE TABLE accounts (id int)", database=name)
    with pytest.raises(DeskError, match="not an Import Desk ledger"):
        open_ledger(postgres.address(name))


def test_a_newer_schema_is_refused(postgres: Server, name: str) -> None:
    postgres.run("UPDATE meta SET value = '99'", database=name)
    with pytest.raises(DeskError, match="schema 99; this program knows schema"):
        open_ledger(postgres.address(name, "a_maker"))


def test_who_may_not_make_roles_is_told_what_it_needs(postgres: Server) -> None:
    alone = postgres.new()
    postgres.run(f"ALTER DATABASE {alone} OWNER TO stranger")
    open_ledger(postgres.address(alone, "stranger")).close()  # the roles are there already
    other = postgres.new()
    with pytest.raises(DeskError, match="permission denied for schema public") as refused:
        open_ledger(postgres.address(other, "a_maker"))
    assert "ask IT" in refused.value.todo


def test_reading_makes_nothing(postgres: Server) -> None:
    name = postgres.new()
    with pytest.raises(DeskError, match="nothing was ever in it"):
        open_ledger(postgres.address(name), reading=True)
    with postgres.connected(name) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


# --- what goes wrong with a server ---

FAULTS: list[tuple[str, Callable[[Server, str], str], str, str]] = [
    ("no server", lambda s, n: "postgresql://desk:geheim@127.0.0.1:1/x", "does not answer", "does not run"),
    ("no socket", lambda s, n: "postgresql://desk@/x?host=/nowhere&password=geheim", "does not answer", "address"),
    (
        "no such host",
        lambda s, n: "postgresql://desk:geheim@no-such-host.invalid/x",
        "no server of that name",
        "network",
    ),
    ("wrong password", lambda s, n: s.by_network(n, "with_password", "geheim"), "refuses the name or", "password file"),
    ("no password", lambda s, n: s.by_network(n, "with_password"), "refuses the name or", "password file"),
    ("no such person", lambda s, n: s.address(n, "nobody_knows"), "does not know this name", "Check the name"),
    ("no such database", lambda s, n: s.address("nowhere", "a_maker"), "no such database", "Check the address"),
    ("an option that is none", lambda s, n: s.address(n) + "&colour=red", "invalid connection option", "address"),
]


@pytest.mark.parametrize(("make", "says", "todo"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_a_server_that_cannot_be_used_is_told_in_three_parts_without_a_password(
    postgres: Server, name: str, make: Callable[[Server, str], str], says: str, todo: str
) -> None:
    with pytest.raises(DeskError, match=re.escape(says)) as told:
        open_ledger(make(postgres, name))
    assert todo in told.value.todo
    assert "Ledger postgresql" in told.value.where
    assert "geheim" not in str(told.value)
    assert len(told.value.what.splitlines()) == 1


STATES = [
    ("53100", "could not extend file", "the disk of the database is full", "ask IT"),
    ("53300", "sorry, too many clients already", "too many people are connected to the database", "Wait a minute"),
    ("40001", "could not serialize access", "another run wrote to it in the meantime", "run the command again"),
    ("40P01", "deadlock detected", "another run wrote to it in the meantime", "run the command again"),
    ("55P03", "canceling statement due to lock timeout", "another run holds it", "run the command again"),
    ("42501", "permission denied for table verdicts", "permission denied for table verdicts", "Your role in the"),
    ("57P03", "the database system is starting up", "the database was stopped meanwhile", "history"),
    ("08006", "connection failure", "the connection to the database was lost", "history"),
    ("22001", "value too long for type", "value too long for type", "correct it in its file"),
    ("XX000", "something else\nDETAIL: more", "something else", "ask IT"),
]


@pytest.mark.parametrize(("state", "said", "reason", "todo"), STATES, ids=[one[0] for one in STATES])
def test_each_state_of_the_server_has_words(state: str, said: str, reason: str, todo: str) -> None:
    fault = type("Fault", (Exception,), {"sqlstate": state, "__module__": "psycopg.errors"})(said)
    told, remedy = complaint(DBAPIError("INSERT", None, fault))
    assert told == reason
    assert todo in remedy


def test_a_right_password_is_used_and_shown_nowhere(postgres: Server, name: str) -> None:
    postgres.run("GRANT desk_reader TO with_password")
    from urllib.parse import quote

    ledger = open_ledger(postgres.by_network(name, "with_password", quote(PASSWORD, safe="")), reading=True)
    assert PASSWORD not in ledger.where
    assert quote(PASSWORD, safe="") not in ledger.where
    with pytest.raises(DeskError, match="permission denied") as refused, ledger.step(REVIEW, OCTOBER, ACTOR):
        pass
    assert PASSWORD not in str(refused.value)


def test_a_connection_that_is_cut_in_mid_act_keeps_nothing_and_says_so(postgres: Server, name: str, where: str) -> None:
    ledger = open_ledger(where)
    with pytest.raises(DeskError, match=r"stopped meanwhile|connection to the database was lost") as told:
        half_written(ledger, lambda: postgres.cut(name))
    assert "history" in told.value.todo
    with ledger.read() as connection:  # and the next try goes on
        assert check_chain(connection).actions == 0
    with ledger.step(REVIEW, OCTOBER, ACTOR):
        pass


def half_written(ledger: Ledger, between: Callable[[], None]) -> None:
    with ledger.step(CLOSE, OCTOBER, ACTOR) as step:
        step.add(tables.closings, [{"side": "ORM", "closing_count": 1}])
        between()
        step.add(tables.closings, [{"side": "INVOICE", "closing_count": 1}])


def test_a_connection_that_is_cut_between_two_acts_is_made_again(postgres: Server, name: str, where: str) -> None:
    ledger = open_ledger(where)
    for _ in range(2):
        with ledger.step(REVIEW, OCTOBER, ACTOR):
            pass
        postgres.cut(name)
    with ledger.read() as connection:
        assert check_chain(connection).actions == 2


def test_a_connection_that_is_cut_while_the_act_is_kept_says_that_nobody_can_tell(
    postgres: Server, name: str, where: str
) -> None:
    ledger = open_ledger(where)
    with pytest.raises(DeskError, match="whether it was cannot be told") as told, ledger.step(REVIEW, OCTOBER, ACTOR):
        raise_at_commit(ledger, lambda: postgres.cut(name))
    assert "look first: history" in told.value.todo


def raise_at_commit(ledger: Ledger, act: Callable[[], None]) -> None:
    from sqlalchemy import event

    event.listen(ledger.engine, "commit", lambda _: act(), once=True)


def test_a_database_for_reading_is_told(postgres: Server, name: str, where: str) -> None:
    postgres.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    ledger = open_ledger(where)
    with pytest.raises(DeskError, match="may only be read") as told, ledger.step(REVIEW, OCTOBER, ACTOR):
        pass
    assert "Nothing was kept" in told.value.todo


@pytest.mark.parametrize("text", ["a\x00b"])
def test_a_value_that_the_database_cannot_hold_is_told_and_nothing_is_kept(where: str, text: str) -> None:
    ledger = open_ledger(where)
    with pytest.raises(DeskError, match="NUL") as told, ledger.step(CLOSE, OCTOBER, ACTOR) as step:
        step.add(tables.closings, [{"side": text, "closing_count": 1}])
    assert "correct it" in told.value.todo
    with ledger.read() as connection:
        assert connection.execute(select(func.count()).select_from(tables.closings)).scalar() == 0


def test_a_ledger_on_postgresql_is_verified_from_the_command_line(where: str) -> None:
    said: list[str] = []
    checks = verify_at(where, None, said.append, said.append)
    assert [check.question for check in checks if not check.holds] == []


# --- two people at once ---


def test_the_same_extracts_give_the_same_hashes_in_a_file_and_in_a_database(
    where: str, month: Path, tmp_path: Path
) -> None:
    def hashes(ledger: Ledger) -> list[str]:
        take_in(ledger, month, OCTOBER, ACTOR)
        with ledger.read() as connection:
            return [payload_hash(connection, 1)]

    assert hashes(open_ledger(where)) == hashes(open_ledger(str(tmp_path / "l.db")))


def test_case_71_two_take_ins_of_one_remittance_at_once_count_it_once(where: str, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder, numbers in zip(folders, (["N1"], ["N1", "N2"]), strict=True):
        folder.mkdir()
        (folder / f"orm_{folder.name}.csv").write_text(csv_text([orm(number=number) for number in numbers]))
    ledgers = [open_ledger(where) for _ in folders]
    gate = threading.Barrier(2, timeout=20)

    def run(place: int) -> Any:
        tell = lambda text: gate.wait() if "Writing" in text else None  # noqa: E731
        return take_in(ledgers[place], folders[place], NOVEMBER, ACTOR, tell)

    lost = [one for one in both(lambda: run(0), lambda: run(1)) if isinstance(one, DeskError)]
    assert [error.what for error in lost] == ["Another run wrote to the ledger in the meantime."]
    for ledger, folder in zip(ledgers, folders, strict=True):
        take_in(ledger, folder, NOVEMBER, ACTOR)
    with ledgers[0].read() as connection:
        rows = connection.execute(select(tables.orm_events.c.orm_number)).scalars().all()
        assert sorted(rows) == ["N1", "N2"]
        assert check_chain(connection).broken == ()


WRITER = """
import sys
from datetime import date, datetime
from xl_addin.ledger import open_ledger, tables
from xl_addin.ledger.acts import CLOSE
from xl_addin.ledger.store import Actor
ledger = open_ledger(sys.argv[1])
for n in range(25):
    with ledger.step(CLOSE, date(2026, 10, 31), Actor("x", datetime(2026, 10, 31))) as step:
        step.add(tables.closings, [{"side": sys.argv[2], "closing_count": n}])
"""


def test_two_processes_lose_and_double_nothing(where: str, postgres: Server, name: str) -> None:
    people = (where, postgres.address(name, "has_both"))
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, address, str(n)], cwd=ROOT) for n, address in enumerate(people)
    ]
    assert [one.wait(120) for one in running] == [0, 0]
    with open_ledger(where).read() as connection:
        assert (check_chain(connection).actions, check_chain(connection).broken) == (50, ())
        told = connection.execute(select(tables.closings.c.side, tables.closings.c.closing_count)).all()
        assert sorted(map(tuple, told)) == [(side, n) for side in "01" for n in range(25)]


def test_who_waits_too_long_is_told(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "ASK_AGAIN_MS", 20)
    monkeypatch.setattr(waiting, "HELD_SECONDS_MAX", 0.2)
    waits: list[str] = []
    first, second = open_ledger(where), open_ledger(where, tell=waits.append)
    with first.step(REVIEW, OCTOBER, ACTOR):
        with pytest.raises(DeskError, match="Another run has held the ledger"), second.step(REVIEW, OCTOBER, ACTOR):
            pass
        with second.read() as connection:  # who only reads waits for nobody
            assert check_chain(connection).actions == 0
    assert waits[0].startswith("Another run holds the ledger; waiting (")


def test_an_act_that_was_written_without_the_lock_loses_with_a_word(where: str, postgres: Server, name: str) -> None:
    columns = ", ".join(f'"{c.name}"' for c in tables.actions.columns)
    other = {"seq": "1", "row_count": "1", "as_on": "'2026-10-31'"}
    cells = ", ".join(other.get(c.name, "'x'") for c in tables.actions.columns)
    forged = f"INSERT INTO actions ({columns}) VALUES ({cells})"  # noqa: S608
    ledger = open_ledger(where)
    with pytest.raises(DeskError, match="another run wrote to it") as told, ledger.step(REVIEW, OCTOBER, ACTOR):
        postgres.run(forged, database=name, user="has_both")
    assert told.value.todo == "Nothing of this step was kept; run the command again."


def test_what_is_read_in_a_snapshot_is_of_one_moment(where: str) -> None:
    reader, writer = open_ledger(where), open_ledger(where)
    with reader.snapshot():
        with reader.read() as connection:
            assert check_chain(connection).actions == 0
        with writer.step(REVIEW, OCTOBER, ACTOR):
            pass
        with reader.read() as connection:
            assert check_chain(connection).actions == 0
    with reader.read() as connection:
        assert check_chain(connection).actions == 1
