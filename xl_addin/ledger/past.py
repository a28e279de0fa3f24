"""The ledger as it stood at one of its acts: what a sheet showed that was written then."""

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
