"""What was settled of items, taken back, closed and opened again: sums by item, before a period and within it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from xl_addin.ledger import tables
from xl_addin.ledger.acts import CLOSURES, MOVING, POSTINGS, RESTORED
from xl_addin.ledger.named import among
from xl_addin.ledger.tables import counts


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled of items before the period (net), within it, and what two people took back within it."""

    before: dict[str, int]
    within: dict[str, int]
    restored: dict[str, int]


@dataclass(frozen=True, slots=True)
class Closed:
    """What was closed of items before the period, and within it by the movement that it counts as."""

    before: Mapping[str, int]
    within: Mapping[tuple[str, str], int]


def settled_of(
    connection: Connection, key: str, amount: str, period: str, keys: Collection[str] | None = None
) -> Settled:
    """Posted amounts by item, before the period and within it; of the items of `keys` alone where they are given."""
    postings, actions = tables.postings, tables.actions
    by = postings.c[key], actions.c.period, postings.c.posting
    moving = [one.word for one in MOVING]
    query = (
        select(*by, func.sum(postings.c[amount]))
        .join(actions, actions.c.seq == postings.c.seq)
        .where(actions.c.period <= period, postings.c.posting.in_(moving), counts(postings))
        .where(*_only(connection, postings.c[key], keys))
        .group_by(*by)
    )
    before: dict[str, int] = defaultdict(int)
    within: dict[str, int] = defaultdict(int)
    restored: dict[str, int] = defaultdict(int)
    for item_key, told_in, word, total in connection.execute(query):
        if told_in == period and word == RESTORED.word:
            restored[item_key] += int(total)
        else:
            (within if told_in == period else before)[item_key] += POSTINGS[word].moves * int(total)
    return Settled(before, within, restored)


def closed_of(connection: Connection, kind: str, period: str, keys: Collection[str] | None = None) -> Closed:
    """What approvals closed of the items of a kind, and opened again."""
    table, actions = tables.closures, tables.actions
    query = (
        select(table.c.item_key, table.c.act, actions.c.period, func.sum(table.c.amount_minor))
        .join(actions, actions.c.seq == table.c.seq)
        .where(table.c.item_kind == kind, actions.c.period <= period, counts(table))
        .where(*_only(connection, table.c.item_key, keys))
        .group_by(table.c.item_key, table.c.act, actions.c.period)
    )
    before: dict[str, int] = defaultdict(int)
    within: dict[tuple[str, str], int] = defaultdict(int)
    for key, word, told_in, total in connection.execute(query):
        closure = CLOSURES[word]
        if told_in == period:
            within[key, closure.counts_as] += int(total)
        else:
            before[key] += closure.moves * int(total)
    return Closed(before, within)


def _only(
    connection: Connection, column: ColumnElement[str], keys: Collection[str] | None
) -> list[ColumnElement[bool]]:
    return [] if keys is None else [among(connection, column, keys)]
