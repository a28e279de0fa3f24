"""Approve, return, refuse: another person's word on proposals; what is approved is posted in the same act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from xl_addin.desk.acts.by_hand import approved_rows, refused_rows, seen_again
from xl_addin.desk.acts.proposable import Candidate, candidates
from xl_addin.desk.acts.propose import NO_DETAIL
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.engine.powers import Approval, may_approve, may_decline
from xl_addin.engine.rule import Decision
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import APPROVE, APPROVED, CLOSURES, DECLINE, REFUSED_BY, REOPEN_MONTH
from xl_addin.ledger.chain import head
from xl_addin.ledger.proposed import Proposal, proposals
from xl_addin.ledger.store import Actor

CHANGED = "what was seen when it was proposed has changed (amount, facts, decision or law): it is void, propose it anew"
GONE = "the month has no such decision any more: it is void"
REASON_MAX = 250


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
    if months := _months(ledger, as_on, meant):
        return _reopened(ledger, as_on, law, actor, months, only_list)
    with ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
    now = now or month_now(ledger, as_on, law, progress)
    month = now.settled.month
    known = {(one.closure.word, *one.item): one for one in candidates(month, law, now.cases)}
    with ledger.read() as connection:
        every = proposals(connection, month.period)
    waiting = [one for one in every if one.waits and meant(one)]
    by_hand = seen_again(ledger, month, now.settled, law, every)
    posted: list[tuple[Proposal, Candidate, Decision]] = []
    barred: list[tuple[Proposal, str]] = []
    for proposal in waiting:
        one = by_hand.get(proposal.number) or known.get((proposal.act, *proposal.item))
        found = _allowed(law, actor, as_on, proposal, one)
        why = _void(proposal, one) or ("" if found.ok else "; ".join(found.notes))
        if why or one is None:
            barred.append((proposal, why))
        else:
            posted.append((proposal, one, found))
    told = Approved(tuple((proposal, one) for proposal, one, _ in posted), tuple(barred))
    if only_list or not posted:
        return told
    with ledger.step(APPROVE, as_on, actor, after=now.head) as step:
        step.add(tables.verdicts, (_verdict(one, APPROVED, "", found.basis[0].parameter) for one, _, found in posted))
        step.add(tables.closures, (row for proposal, one, _ in posted for row in _closures(proposal, one)))
        step.add(tables.postings, (row for proposal, _, _ in posted for row in approved_rows(proposal, actor.user)))
        step.detail = {"approved": len(posted), **detail}
    return told


def _months(ledger: Ledger, as_on: date, meant: Callable[[Proposal], bool]) -> list[Proposal]:
    """Proposals to open the signed month again: they close nothing, and nothing else is approved while it is shut."""
    with ledger.read() as connection:
        known = proposals(connection, period_of(as_on))
    return [one for one in known if one.waits and one.act == REOPEN_MONTH and meant(one)]


def _reopened(
    ledger: Ledger,
    as_on: date,
    law: Law,
    actor: Actor,
    months: list[Proposal],
    only_list: bool,
) -> Approved:
    allowed = [(one, _allowed(law, actor, as_on, one, None)) for one in months]
    barred = tuple((one, "; ".join(found.notes)) for one, found in allowed if not found.ok)
    posted = [(one, found) for one, found in allowed if found.ok]
    if posted and not only_list:
        with ledger.step(APPROVE, as_on, actor) as step:
            step.add(tables.verdicts, (_verdict(one, APPROVED, "", found.basis[0].parameter) for one, found in posted))
            step.detail = {"approved": len(posted)}
    return Approved((), barred, tuple(one for one, _ in posted))


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
            branch=proposal.branch,
        ),
    )


def _verdict(one: Proposal, word: str, reason: str, power: str) -> dict[str, Any]:
    return {
        "proposal_seq": one.number.seq,
        "proposal_place": one.number.place,
        "word": word,
        "reason": reason,
        "power": power,
    }


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


class Said(NamedTuple):
    """What gives a proposal back: RETURNED (to be mended) or REFUSED, with the reason that the maker reads."""

    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class Declined:
    """What was given back, and what was not, with the reason."""

    done: tuple[tuple[Proposal, Said], ...] = ()
    barred: tuple[tuple[Proposal, str], ...] = ()


def decline(
    ledger: Ledger,
    as_on: date,
    law: Law,
    actor: Actor,
    said_of: Callable[[Proposal], Said | None],
    *,
    detail: Mapping[str, Any] = NO_DETAIL,
) -> Declined:
    """Gives open proposals back with what is said of each (None: it is not meant), in one act; nothing is posted.

    The person must be another than the maker and have power over the act.
    """
    with ledger.snapshot(), ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
        known = head(connection)
        waiting = [one for one in proposals(connection, period_of(as_on)) if one.waits]
    done: list[tuple[Proposal, Said]] = []
    barred: list[tuple[Proposal, str]] = []
    for one in waiting:
        said = said_of(one)
        if said is None:
            continue
        why = fault_of_reason(said.reason) or "; ".join(may_decline(law, _asked(actor, as_on, one)).notes)
        if why:
            barred.append((one, why))
        else:
            done.append((one, said))
    if done:
        with ledger.step(DECLINE, as_on, actor, after=known) as step:
            step.add(tables.verdicts, (_verdict(one, *said, "") for one, said in done))
            refused = [(one, said.reason) for one, said in done if said.word == REFUSED_BY]
            step.add(tables.postings, (row for one, why in refused for row in refused_rows(one, actor.user, why)))
            step.detail = {"declined": len(done), **detail}
    return Declined(tuple(done), tuple(barred))


def _asked(actor: Actor, as_on: date, one: Proposal) -> Approval:
    return Approval(
        act=one.act,
        maker=one.maker,
        checker=actor.user,
        action_date=as_on,
        amount_inr=None,
        status=one.status,
        branch=one.branch,
    )


def fault_of_reason(reason: str) -> str:
    """What is wrong with the reason of a return or refusal; "" where it can stand."""
    if not reason.strip():
        return "it is returned or refused with a reason, and none was given"
    if len(reason) > REASON_MAX or not reason.isprintable():
        return f"its reason is longer than {REASON_MAX} signs or has one that cannot be printed"
    return ""


def refuse_reason(reason: str) -> None:
    """DeskError where a reason cannot stand."""
    if fault_of_reason(reason):
        raise DeskError(
            "A proposal is returned or refused with a reason.",
            "Option --reason.",
            f"Say it in at most {REASON_MAX} plain signs on one line: the maker reads it.",
        )
