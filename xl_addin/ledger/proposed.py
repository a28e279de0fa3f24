"""Proposals as the ledger has them, with what another person said of each; and what approvals closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, select

from xl_addin.domain.records import SettlementLine
from xl_addin.ledger import tables
from xl_addin.ledger.acts import APPROVED, WITHDRAW
from xl_addin.ledger.rows import LINE_COLUMNS
from xl_addin.ledger.tables import counts
from xl_addin.rulebook.facts import BOE, INVOICE, ORM

OF_IMPORTERS = (ORM, INVOICE, BOE)  # kinds of items, each of which is an importer's


class Number(NamedTuple):
    """The number of a proposal: its action and its place in it."""

    seq: int
    place: int

    def __str__(self) -> str:
        return f"P{self.seq}-{self.place}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What another person said of a proposal, when, and under which row of the bank's policy."""

    seq: int
    word: str
    reason: str
    power: str
    person: str
    at: str
    period: str
    as_on: date


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
    owner: str
    seen: str
    maker: str
    at: str
    as_on: date
    verdict: Verdict | None = None
    lines: tuple[SettlementLine, ...] = ()  # what it would post or take back between remittances and invoices
    says: tuple[tuple[str, str], ...] = ()  # facts of its own, as kept: papers, days, the adjustment indicator

    @property
    def waits(self) -> bool:
        """Whether nobody has said anything of it."""
        return self.verdict is None

    @property
    def item(self) -> tuple[str, str]:
        """Kind and key of the item."""
        return self.item_kind, self.item_key

    @property
    def owned_by(self) -> str | None:
        """Owner of the item's importer, "" where nobody told; None where the act is of no importer."""
        return self.owner if self.item_kind in OF_IMPORTERS else None


def standing(known: Iterable[Proposal], *acts: str) -> list[Proposal]:
    """Approved proposals of these acts that nobody has withdrawn since, in the order proposed."""
    approved = [one for one in known if one.verdict and one.verdict.word == APPROVED]
    gone = {one.item_key for one in approved if one.act == WITHDRAW.word}
    return [one for one in approved if one.act in acts and str(one.number) not in gone]


_COLUMNS = tuple(c.name for c in tables.proposals.columns if c.name not in ("id", "seq", "place"))


def proposals(connection: Connection, period: str) -> list[Proposal]:
    """Every proposal up to the end of `period`, in order, with the last verdict on it."""
    said = {Number(row["proposal_seq"], row["proposal_place"]): _verdict(row) for row in _verdicts(connection, period)}
    lines, says = _lines(connection), _says(connection)
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
        told |= {"maker": row["user"], "at": row["at"], "as_on": row["as_on"], "verdict": said.get(number)}
        found.append(Proposal(number, **told, lines=tuple(lines[number]), says=tuple(says[number])))
    return found


def _lines(connection: Connection) -> dict[Number, list[SettlementLine]]:
    """The lines of every proposal that has any, in the order proposed."""
    table = tables.proposed_lines
    query = select(table.c.seq, table.c.place, *(table.c[name] for name in LINE_COLUMNS))
    found: dict[Number, list[SettlementLine]] = defaultdict(list)
    for seq, place, *cells in connection.execute(query.where(counts(table)).order_by(table.c.id)):
        found[Number(seq, place)].append(SettlementLine(*cells))
    return found


def _says(connection: Connection) -> dict[Number, list[tuple[str, str]]]:
    """The facts of every proposal that says any, in the order proposed."""
    table = tables.proposed_facts
    query = select(table.c.seq, table.c.place, table.c.fact, table.c.value)
    found: dict[Number, list[tuple[str, str]]] = defaultdict(list)
    for seq, place, name, value in connection.execute(query.where(counts(table)).order_by(table.c.id)):
        found[Number(seq, place)].append((name, value))
    return found


def _verdicts(connection: Connection, period: str) -> list[RowMapping]:
    table, actions = tables.verdicts, tables.actions
    act = (actions.c.at, actions.c.user, actions.c.period, actions.c.as_on)
    query = select(table, *act).join(actions, actions.c.seq == table.c.seq)
    query = query.where(actions.c.period <= period, counts(table)).order_by(table.c.id)
    return list(connection.execute(query).mappings())


def _verdict(row: RowMapping) -> Verdict:
    told = {name: row[name] for name in Verdict.__dataclass_fields__ if name != "person"}
    return Verdict(person=row["user"], **told)


class Closed(NamedTuple):
    """What an action closed of one item, and the proposal that it says it rests on."""

    seq: int
    act: str
    item_kind: str
    item_key: str
    currency: str
    amount_minor: int
    number: Number


def closed_items(connection: Connection, period: str) -> list[Closed]:
    """Everything that approvals closed or opened again up to the end of `period`, in order."""
    table, actions = tables.closures, tables.actions
    query = (
        select(table)
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table))
        .order_by(table.c.id)
    )
    names = Closed._fields[:-1]
    rows = connection.execute(query).mappings()
    return [
        Closed(*(row[name] for name in names), Number(row["proposal_seq"], row["proposal_place"]))  # type: ignore[call-arg]
        for row in rows
    ]


def was_proposed(connection: Connection, act: str) -> bool:
    """Whether an act was ever proposed in the ledger."""
    table = tables.proposals
    return connection.execute(select(table.c.id).where(table.c.act == act).limit(1)).first() is not None
