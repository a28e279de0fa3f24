"""The acknowledgement slip that the importer is given with a settlement: rules 5.13, C.8(vii)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, Decision, conclude

SUBJECT = "acknowledgement slip"


@dataclass(frozen=True, kw_only=True)
class SlipContents:
    """A slip about to be handed out; `present` answers each word of the list."""

    action_date: date
    present: Answers = field(default_factory=dict)


@question(SUBJECT, SlipContents)
def slip_contents(law: Law, asked: SlipContents) -> Decision:
    """Whether an acknowledgement slip carries everything that it must; `present` answers each word of the list."""
    names = ("acknowledgement.contents", "practice.basis")
    rule, practice = (law.rules.in_force(name, asked.action_date) for name in names)
    return conclude(SUBJECT, unmet(rule, asked.present, CHECK), (rule, practice))
