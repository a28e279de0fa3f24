"""Schema 1: the first. Nothing makes it any more; ledgers of that time are stamped with it."""

from __future__ import annotations

revision = "schema_1"
down_revision = None


def upgrade() -> None:
    """A ledger that has this schema has it already."""
