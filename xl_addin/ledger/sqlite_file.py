"""A ledger in a file of SQLite: opening it, its locks, its complaints, copies of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Date, Engine, QueuePool, StaticPool, Table, create_engine, event, insert
from sqlalchemy.exc import DBAPIError

from xl_addin.ledger import waiting
from xl_addin.ledger.waiting import READING, Answer, Busy, Tell, patiently, silent

_COPY = "Verify the ledger (verify); if it is damaged, restore the last good copy."
# SQLite's own code of a fault -> what a person does about it.
REMEDIES = {
    sqlite3.SQLITE_FULL: "The disk is full: free some space and try again.",
    sqlite3.SQLITE_READONLY: "You may only read it: ask for the right to write it, or name another ledger.",
    sqlite3.SQLITE_PERM: "You have no right to it: ask whom it belongs to, or name another ledger.",
    sqlite3.SQLITE_CANTOPEN: "Check the path and your rights to the file and its folder.",
    sqlite3.SQLITE_IOERR: "The disk or the network share did not answer: check it, then try again.",
    sqlite3.SQLITE_CORRUPT: _COPY,
    sqlite3.SQLITE_NOTADB: f"Check the path: this is no ledger, or one damaged at its beginning. {_COPY}",
}
_MOVED = (
    "its file was moved, removed or replaced while this ran",
    "Put it back, or name the place where it lies now, then run this again; nothing of this step was kept.",
)
# Faults of the disk, of rights and of addresses: the ledger itself may be whole.
_NOT_OF_THE_FILE = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
)
_OTHERWISE = "Check the path, your rights and the disk, then try again."
DAMAGED_TEXT = ("a text in it is damaged", _COPY)


def engine_of_file(path: Path, tell: Tell) -> Engine:
    """The engine over a file; it is opened, never made."""
    address = f"file:{quote(str(path.absolute()))}?mode=rw"  # a "?" or "%" of the path belongs to its name

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    return _listening(create_engine("sqlite://", creator=connect, poolclass=QueuePool), tell)


def engine_of_address(url: URL, tell: Tell) -> Engine:
    """The engine over an address with SQLite's own options."""
    return _listening(create_engine(url), tell)


def in_memory(source: Engine) -> Engine:
    """A copy of a ledger that lives in this process only."""
    copied = create_engine("sqlite://", poolclass=StaticPool)
    with source.connect() as old, copied.connect() as new:
        _driver(old).backup(_driver(new))
    return _listening(copied, silent)


def copy_to(source: Engine, path: Path) -> None:
    """Copies a ledger, as it stands at one moment, into a file that is there."""
    copied = sqlite3.connect(path)
    try:
        with source.connect().execution_options(**{READING: True}) as old:
            _driver(old).backup(copied)
    finally:
        copied.close()


def _driver(connection: Connection) -> sqlite3.Connection:
    found: Any = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)  # noqa: S101 - only files of SQLite are copied
    return found


def _listening(engine: Engine, tell: Tell) -> Engine:
    event.listen(engine, "connect", lambda connection, _: _on_connect(connection, tell))
    event.listen(engine, "begin", lambda connection: _begin(connection, tell))
    return engine


def _on_connect(connection: Any, tell: Tell) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event starts transactions itself
    # cache_spill: a long step does not take the file from its readers before it is committed
    pragmas = (
        f"busy_timeout = {waiting.ASK_AGAIN_MS}",
        "foreign_keys = ON",
        "synchronous = FULL",
        "cache_spill = OFF",
    )
    for pragma in pragmas:
        _patiently(partial(connection.execute, f"PRAGMA {pragma}"), tell)


def _begin(connection: Connection, tell: Tell) -> None:
    """A reader sees from here on what stands now; a writer takes its lock at once, so that no two prepare one act."""
    if not connection.get_execution_options().get(READING):
        _patiently(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"), tell)
        return
    connection.exec_driver_sql("BEGIN")
    _patiently(lambda: connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").all(), tell)


def add(connection: Connection, table: Table, fields: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> None:
    """Appends rows in their order: of each the `fields`, with what stands there where it says nothing."""
    into = insert(table).compile(dialect=connection.dialect, column_keys=[*fields])
    days = [place for place, name in enumerate(fields) if isinstance(table.c[name].type, Date)]
    connection.exec_driver_sql(str(into), [_told(row, fields, days) for row in rows])


def _told(row: Mapping[str, Any], fields: Mapping[str, Any], days: list[int]) -> tuple[Any, ...]:
    """A row as SQLite holds it: days as texts."""
    told = [*{**fields, **row}.values()]
    for place in days:
        if told[place] is not None:
            told[place] = told[place].isoformat()
    return tuple(told)


def commit(connection: Connection, tell: Tell) -> None:
    """Commits; waits for those that still read what stood before."""
    _patiently(lambda: connection.exec_driver_sql("COMMIT"), tell, waiting.READ_SECONDS_MAX)


def _patiently(ask: Callable[[], Answer], tell: Tell, seconds: float | None = None) -> Answer:
    def asked() -> Answer:
        try:
            return ask()
        except (DBAPIError, sqlite3.OperationalError) as error:
            if code_of(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise Busy from error
            raise

    return patiently(asked, tell, seconds)


def complaint(error: DBAPIError) -> tuple[str, str]:
    """What SQLite complains of, and what to do about it."""
    if getattr(error.orig, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
        return _MOVED
    return str(error.orig), REMEDIES.get(code_of(error), _OTHERWISE)


def is_of_the_file(error: DBAPIError) -> bool:
    """Whether the content of the file is at fault."""
    return isinstance(error.orig, sqlite3.Error) and code_of(error) not in _NOT_OF_THE_FILE


def code_of(error: DBAPIError | sqlite3.Error) -> int:
    """SQLite's main code of a fault; 0 of another database."""
    told = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(told, "sqlite_errorcode", 0)) & 0xFF
