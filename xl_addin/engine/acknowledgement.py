"""The acknowledgement slip that the importer is given with a settlement: rules 5.13, C.8(vii)."""

from __future__ import annotations

from datetime import date

from xl_addin.engine.checklist import Answers, unmet
from xl_addin.engine.decision import BANK_POLICY, CHECK, Decision, conclude, missing, regime
from xl_addin.rulebook import Rulebook

SUBJECT = "acknowledgement slip"
NOT_IN_TEXT = "the Regulations read name no slip: what it carries is the bank's procedure"
FORMER = "INFO: the former list is kept as a guide"


def slip_contents(rules: Rulebook, *, action_date: date | None, present: Answers) -> Decision:
    """Whether an acknowledgement slip carries everything that it must; `present` answers each word of the list."""
    if action_date is None:
        return conclude(SUBJECT, [missing("action_date")], ())
    rule = rules.find("acknowledgement.contents", action_date)
    if rule is not None:
        return conclude(SUBJECT, unmet(rule, present, CHECK), (rule,))
    former = rules.history("acknowledgement.contents")[-1]
    lacks = tuple(fail.note for fail in unmet(former, present, CHECK))
    basis = (regime(rules, action_date), former)
    return Decision(SUBJECT, BANK_POLICY, basis, (), None, None, (), (NOT_IN_TEXT, FORMER, *lacks))
