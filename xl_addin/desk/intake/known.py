"""What the ledger already knows, as the records that incoming ones are held against."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table, select

from xl_addin.desk.intake.compare import KnownRecord, settled_by_serial
from xl_addin.desk.month.month import orm_keys
from xl_addin.domain.records import BillOfEntry, BoeInvoice, Importer, OutwardRemittance
from xl_addin.ledger import chain, items, state, tables
from xl_addin.ledger.events import Event
from xl_addin.ledger.items import CANCELLED, OPENING, InvoiceItem, OrmItem
from xl_addin.ledger.rows import boe_of

ALL_TIME = "9999-12"


@dataclass(frozen=True, slots=True)
class KnownLedger:
    """Records by key, importers, identifiers, rates, hashes of files, ORM keys by number, the action it was read at."""

    orms: dict[Hashable, KnownRecord[OutwardRemittance]]
    boes: dict[Hashable, KnownRecord[BillOfEntry]]
    importers: dict[str, Importer]
    iecs: frozenset[str]
    ad_codes: frozenset[str]
    rates: dict[tuple[date, str], Decimal]
    files: dict[str, str]
    orm_keys: dict[str, str]
    head: str

    def dated(self) -> Iterator[date]:
        """Days of all records and rates."""
        yield from (known.record.dated for known in self.orms.values())
        yield from (known.record.key.boe_date for known in self.boes.values())
        yield from (on for on, _ in self.rates)


def known_ledger(connection: Connection) -> KnownLedger:
    """Everything taken in so far, whatever the period."""
    orms = items.orm_items(connection, ALL_TIME)
    invoices = items.invoice_items(connection, ALL_TIME)
    importers = state.latest_importers(connection, ALL_TIME)
    known: list[OrmItem | InvoiceItem] = [*orms.values(), *invoices.values()]
    return KnownLedger(
        orms=_known_orms(connection, orms),
        boes=_known_boes(connection, invoices),
        importers=importers,
        iecs=frozenset(importers) | {item.record.iec for item in known},
        ad_codes=frozenset(item.record.ad_code for item in known),
        rates={(r.on, r.currency): Decimal(r.inr_per_unit) for r in _counting(connection, tables.rates)},
        files={row.sha256: row.taken_in_at for row in _counting(connection, tables.files)},
        orm_keys=orm_keys(orms),
        head=chain.head(connection),
    )


def _known_orms(connection: Connection, known: dict[str, OrmItem]) -> dict[Hashable, KnownRecord[OutwardRemittance]]:
    versions: dict[str, list[Event[OutwardRemittance]]] = {}
    for event in items.orm_events(connection, ALL_TIME):
        if event.name != CANCELLED:  # a cancellation repeats the version that it cancels
            versions.setdefault(event.key, []).append(event)
    return {
        key: KnownRecord(
            item.record,
            not item.is_live,
            versions[key][0].name == OPENING,
            {0: item.ended_minor},
            [event.record for event in versions[key]],
        )
        for key, item in known.items()
    }


def _known_boes(connection: Connection, known: dict[str, InvoiceItem]) -> dict[Hashable, KnownRecord[BillOfEntry]]:
    grouped: dict[str, list[InvoiceItem]] = {}
    for item in known.values():
        grouped.setdefault(item.record.boe_key, []).append(item)
    versions = _boe_versions(connection)
    settled = {key: item.ended_minor for key, item in known.items()}
    found: dict[Hashable, KnownRecord[BillOfEntry]] = {}
    for name, group in grouped.items():
        boe = boe_of([item.record for item in group])
        serials = tuple(invoice.serial for invoice in boe.invoices)
        found[boe.key] = KnownRecord(
            boe,
            not any(item.is_live for item in group),
            versions[name][0][0].name == OPENING,
            settled_by_serial(boe.key, settled, serials),
            [boe_of([event.record for event in version]) for version in versions[name]],
        )
    return found


def _boe_versions(connection: Connection) -> dict[str, list[list[Event[BoeInvoice]]]]:
    """What was told of each version by BoE key. A version's lines stand together, in serial order."""
    found: dict[str, list[list[Event[BoeInvoice]]]] = {}
    for event in items.invoice_events(connection, ALL_TIME):
        if event.name == CANCELLED:
            continue
        versions = found.setdefault(event.record.boe_key, [])
        if versions and event.name == OPENING:
            versions[0].append(event)  # invoices brought forward later belong to the same opening
        elif versions and _next_of(versions[-1][-1], event):
            versions[-1].append(event)
        else:
            versions.append([event])
    return found


def _next_of(last: Event[BoeInvoice], event: Event[BoeInvoice]) -> bool:
    """Whether `event` tells a further invoice of the version that `last` belongs to."""
    return (last.name, last.seq) == (event.name, event.seq) and last.record.serial < event.record.serial


def _counting(connection: Connection, table: Table) -> Iterable[Any]:
    return connection.execute(select(table).where(tables.counts(table)).order_by(table.c.id))
