"""Evidence: which paper is evidence of which import, and by when what was received is entered in IDPMS."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_addin.desk.lists.order import late_cases_first
from xl_addin.desk.lists.parts import (
    A_BOE,
    A_DECISION,
    A_PARTY,
    A_STANDING,
    AN_AMOUNT,
    AN_ORM,
    BOE_KEY,
    ORM_KEY,
    REMARKS,
    of_item,
)
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import CURRENCY, ENTRY, EVIDENCE, Case, as_date
from xl_addin.workbook.lists import Column, List, Sheet, day, text, whole


def asked(told: Told) -> Sequence[Case]:
    """Decisions on evidence and on the entry of papers, in the order in which they were made."""
    return [case for case in told.cases if case.subject in (EVIDENCE, ENTRY, CURRENCY)]


def _entry_due(case: Case) -> date | None:
    found = case.item.decided.get(ENTRY)
    return as_date(found.value) if found else None


LIST = List(
    "tblEvidence",
    rows=late_cases_first(asked),
    key=("Subject", *ORM_KEY, *BOE_KEY),
    first=("Subject", "ORM number", "BoE number", "Currency", "Amount", "Sign", "Status", "Why", "Standing"),
    seldom=("Confidence",),
    empty="nothing in this period: no manual bill of entry, no service, no kind of evidence and no currency was named",
    columns=(
        Column(
            "Subject",
            text,
            lambda d: d.subject,
            10,
            "EVIDENCE of an import; ENTRY of a service's papers; CURRENCY without direct rate.",
        ),
        *AN_ORM,
        *A_BOE,
        *A_PARTY,
        *AN_AMOUNT,
        of_item("import_route"),
        of_item("evidence_paper", "Kind, number and date; of a bill of entry number/date/port, date as 2026-10-06."),
        of_item("approval_reference", "Of evidence in lieu: of the waiver or approval."),
        of_item("boe_original_seen"),
        of_item("evidence_loaded"),
        of_item("paid_to_supplier"),
        of_item("marked_in_idpms"),
        of_item("counterparty_country", "Two letters; blank is that of the beneficiary."),
        of_item("convertible_invoice"),
        of_item("full_and_final_consent"),
        of_item("currency_satisfied"),
        of_item("received_date", "Day on which the papers came from the importer or Customs."),
        of_item("idpms_entered_on", "Day on which the bank entered it in IDPMS."),
        Column("Entry due", day, _entry_due, help="Last working day for the entry, by the bank's calendar."),
        Column("Days since receipt", whole, lambda d: "" if d.age_days is None else d.age_days, 9),
        *A_DECISION,
        REMARKS,
        A_STANDING,
    ),
)

SHEET = Sheet(
    "Evidence",
    "decisions",
    "Which paper is evidence of which import; and by when manual bills of entry and papers of services are entered.",
    "Name the kind on Follow-up or BoE invoices. Fill the blue cells, then press Read answers back.",
    (LIST,),
    1,
)
