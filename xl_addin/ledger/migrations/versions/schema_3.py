"""Schema 3: answers by item and fact. What was hashed in one text until now is proved in one text for ever."""

from __future__ import annotations

from alembic import op
from sqlalchemy import func, insert, select

from xl_addin.ledger import former, tables
from xl_addin.ledger.guards import forbid_changes
from xl_addin.ledger.migrations.steps import set_schema

revision = "schema_3"
down_revision = "schema_2"


def upgrade() -> None:
    """A table is added, and the last act of the former schema noted."""
    connection = op.get_bind()
    tables.answers.create(connection)
    last = connection.execute(select(func.max(tables.actions.c.seq))).scalar() or 0
    connection.execute(insert(tables.meta), {"name": former.WHOLE_UNTIL, "value": str(last)})
    forbid_changes(connection, (tables.answers,))
    set_schema(connection, "3")
