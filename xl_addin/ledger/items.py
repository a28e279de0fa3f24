"""Every ORM and invoice up to a period: the last word on it, and what moved in the period.

Outstanding is derived here and nowhere stored: opening part of the latest version − postings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeAlias

from sqlalchemy import Connection

from xl_addin.domain.records import BoeInvoice, OutwardRemittance
from xl_addin.engine.rule import Decision
from xl_addin.ledger import tables
from xl_addin.ledger.events import Event, Record, read_events
from xl_addin.ledger.moved import Closed, Settled, closed_of, settled_of
from xl_addin.ledger.named import among
from xl_addin.ledger.rows import ORM_FIELDS
from xl_addin.rulebook.facts import INVOICE, ORM, Value

OPENING, NEW, AMENDED, CANCELLED = "OPENING", "NEW", "AMENDED", "CANCELLED"


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
    closed_before_minor: int = 0  # written off or closed, net of what was opened again
    written_off_minor: int = 0
    closed_minor: int = 0
    reversed_minor: int = 0
    restored_minor: int = 0  # settlements that two people took back
    first_seq: int = 0  # the act that told of it first
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
        came = self.opening_minor + self.new_minor + self.amended_minor + self.reversed_minor + self.restored_minor
        went = self.cancelled_minor + self.settled_minor + self.written_off_minor + self.closed_minor
        return came - went

    @property
    def ended_minor(self) -> int:
        """What was settled, written off or closed of it so far: what it is worth cannot fall below that."""
        return self.settled_ever_minor + self.closed_ever_minor

    @property
    def accounted_minor(self) -> int:
        """What is open, what has moved, and what was used before the ledger began; its worth, or there is a fault."""
        return worth_minor(self.record) - self.record.opening_minor + self.outstanding_minor + self.ended_minor

    @property
    def settled_ever_minor(self) -> int:
        """What was settled of it so far, net of what was taken back."""
        return self.settled_before_minor + self.settled_minor - self.restored_minor

    @property
    def opened_again_minor(self) -> int:
        """What two people opened again in the period: of what was closed, and of what was settled by hand."""
        return self.reversed_minor + self.restored_minor

    @property
    def closed_ever_minor(self) -> int:
        """What was written off or closed of it so far, net of what was opened again."""
        return self.closed_before_minor + self._closed_now

    @property
    def _closed_now(self) -> int:
        return self.written_off_minor + self.closed_minor - self.reversed_minor

    @property
    def was_open(self) -> bool:
        """Live, with something open before what was settled in the period."""
        return self.is_live and self.outstanding_minor + self.settled_minor > 0

    @property
    def is_live(self) -> bool:
        """Neither cancelled now nor before."""
        return self.event != CANCELLED


def worth_minor(record: OutwardRemittance | BoeInvoice) -> int:
    """Amount of a remittance, or value of an invoice."""
    return record.amount_minor if isinstance(record, OutwardRemittance) else record.value_minor


OrmItem: TypeAlias = Item[OutwardRemittance]
InvoiceItem: TypeAlias = Item[BoeInvoice]


def orm_items(connection: Connection, period: str) -> dict[str, OrmItem]:
    """ORMs known up to the end of `period`, by ORM key."""
    return orms_told(connection, period, orm_events(connection, period))


def invoice_items(connection: Connection, period: str) -> dict[str, InvoiceItem]:
    """Invoices known up to the end of `period`, by invoice key."""
    return invoices_told(connection, period, invoice_events(connection, period))


def orms_told(
    connection: Connection,
    period: str,
    events: Iterable[Event[OutwardRemittance]],
    keys: Collection[str] | None = None,
) -> dict[str, OrmItem]:
    """ORMs by what was told of them, which is all of these; of all that were ever told, or of `keys` alone."""
    settled = settled_of(connection, "orm_key", "amount_minor", period, keys)
    return _items(events, settled, closed_of(connection, ORM, period, keys), period)


def invoices_told(
    connection: Connection, period: str, events: Iterable[Event[BoeInvoice]], keys: Collection[str] | None = None
) -> dict[str, InvoiceItem]:
    """Invoices by what was told of them, in the same way."""
    settled = settled_of(connection, "invoice_key", "amount_invoice_minor", period, keys)
    return _items(events, settled, closed_of(connection, INVOICE, period, keys), period)


def orm_events(
    connection: Connection, period: str, numbers: Collection[str] | None = None
) -> Iterator[Event[OutwardRemittance]]:
    """What was told of ORMs up to the end of `period`, in order; of some `numbers` alone where they are given."""
    table = tables.orm_events
    only = [] if numbers is None else [among(connection, table.c.orm_number, numbers)]
    return read_events(connection, table, "orm_key", ORM_FIELDS, OutwardRemittance, period, *only)


def invoice_events(
    connection: Connection, period: str, boes: Collection[str] | None = None
) -> Iterator[Event[BoeInvoice]]:
    """What was told of invoices up to the end of `period`, in order; of some bills of entry alone."""
    table = tables.invoice_events
    only = [] if boes is None else [among(connection, table.c.boe_key, boes)]
    return read_events(connection, table, "invoice_key", BoeInvoice._fields, BoeInvoice, period, *only)


def _items(
    events: Iterable[Event[Record]],
    settled: Settled,
    closed: Closed,
    period: str,
) -> dict[str, Item[Record]]:
    items: dict[str, Item[Record]] = {}
    for event in events:
        _apply(items, event, settled.before, closed.before, period)
    for key, minor in settled.within.items():
        items[key].settled_minor = minor
    for key, minor in settled.restored.items():
        items[key].restored_minor = minor
    for (key, counted_as), minor in closed.within.items():
        setattr(items[key], f"{counted_as}_minor", minor)
    return items


def _apply(
    items: dict[str, Item[Record]],
    event: Event[Record],
    before: Mapping[str, int],
    closed: Mapping[str, int],
    period: str,
) -> None:
    """Folds one event into the item it belongs to."""
    now, value = event.period == period, event.record.opening_minor
    item = items.get(event.key)
    if item is None:
        settled, gone = before.get(event.key, 0), closed.get(event.key, 0)
        opens = not now or event.name == OPENING
        opening = value - settled - gone if opens else 0
        item = items[event.key] = Item(event.key, event.record, event.name, opening, settled_before_minor=settled)
        item.closed_before_minor, item.first_seq = gone, event.seq
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
