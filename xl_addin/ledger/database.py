"""The database that holds a ledger: connecting to it, waiting while another run holds it, telling its complaints."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, QueuePool, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from xl_addin.domain.errors import DeskError

# What a database that is held, full, read-only or damaged raises; the driver cannot always read its own complaint.
DAMAGED = (DBAPIError, UnicodeDecodeError)
READING = "reading"  # option of a connection: it takes no lock that keeps a writer from its work
ASK_AGAIN_MS = 250
HELD_SECONDS_MAX = 20.0  # a run that holds the ledger writes for moments only
READ_SECONDS_MAX = 600.0  # one that reads may be at a long verify; what waits for it has done its work already
Tell = Callable[[str], None]
Answer = TypeVar("Answer")

_COPY = "Verify the ledger (verify); if it is damaged, restore the last good copy."
# SQLite's own code of a fault -> what a person does about it.
_REMEDIES = {
    sqlite3.SQLITE_FULL: "The disk is full: free some space and try again.",
    sqlite3.SQLITE_READONLY: "You may only read it: ask for the right to write it, or name another ledger.",
    sqlite3.SQLITE_PERM: "You have no right to it: ask whom it belongs to, or name another ledger.",
    sqlite3.SQLITE_CANTOPEN: "Check the path and your rights to the file and its folder.",
    sqlite3.SQLITE_IOERR: "The disk or the network share did not answer: check it, then try again.",
    sqlite3.SQLITE_CORRUPT: _COPY,
    sqlite3.SQLITE_NOTADB: f"Check the path: this is no ledger, or one damaged at its beginning. {_COPY}",
}
# Faults of the disk, of rights and of addresses: the ledger itself may be whole.
_NOT_OF_THE_FILE = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
)
_OTHERWISE = "Check the path, your rights and the disk, then try again."


class Unreadable(DeskError):
    """What lies there is no ledger, or a damaged one."""


class Held(Exception):
    """Another run holds the ledger for longer than this one waits."""


def silent(_: str) -> None:
    """Tells nobody."""


def engine_of(where: str, tell: Tell = silent) -> Engine:
    """The engine behind a path or a database URL; a file is opened, never made. DeskError where it is no address."""
    path = file_of(where)
    if path is None:
        return _by_address(where, tell)
    address = f"file:{quote(str(path.absolute()))}?mode=rw"  # a "?" or "%" of the path belongs to its name

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    return _listening(create_engine("sqlite://", creator=connect, poolclass=QueuePool), tell)


def file_of(where: str) -> Path | None:
    """The file that an address of a ledger means; None for a database that is asked for by its address."""
    if "://" not in where:
        return Path(where)
    url = _url(where)
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file and "uri" not in url.query else None


def _url(where: str) -> URL:
    try:
        return make_url(where)
    except (ArgumentError, ValueError):  # a port that is no number is a ValueError
        raise _no_address(where) from None


def _by_address(where: str, tell: Tell) -> Engine:
    try:
        return _listening(create_engine(_url(where)), tell)
    except (NoSuchModuleError, ImportError, ArgumentError):
        raise _no_address(where) from None


def _no_address(where: str) -> DeskError:
    return DeskError(
        "This is no address of a database that is installed here.",
        f"Ledger address beginning with {where.split('://', maxsplit=1)[0]}://.",
        "Give the path of a ledger file; another database needs its driver installed by IT.",
    )


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


def is_sqlite(engine: Engine) -> bool:
    """Whether the ledger is a file of SQLite."""
    return engine.dialect.name == "sqlite"


def _listening(engine: Engine, tell: Tell) -> Engine:
    if is_sqlite(engine):
        event.listen(engine, "connect", lambda connection, _: _on_connect(connection, tell))
        event.listen(engine, "begin", lambda connection: _begin(connection, tell))
    return engine


def _on_connect(connection: Any, tell: Tell) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event starts transactions itself
    # cache_spill: a long step does not take the file from its readers before it is committed
    for pragma in (f"busy_timeout = {ASK_AGAIN_MS}", "foreign_keys = ON", "synchronous = FULL", "cache_spill = OFF"):
        patiently(partial(connection.execute, f"PRAGMA {pragma}"), tell)


def _begin(connection: Connection, tell: Tell) -> None:
    """A reader sees from here on what stands now; a writer takes its lock at once, so that no two prepare one act."""
    if not connection.get_execution_options().get(READING):
        patiently(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"), tell)
        return
    connection.exec_driver_sql("BEGIN")
    patiently(lambda: connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").all(), tell)


def commit(connection: Connection, tell: Tell = silent) -> None:
    """Commits; waits for those that still read what stood before."""
    if connection.dialect.name == "sqlite":
        patiently(lambda: connection.exec_driver_sql("COMMIT"), tell, READ_SECONDS_MAX)


def patiently(ask: Callable[[], Answer], tell: Tell, seconds: float | None = None) -> Answer:
    """Asks until nobody else holds the ledger, and says that it waits; Held when that takes too long."""
    began = time.monotonic()
    most = HELD_SECONDS_MAX if seconds is None else seconds
    while True:
        try:
            return ask()
        except (DBAPIError, sqlite3.OperationalError) as error:
            if not is_held(error):
                raise
        waited = time.monotonic() - began
        if waited >= most:
            raise Held(f"Another run has held the ledger for {waited:.0f} seconds.")
        tell(f"Another run holds the ledger; waiting ({waited:.0f} s)")


def is_held(error: DBAPIError | sqlite3.Error) -> bool:
    """Whether another run holds the file."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextmanager
def told_as(what: str, where: str) -> Iterator[None]:
    """A complaint of the database becomes an error with place and remedy; `what` says what could not be done."""
    try:
        yield
    except Held as held:
        raise DeskError(
            str(held),
            f"Ledger {where}.",
            "Wait until the other run has ended, then run this again; nothing of this step was kept. The ledger is not "
            "damaged: do not put a copy in its place.",
        ) from None
    except DAMAGED as error:
        reason, todo = complaint(error)
        raise (Unreadable if _is_of_the_file(error) else DeskError)(
            f"{what}: {reason}.", f"Ledger {where}.", todo
        ) from None


def complaint(error: DBAPIError | UnicodeDecodeError) -> tuple[str, str]:
    """What a database complains of, and what to do about it."""
    if isinstance(error, UnicodeDecodeError):
        return "a text in it is damaged", _COPY
    return str(error.orig), _REMEDIES.get(_code(error), _OTHERWISE)


def _is_of_the_file(error: DBAPIError | UnicodeDecodeError) -> bool:
    """Whether the content of the file is at fault: another driver does not tell."""
    if isinstance(error, UnicodeDecodeError):
        return True
    return isinstance(error.orig, sqlite3.Error) and _code(error) not in _NOT_OF_THE_FILE


def _code(error: DBAPIError | sqlite3.Error) -> int:
    """SQLite's main code of a fault; 0 of another database."""
    told = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(told, "sqlite_errorcode", 0)) & 0xFF
