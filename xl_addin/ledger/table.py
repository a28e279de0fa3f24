"""What every table of the ledger is made with: its schema's number, the actions, a table of rows that actions write."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.sql.schema import ScalarElementColumnDefault

# 2: undone; a file or rate may come again after its take-in was undone. 3: answers; rows hashed one by one.
# 4: proposals with their lines, verdicts, closures
SCHEMA_VERSION = 4

metadata = MetaData()
# SQLite numbers rows by itself only for INTEGER keys.
_ID = BigInteger().with_variant(Integer, "sqlite")

meta = Table("meta", metadata, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False))

# Alembic's word of the schema, as its tools read it: see `migrations`.
revisions = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

actions = Table(
    "actions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("action_id", String(64), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),  # ledger/acts.py has the list
    Column("period", String(7), nullable=False),
    Column("as_on", Date, nullable=False),
    Column("at", String(32), nullable=False),
    Column("user", String(80), nullable=False),
    Column("detail", Text, nullable=False),  # canonical JSON
    Column("row_count", Integer, nullable=False),
    Column("payload_hash", String(64), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    # the user of the computer, where the database proved another name: that stands in `user`
    Column("computer_user", String(80), nullable=False, server_default=""),
)


def rows_table(name: str, *columns: Column[object], metadata: MetaData = metadata) -> Table:
    """A table of rows that actions write."""
    return Table(
        name,
        metadata,
        Column("id", _ID, primary_key=True, autoincrement=True),
        Column("seq", Integer, ForeignKey(actions.c.seq, deferrable=True, initially="DEFERRED"), nullable=False),
        *columns,
        Index(f"ix_{name}_seq", "seq"),
    )


def fields_of(table: Table) -> dict[str, Any]:
    """What is written into a row: each column but its number, with what stands there where nothing is said."""
    return {c.name: _default(c) for c in table.columns if c.name != "id"}


def _default(column: Column[Any]) -> Any:
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def text_column(name: str) -> Column[object]:
    """A text that is never null."""
    return Column(name, Text, nullable=False, default="")


# Columns that a later schema has added at the end of a table: the hash of a row covers them only where one of them says
# anything, so that rows written before have the hash that they always had.
ADDED = {"orm_events": ("swift", "beneficiary_account", "payment_terms"), "invoice_events": ("seller",)}


def added_column(name: str) -> Column[object]:
    """A text that was added; empty in every row that was there before."""
    return Column(name, Text, nullable=False, default="", server_default="")


def minor(name: str) -> Column[object]:
    """An amount in minor units that is never null."""
    return Column(name, BigInteger, nullable=False, default=0)


def line_columns() -> tuple[Column[object], ...]:
    """A line between a remittance and an invoice, posted or proposed."""
    return (
        text_column("orm_key"),
        text_column("invoice_key"),
        text_column("currency"),
        minor("amount_minor"),
        text_column("invoice_currency"),
        minor("amount_invoice_minor"),
        *map(text_column, ("rate", "pass", "tier", "reason", "evidence", "group_id", "engine_version")),
    )
