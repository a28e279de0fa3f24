"""Retained amounts below the BoE invoices, column under column: the part, its date, and how the rest stands."""

from __future__ import annotations

from datetime import date
from typing import cast

from xl_addin.desk.lists.order import late_cases_first
from xl_addin.desk.lists.parts import (
    A_PARTY,
    A_STANDING,
    AN_INVOICE,
    INVOICE_KEY,
    STANDS,
    decided,
    decision,
    judged,
    reasoned,
    settled,
)
from xl_addin.desk.lists.told import paise
from xl_addin.desk.month.case import PAYMENT, RETENTION, Case, as_date
from xl_addin.engine.rule import Decision
from xl_addin.ledger.items import InvoiceItem
from xl_addin.workbook.lists import Column, Kind, List, OfPart, day, inr, long, money, text


def _invoice(case: Case) -> InvoiceItem:
    return cast("InvoiceItem", case.item)


def _left(case: Case) -> int:
    """What is open of the invoice beside what is retained."""
    return _invoice(case).outstanding_minor - case.amount_minor


def _rest(case: Case) -> Decision | None:
    """The decision on the rest of the invoice; None where all that is open is retained."""
    return case.item.decided[PAYMENT] if _left(case) else None


def _rest_due(case: Case) -> date | None:
    rest = _rest(case)
    return as_date(rest.value) if rest else None


def _rest_old_due(case: Case) -> date | None:
    rest = _rest(case)
    return rest.old_value if rest else None


LIST = List(
    "tblRetained",
    rows=late_cases_first(decided(RETENTION)),
    key=INVOICE_KEY,
    total="Retained INR",
    first=(
        "BoE number",
        "Serial",
        "Importer",
        "Currency",
        "Retained",
        "Sign",
        "Status",
        "Why",
        "Retained INR",
        "Standing",
        "Retained due",
        "Rest old due date",
        "BoE date",
        "Port",
    ),
    seldom=("Commodity", "Confidence"),
    empty="nothing in this period: no part of an open invoice is retained as performance guarantee",
    columns=(
        *AN_INVOICE,
        Column("Invoice number", text, lambda d: _invoice(d).record.invoice_number, 16),
        *A_PARTY,
        Column("Supplier", long, lambda d: _invoice(d).record.supplier, 18),
        Column("HS code", text, lambda d: d.item.answers.get("hs", "")),
        Column("Commodity", text, lambda d: d.item.answers.get("commodity", "")),
        Column("Terms", text, lambda d: _invoice(d).record.terms, 7),
        Column("Currency", text, lambda d: d.currency, 8.5),
        Column("Invoice value", money, lambda d: _invoice(d).record.value_minor),
        Column("Settled", money, lambda d: settled(_invoice(d), _invoice(d).record.value_minor)),
        Column("Retained", money, lambda d: d.amount_minor, help="What is still open of the part that is retained."),
        Column("Outstanding", money, lambda d: _invoice(d).outstanding_minor),
        Column("Retained INR", inr, lambda d: paise(d.amount_inr)),
        Column("Shipment date", day, lambda d: d.item.answers.get("shipment_date")),
        Column("Retained until", day, lambda d: d.item.answers.get("retained_until")),
        Column("Rest", money, _left, help="Open beside what is retained."),
        Column("Rest due", day, _rest_due),
        Column("Invoice standing", Kind.STATUS, lambda d: d.invoice_standing, 17, STANDS),
        Column("Retained due", day, lambda d: d.due_date, help="Of what is retained, by the rules in force."),
        Column("Rest old due date", day, _rest_old_due),
        *judged(decision),
        *reasoned(decision, 54, 24),
        Column("Confidence", text, OfPart(decision, lambda found: found.confidence), 10),
        A_STANDING,
    ),
)
