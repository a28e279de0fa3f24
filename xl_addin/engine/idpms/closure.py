"""Adjustment indicators of a closure: what each needs beside it. Rules 5.17; a code list of banks, not of RBI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from xl_addin.engine.checks import among
from xl_addin.engine.general.regime import regime_on
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, Decision, Fail, conclude, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.registers_codes import (
    Approver,
    ClosureCode,
    approver,
    approvers,
    closure_code,
    closure_codes,
)

SUBJECT = "closure code"
SIDES = BOE, ORM = "BOE", "ORM"
APPROVERS = {"RBI": "1", "AD": "2", "OTHERS": "3"}  # who approved, by the words that people say
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
    "LETTER": Paper("letter_no", "letter_date", "LETTER_NEEDED", "the letter of the approver"),
    "DOCUMENT": Paper("document_no", "document_date", "DOCUMENT_NEEDED", "the import document"),
}


@dataclass(frozen=True, kw_only=True)
class Closure:
    """A closure of the BOE or of the ORM: its adjustment indicator, who approved it, the papers behind it."""

    side: Annotated[str, among(*SIDES)]
    code: str
    shipping_bill_no: str | None = None
    shipping_bill_date: date | None = None
    approved_by: str | None = None
    letter_no: str | None = None
    letter_date: date | None = None
    document_no: str | None = None
    document_date: date | None = None
    action_date: date | None = None


def _facts(law: Law, asked: Closure) -> tuple[Fact, ...]:
    return (("side", asked.side), ("code", asked.code), ("approved by", asked.approved_by))


@question(SUBJECT, Closure, told=_facts)
def closure(law: Law, asked: Closure) -> Decision:
    """Whether a closure of the BOE or of the ORM carries what its adjustment indicator and its approver need.

    The bank's own list decides in the end; without `approved_by` the code alone is checked.
    """
    found, facts = closure_code(_plain(asked.code), asked.side), _facts(law, asked)
    if found is None:
        listed = ", ".join(closure_codes(asked.side))
        note = f"code {asked.code!r} is not on the list of closure codes of the {asked.side}: {listed}"
        return conclude(SUBJECT, [Fail(CHECK, "", note)], (), facts)
    by = approver(_plain(asked.approved_by))
    fails = [*_lacking(found, by, asked), *_late(asked)]
    if asked.approved_by and by is None:
        note = f"approved_by {asked.approved_by!r} is not on the list of approvers: {', '.join(approvers())}"
        fails.append(Fail(CHECK, "", note))
    basis = (found.provision, *((by.provision,) if by else ()))
    facts = (*facts, ("meaning", found.meaning))
    return conclude(SUBJECT, fails, basis, facts, notes=_notes(law.rules, found, asked))


def closure_meaning(code: str, side: str = BOE) -> str | None:
    """What an adjustment indicator of the BOE or of the ORM means; None for one that is not on the list."""
    found = closure_code(_plain(code), side)
    return found.meaning if found else None


def _plain(code: object) -> str:
    """A code as the list writes it: a sheet may bring the number 3 for "3"."""
    return "" if code is None else str(code).strip()


def _lacking(code: ClosureCode, by: Approver | None, asked: Closure) -> list[Fail]:
    """The papers that the code and the approver need and of which number or date is not given."""
    needed = [(code.needs, code.provision)] if code.needs else []
    if by and by.needs_letter:
        needed.append(("LETTER", by.provision))
    fails = []
    for kind, rule in needed:
        paper = PAPERS[kind]
        lacks = [name for name in (paper.number, paper.day) if not getattr(asked, name)]
        if lacks:
            note = f"{paper.words} is needed: {' and '.join(lacks)} not given"
            fails.append(Fail(CHECK, paper.finding, note, rule))
    return fails


def _late(asked: Closure) -> list[Fail]:
    """Papers dated after the day on which the bank acts."""
    if asked.action_date is None:
        return []
    days = {paper.day: getattr(asked, paper.day) for paper in PAPERS.values()}
    checked = [out_of_order(**{name: day, "action_date": asked.action_date}) for name, day in days.items() if day]
    return [fail for fail in checked if fail]


def uncompared(rules: Rulebook, on: date) -> tuple[str, ...]:
    """A warning where a code list was not compared with the rules in force on a day."""
    return UNCOMPARED.get(regime_on(rules, on).value, ())


def _notes(rules: Rulebook, code: ClosureCode, asked: Closure) -> tuple[str, ...]:
    port = PORT if code.needs == "SHIPPING_BILL" else ""
    told = (code.note, port, "" if asked.approved_by else NO_APPROVER)
    listed = uncompared(rules, asked.action_date) if asked.action_date else ()
    return (*(note for note in told if note), *listed)
