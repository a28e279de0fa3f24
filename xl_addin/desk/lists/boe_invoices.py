"""BoE invoices: open invoices of bills of entry with the payment-due decision, what is missed and overdue first."""

from __future__ import annotations

from datetime import date

from xl_addin.desk.lists import retained
from xl_addin.desk.lists.order import late_first
from xl_addin.desk.lists.parts import (
    IN_IDPMS,
    INVOICE_KEY,
    OLD_RULES,
    STANDS,
    WRITTEN_OFF,
    judged,
    known,
    money_of_open,
    of_boe,
    of_open,
    reasoned,
    settled,
)
from xl_addin.desk.lists.tied import COLUMNS as TIES
from xl_addin.desk.lists.tied import open_invoices
from xl_addin.desk.lists.told import Open
from xl_addin.desk.month.case import PAYMENT, as_date
from xl_addin.domain.records import BoeInvoice
from xl_addin.engine.ageing import NO_DATE, age_bucket
from xl_addin.workbook.lists import Column, Kind, List, Sheet, day, inr, long, money, text, whole


def due(row: Open[BoeInvoice]) -> date | None:
    """The payment date in force; None where a fact of it is missing or the law gives none."""
    return as_date(row.item.decided[PAYMENT].value)


def age_days(row: Open[BoeInvoice]) -> int | str:
    """Days since the payment date in force, negative before it."""
    on = due(row)
    return "" if on is None else (row.as_on - on).days


def bucket(row: Open[BoeInvoice]) -> str:
    """How long overdue; an invoice without a date in force is shown as such."""
    on = due(row)
    return NO_DATE if on is None else age_bucket(on, row.as_on)


LIST = List(
    "tblInvoices",
    rows=late_first(open_invoices, lambda row: row.standing(PAYMENT), lambda row: row.inr),
    key=INVOICE_KEY,
    total="Outstanding INR",
    first=(
        "BoE number",
        "Serial",
        "Importer",
        "Currency",
        "Outstanding",
        "Sign",
        "Payment status",
        "Why",
        "Outstanding INR",
        "Standing",
        "Payment due",
        "Old due date",
        "BoE date",
        "Port",
    ),
    seldom=("Seller", "Third party", "Commodity", "Written off", "Tied by hand", "In IDPMS", "In IDPMS since"),
    columns=(
        Column("BoE number", text, lambda i: i.item.record.boe_number, 10.5),
        Column("BoE date", day, lambda i: i.item.record.boe_date),
        Column("Port", text, lambda i: i.item.record.port_code, 8.5),
        Column(
            "Serial",
            whole,
            lambda i: i.item.record.serial,
            7,
            "Serial of the invoice in its bill of entry; counted from 1.",
        ),
        Column("Invoice number", text, lambda i: i.item.record.invoice_number, 16),
        Column("IEC", text, lambda i: i.item.record.iec, 11.5),
        Column("Importer", long, lambda i: i.item.record.importer_name, 18),
        Column("Supplier", long, lambda i: i.item.record.supplier, 18),
        Column("Seller", long, lambda i: i.item.record.seller, 14, "Where the bill names one beside the supplier."),
        Column("Third party", long, lambda i: i.item.record.third_party, 14, "Where the bill of entry names one."),
        of_open("hs", "Eight digits. Where DGFT asks about the goods, they come on DGFT goods."),
        Column("Commodity", text, known("commodity"), 11, "As said on Extensions; blank is read as general goods."),
        Column("Terms", text, lambda i: i.item.record.terms, 7),
        Column("Currency", text, lambda i: i.item.record.currency, 8.5),
        Column("Invoice value", money, lambda i: i.item.record.value_minor),
        Column("Settled", money, lambda i: settled(i.item, i.item.record.value_minor)),
        Column("Written off", money, lambda i: i.item.closed_ever_minor, 13, WRITTEN_OFF),
        Column("Outstanding", money, lambda i: i.item.outstanding_minor),
        Column(
            "Outstanding INR",
            inr,
            lambda i: i.inr,
            help="At the rate on Summary; blank when there is no rate.",
        ),
        Column("Shipment date", day, known("shipment_date")),
        Column("Contract due", day, known("contract_due")),
        money_of_open(
            "retained_amount", "Performance guarantee: this part has its own date, the rest that of the law."
        ),
        of_open("retained_until", "By the contract. Paid for this invoice counts for the rest first."),
        of_boe("import_route", "Where it is no plain entry of an EDI port: the kind; it comes on Evidence."),
        Column("Payment due", day, due),
        Column(
            "Old due date",
            day,
            lambda i: i.item.decided[PAYMENT].old_value,
            help=OLD_RULES,
        ),
        *judged(lambda i: i.item.decided[PAYMENT], "Payment status", 16),
        *reasoned(lambda i: i.item.decided[PAYMENT], 42, 24),
        Column("Age days", whole, age_days, 7, "Days past Payment due, negative before it; blank without a date."),
        Column("Age bucket", text, bucket, 10, "Of the days past Payment due; NO_DATE where no date is in force."),
        Column("Flags", long, lambda i: i.flags, 12),
        Column("Standing", Kind.STATUS, lambda i: i.standing(PAYMENT), 17, STANDS),
        *IN_IDPMS,
        *TIES,
    ),
)

SHEET = Sheet(
    "BoE invoices",
    "items",
    "Open invoices of bills of entry with the payment-due decision: missed and overdue first, then by INR.",
    "Where both Payment due and Old due date are shown the entry is in transition: neither date is hidden.",
    (LIST, retained.LIST),
    2,
)
