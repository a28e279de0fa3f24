"""Checks the hash chain: every action's own hash, its link to the one before, its rows; and proves a single row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, select

from xl_addin.domain.errors import DeskError
from xl_addin.ledger import former, merkle, tables
from xl_addin.ledger.former import whole_until
from xl_addin.ledger.payload import covered, leaves, payload_hash, row_leaf, whole_payload_hash
from xl_addin.ledger.store import GENESIS, action_hash


@dataclass(frozen=True, slots=True)
class ChainState:
    """Result of a check: `broken` names what does not hold, in the order of the chain; none when it is whole."""

    actions: int
    head: str
    broken: tuple[str, ...]


def check_chain(connection: Connection) -> ChainState:
    """Recomputes the whole chain. A cut tail shows only against an anchor kept elsewhere (run.json keeps the head)."""
    broken: list[str] = []
    previous, expected = GENESIS, 1
    try:
        in_one = whole_until(connection)
        rows = connection.execute(select(tables.actions).order_by(tables.actions.c.seq)).mappings().all()
    except ValueError as error:  # a damaged date or number
        return ChainState(0, GENESIS, (f"the actions cannot be read: {error}",))
    for row in rows:
        place = f"action {row['seq']} ({row['kind']}, {row['period']})"
        if row["seq"] != expected:
            broken.append(f"{place}: number {expected} was expected; an action is missing")
        if row["previous_hash"] != previous:
            broken.append(f"{place}: does not follow the action before it")
        if action_hash(row) != row["hash"]:
            broken.append(f"{place}: its own fields were changed")
        if not _payload_holds(connection, row, in_one):
            broken.append(f"{place}: the rows it wrote were changed")
        previous, expected = row["hash"], row["seq"] + 1 if isinstance(row["seq"], int) else expected + 1
    broken += [*_orphans(connection, {row["seq"] for row in rows}, in_one), *_uncovered(connection, in_one)]
    return ChainState(len(rows), str(previous), tuple(broken))


def _payload_holds(connection: Connection, row: RowMapping, in_one: int) -> bool:
    try:
        hashed = whole_payload_hash if row["seq"] <= in_one else payload_hash
        return bool(hashed(connection, row["seq"]) == row["payload_hash"])
    except (ValueError, TypeError):  # a damaged value that is no date or number any more
        return False


def head(connection: Connection) -> str:
    """Hash of the last action: the anchor that a closing prints."""
    last = connection.execute(select(tables.actions.c.hash).order_by(tables.actions.c.seq.desc()).limit(1)).scalar()
    return str(last or GENESIS)


def holds(connection: Connection, head: str) -> bool:
    """Whether an action with this hash stands in the ledger; the beginning does in every one."""
    actions = tables.actions
    return head == GENESIS or bool(connection.execute(select(actions.c.seq).where(actions.c.hash == head)).first())


def _orphans(connection: Connection, known: set[int], in_one: int) -> list[str]:
    found = []
    for table in (*tables.PAYLOAD, *(former.TABLES if in_one else ())):
        seqs = connection.execute(select(table.c.seq, func.count()).group_by(table.c.seq))
        found += [f"{n} row(s) of {table.name} belong to no action" for seq, n in seqs if seq not in known]
    return found


def _uncovered(connection: Connection, in_one: int) -> list[str]:
    """Rows in a table that the program of their action did not have: no hash would cover them."""
    if not in_one:
        return []
    later = [(table, table.c.seq <= in_one) for table in tables.PAYLOAD if table not in (*former.WHOLE, *former.LATER)]
    counted = [
        (table.name, connection.execute(select(func.count()).select_from(table).where(wrong)).scalar())
        for table, wrong in (*later, *((table, table.c.seq > in_one) for table in former.TABLES))
    ]
    return [f"{n} row(s) of {name} stand in an action of another schema" for name, n in counted if n]


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


def proof(connection: Connection, table: Table, row_id: int) -> Proof:
    """The proof of row `row_id` of `table`; DeskError where there is none, or its action was hashed in one."""
    seq = connection.execute(select(table.c.seq).where(table.c.id == row_id)).scalar()
    if seq is None or seq <= whole_until(connection):
        raise DeskError(
            "This row cannot be proved by itself.",
            f"Ledger, {table.name}, row {row_id}.",
            "Rows written before schema 3 are proved with their whole action; verify checks them.",
        )
    values = connection.execute(covered(table, seq).where(table.c.id == row_id)).one()
    place = _rows_before(connection, table, seq, row_id)
    beside = merkle.path(list(leaves(connection, seq)), place)
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
