"""Schema 4: proposals, approvals, closures; signatures; the outbox; more of a remittance; the computer's user."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String

from xl_addin.ledger import tables
from xl_addin.ledger.guards import forbid_changes
from xl_addin.ledger.migrations.steps import set_schema
from xl_addin.ledger.named import INDEXES, make_indexes

revision = "schema_4"
down_revision = "schema_3"

_ADDED = (
    *(tables.proposals, tables.proposed_lines, tables.verdicts, tables.closures),
    *(tables.signatures, tables.signed_lists),
    *(tables.proposed_facts, tables.redone),
    *(tables.audit_draws, tables.audit_items, tables.audit_signs),
    *(tables.message_files, tables.message_records, tables.releases, tables.message_marks),
    *(tables.reply_files, tables.message_replies),
    *(tables.papers, tables.paper_templates, tables.papers_sent),
    tables.carried,
)


def upgrade() -> None:
    """Tables are added, and columns that no hash of a former act covers."""
    connection = op.get_bind()
    op.add_column("actions", Column("computer_user", String(80), nullable=False, server_default=""))
    for grown, names in tables.ADDED.items():
        for name in names:
            op.add_column(grown, tables.added_column(name))
    for table in _ADDED:
        table.create(connection)
    for index in INDEXES:
        index.create(connection, checkfirst=True)
    make_indexes(connection)
    forbid_changes(connection, _ADDED)
    set_schema(connection, "4")
