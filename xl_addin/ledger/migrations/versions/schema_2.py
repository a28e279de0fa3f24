"""Schema 2: a file, or a rate of a day, may come again; what was undone, what people wrote.

No row is changed, so the chain stays as it is.
"""

from __future__ import annotations

from alembic import op

from xl_addin.ledger import former, tables
from xl_addin.ledger.guards import allow_changes, forbid_changes
from xl_addin.ledger.migrations.steps import set_schema

revision = "schema_2"
down_revision = "schema_1"

_LOOSENED = (tables.files, tables.rates)  # lost their rule that a file, or a rate of a day, comes once only


def upgrade() -> None:
    """Only a file of SQLite was ever of schema 1."""
    connection = op.get_bind()
    allow_changes(connection, (tables.actions, *former.WHOLE))
    for table in _LOOSENED:
        kept = f"{table.name}_1"
        op.rename_table(table.name, kept)
        op.drop_index(f"ix_{table.name}_seq", kept)
        table.create(connection)
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        # names of our own tables and columns; nothing of a user's comes in here
        op.execute(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {kept}")  # noqa: S608
        op.drop_table(kept)
    for table in former.LATER:
        table.create(connection)
    forbid_changes(connection, (tables.actions, *former.WHOLE, *former.LATER))
    set_schema(connection, "2")
