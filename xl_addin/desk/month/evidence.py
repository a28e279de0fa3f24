"""Which paper is evidence of which import, and by when what was received is entered in IDPMS: rules 5.7 and 5.13.

A remittance and a bill of entry are asked where the desk has named the kind of evidence; a manual bill of entry is
asked as one of a port without EDI unless another kind is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from xl_addin.desk.month.acknowledged import acknowledged, is_manual
from xl_addin.desk.month.case import CURRENCY, ENTRY, EVIDENCE, Case, Known, answered, as_date, ask, on_open, with_fails
from xl_addin.desk.month.cases_invoice import single_currency
from xl_addin.desk.month.item import Entry, entries
from xl_addin.desk.month.month import Month
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.identifiers import BoeKey, by_serial, parse_boe_key
from xl_addin.domain.records import BoeInvoice
from xl_addin.engine.evidence.kind import EDI_PORT, IN_LIEU, NON_EDI_PORT, WAREHOUSE, EvidenceKind
from xl_addin.engine.general.standing import OVERDUE, standing
from xl_addin.engine.idpms.scope import EntryDue
from xl_addin.engine.law import Law
from xl_addin.engine.parties.third_party import SettlementCurrency
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CHECK, Decision, Fail, missing
from xl_addin.ledger.items import OrmItem
from xl_addin.rulebook.registers import condition_question, reason_family
from xl_addin.workbook.extracts.day_cells import one_day

KIND, PAPER, ENTERED, RECEIVED = "import_route", "evidence_paper", "idpms_entered_on", "received_date"
APPROVAL = "approval_reference"  # of evidence in lieu
NOT_THE_PAPER, LATE = "EVIDENCE_NOT_FITTING", "ENTRY_LATE"
LATE_WORDS = (OVERDUE, BREACH_BEFORE_SWITCH)
# What the law asks for -> the fact that answers it. A text answers with yes, and its absence with nothing.
ANSWERS = {
    "ASSESSMENT_OR_APPRAISAL": PAPER,
    "COURIER_BOE": PAPER,
    "EX_BOND_BOE": PAPER,
    "CA_CERTIFICATE": PAPER,
    "CERTIFIED_COPY_OR_WAIVER": PAPER,
    "CEO_OR_AUDITOR_CERTIFICATE": PAPER,
    "BOE_NUMBER": PAPER,
    "PORT_CODE": PAPER,
    "BOE_DATE": PAPER,
    "APPROVAL_REFERENCE": APPROVAL,
    "LOADED_AS_MANUAL_BOE": "evidence_loaded",
    "MANUAL_BOE_UPLOADED": "evidence_loaded",
    "BOE_ORIGINAL_SEEN": "boe_original_seen",
    "PAID_TO_OVERSEAS_SUPPLIER": "paid_to_supplier",
    "MARKED_IN_IDPMS": "marked_in_idpms",
}
CURRENCY_ANSWERS = {"CONVERTIBLE_INVOICE": "convertible_invoice", "FULL_AND_FINAL_CONSENT": "full_and_final_consent"}
NAMED = ("BOE_NUMBER", "PORT_CODE", "BOE_DATE")  # what names a bill of entry: all three or none


def in_lieu(known: Known) -> bool:
    """Whether the desk has named evidence in lieu of a bill of entry."""
    said = str(known.get(KIND, ""))
    return IN_LIEU in (said, reason_family(said, "evidence"))


def evidence(month: Month, law: Law, item: OrmItem | Entry) -> Decision | None:
    """Whether the evidence of an import is complete by its kind; None where it is not asked."""
    route = _route(item)
    if route is None:
        return None
    told = _answers(month, item)
    found = law.ask(EvidenceKind, import_route=route, action_date=month.as_on, documents=told)
    asked = str(dict(found.facts).get("evidence") or "").split()
    lacks = [word for word in asked if told.get(word) is None]
    paper = item.answers.get(PAPER)
    linked = _linked(month, route, str(paper or ""))
    kept = (note for note in found.notes if not note.startswith(tuple(f"{word} is not answered" for word in lacks)))
    notes = (*dict.fromkeys(map(_asks, lacks)), *kept, *linked)
    found = found._replace(facts=(*found.facts, ("paper", str(paper or ""))), notes=notes)
    return with_fails(found, _not_fitting(item, route, str(paper or "")))


def _asks(word: str) -> str:
    """What is asked where a condition is not answered, by the name of its cell."""
    if word in NAMED or word not in ANSWERS:
        return missing(ANSWERS.get(word, word)).note
    return f"{ANSWERS[word]} is not given ({condition_question(word)})"


def _linked(month: Month, route: str, paper: str) -> tuple[str, ...]:
    """Whether the bill of entry that the paper names stands in the ledger."""
    named = str(boe_named(paper) or "")
    if not named:
        return ()
    if any(one.record.boe_key == named for one in month.invoices.values()):
        return (f"INFO: the bill of entry {named} stands in the ledger",)
    return (f"{'WARN' if route in (EDI_PORT, NON_EDI_PORT) else 'INFO'}: {named} does not stand in the ledger",)


def _route(item: OrmItem | Entry) -> str | None:
    said = item.answers.get(KIND)
    if said:
        return reason_family(str(said), "evidence") or str(said)
    return NON_EDI_PORT if isinstance(item, Entry) and is_manual(item.record) else None


def _answers(month: Month, item: OrmItem | Entry) -> dict[str, bool | None]:
    """Each condition as it is answered; a bill of entry of the ledger names itself, and IDPMS tells what it has."""
    known = item.answers
    told = {word: _answer(known, name) for word, name in ANSWERS.items()}
    if isinstance(item, Entry):
        told |= dict.fromkeys(NAMED, True)
        there = acknowledged(item.record, known, month.as_on) if is_manual(item.record) else True
        told |= dict.fromkeys(("MARKED_IN_IDPMS", "MANUAL_BOE_UPLOADED", "LOADED_AS_MANUAL_BOE"), there)
    else:
        told |= dict.fromkeys(NAMED, True if boe_named(str(known.get(PAPER) or "")) else None)
    return told


def _answer(known: Known, name: str) -> bool | None:
    value = known.get(name)
    return value if isinstance(value, bool) else True if value else None


def boe_named(text: str) -> BoeKey | None:
    """The bill of entry that a text names as number/date/port; None where it names none."""
    parts = [part.strip() for part in text.split("/")]
    if len(parts) != len(NAMED):
        return None
    try:
        return parse_boe_key(parts[0].zfill(7), one_day(parts[1]), parts[2])
    except ValueRefused:
        return None


def _not_fitting(item: OrmItem | Entry, route: str, paper: str) -> list[Fail]:
    """A kind that the bill of entry cannot have, or a paper that cannot be the one that is asked."""
    if not isinstance(item.record, BoeInvoice):
        return []
    if route == EDI_PORT and is_manual(item.record):
        note = "a manual bill of entry is none of an EDI port: those come down with the download"
        return [Fail(CHECK, NOT_THE_PAPER, note)]
    named = boe_named(paper) if route == WAREHOUSE else None
    if named is None or (named.boe_date >= item.record.boe_date and str(named) != item.record.boe_key):
        return []
    if str(named) == item.record.boe_key:
        return [Fail(CHECK, NOT_THE_PAPER, f"{PAPER} names the in-bond bill of entry itself: the ex-bond one is asked")]
    dates = (
        f"the ex-bond bill of entry of {named.boe_date:%d-%b-%Y} lies before "
        f"the in-bond one of {item.record.boe_date:%d-%b-%Y}"
    )
    return [Fail(CHECK, NOT_THE_PAPER, dates)]


class EntryClock(NamedTuple):
    """By when what was received is entered in IDPMS, and how that stands; "" once it was entered."""

    decision: Decision
    standing: str


def entry_clock(month: Month, law: Law, record: object, known: Known) -> EntryClock:
    """The clock from the day of receipt; it stops on the day of entry, or when IDPMS has told that it has it."""
    entered, on = _entered(month, record, known)
    if on is not None and on > month.as_on:
        fails = [Fail(CHECK, "", f"{ENTERED} {on:%d-%b-%Y} lies after the as-on date")]
        found = with_fails(ask(law, EntryDue, known, action_date=month.as_on), fails)
        return EntryClock(found, standing(law, found, month.as_on))
    found = ask(law, EntryDue, known, action_date=on or month.as_on)
    if not entered:
        return EntryClock(found, standing(law, found, month.as_on))
    due = as_date(found.value)
    if due is None or on is None or on <= due:
        return EntryClock(found, "")
    return EntryClock(found._replace(findings=(*found.findings, LATE)), "")


def _entered(month: Month, record: object, known: Known) -> tuple[bool, date | None]:
    """Whether it was entered, and on which day, where that is known."""
    on = as_date(known.get(ENTERED))
    if on is not None:
        return True, on
    if isinstance(record, BoeInvoice) and acknowledged(record, known, month.as_on):
        return True, as_date(known.get("acknowledged_on"))
    return False, None


def evidence_cases(month: Month, law: Law) -> Iterator[Case]:
    """A decision on each bill of entry that came in or is open, and is manual or of a kind that was named."""
    there = [one for one in month.invoices.values() if one.is_live and (one.is_new or one.outstanding_minor)]
    asked = [one for one in there if is_manual(one.record) or one.answers.get(KIND)]
    for entry in entries(month, sorted(asked, key=lambda one: (one.record.boe_date, one.key))):
        found = evidence(month, law, entry)
        if found is not None:
            yield _entry_case(month, law, entry, found)


def _entry_case(month: Month, law: Law, entry: Entry, found: Decision) -> Case:
    if not is_manual(entry.record):  # it came down from IDPMS: the bank enters nothing
        return answered(month, EVIDENCE, entry, found, **single_currency(entry))
    clock = entry_clock(month, law, entry.record, entry.answers)
    case = answered(month, EVIDENCE, entry, with_clock(entry, found, clock), **single_currency(entry))
    return replace(case, standing=clock.standing, age_days=_age(month, entry.answers))


def _age(month: Month, known: Known) -> int | None:
    on = as_date(known.get(RECEIVED))
    return None if on is None else (month.as_on - on).days


def with_clock(item: OrmItem | Entry, found: Decision, clock: EntryClock) -> Decision:
    """The decision on the evidence with what is told of its entry; the item holds the clock's own."""
    item.decided[ENTRY] = clock.decision
    late = clock.standing in LATE_WORDS or LATE in clock.decision.findings
    told = f"WARN: {clock.decision.grounds}" if late else clock.decision.grounds
    findings = dict.fromkeys((*found.findings, *((LATE,) if late else ())))
    return found._replace(findings=tuple(findings), notes=(*found.notes, told))


def remittance_evidence(month: Month, law: Law, item: OrmItem) -> Iterator[Case]:
    """The decision on a remittance whose kind of evidence was named."""
    found = evidence(month, law, item)
    if found is not None:
        yield on_open(month, EVIDENCE, item, found)


def currency_cases(month: Month, law: Law) -> Iterator[Case]:
    """What is asked of remittances that came in or are open and were paid in a currency without a direct rate."""
    there = (one for one in month.orms.values() if one.is_live and (one.is_new or one.outstanding_minor))
    for item in sorted(there, key=lambda one: (one.record.dated, by_serial(one.key))):
        if item.answers.get("no_direct_rate") is True:
            yield on_open(month, CURRENCY, item, _currency(month, law, item))


def _currency(month: Month, law: Law, item: OrmItem) -> Decision:
    known = item.answers
    country = str(known.get("counterparty_country") or item.record.beneficiary_country)
    told = {word: _answer(known, name) for word, name in CURRENCY_ANSWERS.items()}
    asked = {"counterparty_country": country, "satisfied": known.get("currency_satisfied"), "conditions": told}
    return law.ask(SettlementCurrency, action_date=month.as_on, **asked)


def service_entry(month: Month, law: Law, item: OrmItem) -> Case:
    """By when the papers of a service that was paid for are entered in IDPMS."""
    clock = entry_clock(month, law, item.record, item.answers)
    late = (LATE,) if clock.standing in LATE_WORDS else ()
    found = clock.decision._replace(findings=tuple(dict.fromkeys((*clock.decision.findings, *late))))
    case = on_open(month, ENTRY, item, found, standing=clock.standing)
    return replace(case, age_days=_age(month, item.answers))
