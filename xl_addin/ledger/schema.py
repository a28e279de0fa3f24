"""The database behind a ledger: making its tables, keeping them append-only, bringing an older ledger up to date."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, Table, func, insert, inspect, select, text, update

from xl_addin.ledger import former, tables
from xl_addin.ledger.database import Unreadable

FORMER = ("1", "2", "3")  # schemas that are brought up to date
LOOSENED_IN_2 = (tables.files, tables.rates)  # lost their rule that a file, or a rate of a day, comes once only


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
    version, former_too = _version(connection), connection.dialect.name == "sqlite"
    if version not in (FORMER if former_too else FORMER[1:]) and version != str(tables.SCHEMA_VERSION):
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
            return
        refuse_other(connection, where)
        if _version(connection) == "1":
            _from_1_to_2(connection)
        if _version(connection) == "2":
            _from_2_to_3(connection)
        if _version(connection) == "3":
            _from_3_to_4(connection)


def make_tables(connection: Connection, more: Iterable[Table] = ()) -> None:
    """The tables of a new ledger, and `more` of former schemas, each kept from changes."""
    tables.metadata.create_all(connection)
    for table in more:
        table.create(connection)
    connection.execute(insert(tables.meta), {"name": "schema", "value": str(tables.SCHEMA_VERSION)})
    _forbid_changes(connection, (tables.actions, *tables.PAYLOAD, *more))


def former_of(connection: Connection) -> str:
    """The former schema that a ledger has; "" for one of this program's, and for what is no ledger."""
    names = inspect(connection).get_table_names()
    version = _version(connection) if {"meta", "actions"} <= set(names) else ""
    return version if version in FORMER else ""


def _version(connection: Connection) -> str:
    return str(connection.execute(select(tables.meta.c.value).where(tables.meta.c.name == "schema")).scalar())


def _from_1_to_2(connection: Connection) -> None:
    """No row is changed, so the chain stays as it is; all in one transaction."""
    _allow_changes(connection, (tables.actions, *former.WHOLE))
    for table in LOOSENED_IN_2:
        connection.execute(text(f"ALTER TABLE {table.name} RENAME TO {table.name}_1"))
        connection.execute(text(f"DROP INDEX ix_{table.name}_seq"))
        table.create(connection)
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        # names of our own tables and columns; nothing of a user's comes in here
        connection.execute(text(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {table.name}_1"))  # noqa: S608
        connection.execute(text(f"DROP TABLE {table.name}_1"))
    for table in former.LATER:
        table.create(connection)
    _forbid_changes(connection, (tables.actions, *former.WHOLE, *former.LATER))
    _set_schema(connection, "2")


def _from_2_to_3(connection: Connection) -> None:
    """A table is added; what was hashed in one text until now is proved in one text for ever."""
    tables.answers.create(connection)
    last = connection.execute(select(func.max(tables.actions.c.seq))).scalar() or 0
    connection.execute(insert(tables.meta), {"name": former.WHOLE_UNTIL, "value": str(last)})
    _forbid_changes(connection, (tables.answers,))
    _set_schema(connection, "3")


def _from_3_to_4(connection: Connection) -> None:
    """Tables are added, for what is proposed, approved, closed by it, and for signatures."""
    added = (*(tables.proposals, tables.proposed_lines, tables.verdicts), tables.closures, tables.signatures)
    for table in added:
        table.create(connection)
    _forbid_changes(connection, added)
    _set_schema(connection, "4")


def _set_schema(connection: Connection, version: str) -> None:
    connection.execute(update(tables.meta).where(tables.meta.c.name == "schema").values(value=version))


def _forbid_changes(connection: Connection, kept: Iterable[Table]) -> None:
    """Append-only is kept by the database itself, not only by our good manners."""
    if connection.dialect.name != "sqlite":
        return
    for name, table, verb in _triggers(kept):
        connection.execute(
            text(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
        )


def _allow_changes(connection: Connection, kept: Iterable[Table]) -> None:
    for name, _, _ in _triggers(kept):
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))


def _triggers(kept: Iterable[Table]) -> list[tuple[str, str, str]]:
    return [(f"{table.name}_no_{verb.lower()}", table.name, verb) for table in kept for verb in ("UPDATE", "DELETE")]
