"""Checks the hash chain: every action's own hash, its link to the one before, and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, Table, func, select

from xl_addin.ledger import former, tables
from xl_addin.ledger.former import whole_until
from xl_addin.ledger.payload import fast_payload_hash, payload_hash, whole_payload_hash
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
        written = _rows_by_table(connection, in_one)
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
        if not _payload_holds(
            connection, row, in_one, [table for table in tables.PAYLOAD if row["seq"] in written[table]]
        ):
            broken.append(f"{place}: the rows it wrote were changed")
        previous, expected = row["hash"], row["seq"] + 1 if isinstance(row["seq"], int) else expected + 1
    broken += [*_orphans(written, {row["seq"] for row in rows}), *_uncovered(connection, in_one)]
    return ChainState(len(rows), str(previous), tuple(broken))


def _payload_holds(connection: Connection, row: RowMapping, in_one: int, written: Sequence[Table]) -> bool:
    try:
        if row["seq"] <= in_one:
            return bool(whole_payload_hash(connection, row["seq"]) == row["payload_hash"])
        known = str(row["payload_hash"])
        seq = row["seq"]
        return fast_payload_hash(connection, seq, written) == known or payload_hash(connection, seq, written) == known
    except (ValueError, TypeError):  # a damaged value that is no date or number any more
        return False


def head(connection: Connection) -> str:
    """Hash of the last action: the anchor that a closing prints."""
    last = connection.execute(select(tables.actions.c.hash).order_by(tables.actions.c.seq.desc()).limit(1)).scalar()
    return str(last or GENESIS)


def holds(connection: Connection, head: str) -> bool:
    """Whether an action with this very hash stands in the ledger."""
    return len(head) == len(GENESIS) and bool(full_hash(connection, head))


def full_hash(connection: Connection, head: str) -> str:
    """The action's hash that begins so; "" where the ledger has none. The beginning stands in every ledger."""
    if head and GENESIS.startswith(head):
        return GENESIS
    hashes = tables.actions.c.hash
    found = connection.execute(select(hashes).where(hashes.startswith(head, autoescape=True))).scalars().all()
    return str(found[0]) if head and len(found) == 1 else ""


def _rows_by_table(connection: Connection, in_one: int) -> dict[Table, dict[int, int]]:
    """How many rows each action has in each table: nothing is asked of a table in which it has none."""
    every = (*tables.PAYLOAD, *(former.TABLES if in_one else ()))
    counted = {table: select(table.c.seq, func.count()).group_by(table.c.seq) for table in every}
    return {table: {int(row[0]): int(row[1]) for row in connection.execute(query)} for table, query in counted.items()}


def _orphans(written: Mapping[Table, Mapping[int, int]], known: set[int]) -> list[str]:
    return [
        f"{n} row(s) of {table.name} belong to no action"
        for table, rows in written.items()
        for seq, n in rows.items()
        if seq not in known
    ]


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
