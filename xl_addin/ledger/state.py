"""What the ledger says on a period's last day: items with their outstanding, facts, importers, rates, past findings.

Outstanding is derived here and nowhere stored: opening part of the latest version − postings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, case, func, select

from xl_addin.ledger import tables

OPENING, NEW, AMENDED, CANCELLED = "OPENING", "NEW", "AMENDED", "CANCELLED"
SETTLE, REVERSE, REJECT, LOCK = "SETTLE", "REVERSE", "REJECT", "LOCK"


@dataclass(slots=True)
class Item:
    """One ORM or invoice up to a period: its latest version and the movements of the period, in minor units."""

    key: str
    version: RowMapping
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

    @property
    def currency(self) -> str:
        """ISO code of every amount of the item."""
        return str(self.version["currency"])

    @property
    def outstanding_minor(self) -> int:
        """What is still open at the end of the period; negative would be an over-settlement."""
        moved = self.opening_minor + self.new_minor + self.amended_minor
        return moved - self.cancelled_minor - self.settled_minor


def counts(table: Table) -> ColumnElement[bool]:
    """Rows of actions that were not undone: every reading of the ledger asks for these only."""
    return table.c.seq.not_in(select(tables.undone.c.undone_seq))


def orm_items(connection: Connection, period: str) -> dict[str, Item]:
    """ORMs known up to the end of `period`, by ORM key."""
    return _items(connection, tables.orm_events, "orm_key", "amount_minor", period)


def invoice_items(connection: Connection, period: str) -> dict[str, Item]:
    """Invoices known up to the end of `period`, by invoice key."""
    return _items(connection, tables.invoice_events, "invoice_key", "amount_invoice_minor", period)


def _items(connection: Connection, events: Table, key: str, amount: str, period: str) -> dict[str, Item]:
    before, within = _settled(connection, key, amount, period)
    query = (
        select(events, tables.actions.c.period)
        .join(tables.actions, tables.actions.c.seq == events.c.seq)
        .where(tables.actions.c.period <= period, counts(events))
        .order_by(events.c.id)
    )
    items: dict[str, Item] = {}
    for row in connection.execute(query).mappings():
        _apply(items, row, str(row[key]), before, period)
    for item_key, settled in within.items():
        items[item_key].settled_minor = settled
    return items


def _apply(items: dict[str, Item], row: RowMapping, key: str, before: Mapping[str, int], period: str) -> None:
    """Folds one event into the item it belongs to."""
    now = row["period"] == period
    item = items.get(key)
    if item is None:
        settled = before.get(key, 0)
        value = int(row["opening_minor"])
        opens = not now or row["event"] == OPENING
        item = items[key] = Item(key, row, value - settled if opens else 0, settled_before_minor=settled)
        item.is_opening, item.is_new = opens, not opens
        item.new_minor = 0 if opens else value
        return
    change = int(row["opening_minor"]) - int(item.version["opening_minor"])
    item.version = row
    if row["event"] == CANCELLED:
        _cancel(item, now)
    elif not now:
        item.opening_minor += change
    elif item.is_new:
        item.new_minor += change
    else:
        item.amended_minor += change


def _cancel(item: Item, now: bool) -> None:
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
    signed = case((postings.c.posting == REVERSE, -postings.c[amount]), else_=postings.c[amount])
    query = (
        select(postings.c[key], tables.actions.c.period == period, func.sum(signed))
        .join(tables.actions, tables.actions.c.seq == postings.c.seq)
        .where(tables.actions.c.period <= period, postings.c.posting.in_((SETTLE, REVERSE)), counts(postings))
        .group_by(postings.c[key], tables.actions.c.period == period)
    )
    before: dict[str, int] = {}
    within: dict[str, int] = {}
    for item_key, now, total in connection.execute(query):
        (within if now else before)[item_key] = int(total)
    return before, within


def latest_facts(connection: Connection, period: str) -> dict[tuple[str, str], RowMapping]:
    """Desk facts by (item kind, item key); the last word of the desk up to `period` stands."""
    return {(row["item_kind"], fact_key(row)): row for row in _upto(connection, tables.facts, period)}


def fact_key(row: RowMapping) -> str:
    """Key of the item a fact is about: ORM number, BoE key, or invoice key."""
    if row["item_kind"] == "ORM":
        return str(row["orm_number"])
    boe = f"{row['boe_number']}/{row['boe_date']:%Y-%m-%d}/{row['port_code']}"
    return boe if row["item_kind"] == "BOE" else f"{boe}#{row['invoice_serial']}"


def latest_importers(connection: Connection, period: str) -> dict[str, RowMapping]:
    """Importer master lines by IEC, as last taken in."""
    return {row["iec"]: row for row in _upto(connection, tables.importers, period)}


def importer_lines(connection: Connection, period: str) -> list[RowMapping]:
    """Every importer master line told up to `period`, in order, with the day, moment and person of its action."""
    importers, actions = tables.importers, tables.actions
    query = (
        select(importers, actions.c.as_on, actions.c.at, actions.c.user)
        .join(actions, actions.c.seq == importers.c.seq)
        .where(actions.c.period <= period, counts(importers))
        .order_by(importers.c.id)
    )
    return list(connection.execute(query).mappings())


def rates_on(connection: Connection, on: date) -> dict[str, tuple[Decimal, date]]:
    """INR per unit of each currency: the last rate on or before `on`, with its date."""
    rates = tables.rates
    query = select(rates).where(rates.c.on <= on, counts(rates)).order_by(rates.c.on)
    return {row.currency: (Decimal(row.inr_per_unit), row.on) for row in connection.execute(query)}


def period_rows(connection: Connection, table: Table, period: str) -> list[RowMapping]:
    """Rows of `table` that the period's own actions wrote, in order."""
    query = (
        select(table)
        .join(tables.actions, tables.actions.c.seq == table.c.seq)
        .where(tables.actions.c.period == period, counts(table))
        .order_by(table.c.id)
    )
    return list(connection.execute(query).mappings())


def settlement_lines(connection: Connection, period: str) -> list[RowMapping]:
    """The period's settlement lines that stand: posted and not taken back, in the order posted."""
    lines = period_rows(connection, tables.postings, period)
    taken_back = Counter(_line(row) for row in lines if row["posting"] == REVERSE)
    standing = []
    for row in lines:
        if row["posting"] != SETTLE:
            continue
        if taken_back[_line(row)]:
            taken_back[_line(row)] -= 1
        else:
            standing.append(row)
    return standing


def rejected(connection: Connection, period: str) -> set[tuple[str, str]]:
    """(ORM key, invoice key) pairs that a person refused up to `period`: they are not proposed again."""
    refused = (row for row in _upto(connection, tables.postings, period) if row["posting"] == REJECT)
    return {(row["orm_key"], row["invoice_key"]) for row in refused}


def held_lines(connection: Connection, period: str) -> list[RowMapping]:
    """Proposals that a person keeps for a later answer: locked, and neither posted nor refused since."""
    held: dict[tuple[str, str, int, int], RowMapping] = {}
    for row in _upto(connection, tables.postings, period):
        if row["posting"] == LOCK:
            held[_line(row)] = row
        elif row["posting"] in (SETTLE, REJECT):
            held.pop(_line(row), None)
    return list(held.values())


def latest_words(connection: Connection, period: str) -> dict[tuple[str, str, str], str]:
    """What a person wrote beside items, by (sheet, item key, name); the last word stands, an empty one too."""
    rows = _upto(connection, tables.words, period)
    return {(row["sheet"], row["item_key"], row["name"]): row["value"] for row in rows}


def _line(row: RowMapping) -> tuple[str, str, int, int]:
    return row["orm_key"], row["invoice_key"], row["amount_minor"], row["amount_invoice_minor"]


def last_closing_before(connection: Connection, period: str) -> list[RowMapping]:
    """Rows of the last recorded closing of an earlier period; none in the first month."""
    actions, closings = tables.actions, tables.closings
    seq = connection.execute(
        select(func.max(actions.c.seq)).where(actions.c.kind == "CLOSE", actions.c.period < period, counts(actions))
    ).scalar()
    return list(connection.execute(select(closings).where(closings.c.seq == seq).order_by(closings.c.id)).mappings())


def last_as_on(connection: Connection) -> date | None:
    """The latest as-on date of anything done; None for a new ledger."""
    latest: date | None = connection.execute(select(func.max(tables.actions.c.as_on))).scalar()
    return latest


def last_period(connection: Connection) -> str:
    """The latest period in which anything was done; "" for a new ledger."""
    return str(connection.execute(select(func.max(tables.actions.c.period))).scalar() or "")


def _upto(connection: Connection, table: Table, period: str) -> list[RowMapping]:
    query = (
        select(table)
        .join(tables.actions, tables.actions.c.seq == table.c.seq)
        .where(tables.actions.c.period <= period, counts(table))
        .order_by(table.c.id)
    )
    return list(connection.execute(query).mappings())
