"""What each step ends with."""

from __future__ import annotations

from sqlalchemy import Connection, update

from xl_addin.ledger.table import meta


def set_schema(connection: Connection, version: str) -> None:
    """Tells every program the schema, former ones too."""
    connection.execute(update(meta).where(meta.c.name == "schema").values(value=version))
