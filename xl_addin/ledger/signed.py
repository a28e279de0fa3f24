"""Signatures of a month: who signed what in which role, and whether the month is shut by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from xl_addin.domain.sealed import Sealed
from xl_addin.ledger import tables
from xl_addin.ledger.acts import APPROVED, REOPEN_MONTH
from xl_addin.ledger.tables import counts

PREPARED, CHECKED, SIGNED_OFF = "Prepared", "Checked", "Approved"
ROLES = (PREPARED, CHECKED, SIGNED_OFF)  # in the order in which they sign


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature that was given since the month was last opened again."""

    role: str
    content: str
    closing: str
    person: str
    at: str
    seq: int


def signatures(connection: Connection, period: str) -> dict[str, Signature]:
    """The last signature in each role, of those given since the month was last opened again."""
    table, actions = tables.signatures, tables.actions
    query = (
        select(table.c.role, table.c.content, table.c.closing, actions.c.user, actions.c.at, table.c.seq)
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period == period, counts(table), table.c.seq > _reopened(connection, period))
        .order_by(table.c.id)
    )
    return {row[0]: Signature(*row) for row in connection.execute(query)}


def last_sealed(connection: Connection, given: Mapping[str, Signature]) -> tuple[Sealed, ...]:
    """What the last of these signatures stands for, list by list."""
    table, last = tables.signed_lists, max((one.seq for one in given.values()), default=0)
    query = select(table.c.name, table.c.rows, table.c.total, table.c.digest)
    return tuple(Sealed(*row) for row in connection.execute(query.where(table.c.seq == last).order_by(table.c.id)))


def shut_by(connection: Connection, period: str) -> Signature | None:
    """The signature that shuts a month: nothing more is done in it, unless two people open it again."""
    return signatures(connection, period).get(SIGNED_OFF)


def faults(connection: Connection, period: str) -> list[str]:
    """What is wrong with the signatures of a month, in words: one missing before another, one person in two roles."""
    given, found = signatures(connection, period), []
    for place, role in enumerate(ROLES):
        if role not in given:
            continue
        for before in ROLES[:place]:
            if before not in given:
                found.append(f"{given[role].person} signed as {role}, nobody as {before}")
            elif given[before].person.casefold() == given[role].person.casefold():
                found.append(f"{given[role].person} signed as {before} and as {role}")
    return found


def _reopened(connection: Connection, period: str) -> int:
    """The last action that approved opening the month again; 0 where none did."""
    said, asked = tables.verdicts, tables.proposals
    query = (
        select(func.max(said.c.seq))
        .join(asked, and_(asked.c.seq == said.c.proposal_seq, asked.c.place == said.c.proposal_place))
        .where(asked.c.act == REOPEN_MONTH, asked.c.item_key == period, said.c.word == APPROVED, counts(said))
    )
    return int(connection.execute(query).scalar() or 0)
