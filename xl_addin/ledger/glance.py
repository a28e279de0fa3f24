"""A glance at a ledger: its last act, asked without waiting for anybody and without reading anything else."""

from __future__ import annotations

from xl_addin.domain.addresses import without_password
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import chain, database
from xl_addin.ledger.database import told_as
from xl_addin.ledger.opening import refuse_missing
from xl_addin.ledger.schema import refuse_other


class NotNow(DeskError):
    """Another run holds the ledger at this moment."""


def last_act(where: str) -> str:
    """The hash of the ledger's last act; NotNow where it is held, DeskError where there is none or it is no ledger."""
    shown = without_password(where)

    def held(_: str) -> None:
        raise NotNow("Another run holds the ledger at this moment.", f"Ledger {shown}.", "Try again in a moment.")

    if (path := database.file_of(where)) is not None:
        refuse_missing(path)
    engine = database.engine_of(where, held)
    try:
        with told_as("The ledger cannot be read", shown), engine.connect() as connection:
            reading = connection.execution_options(**{database.READING: True})
            refuse_other(reading, shown)
            return chain.head(reading)
    finally:
        engine.dispose()
