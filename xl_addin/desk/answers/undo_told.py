"""What an act of the ledger did, counted and summed: told before it is taken back, and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, Table, func, select

from xl_addin.desk.answers.undo import Done
from xl_addin.domain.money import grouped
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import POSTINGS, meaning_of

# Tables of which the rows alone are told, with their noun.
NOUNS: tuple[tuple[Table, str], ...] = (
    (tables.files, "files"),
    (tables.orm_events, "remittances"),
    (tables.invoice_events, "invoices"),
    (tables.importers, "importers"),
    (tables.rates, "rates"),
    (tables.answers, "answers"),
    (tables.closings, "closing balances"),
    (tables.verdicts, "proposals given back"),
)


def lines_of_act(ledger: Ledger, act: Done) -> list[str]:
    """What an act did: lines posted and acts proposed with their amounts by currency, else how many rows of what."""
    with ledger.read() as connection:
        told = [*_posted(connection, act.seq), *_proposed(connection, act.seq)]
        for table, noun in NOUNS:
            if many := connection.execute(select(func.count()).where(table.c.seq == act.seq)).scalar():
                told.append(f"{many:,} {noun}")
    return told or ["nothing that moves or answers anything"]


def _posted(connection: Connection, seq: int) -> Iterator[str]:
    table = tables.postings
    query = select(table.c.posting, table.c.currency, func.count(), func.sum(table.c.amount_minor))
    grouping = query.where(table.c.seq == seq).group_by(table.c.posting, table.c.currency)
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for posting, currency, many, minor in connection.execute(grouping.order_by(table.c.posting, table.c.currency)):
        found[posting].append((currency, many, int(minor)))
    for posting, sums in found.items():
        yield f"{sum(many for _, many, _ in sums):,} lines, {_money(sums)}: {POSTINGS[posting].meaning}"


def _proposed(connection: Connection, seq: int) -> Iterator[str]:
    table = tables.proposals
    query = select(table.c.act, table.c.currency, func.count(), func.sum(table.c.amount_minor))
    grouping = query.where(table.c.seq == seq).group_by(table.c.act, table.c.currency)
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for act, currency, many, minor in connection.execute(grouping.order_by(table.c.act, table.c.currency)):
        found[act].append((currency, many, int(minor)))
    for act, sums in found.items():
        yield f"{sum(many for _, many, _ in sums):,} proposals, {_money(sums)}: {meaning_of(act)}"


def _money(sums: list[tuple[str, int, int]]) -> str:
    told = (
        f"{currency} {grouped(minor, currency)}" if currency else "several currencies" for currency, _, minor in sums
    )
    return ", ".join(told)
