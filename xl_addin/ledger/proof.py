"""Proves a single row of an action, without its other rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from xl_addin.domain.errors import DeskError
from xl_addin.ledger import merkle, tables
from xl_addin.ledger.former import whole_until
from xl_addin.ledger.payload import covered, leaves, row_leaf
from xl_addin.ledger.store import action_hash


@dataclass(frozen=True, slots=True)
class Proof:
    """That an action wrote one row, without its other rows: the row, its place among them, and the hashes beside it.

    `values` stand in the order of the table's columns, dates as ISO text; `action` holds the action's own fields.
    """

    table: str
    values: tuple[Any, ...]
    place: int
    beside: tuple[str, ...]
    action: Mapping[str, Any]


def proof(
    connection: Connection, table: Table, row_id: int, leaves_of: Callable[[int], list[bytes]] | None = None
) -> Proof:
    """The proof of row `row_id` of `table`; DeskError where there is none, or its action was hashed in one.

    `leaves_of` gives the hashes of an action's rows to whoever proves several rows of it.
    """
    seq = connection.execute(select(table.c.seq).where(table.c.id == row_id)).scalar()
    if seq is None or seq <= whole_until(connection):
        raise DeskError(
            "This row cannot be proved by itself.",
            f"Ledger, {table.name}, row {row_id}.",
            "Rows written before schema 3 are proved with their whole action; verify checks them.",
        )
    values = connection.execute(covered(table, seq).where(table.c.id == row_id)).one()
    place = _rows_before(connection, table, seq, row_id)
    beside = merkle.path(leaves_of(seq) if leaves_of else list(leaves(connection, seq)), place)
    action = connection.execute(select(tables.actions).where(tables.actions.c.seq == seq)).mappings().one()
    return Proof(table.name, tuple(values), place, tuple(one.hex() for one in beside), dict(action))


def verify_proof(given: Proof, action: str) -> bool:
    """Whether the action whose hash is `action` wrote this row: the hash as a closing or the ledger states it."""
    hashed, whole = row_leaf(given.table, given.values), bytes.fromhex(given.action["payload_hash"])
    beside = [bytes.fromhex(one) for one in given.beside]
    inside = merkle.proves(hashed, given.place, given.action["row_count"], beside, whole)
    return inside and action_hash(given.action) == action


def _rows_before(connection: Connection, table: Table, seq: int, row_id: int) -> int:
    """How many rows of the action stand before this one in its tree."""
    ahead = tables.PAYLOAD[: tables.PAYLOAD.index(table)]
    counted = [select(func.count()).where(one.c.seq == seq) for one in ahead]
    counted.append(select(func.count()).where(table.c.seq == seq, table.c.id < row_id))
    return sum(connection.execute(query).scalar() or 0 for query in counted)
