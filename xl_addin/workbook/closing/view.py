"""What the closing workbook shows, ready to be laid out: plain frames, money in minor units beside its currency.

In every frame dates are `datetime.date` or None, text is str ("" when empty), `*_minor` are int (whole minor units of
the currency in the row's `currency` column, `amount_invoice_minor` of `invoice_currency`), flags are "Y", "N" or "",
INR figures are Decimal or None (no rate).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import pandas as pd

from xl_addin.domain.movements import Balance, Movement
from xl_addin.domain.records import TakenFile
from xl_addin.workbook.closing.words import Answers

# One row per source file of the period.
SOURCES = TakenFile._fields

# Open remittances on the as-on date, oldest first. `movement` columns are lifetime-to-date: opening_minor is what was
# open when the period began (0 when it is new in the period), new_minor what came in during the period.
ORM = (
    "orm_number",
    "ad_code",
    "iec",
    "importer",
    "beneficiary",
    "beneficiary_country",
    "payment_date",
    "purpose_code",
    "currency",
    "amount_minor",
    "settled_minor",
    "written_off_minor",
    "outstanding_minor",
    "outstanding_inr",
    "age_days",
    "age_bucket",
    "evidence_due",
    "documents_due",
    "stage",
    "stage_status",
    "remarks",
    "flags",
)

# Open invoices on the as-on date.
INVOICES = (
    "boe_number",
    "boe_date",
    "port_code",
    "invoice_serial",
    "invoice_number",
    "iec",
    "importer",
    "supplier",
    "terms",
    "currency",
    "value_minor",
    "settled_minor",
    "written_off_minor",
    "outstanding_minor",
    "outstanding_inr",
    "shipment_date",
    "contract_due_date",
    "due_date",
    "old_due_date",
    "payment_status",
    "age_days",
    "age_bucket",
    "flags",
)

# Posted lines of the period, and proposals that wait for a person. status: POSTED or PROPOSED.
SETTLEMENTS = (
    "status",
    "orm_number",
    "orm_ad_code",
    "boe_number",
    "boe_date",
    "port_code",
    "invoice_serial",
    "invoice_number",
    "iec",
    "currency",
    "amount_minor",
    "invoice_currency",
    "amount_invoice_minor",
    "rate",
    "pass",
    "tier",
    "reason",
    "evidence",
    "group_id",
)

# One row per decision; `citation` names every instrument and paragraph relied on and how sure its source is.
# `subject` picks the sheet: WRITEOFF, SMALLVALUE, EXTENSION, PAYMENT, FOLLOWUP, ADVANCE, IEC.
# The facts after `confidence` are the desk's own columns (blue on the sheet); unused ones are "".
DECISIONS = (
    "subject",
    "orm_number",
    "orm_ad_code",
    "boe_number",
    "boe_date",
    "port_code",
    "invoice_serial",
    "iec",
    "importer",
    "currency",
    "amount_minor",
    "base_minor",
    "ratio_pct",
    "amount_inr",
    "status",
    "findings",
    "why",
    "instrument",
    "paragraph",
    "citation",
    "confidence",
    "due_date",
    "old_due_date",
    "reason",
    "documents_received",
    "ad_satisfied",
    "importer_declaration",
    "suit_pending",
    "adverse_notice",
    "under_investigation",
    "shipment_date",
    "contract_due_date",
    "extension_granted_to",
    "letter_1_date",
    "letter_2_date",
    "registered_letter_date",
)

MOVEMENTS = Movement._fields

# The last closing by side and currency as the previous run recorded it; no rows in the first month.
PREVIOUS = Balance._fields

FINDINGS = ("code", "severity", "source", "sheet", "row", "column", "found", "expected", "action")

RULES = (
    "parameter",
    "meaning",
    "value",
    "effective_from",
    "effective_to",
    "instrument",
    "paragraph",
    "confidence",
    "note",
)

IMPORTERS = (
    "iec",
    "name",
    "pan",
    "iec_last_updated",
    "iec_status",
    "why",
    "citation",
    "suit_pending",
    "adverse_notice",
    "under_investigation",
    "caution_listed",
)

CHECKLIST = ("task", "owner", "due", "done_by", "done_at", "evidence")


@dataclass(frozen=True, slots=True)
class RunStamp:
    """Who closed what, when, with which versions."""

    bank: str
    ad_code: str
    period: str  # YYYY-MM
    as_on: date
    regime: str
    run_id: str
    made_at: datetime  # Indian time
    made_by: str
    versions: dict[str, str]
    ledger_head: str  # hash of the last action in the chain
    ledger_chain_ok: bool


@dataclass(frozen=True, slots=True)
class ClosingView:
    """Everything the workbook shows. `rates` maps a currency to INR per unit used for the INR column, with its date."""

    stamp: RunStamp
    rates: dict[str, tuple[Decimal, date]]
    sources: pd.DataFrame
    checklist: pd.DataFrame
    movements: pd.DataFrame
    previous: pd.DataFrame
    orms: pd.DataFrame
    invoices: pd.DataFrame
    settlements: pd.DataFrame
    decisions: pd.DataFrame
    importers: pd.DataFrame
    findings: pd.DataFrame
    rules: pd.DataFrame
    policy: pd.DataFrame  # parameter, value, meaning: the bank's own policy, empty values shown as "no bound set"
    answers: Answers = field(default_factory=dict)  # what was said of items, decisions and importers
