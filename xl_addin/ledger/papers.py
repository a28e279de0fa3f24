"""The register of papers: what was issued, from which template, what was sent; and what waits for a slip."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, RowMapping, func, select

from xl_addin.domain.records import SettlementLine
from xl_addin.ledger import tables
from xl_addin.ledger.acts import POSTED, RESTORED, TAKEN_BACK
from xl_addin.ledger.rows import LINE_COLUMNS
from xl_addin.ledger.tables import counts

Pair: TypeAlias = tuple[str, str, int, int]  # keys and amounts of a line


class Sent(NamedTuple):
    """How a paper left the bank: mode, receipt, day."""

    mode: str
    receipt: str
    on: date


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper of the register; `stands` tells whether the act that it is a view of counts still."""

    seq: int
    kind: str
    number: str
    item_kind: str
    item_key: str
    of_seq: int
    file: str
    sha256: str
    template: str
    facts: str
    as_on: date
    user: str
    stands: bool
    sent: tuple[Sent, ...] = ()


ROW = ("kind", "number", "item_kind", "item_key", "of_seq", "file", "sha256", "template", "facts")


def issued(connection: Connection, kind: str = "") -> list[Issued]:
    """Every paper, or those of a kind, in the order issued."""
    table, actions = tables.papers, tables.actions
    gone = set(connection.execute(tables.taken_back()).scalars())
    sent = _sent(connection)
    query = select(table, actions.c.as_on, actions.c.user).join(actions, actions.c.seq == table.c.seq)
    if kind:
        query = query.where(table.c.kind == kind)
    rows = connection.execute(query.order_by(table.c.id)).mappings()
    return [_issued(row, row["of_seq"] not in gone, tuple(sent[row["number"]])) for row in rows]


def _issued(row: RowMapping, stands: bool, sent: tuple[Sent, ...]) -> Issued:
    told: dict[str, Any] = {name: row[name] for name in ("seq", *ROW)}
    return Issued(**told, as_on=row["as_on"], user=row["user"], stands=stands, sent=sent)


def _sent(connection: Connection) -> dict[str, list[Sent]]:
    table = tables.papers_sent
    found: dict[str, list[Sent]] = defaultdict(list)
    for row in connection.execute(select(table).where(counts(table)).order_by(table.c.id)).mappings():
        found[row["number"]].append(Sent(row["mode"], row["receipt"], row["on"]))
    return found


def numbers_begun(connection: Connection, lead: str) -> int:
    """How many papers have a number that begins so: none is given twice."""
    table = tables.papers
    query = select(table.c.number).where(table.c.number.startswith(lead, autoescape=True))
    return len(connection.execute(query).all())


def last_act(connection: Connection) -> int:
    """The number of the ledger's last act; 0 for an empty one."""
    return int(connection.execute(select(func.max(tables.actions.c.seq))).scalar() or 0)


def template_text(connection: Connection, sha256: str) -> tuple[str, str]:
    """Name and text of a template by its hash."""
    table = tables.paper_templates
    row = connection.execute(select(table.c.name, table.c.text).where(table.c.sha256 == sha256)).first()
    assert row is not None, "a paper is registered with its template"  # noqa: S101
    return str(row.name), str(row.text)


def templates_kept(connection: Connection) -> frozenset[str]:
    """Hashes of all templates that the ledger has."""
    return frozenset(connection.execute(select(tables.paper_templates.c.sha256)).scalars())


class Posted(NamedTuple):
    """A settlement line that stands, with the act that posted it: its day, its person."""

    seq: int
    as_on: date
    user: str
    line: SettlementLine


def posted_lines(connection: Connection, period: str) -> list[Posted]:
    """Settlement lines posted in a period and not taken back since, by whomever, in the order posted."""
    back = Counter(_same(one.line) for one in _lines(connection, (TAKEN_BACK.word, RESTORED.word), period))
    standing = []
    for one in _lines(connection, (POSTED.word,), period, within=True):
        if back[_same(one.line)] > 0:
            back[_same(one.line)] -= 1
        else:
            standing.append(one)
    return standing


def _lines(connection: Connection, words: Iterable[str], period: str, *, within: bool = False) -> list[Posted]:
    postings, actions = tables.postings, tables.actions
    query = (
        select(postings.c.seq, actions.c.as_on, actions.c.user, *(postings.c[name] for name in LINE_COLUMNS))
        .join(actions, actions.c.seq == postings.c.seq)
        .where(actions.c.period == period if within else actions.c.period >= period)
        .where(postings.c.posting.in_(tuple(words)), counts(postings))
        .order_by(postings.c.id)
    )
    return [Posted(seq, as_on, user, SettlementLine(*cells)) for seq, as_on, user, *cells in connection.execute(query)]


def _same(line: SettlementLine) -> Pair:
    return line.orm_key, line.invoice_key, line.amount_minor, line.amount_invoice_minor


def taken_back_lines(connection: Connection) -> Counter[Pair]:
    """Lines that people took back, each as often as that happened."""
    return Counter(_same(one.line) for one in _lines(connection, (TAKEN_BACK.word, RESTORED.word), ""))


def settled_periods(connection: Connection, upto: str) -> list[str]:
    """Months up to one in which anything was settled."""
    postings, actions = tables.postings, tables.actions
    query = (
        select(actions.c.period)
        .join(postings, postings.c.seq == actions.c.seq)
        .where(postings.c.posting == POSTED.word, actions.c.period <= upto, counts(postings))
    )
    return sorted(set(connection.execute(query.distinct()).scalars()))
