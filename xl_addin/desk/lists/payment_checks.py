"""Payment checks: third parties, security of advances, direct documents, limits of a sector, interest, gold."""

from __future__ import annotations

from collections.abc import Sequence

from xl_addin.desk.lists.order import worst_first
from xl_addin.desk.lists.parts import (
    A_DECISION,
    A_PARTY,
    AN_AMOUNT,
    AN_INVOICE,
    AN_ORM,
    INVOICE_KEY,
    ORM_KEY,
    REMARKS,
    of_item,
)
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.cases_payment import payment_subjects
from xl_addin.workbook.lists import Column, List, Sheet, day, text


def checks(told: Told) -> Sequence[Case]:
    """Decisions on payment in the order in which they were made."""
    asked = payment_subjects()
    return [case for case in told.cases if case.subject in asked]


LIST = List(
    "tblPaymentChecks",
    rows=worst_first(checks),
    key=("Subject", *ORM_KEY, *INVOICE_KEY),
    first=("Subject", "ORM number", "BoE number", "Currency", "Amount", "Sign", "Status", "Why"),
    seldom=("Confidence",),
    empty="nothing in this period: no third party was met, and no fact calls for a check",
    columns=(
        Column("Subject", text, lambda d: d.subject, 13, "What is asked of the payment."),
        *AN_ORM,
        *AN_INVOICE,
        *A_PARTY,
        *AN_AMOUNT,
        of_item("third_party_agreement"),
        of_item("invoice_names_third_party"),
        of_item("boe_names_third_party"),
        of_item("third_party_satisfied", "That the AD is satisfied of the bona fides; a blank is no satisfaction."),
        of_item("importer", "PSU is Government too."),
        of_item("category"),
        of_item("security"),
        of_item("waiver", "On track record by the bank; for a PSU by the Ministry of Finance."),
        of_item("prior_unrepatriated"),
        of_item("marked_off"),
        of_item("conditions_met", "All conditions that Why lists at once; the facts file takes them one by one."),
        of_item("operating_cycle_days"),
        Column("Last day", day, lambda d: d.due_date, help="Of a deferred payment."),
        *A_DECISION,
        REMARKS,
    ),
)

SHEET = Sheet(
    "Payment checks",
    "decisions",
    "What a payment is asked beside its date: third parties, security, direct documents, trade credit, interest, gold.",
    "Fill the blue cells, then press Read answers back. Type of import on Advances and the facts file call for more.",
    (LIST,),
    1,
)
