"""The acts of a month as its sheet History shows them: what each did, by whom, approved by whom, whether it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from xl_addin.desk.answers.undo import Done, acts_of
from xl_addin.desk.answers.undo_told import lines_of_acts
from xl_addin.ledger import tables
from xl_addin.ledger.proposed import Proposal

COUNTS, WAITING = "counts", "waits"


@dataclass(frozen=True, slots=True)
class ActShown:
    """One act of the month; in its first line all that were done before it. `act` is None there."""

    act: int | None
    at: str
    words: str
    as_on: date | None
    person: str
    did: str
    rows: int | None
    answered: str
    stands: str


def history_of(connection: Connection, period: str, known: Sequence[Proposal]) -> list[ActShown]:
    """Every act of `period`, in order, after one line for all that were done before it; `known` are all proposals."""
    now = acts_of(connection, tables.actions.c.period == period)[::-1]
    done = lines_of_acts(connection, [act.seq for act in now])
    said, turns = _said_of(known), _turns(connection)
    shown = [_shown(act, done[act.seq], said.get(act.seq, ""), turns.get(act.seq, "")) for act in now]
    return [*_before(connection, period), *shown]


def _did(act: Done, did: Sequence[str]) -> str:
    """What an act did, in words; of one that took another back, or let it count again, that one."""
    if "undoes" in act.detail:
        return f"act {act.detail['undoes']} taken back"
    if "redoes" in act.detail:
        return f"act {act.detail['redoes']} counts again"
    return "; ".join(filter(None, (*did, act.waived)))


def _shown(act: Done, did: Sequence[str], said: str, turn: str) -> ActShown:
    return ActShown(
        act.seq,
        act.at,
        act.words,
        act.as_on,
        act.who,
        _did(act, did),
        act.rows,
        said,
        turn or ("taken back" if act.undone else COUNTS),
    )


def _before(connection: Connection, period: str) -> Iterator[ActShown]:
    """One line for the acts of earlier months, which are counted and not read: there may be many."""
    actions = tables.actions
    earlier = actions.c.period < period
    first, last, many = connection.execute(
        select(func.min(actions.c.seq), func.max(actions.c.seq), func.count()).where(earlier)
    ).one()
    if not many:
        return
    at, as_on = connection.execute(select(actions.c.at, actions.c.as_on).where(actions.c.seq == last)).one()
    taken_back = select(func.count()).where(earlier, actions.c.seq.in_(tables.taken_back()))
    gone = connection.execute(taken_back).scalar() or 0
    back = f", {gone:,} of them taken back" if gone else ""
    words = f"{many:,} acts of earlier months{back}"
    yield ActShown(None, at, words, as_on, "", "", None, "", f"acts {first} to {last}")


def _said_of(known: Iterable[Proposal]) -> dict[int, str]:
    """What other people said of the proposals of each act, counted."""
    words: dict[int, Counter[str]] = {}
    for one in known:
        told = f"{one.verdict.word.lower()} by {one.verdict.person}" if one.verdict else WAITING
        words.setdefault(one.number.seq, Counter())[told] += 1
    return {seq: "; ".join(_answered(many, told) for told, many in found.items()) for seq, found in words.items()}


def _answered(many: int, told: str) -> str:
    return f"{many:,} {told}" if told != WAITING else f"{many:,} {'waits' if many == 1 else 'wait'}"


def _turns(connection: Connection) -> dict[int, str]:
    """The act that took each act back last, or let it count again."""
    undone = {
        row.seq: row.undone_seq for row in connection.execute(select(tables.undone.c.seq, tables.undone.c.undone_seq))
    }
    redone = {
        row.undo_seq: row.seq for row in connection.execute(select(tables.redone.c.seq, tables.redone.c.undo_seq))
    }
    found = {}
    for seq, act in sorted(undone.items()):
        again = redone.get(seq)
        found[act] = f"counts again by act {again}" if again else f"taken back by act {seq}"
    return found
