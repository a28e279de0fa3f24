"""History of the desk's acts, and taking the last one back: the act stays in the chain and counts no longer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, chain, tables
from xl_addin.ledger.acts import SIGN, UNDO, act_of
from xl_addin.ledger.store import Actor


@dataclass(frozen=True, slots=True)
class Done:
    """One act of the desk as the history shows it; `undone` acts count no longer."""

    seq: int
    kind: str
    period: str
    as_on: date
    at: str
    user: str
    rows: int
    undone: bool
    detail: dict[str, Any]
    hash: str

    @property
    def told(self) -> str:
        """The act in words: what it did, for which day, by whom."""
        mark = " (taken back)" if self.undone else ""
        words = "; ".join(str(one[-1]) for one in self.detail.get("waived", ()))
        waived = f", waived by a word of the bank: {words}" if words else ""
        return f"{self.seq}: {act_of(self.kind).words}, as on {self.as_on:%d-%b-%Y}, {self.rows} rows{waived}{mark}"


def history(ledger: Ledger) -> list[Done]:
    """Every act, latest first: each is a restore point until a later month was begun."""
    with ledger.read() as connection:
        return _acts(connection)


def undo(ledger: Ledger, actor: Actor, period: str = "") -> Done:
    """Takes back the latest act that still counts and belongs to `period`; answers that act.

    Without a period it is that of the last act of all. Repeating it goes back step by step to the beginning of the
    period and never by itself into the one before. DeskError when nothing is left to take back.
    """
    with ledger.read() as connection:
        known = chain.head(connection)
        acts = _acts(connection)
    standing = [act for act in acts if act_of(act.kind).undoable and not act.undone]
    if not standing:
        raise DeskError("There is nothing to take back.", f"Ledger {ledger.where}.", "No act in it counts any more.")
    act, wanted = standing[0], period or acts[0].period
    if approved := next((one for one in acts if one.seq > act.seq and act_of(one.kind).approval), None):
        raise DeskError(
            f"What came before an approval or a signature is not taken back: {approved.told}, by {approved.user}.",
            f"Ledger {ledger.where}.",
            f"Two people open the month again: {typed('reopen --help')}"
            if approved.kind == SIGN.kind
            else f"Propose that what it closed is opened again, and have it approved: {typed('propose reopen --help')}",
        )
    if act.period < wanted:
        raise DeskError(
            f"Nothing of {wanted} is left to take back: the last act that counts belongs to {act.period}, "
            "an earlier month: it is shut.",
            f"Ledger {ledger.where}.",
            "Correct it in this month: reject or reverse the line, or take in a corrected extract. Where nothing more "
            f"is to be done in {wanted}, {act.period} is open again: give {act.as_on:%d/%m/%Y} as the as-on date.",
        )
    if act.period > wanted:
        raise DeskError(
            f"The ledger has gone on to {act.period}: {wanted} is shut.",
            f"Ledger {ledger.where}.",
            f"Take back the acts of {act.period} first, with {act.as_on:%d/%m/%Y} as the as-on date.",
        )
    with ledger.step(UNDO, act.as_on, actor, after=known) as step:
        step.add(tables.undone, [{"undone_seq": act.seq}])
        step.detail = {"undoes": act.seq, "kind": act.kind}
    return act


def _acts(connection: Connection) -> list[Done]:
    gone = set(connection.execute(select(tables.undone.c.undone_seq)).scalars())
    rows = connection.execute(select(tables.actions).order_by(tables.actions.c.seq.desc()))
    return [
        Done(
            act.seq,
            act.kind,
            act.period,
            act.as_on,
            act.at,
            act.user,
            act.row_count,
            act.seq in gone,
            json.loads(act.detail),
            act.hash,
        )
        for act in rows
    ]
