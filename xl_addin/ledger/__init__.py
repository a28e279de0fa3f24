"""The desk's memory: append-only actions with their rows, chained by hash, in SQLite or another SQL database."""

from xl_addin.ledger.store import Ledger, Step, open_ledger

__all__ = ["Ledger", "Step", "open_ledger"]
