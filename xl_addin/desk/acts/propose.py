"""Propose: a maker puts decisions of the month forward; nothing moves before another person has approved them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xl_addin.desk.acts.proposable import Candidate, Wanted, candidates, held_lines, taken_once
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.engine.powers import may_propose
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import BY_NAME, PROPOSE
from xl_addin.ledger.proposed import proposals
from xl_addin.ledger.store import Actor, Step
from xl_addin.rulebook.facts import Fact, fact
from xl_addin.rulebook.registers_codes import approver

REMARKS_MAX = 250
NO_DETAIL: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was put forward, what was not and why, and the action that holds it (0 where nothing was kept)."""

    made: tuple[Candidate, ...]
    barred: tuple[tuple[Candidate, str], ...]
    seq: int = 0


def propose(
    ledger: Ledger,
    as_on: date,
    law: Law,
    actor: Actor,
    wanted: Wanted,
    *,
    remarks: str = "",
    only_list: bool = False,
    progress: Progress = silent,
) -> Proposed:
    """Puts the `wanted` decisions forward in one act; with `only_list` nothing is kept.

    An item that stands in a proposal already, or twice among the wanted, is told and left out. Raises DeskError where
    the person may not propose, or the as-on date is earlier than the ledger's.
    """
    with ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
    refuse_text(remarks)
    now = month_now(ledger, as_on, law, progress, short=True)
    found = [one for one in candidates(now.settled.month, law, now.cases) if wanted.takes(one)]
    return put_forward(ledger, as_on, law, actor, found, now, remarks=remarks, only_list=only_list)


def put_forward(
    ledger: Ledger,
    as_on: date,
    law: Law,
    actor: Actor,
    found: Sequence[Candidate],
    now: Now,
    *,
    remarks: str = "",
    only_list: bool = False,
    detail: Mapping[str, Any] = NO_DETAIL,
) -> Proposed:
    """Puts candidates of the month as it is `now` forward; `detail` is noted with the act."""
    month = now.settled.month
    with ledger.read() as connection:
        held = held_lines(proposals(connection, month.period), month)
    moving = [one for one in found if one.closure.word not in BY_NAME]
    made, barred = taken_once(moving, held)
    made += [one for one in found if one.closure.word in BY_NAME]
    if only_list:  # anybody may look
        return Proposed(tuple(made), tuple(barred))
    actor = ledger.known(actor)
    made, more = _of_the_person(made, law, actor, as_on)
    told = Proposed(tuple(made), (*barred, *more))
    if not made:
        return told
    with ledger.step(PROPOSE, as_on, actor, after=now.head) as step:
        keep(step, made, remarks)
        step.detail = {"proposals": len(made), **detail}
        return Proposed(tuple(made), told.barred, step.seq)


def _of_the_person(
    made: list[Candidate], law: Law, actor: Actor, as_on: date
) -> tuple[list[Candidate], list[tuple[Candidate, str]]]:
    """Those that the person may propose, and those that he may not, with the reason."""
    free: list[Candidate] = []
    barred: list[tuple[Candidate, str]] = []
    for one in made:
        fails = may_propose(law, actor.user, as_on, one.branch, one.owner)
        if fails:
            barred.append((one, fails[0].note))
        else:
            free.append(one)
    return free, barred


def keep(step: Step, made: Sequence[Candidate], remarks: str) -> None:
    """Writes proposals with what they say themselves."""
    step.add(tables.proposals, (proposal_row(place, one, remarks) for place, one in enumerate(made, 1)))
    facts = ((place, name, value) for place, one in enumerate(made, 1) for name, value in one.says)
    step.add(tables.proposed_facts, ({"place": place, "fact": name, "value": value} for place, name, value in facts))


def proposal_row(place: int, one: Candidate, remarks: str) -> dict[str, Any]:
    """A candidate as a row of the ledger."""
    kind, key = one.item
    currencies = {line.currency for line in one.lines}
    single = len(currencies) == 1
    return {
        "place": place,
        "act": one.closure.word,
        "item_kind": kind,
        "item_key": key,
        "currency": currencies.pop() if single else "",
        "amount_minor": sum(line.minor for line in one.lines) if single else 0,
        "inr": f"{one.inr:f}" if one.inr is not None else "",
        "status": one.case.decision.status,
        "reason": str(one.case.item.answers.get("reason", "")),
        "code": one.code,
        "papers": papers_told(one.says) or str(one.case.said.get("papers", "")),
        "remarks": remarks or one.remarks or str(one.case.said.get("remarks", "")),
        "branch": one.branch,
        "owner": one.owner or "",
        "seen": one.seen,
    }


def papers_told(says: Iterable[tuple[str, str]]) -> str:
    """What a proposal says of its papers, in words."""
    shown = ((fact(name), value) for name, value in says if name != "code")
    return "; ".join(f"{one.header} {value_told(one, value)}" for one, value in shown)


def value_told(row: Fact, text: str) -> str:
    """A kept value as people read it."""
    value = row.value(text)
    if row.name == "approved_by":
        found = approver(text)
        return found.meaning if found else text
    return f"{value:%d-%b-%Y}" if isinstance(value, date) else text


def refuse_text(remarks: str, where: str = "Option --remarks") -> None:
    """DeskError where a remark is too long or cannot be printed."""
    if len(remarks) > REMARKS_MAX or not remarks.isprintable():
        raise DeskError(
            f"The remark has {len(remarks)} signs or one that cannot be printed.",
            f"{where}.",
            f"Write at most {REMARKS_MAX} plain signs on one line.",
        )


def refuse_reason(why: str, where: str = "Option --reason") -> None:
    """DeskError where no reason is given, or one that is too long or cannot be printed."""
    if not why.strip():
        raise DeskError("No reason is given.", f"{where}.", "Say in a few words why; it stays in the ledger.")
    refuse_text(why, where)
