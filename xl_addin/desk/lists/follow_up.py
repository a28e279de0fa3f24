"""Follow-up: remittances whose evidence of import is awaited; and the file followups.csv."""

from __future__ import annotations

from xl_addin.desk.lists import merchanting
from xl_addin.desk.lists.act_cells import ACT_CELLS, ACT_HEADINGS, NOT_MADE
from xl_addin.desk.lists.order import late_cases_first
from xl_addin.desk.lists.orm import age_days, due, old_due, open_orms, stage
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
from xl_addin.desk.lists.proposed import proposable
from xl_addin.desk.month.case import ADVANCE, DOCUMENTS, FOLLOWUP
from xl_addin.domain.money import plain
from xl_addin.workbook.lists import Column, List, Sheet, day, text, whole

LIST = List(
    "tblFollowUp",
    rows=late_cases_first(proposable(FOLLOWUP)),
    key=ORM_KEY,
    total="Amount INR",
    first=("ORM number", "Importer", "Currency", "Amount", "Sign", "Status", "Standing", "Why", "Amount INR"),
    seldom=("Confidence", *ACT_HEADINGS),
    columns=(
        *AN_ORM,
        *A_PARTY,
        *AN_AMOUNT,
        IN_INR,
        Column(
            "Stage until", day, lambda d: d.due_date, help="Last day of the stage; for DEFAULT the day that has passed."
        ),
        Column("Old due date", day, lambda d: d.old_due_date, help=OLD_RULES),
        of_item("import_route", "Evidence other than a bill of entry of IDPMS: its kind; it comes on Evidence."),
        NOT_MADE,
        of_item("no_direct_rate", "Y: settled in a currency without a direct rate; what is asked stands on Evidence."),
        of_item("letter_1_date"),
        of_item("letter_2_date"),
        of_item("registered_letter_date"),
        of_item("performed_or_repatriated", "Of an advance for services. Y or N."),
        of_item("orm_marked_off", "Of an advance for services. Y or N."),
        *A_DECISION,
        REMARKS,
        A_STANDING,
        *ACT_CELLS,
    ),
)

SHEET = Sheet(
    "Follow-up",
    "decisions",
    "Remittances whose evidence of import is awaited; in the closing book merchanting deals and their defaults.",
    "Write the dates of letters, press Read answers back. What came back, is set off, closed or reported: Propose says "
    "which, press Propose.",
    (LIST, merchanting.PAIRS, merchanting.DEFAULTS),
    1,
)

FILE = List(
    "followups.csv",
    rows=open_orms,
    columns=(
        Column("orm_number", text, lambda o: o.item.record.orm_number),
        Column("iec", text, lambda o: o.item.record.iec),
        Column("importer", text, lambda o: o.item.record.importer_name),
        Column("beneficiary", text, lambda o: o.item.record.beneficiary),
        Column("payment_date", day, lambda o: o.item.record.payment_date),
        Column("currency", text, lambda o: o.item.record.currency),
        Column("outstanding", text, lambda o: plain(o.item.outstanding_minor, o.item.currency)),
        Column("age_days", whole, age_days),
        Column("stage", text, stage),
        Column("evidence_due", day, due(ADVANCE)),
        Column("documents_due", day, due(DOCUMENTS)),
        Column("why", text, lambda o: f"{o.item.decided[FOLLOWUP].grounds}."),
        Column("old_due_date", day, old_due),
    ),
)
