"""What an act of the ledger did, counted and summed: told before it is taken back, and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, func, literal, select

from xl_addin.desk.answers.undo import Done
from xl_addin.domain.money import grouped
from xl_addin.domain.texts import number_of
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import BY_NAME, EXTEND, POSTINGS, REOPEN_MONTH, meaning_of

# Tables of which the rows alone are told, with their noun.
NOUNS: tuple[tuple[Table, str, str], ...] = (
    (tables.files, "file", ""),
    (tables.orm_events, "remittance", ""),
    (tables.invoice_events, "invoice", ""),
    (tables.importers, "importer", ""),
    (tables.rates, "rate", ""),
    (tables.answers, "answer", ""),
    (tables.closings, "closing balance", ""),
    (tables.verdicts, "proposal", " answered"),
    (tables.signatures, "signature", ""),
    (tables.audit_items, "item", " in the population"),
    (tables.audit_signs, "audit sample", " signed"),
    (tables.message_files, "file", " for IDPMS"),
    (tables.releases, "file", " let go"),
    (tables.message_marks, "mark", " of files for IDPMS"),
    (tables.reply_files, "reply file", " of IDPMS"),
    (tables.message_replies, "answer", " of IDPMS"),
    (tables.papers, "paper", ""),
    (tables.papers_sent, "paper", " sent"),
    (tables.undone, "act", " taken back"),
    (tables.redone, "act", " counted again"),
)
MOVES_NOTHING = {*(word for word in BY_NAME if word != EXTEND.word), REOPEN_MONTH}
Sums: TypeAlias = list[tuple[str, int, int]]  # currency, rows, minor units


def lines_of_act(ledger: Ledger, act: Done) -> list[str]:
    """What an act did: lines posted and acts proposed with their amounts by currency, else how many rows of what."""
    with ledger.read() as connection:
        return lines_of_acts(connection, [act.seq])[act.seq]


def lines_of_acts(connection: Connection, acts: Sequence[int]) -> dict[int, list[str]]:
    """The same of several acts, by their numbers: each table is asked once."""
    found: dict[int, list[str]] = {seq: [] for seq in acts}
    if not found:
        return {}
    for seq, line in chain.from_iterable(told(connection, acts) for told in (_posted, _proposed, _closed, _drafted)):
        found[seq].append(line)
    for seq, line in _on_paper(connection, acts):
        found[seq].append(line)
    for table, noun, more in NOUNS:
        query = select(table.c.seq, func.count()).where(_of(table, acts)).group_by(table.c.seq)
        for seq, many in connection.execute(query):
            if seq in found:
                found[seq].append(f"{number_of(many, noun)}{more}")
    return {seq: told or ["nothing that moves or answers anything"] for seq, told in found.items()}


def _of(table: Table, acts: Sequence[int]) -> ColumnElement[bool]:
    """Rows between the first and the last of these acts: a list of thousands is more than a query takes."""
    return table.c.seq.between(min(acts), max(acts))


def _posted(connection: Connection, acts: Sequence[int]) -> Iterator[tuple[int, str]]:
    for seq, posting, sums in _summed(connection, tables.postings, tables.postings.c.posting, acts):
        yield seq, f"{_many(sums, 'line')}, {_money(sums)}: {POSTINGS[posting].meaning}"


def _proposed(connection: Connection, acts: Sequence[int]) -> Iterator[tuple[int, str]]:
    for seq, act, sums in _summed(connection, tables.proposals, tables.proposals.c.act, acts):
        money = "" if act in MOVES_NOTHING else f", {_money(sums)}"
        yield seq, f"{_many(sums, 'proposal')}{money}: {meaning_of(act)}"


def _closed(connection: Connection, acts: Sequence[int]) -> Iterator[tuple[int, str]]:
    for seq, act, sums in _summed(connection, tables.closures, tables.closures.c.act, acts):
        yield seq, f"{_many(sums, 'item')}, {_money(sums)}: {meaning_of(act)}"


def _drafted(connection: Connection, acts: Sequence[int]) -> Iterator[tuple[int, str]]:
    records = tables.message_records
    for seq, _, sums in _summed(connection, records, literal(""), acts):
        told = _money([one for one in sums if one[0]])
        yield seq, f"{_many(sums, 'record')}{told and f', {told}'}"


def _on_paper(connection: Connection, acts: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Papers that were issued of these acts: taken back, they say what is no longer so."""
    table = tables.papers
    of = table.c.of_seq
    query = select(of, func.count(), func.min(table.c.number)).where(of.between(min(acts), max(acts))).group_by(of)
    for seq, many, first in connection.execute(query):
        if seq in set(acts):
            yield (
                seq,
                f"{many:,} papers were issued of it, {first} and on: where it is taken back, tell whom they went to",
            )


def _summed(
    connection: Connection, table: Table, word: ColumnElement[str], acts: Sequence[int]
) -> Iterator[tuple[int, str, Sums]]:
    """Of each act and word of a table the number of rows and the sum of each currency."""
    query = select(table.c.seq, word, table.c.currency, func.count(), func.sum(table.c.amount_minor))
    grouping = query.where(_of(table, acts)).group_by(table.c.seq, word, table.c.currency)
    found: dict[tuple[int, str], Sums] = defaultdict(list)
    wanted = set(acts)
    for seq, said, currency, many, minor in connection.execute(grouping.order_by(table.c.seq, word, table.c.currency)):
        if seq in wanted:
            found[seq, said].append((currency, many, int(minor)))
    yield from ((seq, said, sums) for (seq, said), sums in found.items())


def _many(sums: Sums, noun: str) -> str:
    return number_of(sum(many for _, many, _ in sums), noun)


def _money(sums: Sums) -> str:
    """The sum of each currency; what is of several currencies has none of its own, and is told last."""
    told = [f"{currency} {grouped(minor, currency)}" for currency, _, minor in sums if currency]
    mixed = sum(many for currency, many, _ in sums if not currency)
    return ", ".join([*told, *([f"{mixed:,} of several currencies"] if mixed else [])])
