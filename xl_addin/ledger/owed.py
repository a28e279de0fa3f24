"""What was posted and closed since a day and stands, each under its own number: what messages are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from xl_addin.ledger import tables
from xl_addin.ledger.acts import CLOSURES, MOVING, POSTED
from xl_addin.ledger.proposed import Number
from xl_addin.ledger.tables import counts
from xl_addin.rulebook.facts import ORM


class Posted(NamedTuple):
    """A settlement line that stands: its number, the day of its act."""

    origin: str
    as_on: date
    orm_key: str
    invoice_key: str
    currency: str
    amount_minor: int
    invoice_currency: str
    amount_invoice_minor: int


class Undone(NamedTuple):
    """What was done and taken back: of which items, when each (None for done before anything that was read)."""

    orm_key: str
    item_key: str
    done_on: date | None
    undone_on: date


class Closed(NamedTuple):
    """A closure that stands: its number, the day of its act, the proposal that it rests on."""

    origin: str
    as_on: date
    item_kind: str
    item_key: str
    currency: str
    amount_minor: int
    number: Number


def posted_since(connection: Connection, period: str, after: date | None) -> tuple[list[Posted], list[Undone]]:
    """Lines that were posted after a day and stand; and what was taken back since.

    Without a day it is all that ever was.
    """
    standing: dict[tuple[object, ...], list[Posted]] = defaultdict(list)
    order: list[Posted] = []
    undone: list[Undone] = []
    gone: set[str] = set()
    places: Counter[int] = Counter()
    for seq, as_on, posting, *cells in connection.execute(_moving(period, after)):
        places[seq] += 1
        line = Posted(f"L{seq}-{places[seq]}", as_on, *cells)
        same = line.orm_key, line.invoice_key, line.amount_minor, line.amount_invoice_minor
        if posting == POSTED.word:
            standing[same].append(line)
            order.append(line)
        else:
            done = standing[same].pop() if standing[same] else None
            gone |= {done.origin} if done else set()
            undone.append(Undone(line.orm_key, line.invoice_key, done.as_on if done else None, as_on))
    return [one for one in order if one.origin not in gone], undone


def _moving(period: str, after: date | None) -> Select[Any]:
    postings, actions = tables.postings, tables.actions
    query = (
        select(postings.c.seq, actions.c.as_on, postings.c.posting, *(postings.c[name] for name in Posted._fields[2:]))
        .join(actions, actions.c.seq == postings.c.seq)
        .where(actions.c.period <= period, postings.c.posting.in_([one.word for one in MOVING]), counts(postings))
        .order_by(postings.c.id)
    )
    return query if after is None else query.where(actions.c.as_on > after)


def closed_standing(connection: Connection, period: str) -> tuple[list[Closed], list[Undone]]:
    """What approvals closed and nobody opened again, and what was opened: that opens all that was closed of an item."""
    table, actions = tables.closures, tables.actions
    query = (
        select(table, actions.c.as_on)
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table))
        .order_by(table.c.id)
    )
    standing: dict[str, list[Closed]] = defaultdict(list)
    undone: list[Undone] = []
    places: Counter[int] = Counter()
    for row in connection.execute(query).mappings():
        places[row["seq"]] += 1
        if CLOSURES[row["act"]].moves < 0:
            key, kind = row["item_key"], row["item_kind"]
            orm, invoice = (key, "") if kind == ORM else ("", key)
            undone += [Undone(orm, invoice, one.as_on, row["as_on"]) for one in standing.pop(key, ())]
            continue
        told = (row["as_on"], row["item_kind"], row["item_key"], row["currency"], row["amount_minor"])
        number = Number(row["proposal_seq"], row["proposal_place"])
        standing[row["item_key"]].append(Closed(f"C{row['seq']}-{places[row['seq']]}", *told, number))
    return [one for rows in standing.values() for one in rows], undone


def first_days(connection: Connection, sources: Iterable[str], until: date) -> Mapping[str, date]:
    """The day on which the ledger first met each bill of entry of these sources, up to a day."""
    table, actions = tables.invoice_events, tables.actions
    query = (
        select(table.c.boe_key, func.min(actions.c.as_on))
        .join(actions, actions.c.seq == table.c.seq)
        .where(table.c.source.in_(list(sources)), actions.c.as_on <= until, counts(table))
        .group_by(table.c.boe_key)
    )
    return {str(key): day for key, day in connection.execute(query)}
