"""Whether two pairs of eyes saw what needs them: approvals and signatures, also those written past the program."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.desk.close.check import Check
from xl_addin.ledger import Ledger, proposed, signed


def four_eyes(ledger: Ledger, label: str, period: str) -> Iterator[Check]:
    """Nothing is closed without the approval of another person; signatures stand in order, by different people."""
    with ledger.read() as connection:
        closed, given = proposed.faults(connection, period), signed.faults(connection, period)
    yield Check(f"{label}: what was closed was approved by another person", not closed, "; ".join(closed[:5]))
    yield Check(f"{label}: what was signed was signed in order by different people", not given, "; ".join(given))
