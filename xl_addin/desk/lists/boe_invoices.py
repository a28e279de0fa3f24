"""BoE invoices: open invoices of bills of entry with the payment-due decision, oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xl_addin.desk.lists.parts import INVOICE_KEY
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import PAYMENT, Case
from xl_addin.desk.month.month import open_items
from xl_addin.domain.records import BoeInvoice
from xl_addin.engine.ageing import age_bucket
from xl_addin.workbook.lists import Column, List, Sheet, day, inr, long, money, status, text, whole


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An open invoice with the decision when it is to be paid."""

    record: BoeInvoice
    outstanding_minor: int
    outstanding_inr: Decimal | None
    as_on: date
    payment: Case
    flags: str

    @property
    def aged_from(self) -> date:
        """Age runs from the payment date; where that is not known, from the date of the bill of entry."""
        return self.payment.due_date or self.payment.old_due_date or self.record.boe_date


def open_invoices(told: Told) -> Sequence[OpenInvoice]:
    """Open invoices with their payment decisions, which are made in this order."""
    flags, as_on = told.flags, told.month.as_on
    return [
        OpenInvoice(
            item.record,
            item.outstanding_minor,
            told.inr(item.outstanding_minor, item.currency),
            as_on,
            case,
            flags.get(item.key, ""),
        )
        for item, case in zip(open_items(told.month.invoices), told.of(PAYMENT), strict=True)
    ]


LIST = List(
    "tblInvoices",
    rows=open_invoices,
    key=INVOICE_KEY,
    columns=(
        Column("BoE number", text, lambda i: i.record.boe_number, 10.5),
        Column("BoE date", day, lambda i: i.record.boe_date),
        Column("Port", text, lambda i: i.record.port_code, 8.5),
        Column(
            "Serial", whole, lambda i: i.record.serial, 7, "Serial of the invoice in its bill of entry; counted from 1."
        ),
        Column("Invoice number", text, lambda i: i.record.invoice_number, 16),
        Column("IEC", text, lambda i: i.record.iec, 11.5),
        Column("Importer", long, lambda i: i.record.importer_name, 18),
        Column("Supplier", long, lambda i: i.record.supplier, 18),
        Column("Terms", text, lambda i: i.record.terms, 7),
        Column("Currency", text, lambda i: i.record.currency, 8.5),
        Column("Invoice value", money, lambda i: i.record.value_minor),
        Column("Settled", money, lambda i: i.record.value_minor - i.outstanding_minor),
        Column("Written off", money, lambda i: 0, 13),
        Column("Outstanding", money, lambda i: i.outstanding_minor),
        Column(
            "Outstanding INR",
            inr,
            lambda i: i.outstanding_inr,
            help="At the rate on Summary; blank when there is no rate.",
        ),
        Column("Shipment date", day, lambda i: i.payment.facts.get("shipment_date")),
        Column("Contract due", day, lambda i: i.payment.facts.get("contract_due")),
        Column("Payment due", day, lambda i: i.payment.due_date),
        Column(
            "Old due date",
            day,
            lambda i: i.payment.old_due_date,
            help="The date under the old rules; shown beside the new one, neither hidden.",
        ),
        *status("Payment status", lambda i: i.payment.decision.status, width=16),
        Column("Why", long, lambda i: f"{i.payment.decision.grounds}.", 42),
        Column("Citation", long, lambda i: i.payment.decision.citation, 24),
        Column("Age days", whole, lambda i: (i.as_on - i.aged_from).days, 7),
        Column("Age bucket", text, lambda i: age_bucket(i.aged_from, i.as_on), 10),
        Column("Flags", long, lambda i: i.flags, 12),
    ),
)

SHEET = Sheet(
    "BoE invoices",
    "items",
    "Open invoices of bills of entry, with the payment-due decision.",
    "Where both Payment due and Old due date are shown the entry is in transition: neither date is hidden.",
    (LIST,),
    5,
)
