"""Approve: another person's word on proposals; what is approved is posted in the same act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xl_addin.desk.acts.asking import asked_again, is_asked
from xl_addin.desk.acts.by_hand import approved_rows, seen_again
from xl_addin.desk.acts.ground import ground_of
from xl_addin.desk.acts.moments import too_early
from xl_addin.desk.acts.proposable import Candidate, candidates, lacks_satisfaction
from xl_addin.desk.acts.propose import NO_DETAIL
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.dates import period_of
from xl_addin.domain.records import Answer
from xl_addin.engine.law import Law
from xl_addin.engine.powers import Approval, may_approve
from xl_addin.engine.rule import Decision
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import APPROVE, APPROVED, BY_HAND, CLOSURES, REOPEN_MONTH
from xl_addin.ledger.chain import head
from xl_addin.ledger.proposed import Number, Proposal, proposals
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.facts import YES

CHANGED = "what was seen when it was proposed has changed (amount, facts, decision or law): it is void, propose it anew"
GONE = "the month has no such decision any more: it is void"


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved and posted, and what was not, with the reason."""

    posted: tuple[tuple[Proposal, Candidate], ...]
    barred: tuple[tuple[Proposal, str], ...]
    months: tuple[Proposal, ...] = ()  # signed months that are open again


def approve(
    ledger: Ledger,
    as_on: date,
    law: Law,
    actor: Actor,
    meant: Callable[[Proposal], bool],
    *,
    only_list: bool = False,
    progress: Progress = silent,
    now: Now | None = None,
    detail: Mapping[str, Any] = NO_DETAIL,
) -> Approved:
    """Approves the open proposals that are `meant` and posts what they close, in one act; all that bars one is told.

    A proposal counts for what was seen: where anything it rests on has changed it is void. The person must be another
    than the maker and have the power, by the bank's policy, for the act, its INR and the status of its decision. The
    month is that of `now` where it was read already; `detail` is noted with the act.
    """
    actor = ledger.known(actor)
    months, read_at = _months(ledger, as_on, meant)
    if months:
        return _reopened(ledger, as_on, law, actor, months, None if only_list else read_at)
    with ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
    now = now or month_now(ledger, as_on, law, progress, short=True)
    month = now.settled.month
    known = {(one.closure.word, *one.item): one for one in candidates(month, law, now.cases)}
    with ledger.read() as connection:
        every = proposals(connection, month.period)
    waiting = [one for one in every if one.waits and meant(one)]
    asked = _asked(ledger, now, law, waiting, every)
    posted: list[tuple[Proposal, Candidate, Decision]] = []
    barred: list[tuple[Proposal, str]] = []
    for proposal in waiting:
        one = asked.get(proposal.number) or _known(known, proposal)
        found = _allowed(law, actor, as_on, proposal, one)
        why = _void(proposal, one) or _why_not(found, proposal, actor)
        if why or one is None:
            barred.append((proposal, why))
        else:
            posted.append((proposal, one, found))
    told = Approved(tuple((proposal, one) for proposal, one, _ in posted), tuple(barred))
    if only_list or not posted:
        return told
    with ledger.step(APPROVE, as_on, actor, after=now.head) as step:
        step.add(tables.verdicts, (_approval(one, found) for one, _, found in posted))
        step.add(tables.closures, (row for proposal, one, _ in posted for row in _closures(proposal, one)))
        step.add(tables.answers, (row for _, one, _ in posted for row in _answers(one)))
        step.add(tables.postings, (row for proposal, _, _ in posted for row in approved_rows(proposal, actor.user)))
        step.detail = {"approved": len(posted), **detail}
    return told


def _asked(
    ledger: Ledger, now: Now, law: Law, waiting: list[Proposal], every: list[Proposal]
) -> dict[Number, Candidate]:
    """What is meant and was asked for by hand or by name, as it would be seen now."""
    if not any(one.act in BY_HAND or is_asked(one) for one in waiting):
        return {}
    ground = ground_of(ledger, now, law, every)
    return {**seen_again(ground, waiting), **asked_again(ground, waiting)}


def _known(known: Mapping[tuple[str, str, str], Candidate], proposal: Proposal) -> Candidate | None:
    """The decision of the month behind a proposal that says nothing of its own."""
    return None if is_asked(proposal) else known.get((proposal.act, *proposal.item))


def _months(ledger: Ledger, as_on: date, meant: Callable[[Proposal], bool]) -> tuple[list[Proposal], str]:
    """Proposals to open the signed month again, and the act they were read at.

    They close nothing, and nothing else is approved while the month is shut.
    """
    with ledger.snapshot(), ledger.read() as connection:
        known, read_at = proposals(connection, period_of(as_on)), head(connection)
    return [one for one in known if one.waits and one.act == REOPEN_MONTH and meant(one)], read_at


def _reopened(
    ledger: Ledger,
    as_on: date,
    law: Law,
    actor: Actor,
    months: list[Proposal],
    read_at: str | None,
) -> Approved:
    """What may be opened again; kept where it was `read_at` an act, only shown for None."""
    allowed = [(one, _allowed(law, actor, as_on, one, None)) for one in months]
    barred = tuple((one, why) for one, found in allowed if (why := _why_not(found, one, actor)))
    posted = [(one, found) for one, found in allowed if not _why_not(found, one, actor)]
    if posted and read_at is not None:
        with ledger.step(APPROVE, as_on, actor, after=read_at) as step:
            step.add(tables.verdicts, (_approval(one, found) for one, found in posted))
            step.detail = {"approved": len(posted)}
    return Approved((), barred, tuple(one for one, _ in posted))


def _why_not(found: Decision, proposal: Proposal, actor: Actor) -> str:
    """What keeps the person from approving, or the clock: "" where nothing does."""
    return too_early(proposal.at, actor.at) if found.ok else "; ".join(found.notes)


def _void(proposal: Proposal, one: Candidate | None) -> str:
    if one is None:
        return GONE
    return "; ".join(one.bars) or (CHANGED if one.seen != proposal.seen else "")


def _allowed(law: Law, actor: Actor, as_on: date, proposal: Proposal, one: Candidate | None) -> Decision:
    return may_approve(
        law,
        Approval(
            act=proposal.act,
            maker=proposal.maker,
            checker=actor.user,
            action_date=as_on,
            amount_inr=one.inr if one else None,
            status=one.case.decision.status if one else proposal.status,
            lacks_satisfaction=one is not None and lacks_satisfaction(one.case.decision),
            by_letter=one is not None and one.by_letter,
            branch=proposal.branch,
            owner=one.owner if one else proposal.owned_by,
        ),
    )


def _approval(one: Proposal, found: Decision) -> dict[str, Any]:
    """The row of an approval, under the row of the bank's policy that covers it."""
    return verdict_row(one, APPROVED, "", found.basis[0].parameter)


def verdict_row(one: Proposal, word: str, reason: str, power: str) -> dict[str, Any]:
    """A word on a proposal as a row of the ledger."""
    return {
        "proposal_seq": one.number.seq,
        "proposal_place": one.number.place,
        "word": word,
        "reason": reason,
        "power": power,
    }


def _answers(one: Candidate) -> Iterator[dict[str, Any]]:
    """The answers that an approval gives: its own, and satisfaction where that was all that lacked."""
    given = [*one.answers]
    if lacks_satisfaction(one.case.decision):
        kind, key, name = one.satisfies
        given.append(Answer(kind or one.item[0], key or one.item[1], name, YES))
    yield from (dict(answer._asdict()) for answer in given)


def _closures(proposal: Proposal, one: Candidate) -> list[dict[str, Any]]:
    number = proposal.number
    return [
        {
            "act": proposal.act,
            "item_kind": line.kind,
            "item_key": line.key,
            "currency": line.currency,
            "amount_minor": line.minor,
            "proposal_seq": number.seq,
            "proposal_place": number.place,
        }
        for line in one.lines
        if proposal.act in CLOSURES
    ]
