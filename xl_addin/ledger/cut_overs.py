"""The cut-over: up to which day everything of an AD code was reported to IDPMS outside this ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from xl_addin.ledger import tables
from xl_addin.ledger.acts import APPROVED, CUT_OVER, WITHDRAW
from xl_addin.ledger.proposed import Number
from xl_addin.ledger.tables import counts

AD_DIGITS = 7  # of an AD code on the wire


@dataclass(frozen=True, slots=True)
class CutOver:
    """Up to which day everything of an AD code was reported outside, and the proposal that says so."""

    until: date
    number: Number


def cut_overs(connection: Connection, period: str) -> dict[str, CutOver]:
    """The statements that two people made and that stand, by the AD code as the wire has it."""
    asked, said, facts, actions = tables.proposals, tables.verdicts, tables.proposed_facts, tables.actions
    query = (
        select(asked.c.seq, asked.c.place, asked.c.item_key, facts.c.value)
        .join(said, (said.c.proposal_seq == asked.c.seq) & (said.c.proposal_place == asked.c.place))
        .join(facts, (facts.c.seq == asked.c.seq) & (facts.c.place == asked.c.place))
        .join(actions, actions.c.seq == said.c.seq)
        .where(asked.c.act == CUT_OVER.word, said.c.word == APPROVED, actions.c.period <= period)
        .where(counts(asked), counts(said))
        .order_by(asked.c.id)
    )
    found = connection.execute(query).all()
    gone = _withdrawn(connection, period) if found else set()
    return {
        on_wire(code): CutOver(date.fromisoformat(until), Number(seq, place))
        for seq, place, code, until in found
        if str(Number(seq, place)) not in gone
    }


def _withdrawn(connection: Connection, period: str) -> set[str]:
    asked, said, actions = tables.proposals, tables.verdicts, tables.actions
    query = (
        select(asked.c.item_key)
        .join(said, (said.c.proposal_seq == asked.c.seq) & (said.c.proposal_place == asked.c.place))
        .join(actions, actions.c.seq == said.c.seq)
        .where(asked.c.act == WITHDRAW.word, said.c.word == APPROVED, actions.c.period <= period, counts(said))
    )
    return {str(key) for key in connection.execute(query).scalars()}


def on_wire(ad_code: str) -> str:
    """An AD code as the wire has it: seven digits of it."""
    return ad_code[:AD_DIGITS]
