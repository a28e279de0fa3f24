"""Copies of a ledger in memory: as it stood at one of its acts, and as it is, to try an act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, insert
from sqlalchemy.pool import StaticPool

from xl_addin.ledger import former, tables
from xl_addin.ledger.copies import rows_of
from xl_addin.ledger.store import Ledger


@contextmanager
def as_of(ledger: Ledger, seq: int) -> Iterator[Ledger]:
    """A copy in memory that ends with the act `seq`: what was undone later counts there, what came later is not there.

    To be read only; it has neither the triggers nor the file of the ledger.
    """
    with _copied(ledger, seq) as copy:
        yield copy


@contextmanager
def on_trial(ledger: Ledger) -> Iterator[Ledger]:
    """A copy in memory in which acts may be done to see what they change: it is forgotten afterwards."""
    with _copied(ledger, None) as copy:
        copy.path = None  # no act of it is noted beside the file
        yield copy


@contextmanager
def _copied(ledger: Ledger, seq: int | None) -> Iterator[Ledger]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with ledger.read() as there, engine.begin() as here:
            kept = former.TABLES if former.whole_until(there) else ()
            for table in (tables.meta, tables.actions, *tables.PAYLOAD, *kept):
                table.create(here)
                for batch in rows_of(there, table, seq):
                    here.execute(insert(table), batch)
        yield Ledger(engine, ledger.where)
    finally:
        engine.dispose()
