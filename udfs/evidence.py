"""By when the evidence of an import must be there, and how far its follow-up has come."""

from __future__ import annotations

from udfs._law import staged, value, word
from udfs._question import decision_function
from xl_addin.engine.evidence.due import DocumentsDue, EvidenceDue
from xl_addin.engine.evidence.followup import FollowUp
from xl_addin.engine.evidence.standing import EvidenceStanding

EVIDENCE_DUE = decision_function(
    EvidenceDue,
    faces=value("date"),
    help="Last day for physical import after an advance, or for the evidence of a D/A bill on genuine delay.",
    example='={}(DATE(2026,4,15), "ADVANCE", DATE(2026,5,4), "N")',
    rules=("evidence.",),
)

EVIDENCE_DUE_STANDING = decision_function(
    EvidenceStanding,
    faces=word(),
    named={"due_soon_days": "due_soon_days"},
    help="Is missing evidence of import NOT_DUE, DUE_SOON, OVERDUE or BREACH_BEFORE_SWITCH on the action date?",
    example='={}(DATE(2026,4,15), "ADVANCE", DATE(2026,9,4), "N")',
    rules=("evidence.",),
)

DOCUMENTS_DUE = decision_function(
    DocumentsDue,
    faces=value("date"),
    help="Last day for the documents of the import after an advance: calendar days after EVIDENCE_DUE.",
    example='={}(DATE(2026,4,15), DATE(2026,5,4), "N")',
    rules=("evidence.documents_days",),
)

FOLLOWUP_STAGE = decision_function(
    FollowUp,
    faces=staged(),
    upto="capital_goods",
    help="Stage of the follow-up: CLOSED, WITHIN_3_MONTHS, RIGOROUS_FOLLOWUP, DEFAULT or OPEN (bank's procedure).",
    example='={}(DATE(2026,4,15), DATE(2026,8,31), "N")',
    rules=("followup.",),
)
