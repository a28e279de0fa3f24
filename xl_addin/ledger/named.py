"""What is over, asked of the ledger by name: bills of entry by what remarks call them, parties by their importer."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Index,
    Select,
    Table,
    Text,
    and_,
    any_,
    bindparam,
    column,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from xl_addin.ledger import tables
from xl_addin.ledger.tables import counts

# Refused, held, waiting: few among millions of lines that say "settled". A database finds them by these very words:
# as a text, for a column of truth would be asked "= 1" of SQLite, which then reads every line.
NOT_POSTED = text("posting <> 'SETTLE'")

# By these a month asks for what is over by name.
INDEXES = (
    Index("ix_posting_said", tables.postings.c.posting, sqlite_where=NOT_POSTED, postgresql_where=NOT_POSTED),
    *(
        Index(f"ix_{name}", *columns)
        for name, *columns in (
            ("orm_number", tables.orm_events.c.orm_number),
            ("orm_iec", tables.orm_events.c.iec),
            ("invoice_boe", tables.invoice_events.c.boe_key),
            ("invoice_boe_number", tables.invoice_events.c.boe_number),
            ("invoice_iec", tables.invoice_events.c.iec),
            ("posting_orm", tables.postings.c.orm_key),
            ("posting_invoice", tables.postings.c.invoice_key),
            ("closure_item", tables.closures.c.item_key),
            ("answer_item", tables.answers.c.item_kind, tables.answers.c.item_key),
        )
    ),
)

_LONGEST = 60  # signs of a document number that are compared: more than remarks have room for
_SIGNS = " /_.#()&:,+-"  # of document numbers; SQLite takes no longer nest of functions than about twice as many


def _without_signs() -> str:
    told = "upper(invoice_number)"
    for sign in _SIGNS:
        told = f"replace({told}, '{sign}', '')"
    return told


# A document number in comparable form, as each database can keep it in an index; and which numbers have signs that it
# does not know: they are few, and all are looked at.
_TOKENS = {
    "sqlite": f"substr(ltrim({_without_signs()}, '0'), 1, {_LONGEST})",
    "postgresql": f"substr(ltrim(regexp_replace(upper(invoice_number), '[^0-9A-Z]', '', 'g'), '0'), 1, {_LONGEST})",
}
_ODD = {
    "sqlite": f"invoice_number GLOB '*[^0-9A-Za-z{_SIGNS}]*'",
    "postgresql": "octet_length(invoice_number) <> length(invoice_number)",
}
_MADE = {
    name: (
        f"CREATE INDEX ix_invoice_token ON invoice_events ({_TOKENS[name]})",
        f"CREATE INDEX ix_invoice_odd ON invoice_events (boe_key) WHERE {_ODD[name]}",
    )
    for name in _TOKENS
}


def make_indexes(connection: Connection) -> None:
    """The indexes that no table of ours has by itself, for each database has its own words for them."""
    for statement in _MADE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def among(connection: Connection, what: ColumnElement[Any], names: Collection[str]) -> ColumnElement[bool]:
    """Whether a column is one of many names, told to the database as one value."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(sorted(names))).table_valued("value")
        return what.in_(select(listed.c.value))
    return what == any_(bindparam(None, sorted(names), ARRAY(Text)))


def boes_named(connection: Connection, numbers: Collection[str], bills: Collection[str]) -> set[str]:
    """Keys of the bills of entry that have one of the bill `numbers`, or an invoice of one of the document numbers.

    Some that have none of them are among the keys: what is named is found out by who reads them.
    """
    table, name = tables.invoice_events, connection.dialect.name
    wanted = {number.lstrip("0")[:_LONGEST] for number in numbers}
    asked: list[ColumnElement[bool]] = [text(_ODD[name])] if wanted else []  # type: ignore[list-item]
    asked += [among(connection, column(_TOKENS[name], is_literal=True), wanted)] if wanted else []
    asked += [among(connection, table.c.boe_number, bills)] if bills else []
    return {key for one in asked for key in connection.execute(select(table.c.boe_key).where(one)).scalars()}


def parties_of(connection: Connection, iecs: Collection[str], period: str) -> set[tuple[str, str]]:
    """Beneficiaries and sellers of some importers, as the last word on each live item up to `period` spells them."""
    found: set[tuple[str, str]] = set()
    for table in (tables.orm_events, tables.invoice_events):
        query = _last_words(table).where(among(connection, table.c.iec, iecs))
        for iec, *parties in connection.execute(query, {_UPTO: period}):
            found.update((iec, party) for party in parties)
    return found


_UPTO = "upto"
# By table: the columns that name a party, and those by which a later word on the same item is found.
_NAMES: dict[Table, tuple[tuple[str, ...], tuple[str, ...]]] = {
    tables.orm_events: (("beneficiary",), ("orm_number", "orm_key")),
    tables.invoice_events: (("supplier", "seller", "third_party"), ("boe_key", "invoice_key")),
}


@cache
def _last_words(table: Table) -> Select[Any]:
    """Importers and parties of the last word on each live item; made once, for its many columns cost as much to name
    as to read."""
    parties, keys = _NAMES[table]
    actions, later, of_later = tables.actions, table.alias("later"), tables.actions.alias("of_later")
    upto = bindparam(_UPTO, type_=Text)
    newer = (
        select(later.c.id)
        .join(of_later, of_later.c.seq == later.c.seq)
        .where(and_(*(later.c[name] == table.c[name] for name in keys)), later.c.id > table.c.id)
        .where(of_later.c.period <= upto, later.c.seq.not_in(tables.taken_back()))
    )
    return (
        select(table.c.iec, *(table.c[name] for name in parties))
        .distinct()
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= upto, counts(table), table.c.event != "CANCELLED", ~newer.exists())
    )
