"""Which paper or record is evidence of an import, by its route, and what the desk is reminded of. Rules 5.7."""

from __future__ import annotations

from datetime import date

from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.rule import CHECK, OK, Decision, Fail, conclude, lacking, missing, unique
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.registers_evidence import desk_duty

SUBJECT, REMINDERS = "kind of evidence", "reminders at payment"
EDI_PORT = "EDI_PORT"
# route of the import -> the parameter that lists what is evidence of it
ROUTES = {
    EDI_PORT: "evidence_kind.edi_port",
    "NON_EDI_PORT": "evidence_kind.non_edi_port",
    "POST": "evidence_kind.post",
    "COURIER": "evidence_kind.courier",
    "FTWZ_SEZ_BONDED": "evidence_kind.warehouse",
    "NON_PHYSICAL": "evidence_kind.non_physical",
    "IN_LIEU": "evidence_kind.in_lieu",
    "INSTALLED_ABROAD": "evidence_kind.overseas_site",
}


def evidence_kind(
    rules: Rulebook, *, import_route: str | None, action_date: date | None, documents: Answers | None = None
) -> Decision:
    """Whether the evidence of an import is complete, whatever its value; `value` lists what counts as evidence.

    `import_route` is one of EDI_PORT, NON_EDI_PORT, POST, COURIER, FTWZ_SEZ_BONDED, NON_PHYSICAL, IN_LIEU,
    INSTALLED_ABROAD; what is missing is named.
    """
    fails = lacking(import_route=import_route or None, action_date=action_date)
    if import_route and import_route not in ROUTES:
        fails.append(Fail(CHECK, "", f"import_route {import_route!r} is not one of {', '.join(ROUTES)}"))
    if import_route is None or action_date is None or fails:
        return conclude(SUBJECT, fails, ())
    rule = rules.in_force(ROUTES[import_route], action_date)
    paper = rules.find("evidence.paper_boe", action_date) if import_route == EDI_PORT else None
    told = (f"INFO: {desk_duty(import_route)}",)
    spared = paper is not None and not paper.value
    notes = (*told, "INFO: no paper bill of entry is asked") if spared else told
    basis = unique((rule, rules.in_force("practice.basis", action_date), paper))
    needed = " ".join(rule.value)
    facts = (("route", import_route), ("evidence", needed))
    return conclude(SUBJECT, unmet(rule, documents or {}, CHECK), basis, facts, value=needed, notes=notes)


def payment_reminders(
    rules: Rulebook,
    *,
    action_date: date | None,
    letter_of_credit: bool | None = None,
    drawings: bool | None = None,
) -> Decision:
    """What the payment checklist reminds of; no test and no bar."""
    if action_date is None:
        return conclude(REMINDERS, [missing("action_date")], ())
    asked = (("always", True), ("letter_of_credit", letter_of_credit), ("drawings", drawings))
    basis = tuple(rules.in_force(f"reminders.{name}", action_date) for name, said in asked if said)
    notes = tuple(f"INFO: {desk_duty(word)}" for rule in basis for word in rule.value)
    return Decision(REMINDERS, OK, (*basis, rules.in_force("practice.basis", action_date)), notes=notes)
