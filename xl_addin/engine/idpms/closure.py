"""Adjustment indicators of a closure: what each needs beside it. Rules 5.17; a code list of banks, not of RBI."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xl_addin.engine.general.regime import regime_on
from xl_addin.engine.rule import CHECK, Decision, Fail, conclude, missing, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.registers_codes import (
    Approver,
    ClosureCode,
    ClosureReason,
    approver,
    closure_code,
    closure_reason,
)

SUBJECT = "closure code"
BOE, ORM = "BOE", "ORM"
# what is said where the code list was not compared with the rules in force on the day of the act
UNCOMPARED = {
    "REG2026": ("WARN: whether the code list changed with the Regulations is not known: compare the bank's own list",)
}
NO_APPROVER = "INFO: approved_by is not given; the message cannot go without it"
PORT = "INFO: the message also carries the port of the shipping bill"


class Paper(NamedTuple):
    """A paper that a code may need: the names of its two facts, and what is found where one of them lacks."""

    number: str
    day: str
    finding: str
    words: str


PAPERS = {
    "SHIPPING_BILL": Paper("shipping_bill_no", "shipping_bill_date", "SHIPPING_BILL_NEEDED", "a shipping bill"),
    "DOCUMENT": Paper("document_no", "document_date", "DOCUMENT_NEEDED", "the import document"),
    "LETTER": Paper("letter_no", "letter_date", "LETTER_NEEDED", "the letter of the approver"),
}


def closure(
    rules: Rulebook,
    *,
    side: str | None,
    code: str | None,
    shipping_bill_no: str | None = None,
    shipping_bill_date: date | None = None,
    approved_by: str | None = None,
    letter_no: str | None = None,
    letter_date: date | None = None,
    document_no: str | None = None,
    document_date: date | None = None,
    action_date: date | None = None,
) -> Decision:
    """Whether a closure of the BOE or of the ORM carries what its adjustment indicator and its approver need.

    The bank's own list decides in the end; without `approved_by` the code alone is checked.
    """
    found = closure_code(_plain(code), side or "")
    facts: tuple[Fact, ...] = (("side", side), ("code", code), ("approved by", approved_by))
    if found is None:
        return conclude(SUBJECT, _not_listed(side, code), (), facts)
    by = approver(_plain(approved_by))
    given: dict[str, str | date | None] = {
        "shipping_bill_no": shipping_bill_no,
        "shipping_bill_date": shipping_bill_date,
        "letter_no": letter_no,
        "letter_date": letter_date,
        "document_no": document_no,
        "document_date": document_date,
    }
    fails = [*_lacking(found, by, given), *_late(given, action_date)]
    if approved_by and by is None:
        fails.append(Fail(CHECK, "", f"approved_by {approved_by!r} is not on the list of approvers"))
    basis = (found.provision, *((by.provision,) if by else ()))
    notes = _notes(rules, found, approved_by, action_date)
    return conclude(SUBJECT, fails, basis, (*facts, ("meaning", found.meaning)), notes=notes)


def closure_meaning(code: str, side: str = BOE) -> str | None:
    """What an adjustment indicator of the BOE or of the ORM means; None for one that is not on the list."""
    found = closure_code(_plain(code), side)
    return found.meaning if found else None


def closure_code_for(reason: str, side: str = BOE) -> ClosureReason | None:
    """The adjustment indicator and the remark for a reason of closure; None where the reason has none on that side."""
    return closure_reason(reason, side)


def _plain(code: object) -> str:
    """A code as the list writes it: a sheet may bring the number 3 for "3"."""
    return "" if code is None else str(code).strip()


def _not_listed(side: str | None, code: str | None) -> list[Fail]:
    fails = [missing(name) for name, one in (("side", side), ("code", code)) if not one]
    if fails:
        return fails
    if side not in (BOE, ORM):
        return [Fail(CHECK, "", f"side {side!r} is not one of {BOE}, {ORM}")]
    return [Fail(CHECK, "", f"code {code!r} is not on the list of closure codes of the {side}")]


def _lacking(code: ClosureCode, by: Approver | None, given: dict[str, str | date | None]) -> list[Fail]:
    """The papers that the code and the approver need and of which number or date is not given."""
    needed = [(code.needs, code.provision)] if code.needs else []
    if by and by.needs_letter:
        needed.append(("LETTER", by.provision))
    fails = []
    for kind, rule in needed:
        paper = PAPERS[kind]
        lacks = [name for name in (paper.number, paper.day) if not given[name]]
        if lacks:
            note = f"{paper.words} is needed: {' and '.join(lacks)} not given"
            fails.append(Fail(CHECK, paper.finding, note, rule))
    return fails


def _late(given: dict[str, str | date | None], action_date: date | None) -> list[Fail]:
    """Papers dated after the day on which the bank acts."""
    if action_date is None:
        return []
    days = {name: day for name, day in given.items() if isinstance(day, date)}
    checked = [out_of_order(**{name: day, "action_date": action_date}) for name, day in days.items()]
    return [fail for fail in checked if fail]


def uncompared(rules: Rulebook, on: date) -> tuple[str, ...]:
    """A warning where a code list was not compared with the rules in force on a day."""
    return UNCOMPARED.get(regime_on(rules, on).value, ())


def _notes(rules: Rulebook, code: ClosureCode, approved_by: str | None, action_date: date | None) -> tuple[str, ...]:
    port = PORT if code.needs == "SHIPPING_BILL" else ""
    told = (
        code.note,
        port,
        "" if approved_by else NO_APPROVER,
        *(uncompared(rules, action_date) if action_date else ()),
    )
    return tuple(note for note in told if note)
