"""Every ORM and invoice up to a period: the last word on it, and what moved in the period.

Outstanding is derived here and nowhere stored: opening part of the latest version − postings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import Connection, Table, case, func, select

from xl_addin.domain.records import BoeInvoice, OutwardRemittance
from xl_addin.engine.rule import Decision
from xl_addin.ledger import tables
from xl_addin.ledger.acts import MOVING
from xl_addin.ledger.rows import ORM_FIELDS
from xl_addin.ledger.tables import counts
from xl_addin.rulebook.facts import INVOICE, ORM, Value

OPENING, NEW, AMENDED, CANCELLED = "OPENING", "NEW", "AMENDED", "CANCELLED"
Record = TypeVar("Record", OutwardRemittance, BoeInvoice)


@dataclass(slots=True)
class Item(Generic[Record]):
    """One ORM or invoice up to a period: the last word on it and the movements of the period, in minor units.

    It also holds what was said of it and, once the rules were asked, what they say.
    """

    key: str
    record: Record
    event: str  # the last one
    opening_minor: int  # outstanding when the period began; what was brought forward in the ledger's first month
    new_minor: int = 0
    amended_minor: int = 0
    cancelled_minor: int = 0
    settled_before_minor: int = 0
    settled_minor: int = 0
    is_opening: bool = False
    is_new: bool = False
    is_cancelled_now: bool = False
    was_cancelled: bool = False
    answers: Mapping[str, Value] = field(default_factory=dict)  # of it, of its BoE and of its importer
    decided: dict[str, Decision] = field(default_factory=dict)  # by subject

    @property
    def kind(self) -> str:
        """What answers call it: ORM or INVOICE."""
        return ORM if isinstance(self.record, OutwardRemittance) else INVOICE

    @property
    def currency(self) -> str:
        """ISO code of every amount of the item."""
        return self.record.currency

    @property
    def outstanding_minor(self) -> int:
        """What is still open at the end of the period; negative would be an over-settlement."""
        moved = self.opening_minor + self.new_minor + self.amended_minor
        return moved - self.cancelled_minor - self.settled_minor

    @property
    def is_live(self) -> bool:
        """Neither cancelled now nor before."""
        return self.event != CANCELLED


OrmItem: TypeAlias = Item[OutwardRemittance]
InvoiceItem: TypeAlias = Item[BoeInvoice]


def orm_items(connection: Connection, period: str) -> dict[str, OrmItem]:
    """ORMs known up to the end of `period`, by ORM key."""
    settled = _settled(connection, "orm_key", "amount_minor", period)
    return _items(connection, orm_events(connection, period), settled, period)


def invoice_items(connection: Connection, period: str) -> dict[str, InvoiceItem]:
    """Invoices known up to the end of `period`, by invoice key."""
    settled = _settled(connection, "invoice_key", "amount_invoice_minor", period)
    return _items(connection, invoice_events(connection, period), settled, period)


class Event(NamedTuple, Generic[Record]):
    """What an action told of an item."""

    key: str
    name: str
    seq: int
    period: str
    record: Record


def orm_events(connection: Connection, period: str) -> Iterator[Event[OutwardRemittance]]:
    """What was told of ORMs up to the end of `period`, in order."""
    return _events(connection, tables.orm_events, "orm_key", ORM_FIELDS, OutwardRemittance, period)


def invoice_events(connection: Connection, period: str) -> Iterator[Event[BoeInvoice]]:
    """What was told of invoices up to the end of `period`, in order."""
    return _events(connection, tables.invoice_events, "invoice_key", BoeInvoice._fields, BoeInvoice, period)


def _events(
    connection: Connection, table: Table, key: str, names: Iterable[str], record: Callable[..., Record], period: str
) -> Iterator[Event[Record]]:
    actions = tables.actions
    query = (
        select(table.c[key], table.c.event, table.c.seq, actions.c.period, *(table.c[name] for name in names))
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table))
        .order_by(table.c.id)
    )
    for item_key, name, seq, told_in, *cells in connection.execute(query):
        yield Event(item_key, name, seq, told_in, record(*cells))


def _items(
    connection: Connection,
    events: Iterable[Event[Record]],
    settled: tuple[dict[str, int], dict[str, int]],
    period: str,
) -> dict[str, Item[Record]]:
    before, within = settled
    items: dict[str, Item[Record]] = {}
    for event in events:
        _apply(items, event, before, period)
    for key, minor in within.items():
        items[key].settled_minor = minor
    return items


def _apply(items: dict[str, Item[Record]], event: Event[Record], before: Mapping[str, int], period: str) -> None:
    """Folds one event into the item it belongs to."""
    now, value = event.period == period, event.record.opening_minor
    item = items.get(event.key)
    if item is None:
        settled = before.get(event.key, 0)
        opens = not now or event.name == OPENING
        opening = value - settled if opens else 0
        item = items[event.key] = Item(event.key, event.record, event.name, opening, settled_before_minor=settled)
        item.is_opening, item.is_new = opens, not opens
        item.new_minor = 0 if opens else value
        return
    change = value - item.record.opening_minor
    item.record, item.event = event.record, event.name
    if event.name == CANCELLED:
        _cancel(item, now)
    elif not now:
        item.opening_minor += change
    elif item.is_new:
        item.new_minor += change
    else:
        item.amended_minor += change


def _cancel(item: Item[Record], now: bool) -> None:
    if now:
        item.is_cancelled_now, item.cancelled_minor = (
            True,
            item.opening_minor + item.new_minor + item.amended_minor,
        )
    else:
        item.was_cancelled, item.opening_minor = True, 0


def _settled(connection: Connection, key: str, amount: str, period: str) -> tuple[dict[str, int], dict[str, int]]:
    """Posted amounts by item, before the period and within it."""
    postings = tables.postings
    signed = case(*((postings.c.posting == one.word, one.moves * postings.c[amount]) for one in MOVING), else_=0)
    query = (
        select(postings.c[key], tables.actions.c.period == period, func.sum(signed))
        .join(tables.actions, tables.actions.c.seq == postings.c.seq)
        .where(
            tables.actions.c.period <= period, postings.c.posting.in_([one.word for one in MOVING]), counts(postings)
        )
        .group_by(postings.c[key], tables.actions.c.period == period)
    )
    before: dict[str, int] = {}
    within: dict[str, int] = {}
    for item_key, now, total in connection.execute(query):
        (within if now else before)[item_key] = int(total)
    return before, within
