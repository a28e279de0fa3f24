"""Opening a ledger and writing to it: one transaction per step, each step one action in the hash chain."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Table, insert, select

from xl_addin.disk import rights
from xl_addin.disk.scratch import scratch
from xl_addin.domain.addresses import without_password
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import anchors, database, tables
from xl_addin.ledger.acts import Act
from xl_addin.ledger.database import Tell, silent, told_as
from xl_addin.ledger.payload import canonical, payload_hash
from xl_addin.ledger.schema import former_of, is_current, is_empty, prepare, refuse_other

GENESIS = "0" * 64
BATCH = 5000


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
    hash: str = ""  # the ledger's head once the step is committed

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

    def __init__(self, engine: Engine, where: str, tell: Tell = silent) -> None:
        self.engine, self.where, self.tell = engine, where, tell
        self.path = database.file_of(where)  # None for a database that is no file
        self._snapshot: Connection | None = None

    @contextmanager
    def step(self, act: Act, as_on: date, actor: Actor, after: str | None = None) -> Iterator[Step]:
        """One action: everything added inside is committed with its chained hash, or nothing is.

        `after` is the head that the step was prepared on; when another run has gone on since, DeskError.
        """
        if self._snapshot is not None:
            raise AssertionError("a step within a snapshot would wait for itself")
        with told_as("The ledger could not be written", self.where), self.engine.begin() as connection:
            seq, previous = _head(connection)
            if self.path is not None:
                anchors.refuse_cut(connection, self.path)
            if after not in (None, previous):
                raise overtaken(self.where)
            step = Step(connection, seq + 1, act)
            yield step
            action = _action(step, as_on, actor, previous)
            connection.execute(insert(tables.actions), action)
            with anchors.noting(connection, self.path, action):
                database.commit(connection, self.tell)
        step.hash = action["hash"]

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that only reads; it keeps no writer from its work but for the moment of its commit."""
        if self._snapshot is not None:
            yield self._snapshot
            return
        reading = self.engine.connect().execution_options(**{database.READING: True})
        with told_as("The ledger could not be read", self.where), reading as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is read as of one moment, whatever others write meanwhile."""
        with self.read() as connection:
            outer, self._snapshot = self._snapshot, connection
            try:
                yield
            finally:
                self._snapshot = outer

    def close(self) -> None:
        """Releases the database file."""
        self.engine.dispose()


def overtaken(where: str) -> DeskError:
    """Another run has gone on since this one read the ledger: what was prepared on it is not of it any more."""
    return DeskError(
        "Another run wrote to the ledger in the meantime.",
        f"Ledger {where}.",
        "Nothing of this step was kept; run the command again.",
    )


def open_ledger(where: str, *, create: bool = True, reading: bool = False, tell: Tell = silent) -> Ledger:
    """Opens the ledger at a path or database URL, making it when it is not there and `create` is set.

    Opened for `reading` nothing on the disk changes: a ledger of a former schema is read in a copy of this process.
    `tell` is told when another run must be waited for. Raises DeskError when the ledger is missing, is none, is
    damaged, or was written by a newer program.
    """
    path = database.file_of(where)
    if path is not None:
        if not reading:
            rights.refuse_link(path)
        _ready_file(path, create=create and not reading)
    engine = database.engine_of(where, tell)
    try:
        with told_as("The ledger cannot be opened", where):
            return Ledger(_prepared(engine, where, reading=reading), without_password(where), tell)
    except BaseException:
        engine.dispose()
        raise


def _ready_file(path: Path, *, create: bool) -> None:
    """A file that is only read must be there; one that is made needs its folder: a mistyped path makes nothing."""
    if not create:
        _refuse_missing(path)
        return
    if not path.parent.is_dir():
        raise DeskError(
            "The folder for the ledger is not there.",
            f"Ledger {path}.",
            f"Make the folder {path.parent}, or correct the path.",
        )
    try:
        os.close(rights.new_file(path))
    except FileExistsError:
        return
    except OSError as error:
        raise DeskError(
            f"The ledger cannot be opened: {error.strerror}.", f"Ledger {path}.", "Check the path and your rights."
        ) from None


def _refuse_missing(path: Path) -> None:
    if not path.is_file():
        raise DeskError("The ledger was not found.", f"Ledger {path}.", "Give its path with --ledger.")
    if path.stat().st_size == 0:
        raise _empty(str(path))


def _empty(where: str) -> DeskError:
    return DeskError(
        "The ledger is an empty file: nothing was ever in it, or its content was lost.",
        f"Ledger {where}.",
        "Check the path; if it is right, restore the last good copy.",
    )


def _prepared(engine: Engine, where: str, *, reading: bool) -> Engine:
    """The engine over tables of this program's schema."""
    with engine.connect().execution_options(**{database.READING: True}) as connection:
        if is_current(connection):
            return engine
        if reading and is_empty(connection):  # a run was killed while it made it
            raise _empty(where)
        if reading:
            refuse_other(connection, where)
        former = former_of(connection)
    if not reading:
        if (path := database.file_of(where)) is not None and former:
            _keep_copy(engine, path.with_name(f"{path.name}.schema-{former}"))
        prepare(engine, where)
        return engine
    copied = database.in_memory(engine)
    engine.dispose()
    prepare(copied, where)
    return copied


def _keep_copy(engine: Engine, copy: Path) -> None:
    """Keeps a ledger as a former program wrote it, before it is brought up to date; a copy that is there stays."""
    if copy.exists():
        return
    with scratch(copy.parent) as folder:
        part = folder / "part"
        os.close(rights.new_file(part))
        database.copy_to(engine, part)
        part.replace(copy)


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
