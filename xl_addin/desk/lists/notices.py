"""Sentences that the law wants the importer told, and what the desk is reminded of at payment; once each, on Rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from xl_addin.desk.lists.audit_population import allowed
from xl_addin.desk.lists.told import Told
from xl_addin.engine.evidence.kind import PaymentReminders
from xl_addin.ledger.acts import REOPEN
from xl_addin.rulebook.model import Provision
from xl_addin.rulebook.registers_codes import notices
from xl_addin.rulebook.registers_evidence import desk_duty
from xl_addin.workbook.lists import Column, List, long, text, whole

PAYMENT = "payment checklist"


class Said(NamedTuple):
    """A sentence, the paper that it stands on, what asks for it, and the items of the month that it concerns."""

    word: str
    paper: str
    sentence: str
    rule: Provision
    items: int


def _with(fact: str, told: Told, value: object = True) -> int:
    """How many items have this said of them."""
    return sum(said.get(fact) == value for said in told.month.answers.values())


# sentence -> how many items of the month it concerns
CONCERNED: Mapping[str, Callable[[Told], int]] = {
    "PRESERVE_PAPERS": lambda told: len(told.posted),
    "NOT_ABSOLVED": lambda told: sum(case.subject != REOPEN.word for case in allowed(told)),
    "CUSTOMS_INFORMED": partial(_with, "import_route", value="NON_PHYSICAL"),
    "INCOME_TAX": lambda told: sum(item.is_live and item.is_new for item in told.month.orms.values()),
    "EXTENDED_DATE": lambda told: sum("extended_until" in said for said in told.month.answers.values()),
    "ICC_CUSTOMS": partial(_with, "letter_of_credit"),
    "RD_CESS": partial(_with, "drawings"),
}


def sentences(told: Told) -> Sequence[Said]:
    """Every sentence once: those of the papers, then the reminders at payment that no paper carries."""
    on_paper = [Said(one.id, one.printed_on, one.sentence, one.provision, CONCERNED[one.id](told)) for one in notices()]
    asked = told.law.ask(PaymentReminders, action_date=told.month.as_on, letter_of_credit=True, drawings=True)
    rules = [rule for rule in asked.basis if rule.parameter.startswith("reminders.")]
    return on_paper + [
        Said(word, PAYMENT, f"{desk_duty(word)}.", rule, CONCERNED[word](told))
        for rule in rules
        for word in rule.value
        if word not in {one.word for one in on_paper}
    ]


LIST: List[Said] = List(
    "tblNotices",
    rows=sentences,
    columns=(
        Column("Said with", text, lambda s: s.paper, 32),
        Column("Sentence", long, lambda s: s.sentence, 44),
        Column("Paragraph of the sentence", long, lambda s: s.rule.paragraph, 18),
        Column("Items", whole, lambda s: s.items, help="Of this month: to how many of them it is to be said."),
        Column("Sure", text, lambda s: s.rule.confidence, help="H, M or L, as Confidence above."),
        Column("Source of the sentence", long, lambda s: s.rule.instrument, 36),
    ),
)
