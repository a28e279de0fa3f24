"""Audit samples as the ledger has them: what each was drawn from, what was drawn, and who signed its results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, RowMapping, Table, select

from xl_addin.ledger import tables
from xl_addin.ledger.tables import counts
from xl_addin.rulebook.facts import YES

POSTED, ALLOWED = "POSTED", "ALLOWED"  # closed by an approval; decided OK and open


@dataclass(frozen=True, slots=True)
class Audited:
    """A closure of the population, or a decision that allows one."""

    subject: str
    item_kind: str
    item_key: str
    currency: str
    amount_minor: int
    inr: Decimal | None
    standing: str
    why: str
    drawn: bool

    @property
    def key(self) -> str:
        """What names it in the draw."""
        return f"{self.subject} {self.item_key}"


@dataclass(frozen=True, slots=True)
class AuditSign:
    """Who signed the results of a sample, when, over which content."""

    person: str
    at: str
    content: str


@dataclass(frozen=True, slots=True)
class Draw:
    """One sample with all that makes the draw again."""

    seq: int
    person: str
    at: str
    period: str
    auditor: str
    method: str
    size: str
    seed: str
    population_hash: str
    of_period: str
    population: tuple[Audited, ...]
    signed: AuditSign | None = None

    @property
    def number(self) -> str:
        """The number of the sample: its act."""
        return f"A{self.seq}"

    @property
    def items(self) -> tuple[Audited, ...]:
        """What was drawn."""
        return tuple(one for one in self.population if one.drawn)

    @property
    def worth(self) -> Mapping[str, Decimal | None]:
        """INR of the population by key; None where it is not known."""
        return {one.key: one.inr for one in self.population}


def draws(connection: Connection, period: str) -> list[Draw]:
    """Every sample that was drawn up to the end of `period`, in order, with the last signature of its results."""
    of_draw: dict[int, list[Audited]] = defaultdict(list)
    for row in _rows(connection, tables.audit_items, period):
        of_draw[row["seq"]].append(_audited(row))
    signed = {
        row["draw_seq"]: AuditSign(row["user"], row["at"], row["content"])
        for row in _rows(connection, tables.audit_signs, period)
    }
    return [
        Draw(
            row["seq"],
            row["user"],
            row["at"],
            row["period"],
            row["auditor"],
            row["method"],
            row["size"],
            row["seed"],
            row["population_hash"],
            row["of_period"],
            tuple(of_draw[row["seq"]]),
            signed.get(row["seq"]),
        )
        for row in _rows(connection, tables.audit_draws, period)
    ]


def _audited(row: RowMapping) -> Audited:
    return Audited(
        row["subject"],
        row["item_kind"],
        row["item_key"],
        row["currency"],
        row["amount_minor"],
        Decimal(row["inr"]) if row["inr"] else None,
        row["standing"],
        row["why"],
        row["drawn"] == YES,
    )


def _rows(connection: Connection, table: Table, period: str) -> Iterator[RowMapping]:
    actions = tables.actions
    query = (
        select(table, actions.c.at, actions.c.user, actions.c.period)
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table))
        .order_by(table.c.id)
    )
    yield from connection.execute(query).mappings()
