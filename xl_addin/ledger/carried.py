"""What a closing carries into the months after it, so that these need not read what was over by then.

A CLOSE of this program keeps each item that something is open of, and each that is still looked at though it is over;
how many live items it leaves at rest stands in its detail. A month is read short from the last closing of an earlier
period: what that one carries, and all that was told, posted, closed or said since, undone since, or told of a later
period. A ledger whose last closing carries nothing is read in full.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import Connection, Table, select

from xl_addin.ledger import tables
from xl_addin.ledger.acts import CLOSE
from xl_addin.ledger.cut_overs import CutOver
from xl_addin.ledger.named import among
from xl_addin.ledger.tables import counts
from xl_addin.rulebook.facts import BOE, DEAL, INVOICE, ORM

RESTING = "resting"  # in the detail of a CLOSE: side, AD code, currency, number and worth of live items not carried
CUT_OVERS = "cut_overs"  # there too: what was reported outside by AD code, as the closing knew it
Worths: TypeAlias = Mapping[tuple[str, str], tuple[int, int]]  # by AD code and currency: items, minor units
DEAL_REFERENCE = "import_reference"


@dataclass(frozen=True, slots=True)
class Base:
    """The closing that a month is read from: what it carries by kind, what it leaves at rest, the acts after it."""

    carried: Mapping[str, frozenset[str]]
    resting: Mapping[str, Worths]
    later: frozenset[int]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a month reads: remittances by number, bills of entry by key; all else is over and at rest."""

    base: Base
    numbers: frozenset[str]
    boes: frozenset[str]


def number_of(orm_key: str) -> str:
    """The number of a remittance in its key, or the number itself."""
    return orm_key.partition("/")[0]


def boe_of(invoice_key: str) -> str:
    """The bill of entry in an invoice's key, or its key itself."""
    return invoice_key.partition("#")[0]


def told_of(cut_overs: Mapping[str, CutOver]) -> dict[str, str]:
    """What was reported outside, as a closing notes it."""
    return {code: f"{one.until.isoformat()} {one.number}" for code, one in sorted(cut_overs.items())}


def scope_of(connection: Connection, period: str, cut_overs: Mapping[str, CutOver]) -> Scope | None:
    """What a month must read beside names; None where it must read all.

    What is at rest is in IDPMS by the cut-over that the closing knew: where another one counts all is read.
    """
    base = _base(connection, period, told_of(cut_overs))
    if base is None:
        return None
    numbers, boes = set(map(number_of, base.carried[ORM])), set(map(boe_of, base.carried[INVOICE] | base.carried[BOE]))
    first = min((one.until for one in cut_overs.values()), default=None)
    reported = _reported(connection, first) if first else set()
    for kind, key in {*_moved(connection, base.later), *_asked(connection), *reported}:
        if kind == ORM:
            numbers.add(number_of(key))
        elif kind in (INVOICE, BOE):
            boes.add(boe_of(key))
    numbers |= _in_deals(connection)
    return Scope(base, frozenset(numbers), frozenset(boes))


def _base(connection: Connection, period: str, outside: Mapping[str, str]) -> Base | None:
    actions, table = tables.actions, tables.carried
    query = select(actions.c.seq, actions.c.period, actions.c.detail)
    closed = actions.c.kind == CLOSE.kind, actions.c.period < period, counts(actions)
    last = connection.execute(query.where(*closed).order_by(actions.c.seq.desc()).limit(1)).first()
    detail = json.loads(last.detail) if last else {}
    if last is None or RESTING not in detail or detail.get(CUT_OVERS, {}) != outside:
        return None
    carried: dict[str, set[str]] = defaultdict(set)
    for kind, key in connection.execute(select(table.c.item_kind, table.c.item_key).where(table.c.seq == last.seq)):
        carried[kind].add(key)
    resting: dict[str, dict[tuple[str, str], tuple[int, int]]] = defaultdict(dict)
    for side, code, currency, count, minor in detail[RESTING]:
        resting[side][code, currency] = count, minor
    kept = {kind: frozenset(carried[kind]) for kind in (ORM, INVOICE, BOE)}
    return Base(kept, resting, _later(connection, last.seq, last.period))


def _later(connection: Connection, seq: int, period: str) -> frozenset[int]:
    """Acts that the closing does not hold, or holds otherwise than they count now."""
    actions, undone, redone = tables.actions.c, tables.undone.c, tables.redone.c
    after = select(actions.seq).where((actions.seq > seq) | (actions.period > period))
    back = select(undone.undone_seq).where(
        (undone.seq > seq) | undone.seq.in_(select(redone.undo_seq).where(redone.seq > seq))
    )
    return frozenset((*connection.execute(after).scalars(), *connection.execute(back).scalars()))


_KEYS: tuple[tuple[Table, str, str], ...] = (
    (tables.orm_events, ORM, "orm_key"),
    (tables.invoice_events, INVOICE, "invoice_key"),
    (tables.postings, ORM, "orm_key"),
    (tables.postings, INVOICE, "invoice_key"),
    (tables.message_replies, ORM, "orm_key"),
)
_OF_A_KIND = (tables.closures, tables.answers)


def _moved(connection: Connection, acts: frozenset[int]) -> set[tuple[str, str]]:
    """Items of which these acts said anything."""
    found: set[tuple[str, str]] = set()
    for table, kind, name in _KEYS:
        query = select(table.c[name]).where(table.c.seq.in_(acts)).distinct()
        found |= {(kind, key) for key in connection.execute(query).scalars()}
    for table in _OF_A_KIND:
        query = select(table.c.item_kind, table.c.item_key).where(table.c.seq.in_(acts)).distinct()
        found |= {(kind, key) for kind, key in connection.execute(query)}
    return found


def _reported(connection: Connection, since: date) -> set[tuple[str, str]]:
    """Items of what was settled, taken back or put into a message after a day: all of it is held against the files."""
    lines, records, actions = tables.postings.c, tables.message_records.c, tables.actions.c
    after = select(actions.seq).where(actions.as_on > since)
    found: set[tuple[str, str]] = set()
    for orm, other in connection.execute(select(lines.orm_key, lines.invoice_key).where(lines.seq.in_(after))):
        found |= {(ORM, orm), (INVOICE, other)}
    for orm, other in connection.execute(select(records.orm_key, records.boe_key)):
        found |= {(ORM, orm), (BOE, other)}
    return found


def _asked(connection: Connection) -> set[tuple[str, str]]:
    """Items that were ever proposed or drawn: the sheets tell of them though they are over."""
    found: set[tuple[str, str]] = set()
    for table in (tables.proposals, tables.audit_items):
        found |= {(kind, key) for kind, key in connection.execute(select(table.c.item_kind, table.c.item_key))}
    lines = tables.proposed_lines.c
    for orm, invoice in connection.execute(select(lines.orm_key, lines.invoice_key)):
        found |= {(ORM, orm), (INVOICE, invoice)}
    return found


def _in_deals(connection: Connection) -> set[str]:
    """Remittances that the desk's deals name."""
    table = tables.answers
    query = select(table.c.value).where(among(connection, table.c.item_kind, [DEAL]), table.c.fact == DEAL_REFERENCE)
    return {number_of(value.strip().upper()) for value in connection.execute(query).scalars()}
