"""By when evidence of import must be there: rules 5.5 and 5.7."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from xl_addin.domain.dates import add_days, add_months
from xl_addin.engine.checks import among
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import BANK_POLICY, CHECK, OK, Decision
from xl_addin.engine.sentence import Fact
from xl_addin.engine.unbound import none_set
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

EVIDENCE, DOCUMENTS = "evidence of import", "documents of import"
ADVANCE, DA = "ADVANCE", "DA"
NOT_BEFORE = (("remittance_date", "action_date"),)
NOT_CAPITAL = "capital_goods is not given: the date is that of other goods"
DECIDE = "the contract period and the bank's procedure decide"
# (kind, capital goods) -> (months of law, months of bank policy)
MONTHS = {
    (ADVANCE, False): ("evidence.advance_months", "advance_import_months"),
    (ADVANCE, True): ("evidence.advance_capital_months", "advance_import_months_capital"),
    (DA, False): ("evidence.da_months", ""),
}


@dataclass(frozen=True, kw_only=True)
class EvidenceDue:
    """A remittance that waits for its import (ADVANCE), or for the evidence of it (DA)."""

    remittance_date: date
    kind: Annotated[str, among(ADVANCE, DA)]
    action_date: date
    capital_goods: bool | None = None


@dataclass(frozen=True, kw_only=True)
class DocumentsDue:
    """An advance that waits for the documents of its import."""

    remittance_date: date
    action_date: date
    capital_goods: bool | None = None


class Case(NamedTuple):
    """One remittance, and whether the import itself or its documents are asked for."""

    subject: str
    remittance: date
    action_date: date
    kind: str
    capital_goods: bool | None
    documents: bool

    @property
    def unsure(self) -> bool:
        """An advance of which the desk has not said whether it paid for capital goods."""
        return self.kind == ADVANCE and self.capital_goods is None

    @property
    def months(self) -> tuple[str, str]:
        """The parameters of law and of policy that count the months."""
        return MONTHS[self.kind, self.kind == ADVANCE and bool(self.capital_goods)]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the answer rests on."""
        return (("remittance", self.remittance), ("kind", self.kind), ("capital goods", self.capital_goods))


class Counted(NamedTuple):
    """A date and the provisions that fix it."""

    on: date
    basis: tuple[Provision, ...]


Source = Callable[[str, str], Provision | None]


@question(EVIDENCE, EvidenceDue, order=NOT_BEFORE)
def evidence_due(law: Law, asked: EvidenceDue) -> Decision:
    """Last day for physical import after an ADVANCE, or for evidence of a DA bill on genuine delay, in `value`.

    Where the law has no number and the bank none of its own: BANK_POLICY, the former date in `old_value`.
    """
    case = Case(EVIDENCE, asked.remittance_date, asked.action_date, asked.kind, asked.capital_goods, documents=False)
    return _due(law, case)


@question(DOCUMENTS, DocumentsDue, order=NOT_BEFORE)
def documents_due(law: Law, asked: DocumentsDue) -> Decision:
    """Last day for the documents of the import after an advance: calendar days after `evidence_due`."""
    case = Case(DOCUMENTS, asked.remittance_date, asked.action_date, ADVANCE, asked.capital_goods, documents=True)
    return _due(law, case)


def _due(law: Law, case: Case) -> Decision:
    return law.by_method(
        "evidence.method", case, months_from_remittance=_by_months, contract_and_procedure=_by_procedure
    )


def _by_months(law: Law, case: Case, method: Provision) -> Decision:
    dated = _count(case, _in_law(law.rules, case.action_date))
    if dated is None:
        raise AssertionError("months are counted by law, but the law sets none")
    status, notes = (CHECK, (NOT_CAPITAL,)) if case.unsure else (OK, ())
    return Decision(case.subject, status, (*dated.basis, method), (), dated.on, None, case.facts, notes)


def _by_procedure(law: Law, case: Case, method: Provision) -> Decision:
    """The bank's own months where it has set them; the former date stands beside as information."""
    own, old = _count(case, _own(law.policy)), _former(law.rules, case)
    notes = ((NOT_CAPITAL,) if case.unsure else ()) + _told(old, switch_eve(law.rules, case.action_date))
    former = old.on if old else None
    if own is None:
        told = (f"{_unset(law.policy, case)}: {DECIDE}", *notes)
        return Decision(case.subject, BANK_POLICY, (method,), (), None, former, case.facts, told)
    status = CHECK if case.unsure else OK
    return Decision(case.subject, status, (method, *own.basis), (), own.on, former, case.facts, notes)


def _unset(policy: Policy, case: Case) -> str:
    """What neither law nor bank has: of a D/A bill the bank has no parameter either."""
    named = (case.months[1], "advance_docs_days" if case.documents else "")
    empty = [name for name in named if name and getattr(policy, name) is None]
    return none_set("number of months", *empty) if empty else "the law has no number of months"


def _told(old: Counted | None, eve: date) -> tuple[str, ...]:
    if old is None:
        return ()
    missed = f"WARN: that duty fell due by {eve}; if missed it stays a contravention"
    return (f"INFO: former date {old.on}", *((missed,) if old.on <= eve else ()))


def _former(rules: Rulebook, case: Case) -> Counted | None:
    """The date that the rules before the switch gave; none for a remittance made after them."""
    eve = switch_eve(rules, case.action_date)
    return None if case.remittance > eve else _count(case, _in_law(rules, eve))


def _count(case: Case, source: Source) -> Counted | None:
    """Months from the remittance by `source`, then the days for documents; None where a number is not set."""
    months = source(*case.months)
    if months is None:
        return None
    due = add_months(case.remittance, months.value)
    if not case.documents:
        return Counted(due, (months,))
    days = source("evidence.documents_days", "advance_docs_days")
    return Counted(add_days(due, days.value), (days, months)) if days else None


def _in_law(rules: Rulebook, on: date) -> Source:
    return lambda parameter, _: rules.in_force(parameter, on)


def _own(policy: Policy) -> Source:
    return lambda _, name: policy_provision(policy, name) if getattr(policy, name, None) is not None else None
