"""Bringing an older ledger up to date, step by step, by Alembic: one file in `versions` for each schema.

`meta` tells every program the schema, former ones too, which know no other place; Alembic keeps its own word of it in
`alembic_version`. Loaded only where a ledger of a former schema is opened.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from xl_addin.ledger.table import revisions

_FOLDER = Path(__file__).resolve().parent


def upgrade(connection: Connection, schema: str) -> None:
    """Takes a ledger of a former `schema` to this program's; all in the transaction that is open."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    if revisions.name not in inspect(connection).get_table_names():
        command.stamp(config, f"schema_{schema}")
    command.upgrade(config, "head")
