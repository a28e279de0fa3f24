"""Extending a payment date as a person asks for it: decided by the rules of the day of the grant. Rules 5.2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from xl_addin.desk.acts.asked import SHOWN
from xl_addin.desk.acts.ground import Ground
from xl_addin.desk.acts.proposable import Candidate, Line, hash_of, inr_of, is_postable, seen_of
from xl_addin.desk.acts.request import LETTER
from xl_addin.desk.month.case import EXTENSION, Case, as_date
from xl_addin.desk.month.cases_extension import extension
from xl_addin.desk.month.item import Entry
from xl_addin.domain.errors import DeskError
from xl_addin.domain.records import Answer
from xl_addin.engine.idpms.closure import APPROVERS
from xl_addin.engine.powers import BY_LETTER
from xl_addin.engine.rule import missing
from xl_addin.ledger.acts import EXTEND
from xl_addin.rulebook.facts import BOE, Value, fact

APPROVER = "approved_by"
# what a proposal says -> the fact of the bill of entry that an approval answers
ANSWERED = {
    "extended_until": "extended_until",
    "extension_granted_on": "extension_granted_on",
    "approved_by": "extension_by",
    "letter_no": "extension_letter_no",
    "letter_date": "extension_letter_date",
}


def entry_known(ground: Ground, key: str) -> Entry | None:
    """The bill of entry of a key, where an invoice of it is not cancelled."""
    live = ground.by_boe.get(key, ())
    return Entry(live[0].record, live, ground.month.said_of_boe(live[0].record)) if live else None


def entry_of(ground: Ground, name: str) -> Entry:
    """The bill of entry that a name means: number, number/date/port, or the key of an invoice of it."""
    wanted = name.strip().upper()
    named = {
        one.record.boe_key
        for one in ground.month.invoices.values()
        if one.is_live and wanted in (one.record.boe_key, one.record.boe_number, one.key)
    }
    found = entry_known(ground, next(iter(named), "")) if len(named) == 1 else None
    if found is not None:
        return found
    told = f" It means {', '.join(sorted(named)[:SHOWN])}." if named else ""
    raise DeskError(
        f"The ledger knows no one bill of entry {name!r}.{told}",
        "A bill of entry.",
        "Give it as number/date/port, such as 0052545/2026-10-06/INNSA1.",
    )


def extended(ground: Ground, entry: Entry, said: Mapping[str, Value], remarks: str) -> Candidate:
    """An extension as a candidate for approval, with the decision of the rules and all that bars it.

    Without a day it is the day that the importer asked for; without the day of the grant it is granted on the as-on
    date, whose rules then decide.
    """
    month = ground.month
    asked_for = entry.answers.get("requested_to")
    default = {"extension_granted_on": month.as_on, **({"extended_until": asked_for} if asked_for else {})}
    told = {**default, **said}
    until, granted = as_date(told.get("extended_until")), as_date(told["extension_granted_on"]) or month.as_on
    case = _decided(ground, entry, until, granted)
    found = case.decision
    by_letter = told.get("approved_by") == APPROVERS["RBI"] and bool(told.get("letter_no") and told.get("letter_date"))
    bars = [*_bars(ground, entry, told, until)]
    if until is not None and not (is_postable(found) or (by_letter and found.status in BY_LETTER)):
        bars.append(f"the decision is {found.status}: {found.grounds}")
    open_now = [one for one in entry.invoices if one.outstanding_minor > 0]
    lines = tuple(Line(one.kind, one.key, one.currency, one.outstanding_minor) for one in open_now)
    says = tuple((name, fact(name).text(told[name])) for name in sorted(told))
    answers = tuple(Answer(BOE, entry.key, ANSWERED[name], _kept(name, value)) for name, value in says)
    seen = hash_of([seen_of(EXTEND, case, lines, ground.law), [list(one) for one in says], remarks])
    inr = inr_of(month, lines)
    made = Candidate(EXTEND, case, lines, inr, seen, (), tuple(dict.fromkeys(bars)), says, remarks, by_letter)
    return replace(made, answers=answers, satisfies=(EXTENSION, entry.key, "extension_satisfied"))


def _kept(name: str, value: str) -> str:
    """What an answer keeps of what a proposal says: the approver by his word."""
    return next((word for word, code in APPROVERS.items() if code == value), value) if name == APPROVER else value


def said_in_cells(entry: Entry) -> dict[str, Value]:
    """What the cells of a bill of entry say of the letter that extends it."""
    known = entry.answers
    said = {name: known[ANSWERED[name]] for name in LETTER if ANSWERED[name] in known}
    return {**said, APPROVER: APPROVERS[str(said[APPROVER])]} if APPROVER in said else said


def _decided(ground: Ground, entry: Entry, until: date | None, granted: date) -> Case:
    """The decision on extending to a day, asked from the day of the grant."""
    month = replace(ground.month, as_on=granted)
    known = {**entry.answers, "requested_to": until} if until else entry.answers
    return extension(month, ground.law, Entry(entry.record, entry.invoices, known))


def _bars(ground: Ground, entry: Entry, told: Mapping[str, Value], until: date | None) -> Iterator[str]:
    on, granted = ground.month.as_on, as_date(told["extension_granted_on"])
    before = as_date(entry.answers.get("extended_until"))
    yield from (missing(name).note for name in ("approved_by", "letter_no", "letter_date") if not told.get(name))
    if until is None:
        yield missing("extended_until").note
    elif before and until <= before:
        yield f"the payment date is extended to {before:%d-%b-%Y} already: nothing is extended"
    for name in ("extension_granted_on", "letter_date"):
        day = as_date(told.get(name))
        if day and day > on:
            yield f"{fact(name).header} {day:%d-%b-%Y} lies after the as-on date"
    if granted and granted < entry.record.dated:
        yield f"it was granted on {granted:%d-%b-%Y}, before the bill of entry"
    if not any(one.outstanding_minor > 0 for one in entry.invoices):
        yield f"nothing of {entry.key} is open"
    yield from (f"open proposal {one.number} extends it" for one in ground.asked_for(EXTEND.word, (BOE, entry.key)))
