"""Which paper or record is evidence of an import, by its route, and what the desk is reminded of. Rules 5.7."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from xl_addin.engine.checks import among
from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, OK, Decision, conclude, unique
from xl_addin.rulebook.registers_evidence import desk_duty

SUBJECT, REMINDERS = "kind of evidence", "reminders at payment"
EDI_PORT, NON_EDI_PORT, WAREHOUSE, IN_LIEU = "EDI_PORT", "NON_EDI_PORT", "FTWZ_SEZ_BONDED", "IN_LIEU"
# route of the import -> the parameter that lists what is evidence of it
ROUTES = {
    EDI_PORT: "evidence_kind.edi_port",
    NON_EDI_PORT: "evidence_kind.non_edi_port",
    "POST": "evidence_kind.post",
    "COURIER": "evidence_kind.courier",
    WAREHOUSE: "evidence_kind.warehouse",
    "NON_PHYSICAL": "evidence_kind.non_physical",
    IN_LIEU: "evidence_kind.in_lieu",
    "INSTALLED_ABROAD": "evidence_kind.overseas_site",
}


@dataclass(frozen=True, kw_only=True)
class EvidenceKind:
    """An import by its route, and which of the papers that count for it are there."""

    import_route: Annotated[str, among(*ROUTES)]
    action_date: date
    documents: Answers = field(default_factory=dict)


@question(SUBJECT, EvidenceKind)
def evidence_kind(law: Law, asked: EvidenceKind) -> Decision:
    """Whether the evidence of an import is complete, whatever its value; `value` lists what counts as evidence.

    `import_route` is one of EDI_PORT, NON_EDI_PORT, POST, COURIER, FTWZ_SEZ_BONDED, NON_PHYSICAL, IN_LIEU,
    INSTALLED_ABROAD; what is missing is named.
    """
    rules, route, on = law.rules, asked.import_route, asked.action_date
    rule = rules.in_force(ROUTES[route], on)
    paper = rules.find("evidence.paper_boe", on) if route == EDI_PORT else None
    told = (f"INFO: {desk_duty(route)}",)
    spared = paper is not None and not paper.value
    notes = (*told, "INFO: no paper bill of entry is asked") if spared else told
    basis = unique((rule, rules.in_force("practice.basis", on), paper))
    needed = " ".join(rule.value)
    facts = (("route", route), ("evidence", needed))
    return conclude(SUBJECT, unmet(rule, asked.documents, CHECK), basis, facts, value=needed, notes=notes)


@dataclass(frozen=True, kw_only=True)
class PaymentReminders:
    """A payment about to be made, and what it is made under."""

    action_date: date
    letter_of_credit: bool | None = None
    drawings: bool | None = None


@question(REMINDERS, PaymentReminders)
def payment_reminders(law: Law, asked: PaymentReminders) -> Decision:
    """What the payment checklist reminds of; no test and no bar."""
    rules, on = law.rules, asked.action_date
    said = (("always", True), ("letter_of_credit", asked.letter_of_credit), ("drawings", asked.drawings))
    basis = tuple(rules.in_force(f"reminders.{name}", on) for name, holds in said if holds)
    notes = tuple(f"INFO: {desk_duty(word)}" for rule in basis for word in rule.value)
    return Decision(REMINDERS, OK, (*basis, rules.in_force("practice.basis", on)), notes=notes)
