"""The acknowledgement slip that the importer is given with a settlement: rules 5.13, C.8(vii)."""

from __future__ import annotations

from datetime import date

from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.rule import CHECK, Decision, conclude, missing
from xl_addin.rulebook import Rulebook

SUBJECT = "acknowledgement slip"


def slip_contents(rules: Rulebook, *, action_date: date | None, present: Answers) -> Decision:
    """Whether an acknowledgement slip carries everything that it must; `present` answers each word of the list."""
    if action_date is None:
        return conclude(SUBJECT, [missing("action_date")], ())
    rule, practice = (rules.in_force(name, action_date) for name in ("acknowledgement.contents", "practice.basis"))
    return conclude(SUBJECT, unmet(rule, present, CHECK), (rule, practice))
