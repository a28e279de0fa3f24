"""Return and refuse: another person gives proposals back with a reason; nothing is posted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from xl_addin.desk.acts.approve import verdict_row
from xl_addin.desk.acts.by_hand import refused_rows
from xl_addin.desk.acts.propose import NO_DETAIL
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.engine.powers import Approval, may_decline
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import DECLINE, REFUSED_BY, REOPEN_MONTH
from xl_addin.ledger.chain import head
from xl_addin.ledger.proposed import Proposal, proposals
from xl_addin.ledger.store import Actor

REASON_MAX = 250


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
    actor = ledger.known(actor)
    with ledger.snapshot(), ledger.read() as connection:
        known = head(connection)
        waiting = [one for one in proposals(connection, period_of(as_on)) if one.waits]
        if any(one.act != REOPEN_MONTH and said_of(one) for one in waiting):  # a shut month itself may be left shut
            refuse_earlier_day(connection, as_on)
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
            step.add(tables.verdicts, (verdict_row(one, *said, "") for one, said in done))
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
        owner=one.owned_by,
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
