"""Writing to a ledger: one transaction per step, each step one action in the hash chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Table, insert, select

from xl_addin.disk import places
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import anchors, database, tables
from xl_addin.ledger.acts import Act
from xl_addin.ledger.database import Tell, silent, told_as
from xl_addin.ledger.payload import canonical, payload_hash
from xl_addin.ledger.postgres import session_user
from xl_addin.ledger.state import is_training

GENESIS = "0" * 64
BATCH = 5000
# The fields of an action that every hash covers; the user of the computer is covered where one is kept.
_HASHED = tuple(c.name for c in tables.actions.columns if c.name not in ("hash", "computer_user"))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and the clock's reading (Indian time) when the command began."""

    user: str
    at: datetime
    computer_user: str = ""  # where a database proved who acts: as the computer calls him


@dataclass(slots=True)
class Step:
    """The open transaction of one action; rows added here are committed together or not at all."""

    connection: Connection
    seq: int
    act: Act
    detail: dict[str, Any] = field(default_factory=dict)
    count: int = 0
    written: set[Table] = field(default_factory=set)  # tables that have rows of it
    hash: str = ""  # the ledger's head once the step is committed

    def add(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Appends `rows` (mappings by column name) to `table` under this action, a few thousand at a time."""
        if table not in self.act.writes:
            raise AssertionError(f"{self.act.kind} does not write to {table.name}")
        waiting = iter(rows)
        while batch := [*islice(waiting, BATCH)]:
            database.add(self.connection, table, batch, seq=self.seq)
            self.count += len(batch)
            self.written.add(table)


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
            if self.path is not None and places.allowed() and places.shared_by(self.path):
                step.detail = {**step.detail, "ledger_on_share": places.allowed()}
            action = _action(step, as_on, _known(connection, actor), previous)
            connection.execute(insert(tables.actions), action)
            with anchors.noting(connection, self.path, action):
                database.commit(connection, self.where, self.tell)
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

    def known(self, actor: Actor) -> Actor:
        """Who acts: a database knows its users by its own proof, and by no other name. A file knows none."""
        if database.is_sqlite(self.engine):
            return actor
        with self.read() as connection:
            return _known(connection, actor)

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


def _known(connection: Connection, actor: Actor) -> Actor:
    """In a ledger for training people are named by hand, in a database too."""
    if database.is_sqlite(connection) or is_training(connection):
        return actor
    proved = session_user(connection)
    return actor if proved == actor.user else replace(actor, user=proved, computer_user=actor.user)


def action_hash(values: Mapping[str, Any] | RowMapping) -> str:
    """SHA-256 of an action's own fields, which hold its payload's hash and the hash of the action before."""
    told = values.get("computer_user", "")  # a proof that was written before has none
    covered = [str(values[name]) for name in _HASHED] + [told] * bool(told)
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
        "payload_hash": payload_hash(step.connection, step.seq, step.written),
        "previous_hash": previous,
        "computer_user": actor.computer_user,
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
