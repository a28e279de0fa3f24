"""What people and the desk's files said of items: the last answer to each question, whichever schema kept it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, select, true

from xl_addin.domain.records import Answer
from xl_addin.ledger import former, tables
from xl_addin.ledger.named import among
from xl_addin.ledger.tables import counts
from xl_addin.rulebook.facts import BOE, DEAL, IMPORTER, INVOICE, LICENCE, TASK, Value, fact, taken_from

Item: TypeAlias = tuple[str, str]  # kind and key
Answers: TypeAlias = dict[Item, dict[str, Value]]
_FULL = (BOE, INVOICE, IMPORTER, LICENCE, DEAL, TASK)  # kinds whose keys name no remittance
IMPORTER_FLAGS = tuple(one.name for one in taken_from("importers") if one.kind == "flag")


def latest_answers(
    connection: Connection,
    period: str,
    orm_keys: Mapping[str, str],
    until: int | None = None,
    of: Mapping[str, Collection[str]] | None = None,
) -> Answers:
    """What is known of each item up to the end of `period`, typed; a fact that was cleared is not there.

    `orm_keys` gives the key of an ORM by its number: the desk's files name a remittance by its number alone. With
    `until`, what acts after that one said is left out. `of` holds keys by kind: of these kinds no other item is told.
    """
    known: Answers = {}
    for seq, (kind, key, name, text) in sorted(_said(connection, period, of or {}), key=lambda one: one[0]):
        if until is not None and seq > until:
            break
        full = key if kind in _FULL else _full(key, orm_keys)
        facts = known.setdefault((kind, full), {})
        value = fact(name).value(text)
        if value is None:
            facts.pop(name, None)
        else:
            facts[name] = value
    return {item: facts for item, facts in known.items() if facts}


def _full(key: str, orm_keys: Mapping[str, str]) -> str:
    """A key whose parts (subject, ORM, invoice) may name an ORM by its number."""
    return orm_keys.get(key, key) if " " not in key else " ".join(orm_keys.get(part, part) for part in key.split(" "))


def _said(connection: Connection, period: str, of: Mapping[str, Collection[str]]) -> Iterable[tuple[int, Answer]]:
    """Every answer with the action that holds it: as former schemas kept them, importers as taken in, answers."""
    actions, answers = tables.actions, tables.answers
    query = (
        select(answers.c.id, answers.c.seq, *(answers.c[name] for name in Answer._fields))
        .join(actions, actions.c.seq == answers.c.seq)
        .where(actions.c.period <= period, counts(answers))
    )
    for seq, told in former.said(connection, period):
        if told.item_kind not in of or told.item_key in of[told.item_kind]:
            yield seq, told
    yield from _flags_taken_in(connection, period)
    for one in _parts(connection, of):
        yield from ((seq, Answer(*told)) for _, seq, *told in sorted(map(tuple, connection.execute(query.where(one)))))


def _parts(connection: Connection, of: Mapping[str, Collection[str]]) -> Iterator[ColumnElement[bool]]:
    """The items that are asked for: the named ones of each kind of `of`, and all between these kinds by name."""
    kind, key = tables.answers.c.item_kind, tables.answers.c.item_key
    before: ColumnElement[bool] = true()
    for one in sorted(of):
        yield and_(before, kind < one)
        yield and_(kind == one, among(connection, key, of[one]))
        before = kind > one
    yield before


def _flags_taken_in(connection: Connection, period: str) -> Iterator[tuple[int, Answer]]:
    """A line of the importer master answers each flag: a blank cell makes it unknown."""
    actions, importers = tables.actions, tables.importers
    flags = [importers.c[name] for name in IMPORTER_FLAGS]
    query = (
        select(importers.c.seq, importers.c.iec, *flags)
        .join(actions, actions.c.seq == importers.c.seq)
        .where(actions.c.period <= period, counts(importers))
        .order_by(importers.c.id)
    )
    for seq, iec, *told in connection.execute(query):
        for name, value in zip(IMPORTER_FLAGS, told, strict=True):
            yield seq, Answer(IMPORTER, iec, name, fact(name).text(value))


def last_told_by(connection: Connection, kind: str, name: str, period: str, keys: Collection[str]) -> dict[str, str]:
    """The kind of the act that answered a fact last, by the key of the item, of some items of a kind."""
    actions, answers = tables.actions, tables.answers
    query = (
        select(answers.c.item_key, actions.c.kind)
        .join(actions, actions.c.seq == answers.c.seq)
        .where(answers.c.item_kind == kind, among(connection, answers.c.item_key, keys), answers.c.fact == name)
        .where(actions.c.period <= period, counts(answers))
        .order_by(answers.c.id)
    )
    return {row.item_key: row.kind for row in connection.execute(query)}
