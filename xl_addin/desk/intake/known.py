"""What the ledger already knows, as the records that incoming ones are held against."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from xl_addin.desk.intake.reconcile import KnownRecord, settled_by_serial
from xl_addin.domain.records import BillOfEntry, OutwardRemittance
from xl_addin.ledger import rows, state, tables

_ALL_TIME = "9999-12"


@dataclass(frozen=True, slots=True)
class KnownLedger:
    """Records by key, identifiers in full, rates and hashes of files taken in."""

    orms: dict[Hashable, KnownRecord[OutwardRemittance]]
    boes: dict[Hashable, KnownRecord[BillOfEntry]]
    iecs: frozenset[str]
    ad_codes: frozenset[str]
    rates: dict[tuple[date, str], Decimal]
    files: dict[str, str]


def known_ledger(connection: Connection) -> KnownLedger:
    """Everything taken in so far, whatever the period."""
    orms = state.orm_items(connection, _ALL_TIME)
    invoices = state.invoice_items(connection, _ALL_TIME)
    importers = state.latest_importers(connection, _ALL_TIME)
    return KnownLedger(
        orms={key: _known_orm(item) for key, item in orms.items()},
        boes=_known_boes(invoices),
        iecs=frozenset(importers) | {i.version["iec"] for i in orms.values()},
        ad_codes=frozenset(i.version["ad_code"] for i in (*orms.values(), *invoices.values())),
        rates={(r.on, r.currency): Decimal(r.inr_per_unit) for r in connection.execute(select(tables.rates))},
        files={row.sha256: row.taken_in_at for row in connection.execute(select(tables.files))},
    )


def _known_orm(item: state.Item) -> KnownRecord[OutwardRemittance]:
    settled = item.settled_before_minor + item.settled_minor
    event = item.version["event"]
    return KnownRecord(rows.orm_of(item.version), event == state.CANCELLED, item.is_opening, {0: settled})


def _known_boes(items: dict[str, state.Item]) -> dict[Hashable, KnownRecord[BillOfEntry]]:
    grouped: dict[str, list[state.Item]] = {}
    for item in items.values():
        grouped.setdefault(item.version["boe_key"], []).append(item)
    settled = {key: item.settled_before_minor + item.settled_minor for key, item in items.items()}
    found: dict[Hashable, KnownRecord[BillOfEntry]] = {}
    for group in grouped.values():
        boe = rows.boe_of([item.version for item in group])
        cancelled = all(item.version["event"] == state.CANCELLED for item in group)
        serials = tuple(invoice.serial for invoice in boe.invoices)
        found[boe.key] = KnownRecord(
            boe, cancelled, group[0].is_opening, settled_by_serial(boe.key, settled, serials)
        )  # fmt: skip
    return found
