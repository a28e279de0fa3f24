"""The desk's memory: append-only actions with their rows, chained by hash, in a file of SQLite or in PostgreSQL."""

from xl_addin.ledger.opening import open_ledger
from xl_addin.ledger.store import Ledger, Step

__all__ = ["Ledger", "Step", "open_ledger"]
