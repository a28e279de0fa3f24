"""Whether what was closed or posted by two people was: each row rests on a proposal that another person approved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from xl_addin.domain.records import SettlementLine
from xl_addin.ledger import tables
from xl_addin.ledger.acts import APPROVED, MANUAL, MATCH, MOVING, POSTED, RESTORED, UNMATCH
from xl_addin.ledger.proposed import Number, Proposal, closed_items, proposals
from xl_addin.ledger.rows import LINE_COLUMNS
from xl_addin.ledger.tables import counts


def faults(connection: Connection, period: str) -> list[str]:
    """What was closed without an approval of another person of just that proposal, in words: a forged row is one."""
    known = {one.number: one for one in proposals(connection, period)}
    approved = {one.number for one in known.values() if one.verdict and one.verdict.word == APPROVED}
    own = [
        str(n) for n in approved if (one := known[n]).verdict and one.maker.casefold() == one.verdict.person.casefold()
    ]
    found = [f"{number} was approved by the person who proposed it" for number in own]
    sums: Counter[Number] = Counter()
    for closed in closed_items(connection, period):
        sums[closed.number] += closed.amount_minor
        verdict = known[closed.number].verdict if closed.number in approved else None
        if verdict is None or verdict.seq != closed.seq:
            found.append(f"{closed.item_key} was closed by act {closed.seq} without an approved proposal")
        elif (act := known[closed.number].act) != closed.act:
            found.append(f"{closed.item_key} was closed as {closed.act}, and {closed.number} proposed {act}")
    for number, closed_minor in sums.items():
        asked = known.get(number)
        if asked and asked.currency and asked.amount_minor != closed_minor:
            found.append(f"{number} closed another amount of {asked.item_key} than was proposed")
    return [*found, *_by_hand(connection, period, known)]


class Posted(NamedTuple):
    """A line that says it was made by two people: what it does, in which action."""

    seq: int
    posting: str
    line: SettlementLine


def by_hand(connection: Connection, period: str) -> list[Posted]:
    """Lines posted, or taken back, as made by two people up to the end of `period`, in order."""
    table, actions = tables.postings, tables.actions
    moving = [posting.word for posting in MOVING]
    query = (
        select(table.c.seq, table.c.posting, *(table.c[name] for name in LINE_COLUMNS))
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, table.c.posting.in_(moving), counts(table))
        .where(or_(table.c.tier == MANUAL, table.c["pass"] == MANUAL, table.c.posting == RESTORED.word))
        .order_by(table.c.id)
    )
    return [Posted(seq, posting, SettlementLine(*cells)) for seq, posting, *cells in connection.execute(query)]


# The posting that an approved proposal of an act makes of each of its lines.
POSTS = {MATCH.word: POSTED.word, UNMATCH.word: RESTORED.word}


def _by_hand(connection: Connection, period: str, known: dict[Number, Proposal]) -> Iterator[str]:
    """Each line of two people is one of an approved proposal, once, in the action that approved it; none is missing."""
    owed = Counter(
        (one.verdict.seq, POSTS[one.act], _moved(line))
        for one in known.values()
        if one.act in POSTS and one.verdict and one.verdict.word == APPROVED
        for line in one.lines
    )
    for posted in by_hand(connection, period):
        at = posted.seq, posted.posting, _moved(posted.line)
        if owed[at] > 0:
            owed[at] -= 1
        else:
            pair = f"{posted.line.orm_key} with {posted.line.invoice_key}"
            yield f"{pair} says in act {posted.seq} that two people settled it, and no approved proposal says so"
    for (seq, _, moved), missing in owed.items():
        if missing:
            yield f"{moved[0]} with {moved[1]} was approved in act {seq} and is not posted there"


def _moved(line: SettlementLine) -> tuple[object, ...]:
    """What a line moves and under which proposal: people and words may be added when it is approved."""
    return (*line[: line._fields.index("found_by")], line.group_id)
