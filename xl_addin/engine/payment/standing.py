"""Whether a payment is due, due soon, overdue, or was missed before the switch: the word beside the decision."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.engine.general.standing import standing_of
from xl_addin.engine.law import Law, question
from xl_addin.engine.payment.due import PaymentDue
from xl_addin.engine.rule import Decision

SUBJECT = "standing of the payment"


@dataclass(frozen=True, kw_only=True)
class PaymentStanding(PaymentDue):
    """The same facts as for the payment date; `action_date` is the day on which it is asked."""


@question(SUBJECT, PaymentStanding)
def payment_standing(law: Law, asked: PaymentStanding) -> Decision:
    """NOT_DUE, DUE_SOON, OVERDUE or BREACH_BEFORE_SWITCH in `status`; CHECK while a fact of the date is missing."""
    return standing_of(law, SUBJECT, law.ask(PaymentDue, **vars(asked)), asked.action_date)
