"""What the ledger already knows, as the records that incoming ones are held against."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from xl_addin.desk.intake.compare import KnownRecord, settled_by_serial
from xl_addin.domain.records import BillOfEntry, Importer, OutwardRemittance
from xl_addin.ledger import chain, rows, state, tables

_ALL_TIME = "9999-12"


@dataclass(frozen=True, slots=True)
class KnownLedger:
    """Records by key, importers, identifiers in full, rates, hashes of files, and the action it was read at."""

    orms: dict[Hashable, KnownRecord[OutwardRemittance]]
    boes: dict[Hashable, KnownRecord[BillOfEntry]]
    importers: dict[str, Importer]
    iecs: frozenset[str]
    ad_codes: frozenset[str]
    rates: dict[tuple[date, str], Decimal]
    files: dict[str, str]
    head: str


def known_ledger(connection: Connection) -> KnownLedger:
    """Everything taken in so far, whatever the period."""
    orms = state.orm_items(connection, _ALL_TIME)
    invoices = state.invoice_items(connection, _ALL_TIME)
    importers = state.latest_importers(connection, _ALL_TIME)
    return KnownLedger(
        orms=_known_orms(connection, orms),
        boes=_known_boes(connection, invoices),
        importers={iec: rows.importer_of(row) for iec, row in importers.items()},
        iecs=frozenset(importers) | {i.version["iec"] for i in (*orms.values(), *invoices.values())},
        ad_codes=frozenset(i.version["ad_code"] for i in (*orms.values(), *invoices.values())),
        rates={(r.on, r.currency): Decimal(r.inr_per_unit) for r in _counting(connection, tables.rates)},
        files={row.sha256: row.taken_in_at for row in _counting(connection, tables.files)},
        head=chain.head(connection),
    )


def _known_orms(connection: Connection, items: dict[str, state.Item]) -> dict[Hashable, KnownRecord[OutwardRemittance]]:
    versions: dict[str, list[RowMapping]] = {}
    for row in _events(connection, tables.orm_events):
        versions.setdefault(row["orm_key"], []).append(row)
    return {
        key: KnownRecord(
            rows.orm_of(item.version),
            item.version["event"] == state.CANCELLED,
            versions[key][0]["event"] == state.OPENING,
            {0: item.settled_before_minor + item.settled_minor},
            [rows.orm_of(row) for row in versions[key]],
        )
        for key, item in items.items()
    }


def _known_boes(connection: Connection, items: dict[str, state.Item]) -> dict[Hashable, KnownRecord[BillOfEntry]]:
    grouped: dict[str, list[state.Item]] = {}
    for item in items.values():
        grouped.setdefault(item.version["boe_key"], []).append(item)
    versions = _boe_versions(connection)
    settled = {key: item.settled_before_minor + item.settled_minor for key, item in items.items()}
    found: dict[Hashable, KnownRecord[BillOfEntry]] = {}
    for name, group in grouped.items():
        boe = rows.boe_of([item.version for item in group])
        cancelled = all(item.version["event"] == state.CANCELLED for item in group)
        serials = tuple(invoice.serial for invoice in boe.invoices)
        found[boe.key] = KnownRecord(
            boe,
            cancelled,
            versions[name][0][0]["event"] == state.OPENING,
            settled_by_serial(boe.key, settled, serials),
            [rows.boe_of(version) for version in versions[name]],
        )
    return found


def _boe_versions(connection: Connection) -> dict[str, list[list[RowMapping]]]:
    """The rows of each version by BoE key. A version's rows stand together, in serial order."""
    found: dict[str, list[list[RowMapping]]] = {}
    for row in _events(connection, tables.invoice_events):
        versions = found.setdefault(row["boe_key"], [])
        last = versions[-1][-1] if versions else None
        if versions and row["event"] == state.OPENING:
            versions[0].append(row)  # invoices brought forward later belong to the same opening
        elif last is not None and _next_of(last, row):
            versions[-1].append(row)
        else:
            versions.append([row])
    return found


def _next_of(last: RowMapping, row: RowMapping) -> bool:
    """Whether `row` is a further invoice of the version that `last` belongs to."""
    return (last["event"], last["seq"]) == (row["event"], row["seq"]) and last["serial"] < row["serial"]


def _counting(connection: Connection, table: Table) -> Iterable[Any]:
    return connection.execute(select(table).where(state.counts(table)).order_by(table.c.id))


def _events(connection: Connection, table: Table) -> Iterable[RowMapping]:
    """What was told of records, cancellations left out: they repeat the version that they cancel."""
    query = select(table).where(table.c.event != state.CANCELLED, state.counts(table)).order_by(table.c.id)
    return connection.execute(query).mappings()
