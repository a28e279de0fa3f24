"""What an action's hash covers: its rows. Since schema 3 each row is hashed by itself; before, all in one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Date, Select, String, Table, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from xl_addin.ledger import former, merkle, tables

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)
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


def payload_hash(connection: Connection, seq: int) -> str:
    """Root over the rows of action `seq`, each hashed by itself, table by table in the order of `tables.PAYLOAD`."""
    return merkle.root(leaves(connection, seq)).hex()


def leaves(connection: Connection, seq: int) -> Iterator[bytes]:
    """The hash of every row of action `seq`, in the order that the tree has them."""
    for table in tables.PAYLOAD:
        for rows in connection.execute(covered(table, seq)).partitions(HASHED_AT_ONCE):
            yield from _leaves(table.name, rows)


def _leaves(table: str, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """As `row_leaf` of each row, some times faster: made as one text and cut where a row begins.

    Only a row begins with its table's name after a bracket; within a text its quotation mark would be escaped.
    """
    text = _JSON.encode([(table, *row) for row in rows])
    return (merkle.leaf(f'["{row}]'.encode()) for row in text[3:-2].split('],["'))


def row_leaf(table: str, values: Iterable[Any]) -> bytes:
    """Hash of one row: its table's name and its values in the order of the columns."""
    return merkle.leaf(canonical([table, *values]))


def columns_of(table: Table) -> list[Column[Any]]:
    """The columns that a hash covers: all but the row's own number and that of its action."""
    return [column for column in table.columns if column.name not in ("id", "seq")]


def covered(table: Table, seq: int) -> Select[Any]:
    """The rows of action `seq` in `table`, in the order written, as they are hashed."""
    told = [_Iso(c) if isinstance(c.type, Date) else c for c in columns_of(table)]
    return select(*told).where(table.c.seq == seq).order_by(table.c.id)


def whole_payload_hash(connection: Connection, seq: int) -> str:
    """SHA-256 over all rows of an action of schema 1 or 2, table by table, row by row in the order written."""
    digest = hashlib.sha256()
    for table in (*former.WHOLE, *former.LATER):
        query = select(*columns_of(table)).where(table.c.seq == seq).order_by(table.c.id)
        batches = [list(rows) for rows in connection.execute(query).partitions(HASHED_AT_ONCE)]
        # Tables that came with schema 2 are part of an action's hash only where it wrote to them.
        if batches or table in former.WHOLE:
            digest.update(table.name.encode())
        for batch in batches:
            digest.update(canonical([tuple(row) for row in batch]))
    return digest.hexdigest()
