"""History of the desk's acts: the last one is taken back, stays in the chain and counts no longer; and again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, chain, tables
from xl_addin.ledger.acts import REDO, RELEASE, SIGN, UNDO, act_of
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
    computer_user: str = ""  # where a database proved the user: as his computer calls him

    @property
    def who(self) -> str:
        """Who did it; where a database proved the name, the user of the computer beside it."""
        return f"{self.user} (user {self.computer_user} of the computer)" if self.computer_user else self.user

    @property
    def words(self) -> str:
        """What was done; of a signature its role."""
        role = f" as {self.detail['role']}" if "role" in self.detail else ""
        return f"{act_of(self.kind).words}{role}"

    @property
    def waived(self) -> str:
        """What a word of the bank has waived with it; "" for nothing."""
        words = "; ".join(str(one[-1]) for one in self.detail.get("waived", ()))
        return f"waived by a word of the bank: {words}" if words else ""

    @property
    def told(self) -> str:
        """The act in words: what it did, for which day, by whom."""
        mark = " (taken back)" if self.undone else ""
        waived = f", {self.waived}" if self.waived else ""
        return f"{self.seq}: {self.words}, as on {self.as_on:%d-%b-%Y}, {self.rows} rows{waived}{mark}"


def history(ledger: Ledger) -> list[Done]:
    """Every act, latest first: each is a restore point until a later month was begun."""
    with ledger.read() as connection:
        return acts_of(connection)


def undo(ledger: Ledger, actor: Actor, period: str = "", shown: str = "") -> Done:
    """Takes back the latest act that still counts and belongs to `period`; answers that act.

    Without a period it is that of the last act of all. Repeating it goes back step by step to the beginning of the
    period and never by itself into the one before. DeskError when nothing is left to take back, or something was done
    since the act at which a person was `shown` what would be taken back.
    """
    act, known = to_undo(ledger, period)
    with ledger.step(UNDO, act.as_on, actor, after=shown or known) as step:
        step.add(tables.undone, [{"undone_seq": act.seq}])
        step.detail = {"undoes": act.seq, "kind": act.kind}
    return act


def to_undo(ledger: Ledger, period: str = "") -> tuple[Done, str]:
    """The act that undo would take back, and the ledger's last act; DeskError where there is none or it is shut."""
    with ledger.read() as connection:
        known = chain.head(connection)
        acts = acts_of(connection)
    standing = [act for act in acts if act_of(act.kind).undoable and not act.undone]
    if not standing:
        raise DeskError("There is nothing to take back.", f"Ledger {ledger.where}.", "No act in it counts any more.")
    act, wanted = standing[0], period or acts[0].period
    if approved := next((one for one in acts if one.seq > act.seq and act_of(one.kind).approval), None):
        raise DeskError(
            f"What came before an approval or a signature is not taken back: {approved.told}, by {approved.user}.",
            f"Ledger {ledger.where}.",
            _WAYS.get(approved.kind, f"Propose that what it closed is opened again: {typed('propose reopen --help')}"),
        )
    _refuse_period(ledger, act, wanted)
    return act, known


_WAYS = {
    SIGN.kind: f"Two people open the month again: {typed('reopen --help')}",
    RELEASE.kind: "Take back the line itself (unmatch, or Reverse on Settlements): the next "
    f"{typed('produce')} cancels what was let go.",
}


def _refuse_period(ledger: Ledger, act: Done, wanted: str) -> None:
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


def redo(ledger: Ledger, actor: Actor, shown: str = "") -> Done:
    """Makes the act that was taken back last count again; answers that act. Repeating it goes on step by step.

    DeskError where nothing was taken back, or something else was done since, or since the act at which a person was
    `shown` what would count again.
    """
    act, undo_seq, known = to_redo(ledger)
    with ledger.step(REDO, act.as_on, actor, after=shown or known) as step:
        step.add(tables.redone, [{"undo_seq": undo_seq}])
        step.detail = {"redoes": act.seq, "kind": act.kind}
    return act


def to_redo(ledger: Ledger) -> tuple[Done, int, str]:
    """The act that redo would make count again, the undo that took it back, the ledger's last act."""
    with ledger.read() as connection:
        known, acts = chain.head(connection), acts_of(connection)
        undos = connection.execute(select(tables.undone.c.seq, tables.undone.c.undone_seq))
        back = {row.seq: row.undone_seq for row in undos}
        gone = set(connection.execute(select(tables.redone.c.undo_seq)).scalars())
    for one in acts:
        if one.kind == UNDO.kind and one.seq not in gone:
            return next(act for act in acts if act.seq == back[one.seq]), one.seq, known
        if one.kind not in (UNDO.kind, REDO.kind):
            break
    raise DeskError(
        "There is nothing to do again: the last act in the ledger took nothing back.",
        f"Ledger {ledger.where}.",
        "What was taken back counts again only while nothing else was done since; else do it anew.",
    )


def acts_of(connection: Connection, *only: ColumnElement[bool]) -> list[Done]:
    """Acts of the ledger, latest first: every one, or `only` some of them."""
    gone = set(connection.execute(tables.taken_back()).scalars())
    rows = connection.execute(select(tables.actions).where(*only).order_by(tables.actions.c.seq.desc()))
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
            act.computer_user,
        )
        for act in rows
    ]
