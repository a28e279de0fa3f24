"""What an action's hash covers: its rows. Since schema 3 each row is hashed by itself; before, all in one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import chain
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Select, String, Table, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from xl_addin.ledger import former, merkle, tables

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)
_PLACES = {table: place for place, table in enumerate(tables.PAYLOAD)}
HASHED_AT_ONCE = 1000  # rows to one text; part of how a hash of former schemas is made, never to be changed


class _Iso(FunctionElement[str]):
    """A date as ISO text, as it is hashed: not read as a date only to be written as text again."""

    inherit_cache = True
    type = String()


@compiles(_Iso)
def _as_it_is(element: Any, compiler: Any, **words: Any) -> str:
    """SQLite holds just that text."""
    return str(compiler.process(element.clauses, **words))


@compiles(_Iso, "postgresql")
def _as_text(element: Any, compiler: Any, **words: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **words)}, 'YYYY-MM-DD')"


def canonical(values: Sequence[Any]) -> bytes:
    """Values as canonical JSON: the text that the hash chain covers."""
    return _JSON.encode(values).encode()


def payload_hash(connection: Connection, seq: int, written: Iterable[Table] = tables.PAYLOAD) -> str:
    """Root over the rows of action `seq`, each hashed by itself, table by table in the order of `tables.PAYLOAD`.

    Who has just written the action knows the tables it has rows in; who checks it looks into all.
    """
    return merkle.root(leaves(connection, seq, written)).hex()


def leaves(connection: Connection, seq: int, written: Iterable[Table] = tables.PAYLOAD) -> Iterator[bytes]:
    """The hash of every row of action `seq`, in the order that the tree has them."""
    for table in _in_order(written):
        for rows in connection.execute(covered(table, seq)).partitions(HASHED_AT_ONCE):
            yield from _leaves(table.name, rows)


def _in_order(written: Iterable[Table]) -> list[Table]:
    return sorted(written, key=_PLACES.__getitem__)


def _leaves(table: str, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """As `row_leaf` of each row, some times faster: made as one text and cut where a row begins.

    Only a row begins with its table's name after a bracket; within a text its quotation mark would be escaped.
    """
    text = _JSON.encode([(table, *row) for row in _as_hashed(table, rows)])
    return (merkle.leaf(f'["{row}]'.encode()) for row in text[3:-2].split('],["'))


def _as_hashed(table: str, rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    """Rows without the columns that were added since, where none of these says anything."""
    added = len(tables.ADDED.get(table, ()))
    return rows if not added else (row if any(row[-added:]) else row[:-added] for row in rows)


def fast_payload_hash(connection: Connection, seq: int, written: Iterable[Table] = tables.PAYLOAD) -> str:
    """As `payload_hash`, of rows that the database itself puts into canonical text, some times faster.

    Only SQLite does so, and where it spells a rare sign otherwise the hash is another one: that it is the action's
    proves the rows, that it is not proves nothing. "" where the database cannot do it.
    """
    if connection.dialect.name != "sqlite":
        return ""
    driver: Any = connection.connection.driver_connection
    try:
        return merkle.root(chain.from_iterable(_told_by(driver, table, seq) for table in _in_order(written))).hex()
    except sqlite3.Error:  # a damaged value, or functions that this SQLite lacks
        return ""


def _told_by(driver: sqlite3.Connection, table: Table, seq: int) -> Iterator[bytes]:
    rows = driver.execute(_told_query(table), (seq,))
    while batch := rows.fetchmany(HASHED_AT_ONCE):
        yield from [sha256(b"\x00" + told).digest() for (told,) in batch]


@cache
def _told_query(table: Table) -> str:
    """The rows of an action as canonical text in bytes. Names of our own tables and columns; nothing of a user's."""
    told = [_told_column(column) for column in columns_of(table)]
    values = f"json_array('{table.name}', {', '.join(told)})"
    if names := tables.ADDED.get(table.name, ()):
        before = f"json_array('{table.name}', {', '.join(told[: -len(names)])})"
        values = f"CASE WHEN {' || '.join(names)} = '' THEN {before} ELSE {values} END"
    values = f"CAST({values} AS BLOB)"
    return f"SELECT {values} FROM {table.name} WHERE seq = ? ORDER BY id"  # noqa: S608


def _told_column(column: Column[Any]) -> str:
    if isinstance(column.type, Boolean):
        return f"""CASE "{column.name}" WHEN 1 THEN json('true') WHEN 0 THEN json('false') ELSE "{column.name}" END"""
    return f'"{column.name}"'


def row_leaf(table: str, values: Iterable[Any]) -> bytes:
    """Hash of one row: its table's name and its values in the order of the columns."""
    (told,) = _as_hashed(table, [tuple(values)])
    return merkle.leaf(canonical([table, *told]))


def columns_of(table: Table) -> list[Column[Any]]:
    """The columns that a hash covers: all but the row's own number and that of its action."""
    return [column for column in table.columns if column.name not in ("id", "seq")]


def covered(table: Table, seq: int) -> Select[Any]:
    """The rows of action `seq` in `table`, in the order written, as they are hashed."""
    told = [_Iso(c) if isinstance(c.type, Date) else c for c in columns_of(table)]
    return select(*told).where(table.c.seq == seq).order_by(table.c.id)


def whole_payload_hash(connection: Connection, seq: int) -> str:
    """SHA-256 over all rows of an action of schema 1 or 2, table by table, row by row in the order written."""
    digest = sha256()
    for table in (*former.WHOLE, *former.LATER):
        query = select(*columns_of(table)).where(table.c.seq == seq).order_by(table.c.id)
        told = connection.execute(query).partitions(HASHED_AT_ONCE)
        batches = [list(_as_hashed(table.name, rows)) for rows in told]
        # Tables that came with schema 2 are part of an action's hash only where it wrote to them.
        if batches or table in former.WHOLE:
            digest.update(table.name.encode())
        for batch in batches:
            digest.update(canonical([tuple(row) for row in batch]))
    return digest.hexdigest()
