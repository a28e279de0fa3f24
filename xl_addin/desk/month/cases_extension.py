"""Decisions on extending the payment date of an entry: how far one may reach, and whether a request may be granted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from xl_addin.desk.month.acknowledged import barred
from xl_addin.desk.month.case import EXTENSION, Case, Known, answered, as_date, ask, sum_inr, with_fails
from xl_addin.desk.month.cases_invoice import single_currency
from xl_addin.desk.month.item import Entry
from xl_addin.desk.month.month import Month
from xl_addin.domain.dates import preceding_financial_years
from xl_addin.engine.law import Law
from xl_addin.engine.payment.due import NEED_CONTRACT_DATE, PaymentDue
from xl_addin.engine.payment.extension import AVERAGE, CapUsd, ExtensionRoom
from xl_addin.engine.payment.extension_conditions import Extension
from xl_addin.engine.payment.extension_policy import CAPS
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CHECK, OUTSIDE, Decision, Fail, missing
from xl_addin.rulebook.registers import in_family

UNDER_OPEN = "OUTSTANDING_UNDER_LEDGER"


def extension(month: Month, law: Law, entry: Entry) -> Case:
    """How far one extension of an entry may reach now; where a date is asked for, whether it may be granted."""
    known = entry.answers
    payment = ask(law, PaymentDue, known, action_date=month.as_on)
    due = as_date(payment.value)  # as extended, where it was
    dated = {"current_due": due, "former_due": payment.old_value, "action_date": month.as_on}
    found = _request(month, law, entry, dated) if requested(known) else ask(law, ExtensionRoom, known, **dated)
    found = _with_payment(barred(law, entry, month.as_on, found), payment, due)
    value = sum_inr([month.inr(item.outstanding_minor, item.currency) for item in entry.invoices])
    return answered(month, EXTENSION, entry, found, current_due=due, amount_inr=value, **single_currency(entry))


def requested(known: Known) -> date | None:
    """The date that the importer asks for; None once an extension reaches it."""
    wanted, until = as_date(known.get("requested_to")), as_date(known.get("extended_until"))
    return wanted if wanted and (until is None or wanted > until) else None


def _with_payment(found: Decision, payment: Decision, due: date | None) -> Decision:
    """The date of the old rules and its breach are told whatever is missing; what the current date lacks is named."""
    missed = (BREACH_BEFORE_SWITCH,) if payment.status == BREACH_BEFORE_SWITCH else ()
    lacks = (NEED_CONTRACT_DATE,) if due is None and NEED_CONTRACT_DATE in payment.findings else ()
    none = payment.notes if due is None and payment.status == OUTSIDE else ()  # the law gives no date to extend
    findings = dict.fromkeys((*found.findings, *missed, *lacks))
    notes = dict.fromkeys(
        (*none, *found.notes, *(f"{missing('contract_due').note}: it is the date to extend" for _ in lacks))
    )
    return found._replace(old_value=payment.old_value, findings=tuple(findings), notes=tuple(notes))


def _request(month: Month, law: Law, entry: Entry, dated: dict[str, Any]) -> Decision:
    said: dict[str, Any] = {**entry.answers, **month.said(EXTENSION, entry.key)}
    told, cap = said.get("outstanding_usd"), _cap(month, law, entry)
    asked: dict[str, Any] = {
        "reason": in_family(str(said.get("extension_reason", "")), "extension"),
        "satisfied": said.get("extension_satisfied"),
        "outstanding_usd": told,
        "average_usd": dict(cap.facts).get(AVERAGE),
    }
    found = ask(law, Extension, said, **dated, **asked)
    if not any(rule.parameter in CAPS for rule in found.basis):
        return found
    found = found._replace(facts=(*found.facts, *_working(cap)), notes=(*found.notes, *cap.notes))
    found = found._replace(findings=tuple(dict.fromkeys((*found.findings, *cap.findings))))
    return with_fails(found, _under_open(month, entry.record.iec, told))


def _working(cap: Decision) -> tuple[Any, ...]:
    """How the cap was worked out: the years, their average is a fact of the extension itself, the cap."""
    return (*(fact for fact in cap.facts if fact[0] != AVERAGE), ("cap USD", cap.value))


def _cap(month: Month, law: Law, entry: Entry) -> Decision:
    """The cap by what the importer master tells of the two financial years before; never by the ledger's own money.

    A master of an earlier financial year tells of other years: nothing is taken from it.
    """
    master = month.importers.get(entry.record.iec)
    years: dict[str, Decimal | None] = {}
    if master is not None:
        told_on = month.master_on.get(master.iec, month.as_on)
        names = preceding_financial_years(told_on, 2)
        if names == preceding_financial_years(month.as_on, 2):
            figures = (master.remittances_usd_fy_minus_1, master.remittances_usd_fy_minus_2)
            years = dict(zip(names, figures, strict=True))
    return law.ask(CapUsd, remittances=years, action_date=month.as_on)


def _under_open(month: Month, iec: str, told: Decimal | None) -> list[Fail]:
    """All dues of an importer are no less than what the ledger has open of him."""
    rate = month.rates.get("USD")
    parts = [month.inr(one.outstanding_minor, one.currency) for one in month.invoices.values() if _is_open(one, iec)]
    value = sum_inr(parts)
    if told is None or rate is None or value is None or told * rate[0] >= value:
        return []
    note = f"outstanding_usd {told:f} is less than what this ledger has open of the importer, USD {value / rate[0]:.2f}"
    return [Fail(CHECK, UNDER_OPEN, note)]


def _is_open(item: Any, iec: str) -> bool:
    return bool(item.is_live and item.outstanding_minor > 0 and item.record.iec == iec)
