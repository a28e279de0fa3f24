"""Advances: advance remittances and their evidence of import."""

from __future__ import annotations

from xl_addin.desk.lists.order import late_cases_first
from xl_addin.desk.lists.parts import (
    A_DECISION,
    A_PARTY,
    A_STANDING,
    AN_AMOUNT,
    AN_ORM,
    IN_INR,
    OLD_RULES,
    ORM_KEY,
    REMARKS,
    of_item,
)
from xl_addin.desk.lists.proposed import proposable, proposal_of
from xl_addin.desk.month.case import ADVANCE
from xl_addin.workbook.lists import Column, List, Sheet, day

LIST = List(
    "tblAdvances",
    rows=late_cases_first(proposable(ADVANCE)),
    key=ORM_KEY,
    total="Amount INR",
    first=("ORM number", "Importer", "Currency", "Amount", "Sign", "Status", "Standing", "Why", "Amount INR"),
    seldom=("Confidence",),
    columns=(
        *AN_ORM,
        *A_PARTY,
        *AN_AMOUNT,
        IN_INR,
        Column("Evidence due", day, lambda d: d.due_date),
        Column("Old due date", day, lambda d: d.old_due_date, help=OLD_RULES),
        of_item("capital_goods", "Y or N where the remittance message does not say it; what the message says counts."),
        of_item("import_type", "Calls for the security of the advance on Payment checks."),
        of_item("hs"),
        of_item("iibx"),
        of_item("documents"),
        *A_DECISION,
        REMARKS,
        A_STANDING,
        of_item("refund_amount", "What came back of the remittance, in its currency; blank: all that is open."),
        of_item("refund_document", "Number of the inward remittance or advice by which it came back."),
        of_item("refund_date"),
        *proposal_of("Y proposes the refund of the row, with its document; another person approves it."),
    ),
)

SHEET = Sheet(
    "Advances",
    "decisions",
    "Advance remittances and their evidence of import.",
    "Look at Evidence due. Fill the blue cells, press Read answers back. What came back: Propose Y, press Propose.",
    (LIST,),
    1,
)
