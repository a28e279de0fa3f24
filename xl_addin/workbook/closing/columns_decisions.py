"""Columns of the decision sheets: the item, the desk's own facts (inputs), the decision and its citation."""

from __future__ import annotations

from xl_addin.workbook.closing.schema import (
    Column,
    Table,
    asked,
    day,
    inr,
    long,
    moment,
    money,
    ratio,
    status,
    text,
    whole,
)  # fmt: skip

_YES_NO = "Choose Y or N. Leave empty when it is not known; an unknown is never taken for a no."
WRITEOFF_REASONS = (
    "DISCOUNT", "EXCHANGE_RATE", "EXCHANGE_DIFFERENCE", "FREIGHT", "INSURANCE", "FREIGHT_INSURANCE", "OPERATIONAL",
    "BANK_CHARGES", "OVERPAYMENT", "PRICE_DIFFERENCE", "ROUNDING", "OTHER_DIFFERENCE", "QUALITY", "SHORT_SHIPMENT",
    "DESTRUCTION",
)  # fmt: skip
EXTENSION_REASONS = (
    "DISPUTE_QUANTITY", "DISPUTE_QUALITY", "CONTRACT_TERMS", "FINANCIAL_DIFFICULTY", "SUIT_AGAINST_SELLER",
)  # fmt: skip


def _flag(key: str, header: str) -> Column:
    return asked(text(key, header, 10), "Y", "N", help=_YES_NO)


def _reason(*choices: str) -> Column:
    return asked(text("reason", "Reason", 19), *choices, help="Choose the reason that the papers show.")


def _asked_day(key: str, header: str) -> Column:
    return asked(day(key, header), help="A date as dd-mmm-yyyy, not before 1-Jan-2000.")


_PAPERS = asked(long("papers", "Papers", 14), help="Each paper seen: kind, number and date; at most 250 characters.")
_REMARKS = asked(long("remarks", "Remarks", 14), help="The desk's own words, at most 250 characters.")
_ORM = (text("orm_number", "ORM number", 17),)
_BOE = (text("boe_number", "BoE number", 10.5), day("boe_date", "BoE date"), text("port_code", "Port", 8.5))
_INVOICE = (*_BOE, whole("invoice_serial", "Serial", 7))
_PARTY = (text("iec", "IEC", 11.5), long("importer", "Importer", 16))
_MONEY = (text("currency", "Currency", 8.5), money("amount_minor", "Amount"))
_IN_INR = (inr("amount_inr", "Amount INR"),)
_DECISION = (
    *status("status", "Status", width=17),
    long("findings", "Findings", 19),
    long("why", "Why", 54),
    long("citation", "Citation", 34),
    text("confidence", "Confidence", 10),
)

WRITE_OFFS = Table(
    "tblWriteOffs",
    (
        *_ORM,
        *_INVOICE,
        *_PARTY,
        text("currency", "Currency", 8.5),
        money("base_minor", "Invoice value"),
        money("amount_minor", "Difference"),
        ratio("ratio_pct", "Difference pct", 10, help="Percent of the invoice value, not rounded before the test."),
        *_IN_INR,
        _reason(*WRITEOFF_REASONS),
        _flag("documents_received", "Documents received"),
        _flag("ad_satisfied", "AD satisfied"),
        _flag("suit_pending", "Suit pending"),
        _flag("adverse_notice", "Adverse notice"),
        *_DECISION,
        _PAPERS,
        _REMARKS,
    ),
)

SMALL_VALUE = Table(
    "tblSmallValue",
    (
        *_ORM, *_BOE, *_PARTY, text("currency", "Currency", 8.5),
        money("base_minor", "Entry value"), inr("amount_inr", "Entry value INR"), money("amount_minor", "Open balance"),
        _flag("importer_declaration", "Importer declaration"),
        *_DECISION, _REMARKS,
    ),
)  # fmt: skip

EXTENSIONS = Table(
    "tblExtensions",
    (
        *_INVOICE, *_PARTY, *_MONEY,
        _asked_day("shipment_date", "Shipment date"),
        _asked_day("contract_due_date", "Contract due"),
        day("old_due_date", "Old due date", help="Under the old rules."),
        day("due_date", "New due date", help="Under the rules in force on the as-on date."),
        _asked_day("extension_granted_to", "Extended to"),
        _reason(*EXTENSION_REASONS),
        _flag("under_investigation", "Under investigation"),
        _flag("ad_satisfied", "AD satisfied"),
        *_DECISION, _PAPERS, _REMARKS,
    ),
)  # fmt: skip

ADVANCES = Table(
    "tblAdvances",
    (
        *_ORM, *_PARTY, *_MONEY, *_IN_INR,
        day("due_date", "Evidence due"),
        day("old_due_date", "Old due date", help="Under the old rules."),
        _flag("documents_received", "Documents received"),
        *_DECISION, _REMARKS,
    ),
)  # fmt: skip

FOLLOW_UP = Table(
    "tblFollowUp",
    (
        *_ORM, *_PARTY, *_MONEY, *_IN_INR,
        day("due_date", "Evidence due"),
        day("old_due_date", "Old due date", help="Under the old rules."),
        _asked_day("letter_1_date", "First letter"),
        _asked_day("letter_2_date", "Second letter"),
        _asked_day("registered_letter_date", "Registered letter"),
        *_DECISION, _REMARKS,
    ),
)  # fmt: skip

REFERRALS = Table(
    "tblReferrals",
    (
        text("referred_to", "To be referred to", 20),
        text("through", "Through", 16, help="Who sends it on."),
        asked(text("regional_office", "Regional Office", 15), help="The office of RBI that has jurisdiction."),
        text("subject", "Subject", 14),
        *_ORM, *_INVOICE, *_PARTY, *_MONEY,
        *_DECISION[:4],
        _DECISION[4],
        asked(text("memo_number", "Memo number", 16), help="Number of the letter or memo sent."),
        asked(day("memo_date", "Memo date"), help="A date as dd-mmm-yyyy, not before 1-Jan-2000."),
        asked(
            text("memo_status", "Memo status", 13),
            "Drafted", "Sent", "Approved", "Returned", "Refused",
            help="Choose where the memo stands.",
        ),
        _REMARKS,
    ),
    empty="nothing in this period: no decision is to be referred",
)  # fmt: skip

IMPORT_LICENCE = Table(
    "tblImportLicence",
    (
        text("subject", "Subject", 14),
        *_PARTY, *_BOE,
        *status("status", "Status", width=20),
        long("why", "Why", 50),
        long("citation", "Citation", 30),
        day("iec_last_updated", "IEC last updated"),
        _flag("iec_linked", "Linked with DGFT"),
        _asked_day("iec_last_checked", "Last checked"),
        asked(text("certificate_reference", "Certificate", 16), help="Reference of the IEC certificate at DGFT."),
        _asked_day("certificate_date", "Certificate date"),
        text("suit_pending", "Suit pending", 10),
        text("adverse_notice", "Adverse notice", 10),
        text("under_investigation", "Under investigation", 12),
        text("caution_listed", "Caution listed", 10),
    ),
)  # fmt: skip

MESSAGES = Table(
    "tblMessages",
    (
        long("file", "File", 42),
        text("message", "Message", 14),
        whole("records", "Records", 10),
        text("currency", "Currency", 8.5),
        money("control_sum_minor", "Control sum", width=20),
        text("sha256", "SHA-256", 62),
        *status("status", "Status", width=14),
        text("ack_code", "Acknowledgement code", 18),
    ),
    empty="not filled by this version: it makes no message files",
    keeps_widths=True,
)

AUDIT_SAMPLE = Table(
    "tblAuditSample",
    (
        whole("item", "Item", 7),
        text("orm_number", "ORM number", 18),
        *_BOE,
        *_PARTY,
        *_MONEY,
        inr("amount_inr", "Amount INR"),
        text("method", "Method", 18),
        text("seed", "Seed", 14),
        whole("population_items", "Population items", 11),
        inr("population_inr", "Population INR"),
        text("drawn_by", "Drawn by", 16),
        moment("drawn_at", "Drawn at"),
        long("result", "Audit result", 28),
    ),
    empty="not filled by this version: no write-offs are posted",
    keeps_widths=True,
)

SIGN_OFF = Table(
    "tblSignOff",
    (
        text("role", "Role", 14),
        long("meaning", "What the signature says", 58),
        text("name", "Name", 24),
        text("id", "Staff id", 14),
        moment("signed_at", "Signed at", 18),
        text("hash_signed", "Hash signed", 62),
        *status("status", "Status", width=13),
    ),
    keeps_widths=True,
)
