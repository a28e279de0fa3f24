"""A settlement by hand as two people see it: proposed, seen again when it is approved, posted or taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from xl_addin.desk.acts.bars import asked_twice, bars_of, same_line
from xl_addin.desk.acts.ground import MONTH, Ground, item_of, line_of_batch
from xl_addin.desk.acts.proposable import Candidate, Line, hash_of, law_mark
from xl_addin.desk.acts.settling import seen_of_batch
from xl_addin.desk.month.case import Case, sum_inr
from xl_addin.desk.month.month import Month
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.law import Law
from xl_addin.engine.rule import OK, Decision
from xl_addin.ledger.acts import BY_HAND, MANUAL, MATCH, POSTED, REFUSED, RESTORED, SETTLE_AUTO, UNMATCH, Closure
from xl_addin.ledger.proposed import Number, Proposal
from xl_addin.ledger.rows import posting_row
from xl_addin.rulebook.facts import INVOICE


def tied(ground: Ground, lines: Sequence[SettlementLine], reason: str, papers: str) -> Candidate:
    """The lines of one remittance as a candidate for approval, with all that bars them."""
    month = ground.month
    bars = bars_of(ground, lines)
    inr = month.inr(sum(line.amount_minor for line in lines), lines[0].currency)
    return _candidate(MATCH, month, ground.law, lines, inr, (reason, papers), bars)


def untied(ground: Ground, lines: Sequence[SettlementLine], reason: str) -> Candidate:
    """Lines that two people posted, to be taken back: each must stand, on items that are not cancelled."""
    month, bars = ground.month, list[str]()
    for line in lines:
        if not any(same_line(line, other) for other in ground.standing if other.tier == MANUAL):
            bars.append(f"{line.orm_key} with {line.invoice_key}: the line was taken back already")
        bars += asked_twice(ground, UNMATCH, line)
        for item in (month.orms[line.orm_key], month.invoices[line.invoice_key]):
            if not item.is_live:
                bars.append(f"{item.key} was cancelled")
    inr = month.inr(sum(line.amount_minor for line in lines), lines[0].currency)
    return _candidate(UNMATCH, month, ground.law, lines, inr, (reason, ""), tuple(dict.fromkeys(bars)))


def decided(ground: Ground, lines: Sequence[SettlementLine]) -> Candidate:
    """Lines that the evidence decides, as one batch: each must still be decided by it, with just these amounts."""
    gone = [line for line in lines if line_of_batch(line) not in ground.batch]
    shown = ", ".join(f"{line.orm_key} with {line.invoice_key}" for line in gone[:3])
    more = f" and {len(gone) - 3} more" if len(gone) > 3 else ""
    bars = (f"the evidence does not decide these lines any more: {shown}{more}; return it",) if gone else ()
    parts = [ground.month.inr(line.amount_minor, line.currency) for line in lines]
    made = _candidate(SETTLE_AUTO, ground.month, ground.law, lines, sum_inr(parts), ("", ""), bars)
    seen = seen_of_batch(lines, ground.law)
    return replace(made, seen=seen, about=(MONTH, ground.month.period), branchless=True)


def _candidate(
    act: Closure,
    month: Month,
    law: Law,
    lines: Sequence[SettlementLine],
    inr: Decimal | None,
    said: tuple[str, str],
    bars: tuple[str, ...],
) -> Candidate:
    """A proposal between items as it is seen: `said` are the reason and the papers."""
    case = Case(act.word, month.orms[lines[0].orm_key], Decision(act.meaning, OK))
    shown = tuple(Line(INVOICE, one.invoice_key, one.invoice_currency, one.amount_invoice_minor) for one in lines)
    return Candidate(act, case, shown, inr, _seen(act, month, law, lines, said), tuple(lines), bars)


def _seen(act: Closure, month: Month, law: Law, lines: Sequence[SettlementLine], said: tuple[str, str]) -> str:
    """Hash of what both people see: the lines, what is open and known of both sides, the words, the law."""
    keys = dict.fromkeys(key for line in lines for key in (line.orm_key, line.invoice_key))
    items = [item_of(month, key) for key in keys]
    return hash_of(
        [
            act.word,
            [list(line[: line._fields.index("found_by")]) for line in lines],
            [[one.key, one.event, one.currency, one.outstanding_minor, one.record.iec] for one in items],
            [[[name, str(one.answers[name])] for name in sorted(one.answers)] for one in items],
            list(said),
            law_mark(law),
        ]
    )


def _again(ground: Ground, proposal: Proposal) -> Candidate | None:
    """A proposal between items as it would be seen now; None where the month has an item of it no more."""
    month, lines = ground.month, proposal.lines
    if not lines or any(one.orm_key not in month.orms or one.invoice_key not in month.invoices for one in lines):
        return None
    if proposal.act == SETTLE_AUTO.word:
        return decided(ground, lines)
    if proposal.act == UNMATCH.word:
        return untied(ground, lines, proposal.reason)
    return tied(ground, lines, proposal.reason, proposal.papers)


def seen_again(ground: Ground, known: Sequence[Proposal]) -> dict[Number, Candidate]:
    """Every open proposal between items as it would be seen now, by its number."""
    found: dict[Number, Candidate] = {}
    for one in known:
        if one.waits and one.act in BY_HAND:
            again = _again(ground.of(one), one)
            if again is not None:
                found[one.number] = again
    return found


def numbered(lines: Iterable[SettlementLine], number: Number) -> tuple[SettlementLine, ...]:
    """The lines with the number of their proposal."""
    return tuple(line._replace(group_id=str(number)) for line in lines)


def approved_rows(proposal: Proposal, person: str) -> Iterator[dict[str, Any]]:
    """Just the lines that were seen, whose evidence names the second person too.

    A pair that is taken back is not settled by the evidence alone any more.
    """
    for line in proposal.lines:
        told = line._replace(evidence=f"{line.evidence}; approved by {person} ({proposal.number})")
        if proposal.act != UNMATCH.word:
            yield posting_row(told, POSTED)
        else:
            yield posting_row(told, RESTORED)
            yield posting_row(told._replace(reason=RESTORED.word), REFUSED)


def refused_rows(proposal: Proposal, person: str, reason: str) -> Iterator[dict[str, Any]]:
    """The pairs of a proposal to settle that a person refused: they are not proposed again."""
    if proposal.act == MATCH.word:
        for line in proposal.lines:
            yield posting_row(line._replace(evidence=f"{line.evidence}; refused by {person}: {reason}"), REFUSED)
