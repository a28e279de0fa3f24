"""Closing an item as a person asks for it: under its adjustment indicator, by a refund, by a set-off. Rules 5.3, 5.17.

A closure stands on a decision: a write-off where the indicator names a cause of a difference, evidence of import, the
window of a set-off, the paper of a refund, else the bank's satisfaction. Where that decision does not allow it nobody
can approve it, but for what RBI has approved by letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_addin.desk.acts.closing_rules import RULES, Closing, minor_of_closing, papers_of
from xl_addin.desk.acts.ground import PAPERS, Ground
from xl_addin.desk.acts.proposable import Candidate, Line, hash_of, inr_of, is_postable, seen_of
from xl_addin.desk.month.acknowledged import waits
from xl_addin.desk.month.case import Case
from xl_addin.domain.money import grouped
from xl_addin.domain.records import BoeInvoice, OutwardRemittance
from xl_addin.engine.idpms.bars import NEVER
from xl_addin.engine.idpms.closure import BOE
from xl_addin.engine.powers import BY_LETTER
from xl_addin.engine.rule import Decision, missing
from xl_addin.ledger.acts import REFUND, SET_OFF, WRITE_OFF
from xl_addin.rulebook.facts import fact

RBI = "1"


def closed(ground: Ground, asked: Closing) -> Candidate:
    """A closure as a candidate for approval, with the decision that it stands on and all that bars it."""
    asked, item = _with_code(ground, asked), asked.item
    found = RULES[asked.act.word](ground, asked)
    papers = papers_of(ground, asked)
    minor = minor_of_closing(ground, asked)
    lines = (Line(item.kind, item.key, item.currency, minor),)
    by_letter = asked.said.get("approved_by") == RBI and papers.ok
    bars = tuple(dict.fromkeys((*_bars(ground, asked, minor), *_refused(papers), *_unpostable(found, by_letter))))
    case = Case(asked.act.word, item, found, currency=item.currency, amount_minor=minor)
    says = tuple((name, fact(name).text(asked.said[name])) for name in sorted(asked.said))
    seen = hash_of([seen_of(asked.act, case, lines, ground.law), [list(one) for one in says], asked.remarks])
    return Candidate(
        asked.act, case, lines, inr_of(ground.month, lines), seen, (), bars, says, asked.remarks, by_letter
    )


def _with_code(ground: Ground, asked: Closing) -> Closing:
    """A refund of the whole remittance is indicator 1, of a part 3; a set-off of a bill of entry 6, else others."""
    if asked.code or asked.act not in (REFUND, SET_OFF):
        return asked
    record = asked.item.record
    if asked.act is REFUND:
        whole = isinstance(record, OutwardRemittance) and minor_of_closing(ground, asked) == record.amount_minor
        code = "1" if whole else "3"
    else:
        code = "6" if asked.side == BOE else "4"
    return Closing(asked.act, asked.item, {**asked.said, "code": code}, asked.remarks, asked.minor)


def _refused(papers: Decision) -> Iterator[str]:
    if not papers.ok:
        yield from (note for note in papers.notes if not note.startswith(("INFO:", "WARN:")))


def _unpostable(found: Decision, by_letter: bool) -> Iterator[str]:
    if not (is_postable(found) or (by_letter and found.status in BY_LETTER)):
        yield f"the decision is {found.status}: {found.grounds}"


def _bars(ground: Ground, asked: Closing, minor: int) -> Iterator[str]:
    """What bars any closure: the state of the item, the amount, the order of its days."""
    item, month = asked.item, ground.month
    free, who = ground.held.free(item), ground.held.who(item.key)
    if not item.is_live:
        yield f"{item.key} was cancelled"
    if item.record.dated > month.as_on:
        yield f"{item.key} is of {item.record.dated:%d-%b-%Y}, after the as-on date"
    if minor <= 0:
        yield f"nothing of {item.key} is open{f' beside what {who} holds' if who else ''}"
    elif minor > free:
        beside = f" beside what {who} holds" if who else ""
        told = f"{grouped(max(free, 0), item.currency)} of it is open{beside}"
        yield f"{item.key}: {item.currency} {grouped(minor, item.currency)} is asked for, {told}"
    proposed = ground.suggested.get(item.key, 0)
    if asked.act is not WRITE_OFF and 0 < minor <= free < minor + proposed:
        money = f"{item.currency} {grouped(proposed, item.currency)}"
        yield f"matching proposes to settle {money} of {item.key}: accept or reject that on Settlements first"
    if isinstance(item.record, BoeInvoice) and waits(item.record, item.answers, month.as_on):
        yield f"{NEVER}: acknowledged_on of {item.key} is missing"
    if not asked.said.get("approved_by"):
        yield missing("approved_by").note
    yield from _days(asked)
    yield from _used(ground, asked)


def _used(ground: Ground, asked: Closing) -> Iterator[str]:
    """The paper of a refund or set-off that an approved one of the item named already and nobody opened again."""
    if asked.act in (REFUND, SET_OFF) and asked.item.closed_ever_minor > 0:
        for name in PAPERS:
            number = ground.papers.get((asked.act.word, asked.item.key, str(asked.said.get(name, ""))))
            if number:
                yield f"{fact(name).header} {asked.said[name]} was recorded of {asked.item.key} already: {number}"


def _days(asked: Closing) -> Iterator[str]:
    """Papers in an order of days that cannot be, and a shipping bill without its port."""
    said, on = asked.said, asked.item.record.dated
    bill, port = said.get("shipping_bill_date"), said.get("shipping_bill_port")
    if (asked.side, asked.code) in ((BOE, "4"), (BOE, "5"), (BOE, "6")) and not port:
        yield missing("shipping_bill_port").note
    if isinstance(bill, date) and asked.code == "5" and asked.side == BOE and bill < on:
        yield f"re-export: the shipping bill of {bill:%d-%b-%Y} is before the bill of entry"
    if isinstance(bill, date) and asked.code == "4" and asked.side == BOE and bill > on:
        yield f"re-import: the shipping bill of {bill:%d-%b-%Y} is after the bill of entry"
    letter = said.get("letter_date")
    if isinstance(letter, date) and letter < on:
        yield f"the letter of {letter:%d-%b-%Y} is before {asked.item.key} of {on:%d-%b-%Y}"
