"""What of a ledger's file is not as this program makes it: pages, tables, rules of the database, numbers of rows.

SQLite looks at its own pages. Beside that the tables, indexes and triggers are held against those of a new ledger; a
flipped bit in what nobody reads (free pages and the like) is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, StaticPool, create_engine

from xl_addin.ledger import former, tables
from xl_addin.ledger.former import whole_until
from xl_addin.ledger.guards_kept import changed_guards
from xl_addin.ledger.schema import REVISION, guard_new, make_tables

Shape: TypeAlias = dict[str, tuple[object, ...]]  # what each table, index and trigger is, by its kind and name
TOLD_MAX = 10
# What stands at fixed places of every file of SQLite, and whether the bytes there are as it writes them.
_HEADER = (
    ("its first bytes", slice(0, 16), (b"SQLite format 3\x00",)),
    ("the form that it is written in", slice(18, 20), (b"\x01\x01",)),
    ("the room kept on each page", slice(20, 21), (b"\x00",)),
    ("the shares of a page", slice(21, 24), (bytes((64, 32, 32)),)),
    ("the form of its tables", slice(44, 48), (bytes((0, 0, 0, 4)),)),
    ("the default cache", slice(48, 52), (bytes(4),)),
    ("the vacuum", slice(52, 56), (bytes(4),)),
    ("the encoding of its texts", slice(56, 60), (bytes((0, 0, 0, 1)),)),
    ("user_version", slice(60, 64), (bytes(4),)),
    ("the steps of its vacuum", slice(64, 68), (bytes(4),)),
    ("application_id", slice(68, 72), (bytes(4),)),
    ("what SQLite keeps for later", slice(72, 92), (bytes(20),)),
)


def damage(connection: Connection, path: Path | None) -> list[str]:
    """What is not as it was made, in words; nothing for a whole ledger."""
    if connection.dialect.name != "sqlite":
        return list(changed_guards(connection))
    found = [*_pages(connection), *_header(path), *_rules(connection)]
    return found or list(_numbers(connection))


def _pages(connection: Connection) -> Iterator[str]:
    found = connection.exec_driver_sql(f"PRAGMA integrity_check({TOLD_MAX})").scalars().all()
    yield from (f"SQLite says: {told}" for told in found if told != "ok")


def _header(path: Path | None) -> Iterator[str]:
    """Only a ledger that is read from its file has a header of its own."""
    if path is None:
        return
    with path.open("rb") as handle:
        head = handle.read(100)
    for what, place, right in _HEADER:
        if head[place] not in right:
            yield f"the head of the file was changed: {what}"
    if head[24:28] != head[92:96]:
        yield "the head of the file was changed: its count of changes"


def _rules(connection: Connection) -> Iterator[str]:
    """Tables, indexes and triggers beside those that a ledger has: what is missing, changed or added."""
    has, wants = _shape(connection), _expected(bool(whole_until(connection)))
    for name in sorted({*has, *wants}):
        if name not in has:
            yield f"{name} is missing"
        elif name not in wants:
            yield f"{name} was added"
        elif has[name] != wants[name]:
            yield f"{name} was changed"
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    if revision != [REVISION]:
        yield f"the table alembic_version says {', '.join(map(str, revision)) or 'nothing'}, not {REVISION}"
    said = {row[0] for row in connection.exec_driver_sql("SELECT name FROM meta")}
    if said - {"schema", former.WHOLE_UNTIL}:
        yield f"the table meta says more than it should: {', '.join(sorted(map(str, said)))}"


@cache
def _expected(is_kept: bool) -> Shape:
    """The shape of a new ledger, or of one that was taken over from a former schema."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        kept = former.TABLES if is_kept else ()
        make_tables(connection, kept)
        guard_new(connection, "", kept)
        return _shape(connection)


def _shape(connection: Connection) -> Shape:
    """Columns, rules and indexes of each table; the words of each trigger, view and index."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master"
    found: Shape = {}
    for kind, name, table, sql in connection.exec_driver_sql(query).all():
        words = " ".join(str(sql or "").casefold().split())
        found[f"{kind} {name}"] = (table, words) if kind != "table" else _columns(connection, str(name))
    return found


def _columns(connection: Connection, table: str) -> tuple[object, ...]:
    """The columns of a table and what it refers to. A pragma takes its table's name as a value only in this form."""
    ask = connection.exec_driver_sql
    columns = ask("SELECT name, type, [notnull], pk FROM pragma_table_xinfo(?) ORDER BY cid", (table,)).all()
    keys = ask('SELECT [table], [from], [to] FROM pragma_foreign_key_list(?) ORDER BY "from"', (table,)).all()
    return (*map(tuple, columns), *map(tuple, keys))


def _numbers(connection: Connection) -> Iterator[str]:
    """Rows are numbered without a gap as they are added: one that was taken out or put in leaves another number."""
    for table in tables.PAYLOAD:
        # our own names; a rule of the database keeps a table's rows from being added without a number
        query = f"SELECT count(*), min(id), max(id) FROM {table.name}"  # noqa: S608
        count, first, last = connection.exec_driver_sql(query).one()
        if count and (first, last) != (1, count):
            yield f"the rows of {table.name} are numbered {first} to {last}, but there are {count}"
