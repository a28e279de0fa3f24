"""The files manual-boe.csv, for RBI's comparison with Customs, and other-ad-boe.csv: bills of entry listed apart."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from xl_addin.desk.close.checks import other_ad_codes
from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.month.month import Month
from xl_addin.domain.money import plain
from xl_addin.ledger.items import InvoiceItem
from xl_addin.workbook.lists import Column, List, day, text, whole

# How a manual bill of entry came in: as a message of the branch, or brought forward under the message's name.
MANUAL_SOURCES = (SourceKind.MANUAL_BOE.value, "MBE")


def manual_boes(month: Month) -> Sequence[InvoiceItem]:
    """Invoices of manual bills of entry that came in during the period or are still open, oldest first."""
    return _listed(month, lambda item: item.record.source in MANUAL_SOURCES)


def other_ad_boes(month: Month, codes: Container[str]) -> Sequence[InvoiceItem]:
    """The same for bills of entry under one of `codes`, AD codes that are not the desk's own."""
    return _listed(month, lambda item: item.record.ad_code in codes)


def _listed(month: Month, wanted: Callable[[InvoiceItem], bool]) -> list[InvoiceItem]:
    found = [
        item
        for item in month.invoices.values()
        if item.is_live and (item.is_new or item.outstanding_minor) and wanted(item)
    ]
    return sorted(found, key=lambda item: (item.record.boe_date, item.key))


_COLUMNS: tuple[Column[InvoiceItem], ...] = (
    Column("boe_number", text, lambda i: i.record.boe_number),
    Column("boe_date", day, lambda i: i.record.boe_date),
    Column("port_code", text, lambda i: i.record.port_code),
    Column("invoice_serial", whole, lambda i: i.record.serial),
    Column("invoice_number", text, lambda i: i.record.invoice_number),
    Column("ad_code", text, lambda i: i.record.ad_code),
    Column("iec", text, lambda i: i.record.iec),
    Column("importer", text, lambda i: i.record.importer_name),
    Column("supplier", text, lambda i: i.record.supplier),
    Column("currency", text, lambda i: i.currency),
    Column("value", text, lambda i: plain(i.record.value_minor, i.currency)),
    Column("outstanding", text, lambda i: plain(i.outstanding_minor, i.currency)),
    Column("source", text, lambda i: i.record.source),
)
MANUAL = List("manual-boe.csv", rows=lambda told: manual_boes(told.month), columns=_COLUMNS)
OTHER_AD = List(
    "other-ad-boe.csv",
    rows=lambda told: other_ad_boes(told.month, other_ad_codes(told.month, told.law)),
    columns=_COLUMNS,
)
