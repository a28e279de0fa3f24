"""Copies of a ledger between files and databases: the same acts, the same hashes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from xl_addin.domain.addresses import without_password
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import database, former, tables
from xl_addin.ledger.database import told_as
from xl_addin.ledger.schema import guard_new, is_empty, make_tables
from xl_addin.ledger.store import BATCH, Ledger

IN_MADE = ("schema",)  # rows of `meta` that making the tables writes


def rows_of(connection: Connection, table: Table, until: int | None = None) -> Iterator[list[dict[str, Any]]]:
    """All rows of a table in their order, some thousand at a time, without their own numbers; up to an act."""
    query = select(*(column for column in table.columns if column.name != "id"))
    if until is not None and "seq" in table.c:
        query = query.where(table.c.seq <= until)
    in_order = query.order_by(*table.primary_key.columns)
    rows = connection.execute(in_order, execution_options={"stream_results": True}).mappings()
    while batch := [dict(row) for row in islice(rows, BATCH)]:
        yield batch


def write_file(ledger: Ledger, path: Path) -> None:
    """The ledger as it stands at one moment, as a file of SQLite; the file is there and empty."""
    if database.is_sqlite(ledger.engine):
        database.copy_to(ledger.engine, path)
        return
    engine = database.engine_of(str(path))
    try:
        with ledger.read() as there, engine.begin() as here:
            _fill(there, here, str(path))
    finally:
        engine.dispose()


def into_database(ledger: Ledger, where: str, head: str) -> None:
    """The ledger into an empty database, all or nothing; DeskError where it holds anything or does not arrive whole."""
    from xl_addin.ledger.chain import check_chain

    engine, told = database.engine_of(where), without_password(where)
    try:
        with ledger.read() as there, told_as("The ledger could not be restored", told), engine.begin() as here:
            if not is_empty(here):
                raise not_empty(told)
            _fill(there, here, told)
            state = check_chain(here)
            if state.broken or state.head != head:
                raise DeskError(
                    "What arrived is not what was sent.", f"Ledger {told}.", "Nothing was kept; run it again."
                )
    finally:
        engine.dispose()


def not_empty(where: str) -> DeskError:
    """A backup is restored only where nothing is."""
    return DeskError(
        "There is something at the place to restore to.",
        f"Ledger {where}.",
        "Nothing was done. Name a new file or an empty database; what lies there is set aside by you, not by this.",
    )


def _fill(there: Connection, here: Connection, where: str) -> None:
    kept = former.TABLES if former.whole_until(there) else ()
    make_tables(here, kept)
    for table in (tables.meta, tables.actions, *tables.PAYLOAD, *kept):
        for batch in rows_of(there, table):
            rows = [row for row in batch if table is not tables.meta or row["name"] not in IN_MADE]
            if rows:
                database.add(here, table, rows)
    guard_new(here, where, kept)
