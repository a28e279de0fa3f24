"""Bills of entry listed apart: manual ones, for RBI's comparison with Customs, and those of other banks' AD codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from xl_addin.desk.intake.sources import SourceKind
from xl_addin.desk.month import Month
from xl_addin.domain.money import plain
from xl_addin.ledger.items import InvoiceItem

COLUMNS = (
    "boe_number",
    "boe_date",
    "port_code",
    "invoice_serial",
    "invoice_number",
    "ad_code",
    "iec",
    "importer",
    "supplier",
    "currency",
    "value",
    "outstanding",
    "source",
)
# How a manual bill of entry came in: as a message of the branch, or brought forward under the message's name.
MANUAL_SOURCES = (SourceKind.MANUAL_BOE.value, "MBE")
Row = dict[str, Any]


def manual_boes(month: Month) -> list[Row]:
    """Invoices of manual bills of entry that came in during the period or are still open, oldest first."""
    return _listed(month, lambda item: item.record.source in MANUAL_SOURCES)


def other_ad_boes(month: Month, codes: Iterable[str]) -> list[Row]:
    """The same for bills of entry under one of `codes`, AD codes that are not the desk's own."""
    others = frozenset(codes)
    return _listed(month, lambda item: item.record.ad_code in others)


def _listed(month: Month, wanted: Callable[[InvoiceItem], bool]) -> list[Row]:
    found = [
        item
        for item in month.invoices.values()
        if item.is_live and (item.is_new or item.outstanding_minor) and wanted(item)
    ]
    return [_row(item) for item in sorted(found, key=lambda one: (one.record.boe_date, one.key))]


def _row(item: InvoiceItem) -> Row:
    record = item.record
    same = ("boe_number", "boe_date", "port_code", "invoice_number", "ad_code", "iec", "supplier", "source")
    return {
        **{name: getattr(record, name) for name in same},
        "invoice_serial": record.serial,
        "importer": record.importer_name,
        "currency": item.currency,
        "value": plain(record.value_minor, item.currency),
        "outstanding": plain(item.outstanding_minor, item.currency),
    }
