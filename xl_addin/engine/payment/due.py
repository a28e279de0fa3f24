"""When an import payment falls due: rules 5.1, both regimes and the items that lie in the two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xl_addin.domain.dates import add_months
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CHECK, OK, OUTSIDE, SHOW_BOTH, Decision
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

SUBJECT = "payment due"
NEED_CONTRACT_DATE, LAPSED = "NEED_CONTRACT_DATE", "LAPSED_BEFORE_RELAXATION"
NOT_AN_EXTENSION = "the extension date does not lie after the date it extends"
GRANT_NOT_DATED = "INFO: the day of the grant is not given: taken as granted before the switch"


@dataclass(frozen=True, kw_only=True)
class PaymentDue:
    """What the desk knows of one import payment."""

    shipment_date: date
    action_date: date
    contract_due: date | None = None
    retention: bool = False
    extended_until: date | None = None
    extension_granted_on: date | None = None


class OldDate(NamedTuple):
    """The last payment date counted from shipment, the rules behind it and what must be said with it."""

    on: date
    basis: tuple[Provision, ...]
    findings: tuple[str, ...]
    notes: tuple[str, ...]


@question(SUBJECT, PaymentDue, order=(("shipment_date", "action_date"),))
def payment_due(law: Law, asked: PaymentDue) -> Decision:
    """Last payment date in `value` (that day is in time); an old-regime date kept as information in `old_value`.

    An extension without a grant date is taken as granted under the rules of the shipment.
    """
    return law.by_method("payment.method", asked, months_from_shipment=_from_shipment, contract=_by_contract)


def _from_shipment(law: Law, asked: PaymentDue, method: Provision) -> Decision:
    if asked.retention:
        rule = law.rules.in_force("payment.retention", asked.action_date)
        note = "retained as performance guarantee: no due date; the rest of the invoice keeps its own"
        return Decision(SUBJECT, OUTSIDE, (rule, method), (), None, None, _facts(asked), (note,))
    old = _old_date(law.rules, asked, asked.action_date)
    basis = (*old.basis, method)
    if asked.extended_until is None:
        return Decision(SUBJECT, OK, basis, old.findings, old.on, None, _facts(asked), old.notes)
    return _extended(asked, old.on, basis, old.findings, old.notes)


def _by_contract(law: Law, asked: PaymentDue, method: Provision) -> Decision:
    if asked.shipment_date <= switch_eve(law.rules, asked.action_date):
        return _transition(law, asked, method)
    if asked.contract_due is None:
        note = "the contract due date is not given"
        return Decision(SUBJECT, CHECK, (method,), (NEED_CONTRACT_DATE,), None, None, _facts(asked), (note,))
    if asked.extended_until is None:
        return Decision(SUBJECT, OK, (method,), (), asked.contract_due, None, _facts(asked))
    return _extended(asked, asked.contract_due, (method,), (), ())


def _extended(
    asked: PaymentDue, due: date, basis: tuple[Provision, ...], findings: tuple[str, ...], notes: tuple[str, ...]
) -> Decision:
    until = asked.extended_until
    if until is None or until <= due:
        return Decision(SUBJECT, CHECK, basis, findings, None, None, _facts(asked), (NOT_AN_EXTENSION, *notes))
    told = (*notes, f"INFO: extended from {due}")
    return Decision(SUBJECT, OK, basis, findings, until, None, _facts(asked), told)


def _transition(law: Law, asked: PaymentDue, method: Provision) -> Decision:
    """Shipped under the rules before, acted on under these: both dates are shown, none is hidden."""
    if asked.retention:
        return _transition_retention(asked, method)
    eve = switch_eve(law.rules, asked.action_date)
    old, until, contract = _old_date(law.rules, asked, eve), asked.extended_until, asked.contract_due
    if until is None:
        return _show_both(law.policy, asked, method, old, contract, eve)
    if asked.extension_granted_on is not None and asked.extension_granted_on > eve:
        return _show_both(law.policy, asked, method, old, until, eve)
    if until <= old.on:
        return _extended(asked, old.on, (method, *old.basis), old.findings, old.notes)
    # What the AD has granted stands: the contract date is not used against an extension that reaches beyond it.
    assumed = (GRANT_NOT_DATED,) if asked.extension_granted_on is None else ()
    moved = old._replace(on=until, notes=(*old.notes, *assumed))
    return _show_both(law.policy, asked, method, moved, contract and max(contract, until), eve)


def _show_both(
    policy: Policy, asked: PaymentDue, method: Provision, old: OldDate, contract: date | None, eve: date
) -> Decision:
    breach = old.on <= eve
    findings = [
        *((BREACH_BEFORE_SWITCH,) if breach else ()),
        *(() if contract else (NEED_CONTRACT_DATE,)),
        *old.findings,
    ]
    notes = (
        "TRANSITION: shipped before the switch, acted on after it",
        f"breach before the switch: {'yes' if breach else 'no'}",
        *(() if contract else ("the contract due date is not given",)),
        *old.notes,
    )
    return Decision(
        SUBJECT,
        BREACH_BEFORE_SWITCH if breach else (SHOW_BOTH if contract else CHECK),
        (method, *old.basis, *_switch(policy)),
        tuple(findings),
        USED[policy.transition_due_basis](old.on, contract),
        old.on,
        (*_facts(asked), ("old date", old.on), ("date used", policy.transition_due_basis)),
        notes,
    )


def _transition_retention(asked: PaymentDue, method: Provision) -> Decision:
    """The part retained had no date under the rules before: the contract alone is left."""
    note = "TRANSITION: the part retained as performance guarantee had no due date before the switch"
    contract = asked.contract_due
    status = SHOW_BOTH if contract else CHECK
    findings = () if contract else (NEED_CONTRACT_DATE,)
    return Decision(SUBJECT, status, (method,), findings, contract, None, _facts(asked), (note,))


def _old_date(rules: Rulebook, asked: PaymentDue, on: date) -> OldDate:
    """Shipment + the months in force on the day `on`; longer for the relaxed class of shipments."""
    normal = rules.in_force("payment.months", on)
    due = add_months(asked.shipment_date, normal.value)
    relaxed, shipped_by = (
        rules.find("payment.relaxed_months", on),
        rules.find("payment.relaxed_shipped_by", on),
    )
    if relaxed is None or shipped_by is None or asked.shipment_date > shipped_by.value:
        return OldDate(due, (normal,), (), ())
    later = add_months(asked.shipment_date, relaxed.value)
    lapsed = due < relaxed.effective_from
    warning = f"WARN: the date of {normal.value} months, {due}, had passed before {relaxed.effective_from}"
    notes = (
        f"COVID: {relaxed.value} months for shipments up to {shipped_by.value}",
        *((warning,) if lapsed else ()),
    )
    return OldDate(later, (relaxed, shipped_by, normal), (LAPSED,) if lapsed else (), notes)


def _facts(asked: PaymentDue) -> tuple[Fact, ...]:
    return (
        ("shipment", asked.shipment_date),
        ("contract due", asked.contract_due),
        ("extended until", asked.extended_until),
        ("action", asked.action_date),
    )


def _switch(policy: Policy) -> tuple[Provision, ...]:
    """The bank's choice of the date to use, named where it is not the shipped one."""
    if policy.transition_due_basis == Policy().transition_due_basis:
        return ()
    return (policy_provision(policy, "transition_due_basis"),)


def _contract(old: date, contract: date | None) -> date | None:
    return contract


def _old(old: date, contract: date | None) -> date | None:
    return old


def _earlier(old: date, contract: date | None) -> date | None:
    return min(old, contract) if contract else None


USED = {"contract": _contract, "old_date": _old, "earlier": _earlier}
