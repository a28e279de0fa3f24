"""What acts told of ORMs and invoices, one event a row, in the order in which it was told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, String, Table, select

from xl_addin.domain.records import BoeInvoice, OutwardRemittance
from xl_addin.domain.texts import Once
from xl_addin.ledger import tables
from xl_addin.ledger.tables import counts

Record = TypeVar("Record", OutwardRemittance, BoeInvoice)
_OWN_TEXTS = ("orm_number", "invoice_number", "remarks")  # mostly another one in each record


class Event(NamedTuple, Generic[Record]):
    """What an action told of an item."""

    key: str
    name: str
    seq: int
    period: str
    record: Record


def read_events(
    connection: Connection,
    table: Table,
    key: str,
    names: Iterable[str],
    record: Callable[..., Record],
    period: str,
    *only: ColumnElement[bool],
) -> Iterator[Event[Record]]:
    """The events of a table up to the end of `period`; texts that many records have are held once."""
    for item_key, seq, told_in, event, *cells in _told_once(connection, table, key, tuple(names), period, *only):
        yield Event(item_key, event, seq, told_in, record(*cells))


def _told_once(
    connection: Connection, table: Table, key: str, names: Sequence[str], period: str, *only: ColumnElement[bool]
) -> Iterator[tuple[Any, ...]]:
    alike = _alike(table, names)
    told = (*alike, *(name for name in names if name not in alike))
    in_order, once, others = itemgetter(*map(told.index, names)), Once(), 4 + len(alike)
    for row in _rows(connection, table, key, told, period, *only):
        event, *texts = once.row(row[3:others])
        yield (*row[:3], event, *in_order((*texts, *row[others:])))


def _alike(table: Table, names: Iterable[str]) -> tuple[str, ...]:
    """The columns of texts that many records have."""
    return tuple(name for name in names if isinstance(table.c[name].type, String) and name not in _OWN_TEXTS)


def _rows(
    connection: Connection, table: Table, key: str, names: Iterable[str], period: str, *only: ColumnElement[bool]
) -> Iterable[Sequence[Any]]:
    actions = tables.actions
    query = (
        select(table.c[key], table.c.seq, actions.c.period, table.c.event, *(table.c[name] for name in names))
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table), *only)
        .order_by(table.c.id)
    )
    return connection.execute(query)
