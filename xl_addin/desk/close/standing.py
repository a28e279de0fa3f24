"""Whether a closing that lies in a folder still stands: made from this ledger, and nothing of it taken back since."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from xl_addin.ledger import tables
from xl_addin.ledger.acts import act_of
from xl_addin.ledger.chain import holds


def taken_back_since(connection: Connection, head: str) -> Iterator[str]:
    """In words: the acts up to the one with the hash `head` that were taken back after it."""
    actions, undone = tables.actions, tables.undone
    at = connection.execute(select(actions.c.seq).where(actions.c.hash == head)).scalar()
    query = (
        select(actions.c.kind, actions.c.as_on)
        .join(undone, undone.c.undone_seq == actions.c.seq)
        .where(actions.c.seq <= at, undone.c.seq > at, actions.c.seq.in_(tables.taken_back()))
        .order_by(actions.c.seq)
    )
    yield from (f"{act_of(row.kind).words}, as on {row.as_on:%d-%b-%Y}" for row in connection.execute(query))


def done_since(connection: Connection, head: str, period: str) -> list[str]:
    """In words: the acts of a period that count and came after the one with the hash `head`."""
    actions = tables.actions
    at = connection.execute(select(actions.c.seq).where(actions.c.hash == head)).scalar()
    query = (
        select(actions.c.kind, actions.c.as_on)
        .where(actions.c.seq > at, actions.c.period == period, tables.counts(actions))
        .order_by(actions.c.seq)
    )
    done = [(act_of(row.kind), row.as_on) for row in connection.execute(query)] if at is not None else []
    return [f"{act.words}, as on {on:%d-%b-%Y}" for act, on in done]


def closing_stands(connection: Connection, head: str) -> tuple[bool, str]:
    """Whether the closing that was made at `head` stands, and what is to be done where it does not."""
    if not holds(connection, head):
        return False, "no, it is of another ledger, or of this one before it was begun anew; move it away, then close"
    gone = list(taken_back_since(connection, head))
    return not gone, f"no, taken back since: {'; '.join(gone)}; close again"
