"""The ledger as it stood at one of its acts: what a sheet showed that was written then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from sqlalchemy import Connection, Table, create_engine, insert, select
from sqlalchemy.pool import StaticPool

from xl_addin.ledger import former, tables
from xl_addin.ledger.store import BATCH, Ledger


@contextmanager
def as_of(ledger: Ledger, seq: int) -> Iterator[Ledger]:
    """A copy in memory that ends with the act `seq`: what was undone later counts there, what came later is not there.

    To be read only; it has neither the triggers nor the file of the ledger.
    """
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with ledger.read() as there, engine.begin() as here:
            kept = former.TABLES if former.whole_until(there) else ()
            for table in (tables.meta, tables.actions, *tables.PAYLOAD, *kept):
                _copy(table, there, here, seq)
        yield Ledger(engine, ledger.where)
    finally:
        engine.dispose()


def _copy(table: Table, there: Connection, here: Connection, seq: int) -> None:
    table.create(here)
    query = select(table) if "seq" not in table.c else select(table).where(table.c.seq <= seq)
    rows = there.execute(query).mappings()
    while batch := [dict(row) for row in islice(rows, BATCH)]:
        here.execute(insert(table), batch)
