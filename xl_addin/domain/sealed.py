"""A list of the closing as it was signed."""

from __future__ import annotations

from typing import NamedTuple


class Sealed(NamedTuple):
    """A list by name: how many rows, the total of all its amounts, the hash of every cell, whatever the order of rows.

    `total` is exact, as text; "" for a list without amounts.
    """

    name: str
    rows: int
    total: str
    digest: str
