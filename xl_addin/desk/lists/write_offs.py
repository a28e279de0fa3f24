"""Write-offs: differences that settlement leaves."""

from __future__ import annotations

from xl_addin.desk.lists.order import closable_first
from xl_addin.desk.lists.parts import (
    A_CURRENCY,
    A_DECISION,
    A_PARTY,
    AN_INVOICE,
    AN_ORM,
    IN_INR,
    INVOICE_KEY,
    ORM_KEY,
    PAPERS,
    REMARKS,
    THE_REASON,
    of_item,
    ratio_pct,
)
from xl_addin.desk.lists.proposed import PROPOSAL, proposable
from xl_addin.desk.month.case import WRITEOFF
from xl_addin.workbook.lists import Column, List, Sheet, money, ratio

LIST = List(
    "tblWriteOffs",
    rows=closable_first(proposable(WRITEOFF)),
    key=(*ORM_KEY, *INVOICE_KEY),
    total="Amount INR",
    first=("ORM number", "BoE number", "Serial", "Currency", "Difference", "Sign", "Status", "Why", "Amount INR"),
    seldom=("Confidence",),
    columns=(
        *AN_ORM,
        *AN_INVOICE,
        *A_PARTY,
        A_CURRENCY,
        Column("Invoice value", money, lambda d: d.base_minor),
        Column("Difference", money, lambda d: d.amount_minor),
        Column(
            "Difference pct",
            ratio,
            ratio_pct,
            10,
            "Percent of the invoice value, not rounded before the test.",
        ),
        IN_INR,
        of_item("reason", THE_REASON),
        of_item("documents"),
        of_item("satisfied"),
        of_item("suit_pending"),
        of_item("adverse_notice"),
        *A_DECISION,
        PAPERS,
        REMARKS,
        *PROPOSAL,
    ),
)

SHEET = Sheet(
    "Write-offs",
    "decisions",
    "Differences with decision and citation: what may be written off first, then by INR.",
    "Only OK means allowed now. Fill the blue cells and press Read answers back. Propose Y, then press Propose.",
    (LIST,),
    2,
    tells="closure advice",
)
