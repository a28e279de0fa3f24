"""The tables of a ledger: whether they are there and of which schema, making them, bringing them up to date."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, Table, insert, inspect, select

from xl_addin.ledger import named, tables
from xl_addin.ledger.database import Unreadable, is_sqlite
from xl_addin.ledger.guards import forbid_changes, guard

FORMER = ("1", "2", "3")  # schemas that are brought up to date; PostgreSQL held none of them
REVISION = f"schema_{tables.SCHEMA_VERSION}"


def is_current(connection: Connection) -> bool:
    """Whether the tables are those of this program."""
    names = inspect(connection).get_table_names()
    return {"meta", "actions"} <= set(names) and _version(connection) == str(tables.SCHEMA_VERSION)


def is_empty(connection: Connection) -> bool:
    """Whether there is no table at all."""
    return not inspect(connection).get_table_names()


def refuse_other(connection: Connection, where: str) -> None:
    """DeskError where the database is no ledger, or one of a schema that this program cannot bring up to date."""
    names = inspect(connection).get_table_names()
    if "meta" not in names or "actions" not in names:
        raise Unreadable("The database is not an Import Desk ledger.", f"Ledger {where}.", "Give another path.")
    version = _version(connection)
    if version not in (FORMER if is_sqlite(connection) else ()) and version != str(tables.SCHEMA_VERSION):
        raise Unreadable(
            f"The ledger has schema {version}; this program knows schema {tables.SCHEMA_VERSION}.",
            f"Ledger {where}.",
            "Use the program version that wrote it, or update this one.",
        )


def prepare(engine: Engine, where: str) -> None:
    """Makes the tables of a new ledger; takes one of a former schema to this one; refuses what is no ledger."""
    with engine.begin() as connection:
        if is_empty(connection):
            make_tables(connection)
            guard_new(connection, where)
            return
        refuse_other(connection, where)
        if former := former_of(connection):
            from xl_addin.ledger.migrations import upgrade

            upgrade(connection, former)


def make_tables(connection: Connection, more: Iterable[Table] = ()) -> None:
    """The tables of a new ledger, and `more` of former schemas, not yet kept from changes."""
    tables.metadata.create_all(connection)
    named.make_indexes(connection)
    for table in more:
        table.create(connection)
    connection.execute(insert(tables.meta), {"name": "schema", "value": str(tables.SCHEMA_VERSION)})
    connection.execute(insert(tables.revisions), {"version_num": REVISION})


def guard_new(connection: Connection, where: str, more: Iterable[Table] = ()) -> None:
    """Append-only is kept by the database itself, not only by our good manners."""
    if is_sqlite(connection):
        forbid_changes(connection, (tables.actions, *tables.PAYLOAD, *more))
    else:
        guard(connection, where, more)


def former_of(connection: Connection) -> str:
    """The former schema that a ledger has; "" for one of this program's, and for what is no ledger."""
    names = inspect(connection).get_table_names()
    version = _version(connection) if {"meta", "actions"} <= set(names) else ""
    return version if version in FORMER else ""


def _version(connection: Connection) -> str:
    return str(connection.execute(select(tables.meta.c.value).where(tables.meta.c.name == "schema")).scalar())
