"""Columns of the open items, the settlement lines and the lists of the run."""

from __future__ import annotations

from xl_addin.workbook.closing.schema import (
    Table,
    asked,
    day,
    inr,
    lakh,
    long,
    moment,
    money,
    status,
    text,
    whole,
)

ORM = Table(
    "tblOrm",
    (
        text("orm_number", "ORM number", 17),
        text("ad_code", "AD code", 9),
        text("iec", "IEC", 11.5),
        long("importer", "Importer", 20),
        long("beneficiary", "Beneficiary", 18),
        text("beneficiary_country", "Country", 8),
        day("payment_date", "Payment date"),
        text("purpose_code", "Purpose", 8.5),
        text("currency", "Currency", 8.5),
        money("amount_minor", "Amount"),
        money("settled_minor", "Settled"),
        money("written_off_minor", "Written off", width=13),
        money("outstanding_minor", "Outstanding", help="What is still to be evidenced, in the ORM's currency."),
        inr("outstanding_inr", "Outstanding INR", help="At the rate on Summary; blank when there is no rate."),
        lakh("outstanding_inr", "INR lakh"),
        whole("age_days", "Age days", 7),
        text("age_bucket", "Age bucket", 10),
        day("evidence_due", "Evidence due"),
        day("documents_due", "Documents due"),
        text("stage", "Stage", 19),
        *status("stage_status", "Status", width=13),
        long("remarks", "Remarks", 18),
        long("flags", "Flags", 13),
    ),
)

INVOICES = Table(
    "tblInvoices",
    (
        text("boe_number", "BoE number", 10.5),
        day("boe_date", "BoE date"),
        text("port_code", "Port", 8.5),
        whole("invoice_serial", "Serial", 7, help="Serial of the invoice in its bill of entry; counted from 1."),
        text("invoice_number", "Invoice number", 16),
        text("iec", "IEC", 11.5),
        long("importer", "Importer", 18),
        long("supplier", "Supplier", 18),
        text("terms", "Terms", 7),
        text("currency", "Currency", 8.5),
        money("value_minor", "Invoice value"),
        money("settled_minor", "Settled"),
        money("written_off_minor", "Written off", width=13),
        money("outstanding_minor", "Outstanding"),
        inr("outstanding_inr", "Outstanding INR", help="At the rate on Summary; blank when there is no rate."),
        day("shipment_date", "Shipment date"),
        day("contract_due_date", "Contract due"),
        day("due_date", "Payment due"),
        day(
            "old_due_date",
            "Old due date",
            help="The date under the old rules; shown beside the new one, neither hidden.",
        ),
        *status("payment_status", "Payment status", width=16),
        long("why", "Why", 42),
        long("citation", "Citation", 24),
        whole("age_days", "Age days", 7),
        text("age_bucket", "Age bucket", 10),
        long("flags", "Flags", 12),
    ),
)

SETTLEMENTS = Table(
    "tblSettlements",
    (
        *status("status", "Status", width=11),
        asked(
            text("answer", "Accept or Reject", 10),
            "Accept",
            "Reject",
            "Lock",
            help="Proposed: Accept posts, Reject drops, Lock keeps it for later. Posted now: Reject takes it back.",
        ),
        asked(
            long("answer_remarks", "Remarks", 16),
            help="Reason for a rejection, at most 250 characters.",
        ),
        text("orm_number", "ORM number", 17),
        text("orm_ad_code", "AD code", 9),
        text("boe_number", "BoE number", 10.5),
        day("boe_date", "BoE date"),
        text("port_code", "Port", 8.5),
        whole("invoice_serial", "Serial", 7),
        text("invoice_number", "Invoice number", 16),
        text("iec", "IEC", 11.5),
        text("currency", "ORM currency", 9),
        money("amount_minor", "ORM amount"),
        text("invoice_currency", "Invoice currency", 9),
        money("amount_invoice_minor", "Invoice amount", "invoice_currency"),
        text("rate", "Rate", 11),  # exact, as the desk gave it: invoice currency for one unit of ORM currency
        text("pass", "Pass", 13),
        text("tier", "Tier", 9.5),
        long("reason", "Reason", 24),
        long("evidence", "Evidence", 26),
        text("group_id", "Group", 10),
    ),
)

EXCEPTIONS = Table(
    "tblExceptions",
    (
        *status("severity", "Severity", width=10),
        text("code", "Code", 22),
        long("source", "Source file", 26),
        text("sheet", "Sheet", 14),
        whole("row", "Row"),
        text("column", "Column", 16),
        long("found", "Found", 40),
        long("expected", "Expected", 40),
        long("action", "What to do", 44),
    ),
    empty="nothing in this period: every source row was read without a finding",
)

SOURCES = Table(
    "tblSources",
    (
        long("file", "Source file", 38),
        text("kind", "Kind", 16),
        whole("rows_read", "Rows read", 11),
        whole("rows_kept", "Rows kept", 11),
        whole("rows_refused", "Rows refused", 11),
        moment("taken_in_at", "Taken in at", 18),
        text("sha256", "SHA-256", 62),
    ),
    empty="nothing in this period: no source file was taken in",
)

CHECKLIST = Table(
    "tblChecklist",
    (
        long("task", "Task", 54),
        text("owner", "Owner", 20),
        moment("due", "Due", 14),
        text("done_by", "Done by", 20),
        moment("done_at", "Done at", 18),
        long("evidence", "Evidence", 48),
    ),
    keeps_widths=True,
)

RULES = Table(
    "tblRules",
    (
        text("parameter", "Rule", 32),
        long("meaning", "Meaning", 44),
        long("value", "Value", 18),
        day("effective_from", "In force from"),
        day("effective_to", "In force to"),
        long("instrument", "Instrument", 36),
        long("paragraph", "Paragraph", 16),
        long("confidence", "Confidence", 22),
        long("note", "Note", 36),
    ),
)

POLICY = Table(
    "tblPolicy",
    (
        text("parameter", "Bank parameter", 32),
        long("meaning", "Meaning of the parameter", 44),
        long("value", "Bank value", 18),
    ),
    empty="no parameter of the bank's own policy was given",
)
