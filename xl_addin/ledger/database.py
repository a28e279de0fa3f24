"""The database that holds a ledger: connecting to it, telling its complaints. One file of SQLite, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

from xl_addin.domain.errors import DeskError
from xl_addin.ledger import postgres, sqlite_file
from xl_addin.ledger.addresses import file_of, url_of
from xl_addin.ledger.sqlite_file import copy_to, in_memory
from xl_addin.ledger.table import fields_of
from xl_addin.ledger.waiting import READING, Held, Tell, silent

__all__ = ["READING", "Held", "Tell", "copy_to", "file_of", "in_memory", "silent"]

# What a database that is held, full, read-only or damaged raises; the driver cannot always read its own complaint.
DAMAGED = (DBAPIError, UnicodeDecodeError)


class Unreadable(DeskError):
    """What lies there is no ledger, or a damaged one."""


def engine_of(where: str, tell: Tell = silent) -> Engine:
    """The engine behind a path or a database URL; a file is opened, never made. DeskError where it is no address."""
    if (path := file_of(where)) is not None:
        return sqlite_file.engine_of_file(path, tell)
    url = url_of(where)
    return sqlite_file.engine_of_address(url, tell) if url.drivername == "sqlite" else postgres.engine_of(url, tell)


def is_sqlite(engine: Engine | Connection) -> bool:
    """Whether the ledger is a file of SQLite."""
    return engine.dialect.name == "sqlite"


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], **always: Any) -> None:
    """Appends rows (mappings by column name), in their order; `always` stands in each of them.

    They go to the driver itself: SQLAlchemy would make every row anew, which takes longer than writing it.
    """
    fields = {**fields_of(table), **always}
    if unknown := rows[0].keys() - fields.keys():
        raise AssertionError(f"{table.name} has no {', '.join(sorted(unknown))}")
    append = sqlite_file.add if is_sqlite(connection) else postgres.add
    append(connection, table, fields, rows)


def commit(connection: Connection, where: str, tell: Tell = silent) -> None:
    """Commits; waits for those that still read what stood before."""
    if is_sqlite(connection):
        sqlite_file.commit(connection, tell)
    else:
        postgres.commit(connection, where)


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
        return sqlite_file.DAMAGED_TEXT
    return postgres.complaint(error) if postgres.is_its(error) else sqlite_file.complaint(error)


def _is_of_the_file(error: DBAPIError | UnicodeDecodeError) -> bool:
    return isinstance(error, UnicodeDecodeError) or sqlite_file.is_of_the_file(error)
