"""Proposals as the ledger has them, with what another person said of each; and what approvals closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, select

from xl_addin.ledger import tables
from xl_addin.ledger.acts import APPROVED
from xl_addin.ledger.tables import counts


class Number(NamedTuple):
    """The number of a proposal: its action and its place in it."""

    seq: int
    place: int

    def __str__(self) -> str:
        return f"P{self.seq}-{self.place}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What another person said of a proposal, when, and under which row of the bank's policy."""

    word: str
    reason: str
    power: str
    person: str
    at: str
    period: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a maker put forward, on which grounds; the last verdict on it, None while it waits."""

    number: Number
    act: str
    item_kind: str
    item_key: str
    currency: str
    amount_minor: int
    inr: str
    status: str
    reason: str
    code: str
    papers: str
    remarks: str
    branch: str
    seen: str
    maker: str
    at: str
    as_on: date
    verdict: Verdict | None = None

    @property
    def waits(self) -> bool:
        """Whether nobody has said anything of it."""
        return self.verdict is None

    @property
    def item(self) -> tuple[str, str]:
        """Kind and key of the item."""
        return self.item_kind, self.item_key


_COLUMNS = tuple(c.name for c in tables.proposals.columns if c.name not in ("id", "seq", "place"))


def proposals(connection: Connection, period: str) -> list[Proposal]:
    """Every proposal up to the end of `period`, in order, with the last verdict on it."""
    said = {Number(row["proposal_seq"], row["proposal_place"]): _verdict(row) for row in _verdicts(connection, period)}
    table, actions = tables.proposals, tables.actions
    query = (
        select(table, actions.c.as_on, actions.c.at, actions.c.user)
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table))
        .order_by(table.c.id)
    )
    found = []
    for row in connection.execute(query).mappings():
        number = Number(row["seq"], row["place"])
        told = {name: row[name] for name in _COLUMNS}
        verdict = said.get(number)
        found.append(Proposal(number, **told, maker=row["user"], at=row["at"], as_on=row["as_on"], verdict=verdict))
    return found


def _verdicts(connection: Connection, period: str) -> list[RowMapping]:
    table, actions = tables.verdicts, tables.actions
    query = (
        select(table, actions.c.at, actions.c.user, actions.c.period)
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table))
        .order_by(table.c.id)
    )
    return list(connection.execute(query).mappings())


def _verdict(row: RowMapping) -> Verdict:
    return Verdict(row["word"], row["reason"], row["power"], row["user"], row["at"], row["period"])


class Closed(NamedTuple):
    """What an action closed of one item, and the proposal that it says it rests on."""

    seq: int
    act: str
    item_kind: str
    item_key: str
    currency: str
    amount_minor: int
    number: Number


def closed_items(connection: Connection) -> list[Closed]:
    """Everything that approvals closed or opened again, in order."""
    table = tables.closures
    query = select(table).where(counts(table)).order_by(table.c.id)
    names = Closed._fields[:-1]
    rows = connection.execute(query).mappings()
    return [
        Closed(*(row[name] for name in names), Number(row["proposal_seq"], row["proposal_place"]))  # type: ignore[call-arg]
        for row in rows
    ]


def faults(connection: Connection, period: str) -> list[str]:
    """What was closed without an approval of another person of just that proposal, in words: a forged row is one."""
    known = {one.number: one for one in proposals(connection, period)}
    approved = {one.number for one in known.values() if one.verdict and one.verdict.word == APPROVED}
    own = [
        str(n) for n in approved if (one := known[n]).verdict and one.maker.casefold() == one.verdict.person.casefold()
    ]
    found = [f"{number} was approved by the person who proposed it" for number in own]
    for closed in closed_items(connection):
        if closed.number not in approved:
            found.append(f"{closed.item_key} was closed by act {closed.seq} without an approved proposal")
        elif (act := known[closed.number].act) != closed.act:
            found.append(f"{closed.item_key} was closed as {closed.act}, and {closed.number} proposed {act}")
    return found
