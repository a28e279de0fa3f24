"""When an import payment falls due: rules 5.1, both regimes and the items that lie in the two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from xl_addin.domain.dates import add_months
from xl_addin.engine.former import LABEL
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.law import Law, question
from xl_addin.engine.payment.own_goods import COMMODITY_SUGGESTED, OwnDate, commodity_word, own_date, suggested, told_of
from xl_addin.engine.payment.transition import date_used
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CHECK, OK, OUTSIDE, SHOW_BOTH, Decision, conclude, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

SUBJECT = "payment due"
NEED_CONTRACT_DATE, LAPSED = "NEED_CONTRACT_DATE", "LAPSED_BEFORE_RELAXATION"
NEED_GRANT_DATE = "NEED_GRANT_DATE"
NOT_AN_EXTENSION = "the extension date does not lie after the date it extends"


@dataclass(frozen=True, kw_only=True)
class PaymentDue:
    """What the desk knows of one import payment."""

    shipment_date: date
    action_date: date
    contract_due: date | None = None
    retention: bool = False
    extended_until: date | None = None
    extension_granted_on: date | None = None
    commodity: Annotated[str | None, commodity_word] = None
    clean_credit: bool | None = None
    hs: str | None = None


class OldDate(NamedTuple):
    """The last payment date by the rules of the shipment, the rules behind it and what must be said with it."""

    on: date
    basis: tuple[Provision, ...]
    findings: tuple[str, ...]
    notes: tuple[str, ...]


@question(
    SUBJECT,
    PaymentDue,
    order=(
        ("shipment_date", "action_date"),
        ("shipment_date", "extension_granted_on"),
        ("extension_granted_on", "action_date"),
    ),
)
def payment_due(law: Law, asked: PaymentDue) -> Decision:
    """Last payment date in `value` (that day is in time); an old-regime date kept as information in `old_value`.

    Only an extension whose day of grant lies before the switch moves the old date; a grant without its day is never
    taken for one. Goods with a rule of their own (`commodity`) have the date of that rule.
    """
    found = law.by_method("payment.method", asked, months_from_shipment=_from_shipment, contract=_by_contract)
    if asked.extension_granted_on is None or asked.extended_until is not None:
        return found
    # A grant without the day that it reaches moves nothing, and no date is sure any more.
    status = found.status if found.status in (BREACH_BEFORE_SWITCH, OUTSIDE) else CHECK
    return found._replace(status=status, notes=(missing("extended_until").note, *found.notes))


def _from_shipment(law: Law, asked: PaymentDue, method: Provision) -> Decision:
    if asked.retention:
        rule = law.rules.in_force("payment.retention", asked.action_date)
        note = "retained as performance guarantee: no due date; the rest of the invoice keeps its own"
        return Decision(SUBJECT, OUTSIDE, (rule, method), (), None, None, _facts(asked), (note,))
    own = own_date(law.rules, asked.commodity, asked.clean_credit, asked.shipment_date, asked.action_date)
    if own is not None and (own.fails or own.on is None):
        return _own_undated(asked, own, method)
    old = _dated(law.rules, asked, own, asked.action_date)
    basis = (*old.basis, method)
    if asked.extended_until is None:
        return Decision(SUBJECT, OK, basis, old.findings, old.on, None, _facts(asked), old.notes)
    undated = asked.extension_granted_on is None and asked.extended_until > old.on
    asks = (f"WARN: {missing('extension_granted_on').note}",) if undated else ()
    return _extended(asked, old.on, basis, old.findings, (*asks, *old.notes))


def _by_contract(law: Law, asked: PaymentDue, method: Provision) -> Decision:
    if asked.shipment_date <= switch_eve(law.rules, asked.action_date):
        return _transition(law, asked, method)
    if asked.contract_due is None:
        note = "the contract due date is not given"
        return Decision(SUBJECT, CHECK, (method,), (NEED_CONTRACT_DATE,), None, None, _facts(asked), (note,))
    eve = switch_eve(law.rules, asked.action_date)
    had = own_date(law.rules, asked.commodity, asked.clean_credit, asked.shipment_date, eve) is not None
    told = (f"WARN: {asked.commodity} had a payment rule of its own: {LABEL}",) if had else ()
    if asked.extended_until is None:
        return Decision(SUBJECT, OK, (method,), (), asked.contract_due, None, _facts(asked), told)
    return _extended(asked, asked.contract_due, (method,), (), told)


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
        note = "TRANSITION: the part retained as performance guarantee had no due date before the switch"
        return _contract_alone(asked, (method,), note)
    eve = switch_eve(law.rules, asked.action_date)
    own = own_date(law.rules, asked.commodity, asked.clean_credit, asked.shipment_date, eve)
    own = own and own.surely_by(eve)
    if own is not None and (own.fails or own.on is None):
        return _transition_own(asked, own, method, eve)
    return _moved(law, asked, method, _dated(law.rules, asked, own, eve), eve)


def _moved(law: Law, asked: PaymentDue, method: Provision, old: OldDate, eve: date) -> Decision:
    """Both dates, as an extension moves them: the old one only by a grant whose day lies before the switch."""
    until, contract, granted = asked.extended_until, asked.contract_due, asked.extension_granted_on
    if until is None or until <= old.on <= eve:
        told = (NOT_AN_EXTENSION,) if until else ()
        return _show_both(law.policy, asked, method, old._replace(notes=(*told, *old.notes)), contract, eve)
    if granted is None:
        asks = (f"{missing('extension_granted_on').note}: until then the extension moves no date of the old rules",)
        unknown = old._replace(findings=(NEED_GRANT_DATE, *old.findings), notes=(*asks, *old.notes))
        return _show_both(law.policy, asked, method, unknown, contract and max(contract, until), eve)
    if granted > eve:
        shorter = (NOT_AN_EXTENSION,) if contract and until <= contract else ()
        dated = old._replace(notes=(*shorter, *old.notes))
        return _show_both(law.policy, asked, method, dated, max(contract or until, until), eve)
    if until <= old.on:
        return _extended(asked, old.on, (method, *old.basis), old.findings, old.notes)
    # What the AD has granted stands: the contract date is not used against an extension that reaches beyond it.
    return _show_both(law.policy, asked, method, old._replace(on=until), contract and max(contract, until), eve)


def _show_both(
    policy: Policy, asked: PaymentDue, method: Provision, old: OldDate, contract: date | None, eve: date
) -> Decision:
    breach = old.on <= eve
    lacking, lacks = _contract_lacks(contract)
    findings = (*((BREACH_BEFORE_SWITCH,) if breach else ()), *lacking, *old.findings)
    notes = (
        "TRANSITION: shipped before the switch, acted on after it",
        f"breach before the switch: {'yes' if breach else 'no'}",
        *lacks,
        *old.notes,
    )
    return Decision(
        SUBJECT,
        BREACH_BEFORE_SWITCH if breach else (SHOW_BOTH if contract else CHECK),
        (method, *old.basis, *_switch(policy)),
        findings,
        date_used(policy, old.on, contract),
        old.on,
        (*_facts(asked), ("old date", old.on), ("date used", policy.transition_due_basis)),
        notes,
    )


def _contract_alone(asked: PaymentDue, basis: tuple[Provision, ...], *notes: str) -> Decision:
    """No date under the rules before: the contract's, or an extension's that reaches beyond it, is left."""
    contract, until = asked.contract_due, asked.extended_until
    due = max((day for day in (contract, until) if day), default=None)
    told = (NOT_AN_EXTENSION,) if contract and until and until <= contract else ()
    found, lacks = _contract_lacks(due)
    return Decision(
        SUBJECT, SHOW_BOTH if due else CHECK, basis, found, due, None, _facts(asked), (*notes, *lacks, *told)
    )


def _contract_lacks(due: date | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Finding and note of a contract date that nobody has given; nothing where there is a date."""
    return ((), ()) if due else ((NEED_CONTRACT_DATE,), ("the contract due date is not given",))


def _own_undated(asked: PaymentDue, own: OwnDate, method: Provision) -> Decision:
    """Goods whose own rule gives no date here: outside every limit, or asked about with the shorter date."""
    if not own.fails:
        return Decision(SUBJECT, OUTSIDE, (*own.basis, method), (), None, None, _facts(asked), own.notes)
    found = conclude(SUBJECT, own.fails, (*own.basis, method), _facts(asked), notes=own.notes)
    return found._replace(value=asked.extended_until or own.on)


def _transition_own(asked: PaymentDue, own: OwnDate, method: Provision, eve: date) -> Decision:
    """The same across the switch: the contract is what is left, and what was open of the old rule is asked."""
    basis = (method, *own.basis)
    if not own.fails:
        return _contract_alone(asked, basis, "TRANSITION: shipped before the switch, acted on after it", *own.notes)
    due = max((day for day in (asked.contract_due, asked.extended_until) if day), default=None)
    lacking, lacks = _contract_lacks(due)
    # The earlier of two dates is not called the old one where it had passed: nobody knows of a breach.
    old = own.on if own.on and own.on > eve else None
    found = conclude(SUBJECT, own.fails, basis, _facts(asked), old_value=old, notes=(*lacks, *own.notes))
    return found._replace(value=due, findings=(*found.findings, *lacking))


def _dated(rules: Rulebook, asked: PaymentDue, own: OwnDate | None, on: date) -> OldDate:
    """The date of the goods' own rule in the place of the general one, where they have one."""
    return _old_date(rules, asked, on) if own is None or own.on is None else OldDate(own.on, own.basis, (), own.notes)


def _old_date(rules: Rulebook, asked: PaymentDue, on: date) -> OldDate:
    """Shipment + the months in force on the day `on`; longer for the relaxed class of shipments."""
    normal = rules.in_force("payment.months", on)
    due = add_months(asked.shipment_date, normal.value)
    told = told_of(rules, asked.commodity, asked.shipment_date, on, asked.hs)
    found = (COMMODITY_SUGGESTED,) if suggested(rules, asked.commodity, asked.hs, on) else ()
    relaxed = rules.find("payment.relaxed_months", on)
    shipped_by = rules.find("payment.relaxed_shipped_by", on)
    if relaxed is None or shipped_by is None or asked.shipment_date > shipped_by.value:
        return OldDate(due, (normal,), found, told)
    later = add_months(asked.shipment_date, relaxed.value)
    lapsed = due < relaxed.effective_from
    warning = f"WARN: the date of {normal.value} months, {due}, had passed before {relaxed.effective_from}"
    notes = (
        f"COVID: {relaxed.value} months for shipments up to {shipped_by.value}",
        *((warning,) if lapsed else ()),
        *told,
    )
    return OldDate(later, (relaxed, shipped_by, normal), ((LAPSED, *found) if lapsed else found), notes)


def _facts(asked: PaymentDue) -> tuple[Fact, ...]:
    return (
        ("shipment", asked.shipment_date),
        ("contract due", asked.contract_due),
        ("extended until", asked.extended_until),
        ("granted on", asked.extension_granted_on),
        ("commodity", asked.commodity),
        ("action", asked.action_date),
    )


def _switch(policy: Policy) -> tuple[Provision, ...]:
    """The bank's choice of the date to use, named where it is not the shipped one."""
    if policy.transition_due_basis == Policy().transition_due_basis:
        return ()
    return (policy_provision(policy, "transition_due_basis"),)
