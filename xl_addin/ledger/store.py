"""Opening a ledger and writing to it: one transaction per step, each step one action in the hash chain."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    Table,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError

from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables
from xl_addin.ledger.acts import Act
from xl_addin.ledger.payload import canonical, payload_hash
from xl_addin.ledger.schema import prepare

GENESIS = "0" * 64
BATCH = 5000
# What a database that is held, full, read-only or damaged raises; the driver cannot always read its own complaint.
DAMAGED = (DBAPIError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and the clock's reading (Indian time) when the command began."""

    user: str
    at: datetime


@dataclass(slots=True)
class Step:
    """The open transaction of one action; rows added here are committed together or not at all."""

    connection: Connection
    seq: int
    act: Act
    detail: dict[str, Any] = field(default_factory=dict)
    count: int = 0

    def add(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Appends `rows` (mappings by column name) to `table` under this action, a few thousand at a time."""
        if table not in self.act.writes:
            raise AssertionError(f"{self.act.kind} does not write to {table.name}")
        waiting = iter(rows)
        while batch := [{"seq": self.seq, **row} for row in islice(waiting, BATCH)]:
            self.connection.execute(insert(table), batch)
            self.count += len(batch)


class Ledger:
    """An opened ledger. Reading methods are in `ledger.state` and `ledger.chain`; this writes."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine, self.where = engine, where

    @contextmanager
    def step(self, act: Act, as_on: date, actor: Actor, after: str | None = None) -> Iterator[Step]:
        """One action: everything added inside is committed with its chained hash, or nothing is.

        `after` is the head that the step was prepared on; when another run has gone on since, DeskError.
        """
        try:
            with self.engine.begin() as connection:
                seq, previous = _head(connection)
                if after not in (None, previous):
                    raise DeskError(
                        "Another run wrote to the ledger in the meantime.",
                        f"Ledger {self.where}.",
                        "Nothing of this step was kept; run the command again.",
                    )
                step = Step(connection, seq + 1, act)
                yield step
                connection.execute(insert(tables.actions), _action(step, as_on, actor, previous))
        except DAMAGED as error:
            raise DeskError(
                f"The ledger could not be written: {_reason(error)}.",
                f"Ledger {self.where}.",
                "Another run may hold it, or the disk is full or read-only. Nothing of this step was kept; try again.",
            ) from None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that only reads; it does not wait for, or hold up, a writer more than it must."""
        try:
            with self.engine.connect().execution_options(reading=True) as connection:
                yield connection
        except DAMAGED as error:
            raise DeskError(
                f"The ledger could not be read: {_reason(error)}.",
                f"Ledger {self.where}.",
                "If another run holds it, try again. If the file is damaged, restore the last good copy.",
            ) from None

    def close(self) -> None:
        """Releases the database file."""
        self.engine.dispose()


def _refuse_missing(path: Path, *, create: bool) -> None:
    """A file that is only read must be there; one that is made needs its folder: a mistyped path makes nothing."""
    if not create and not path.is_file():
        raise DeskError("The ledger was not found.", f"Ledger {path}.", "Give its path with --ledger.")
    if not path.parent.is_dir():
        raise DeskError(
            "The folder for the ledger is not there.",
            f"Ledger {path}.",
            f"Make the folder {path.parent}, or correct the path.",
        )


def open_ledger(where: str, *, create: bool = True) -> Ledger:
    """Opens the ledger at a path or database URL, making it when it is not there and `create` is set.

    Raises DeskError when it is missing, is not a ledger, is damaged, or was written by a newer program.
    """
    is_address = re.match(r"[a-z+]+://", where)
    if not is_address:
        _refuse_missing(Path(where), create=create)
    url = where if is_address else f"sqlite:///{where}"
    engine = create_engine(url)
    if _is_sqlite(engine):
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _begin_immediate)
    try:
        prepare(engine, where)
    except DAMAGED as error:
        engine.dispose()
        raise DeskError(
            f"The ledger cannot be opened: {_reason(error)}.",
            f"Ledger {where}.",
            "Check the path and your rights. If the file is damaged, restore the last good copy.",
        ) from None
    return Ledger(engine, where)


def action_hash(values: Mapping[str, Any] | RowMapping) -> str:
    """SHA-256 of an action's own fields, which hold its payload's hash and the hash of the action before."""
    covered = [str(values[c.name]) for c in tables.actions.columns if c.name != "hash"]
    return hashlib.sha256(canonical(covered)).hexdigest()


def _action(step: Step, as_on: date, actor: Actor, previous: str) -> dict[str, Any]:
    values: dict[str, Any] = {
        "seq": step.seq,
        "kind": step.act.kind,
        "period": period_of(as_on),
        "as_on": as_on,
        "at": actor.at.isoformat(),
        "user": actor.user,
        "detail": json.dumps(step.detail, sort_keys=True, ensure_ascii=False),
        "row_count": step.count,
        "payload_hash": payload_hash(step.connection, step.seq),
        "previous_hash": previous,
    }
    values["action_id"] = hashlib.sha256(
        canonical([step.seq, step.act.kind, previous, values["payload_hash"]])
    ).hexdigest()
    return {**values, "hash": action_hash(values)}


def _head(connection: Connection) -> tuple[int, str]:
    row = connection.execute(
        select(tables.actions.c.seq, tables.actions.c.hash).order_by(tables.actions.c.seq.desc()).limit(1)
    ).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def _on_sqlite_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event below starts transactions itself
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "journal_mode = DELETE", "busy_timeout = 5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    # A writer takes its lock at once, so that two runs cannot both read a state that only one may change.
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _reason(error: DBAPIError | UnicodeDecodeError) -> str:
    return str(error.orig) if isinstance(error, DBAPIError) else "the file is damaged"
