"""Whether evidence of import is due, due soon, overdue, or was missed before the switch."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.engine.evidence.due import EvidenceDue
from xl_addin.engine.general.standing import standing_of
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import Decision

SUBJECT = "standing of the evidence"


@dataclass(frozen=True, kw_only=True)
class EvidenceStanding(EvidenceDue):
    """The same facts as for the day of evidence; `action_date` is the day on which it is asked."""


@question(SUBJECT, EvidenceStanding)
def evidence_standing(law: Law, asked: EvidenceStanding) -> Decision:
    """NOT_DUE, DUE_SOON, OVERDUE or BREACH_BEFORE_SWITCH in `status`; CHECK while nothing fixes the date."""
    return standing_of(law, SUBJECT, law.ask(EvidenceDue, **vars(asked)), asked.action_date)
