"""What the tests of papers share: the bank's name, the raw rows of the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from xl_addin.ledger import Ledger

BANK = "Namuna Bank"


def raw(ledger: Ledger, query: str) -> list[Any]:
    """Rows of the ledger's file, read past the program."""
    with closing(sqlite3.connect(str(ledger.path))) as connection:
        return connection.execute(query).fetchall()
