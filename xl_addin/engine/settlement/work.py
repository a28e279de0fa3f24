"""What a run costs, in counted operations, and what it left untried because that would have cost too much.

Counted is what was to be looked at, never the time that it took: the same items give the same answer on every machine,
in every order of rows, and with every partition by importer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, codes, sum_by

NUMBERS: Final = "numbers"  # what was not followed when the book was opened

Place = tuple[int, int]  # codes of a market and of a party


@dataclass
class Work:
    """Operations by pass, and by kind, name of the pass, market and party what was left untried first."""

    done: Counter[str] = field(default_factory=Counter)
    untried: dict[tuple[str, str, Place], str] = field(default_factory=dict)
    step: tuple[str, str] = ("", "")  # key and name of the pass that looks

    def look(self, key: str, name: str) -> None:
        """A pass begins to look."""
        self.step = key, name

    def count(self, operations: int) -> None:
        """The pass that looks does so many operations."""
        self.done[self.step[1]] += operations

    def leave(self, place: Place, what: str) -> None:
        """The pass that looks leaves this untried for a party; told once for each name, of the step that did first."""
        self.untried.setdefault(("", self.step[1], place), what)


def affordable(group: Ints, cost: Ints, limit: Ints | int) -> Bools:
    """Rows that may be worked on: within a group the cheapest whose costs together stay within its limit.

    Rows of one cost are in or out together, so that the order of rows decides nothing. `limit` is per group code.
    """
    kept = np.ones(len(group), dtype=bool)
    if not len(group):
        return kept
    total = sum_by(group, cost, int(group.max()) + 1)
    over = (total > limit)[group]
    if over.any():
        most = np.broadcast_to(limit, total.shape)
        kept[over] = _cheapest(group[over], cost[over], most[group[over]])
    return kept


def _cheapest(group: Ints, cost: Ints, limit: Ints) -> Bools:
    level = codes(group, cost)  # rows of one group and cost, cheapest first
    at = np.unique(level, return_index=True)[1]
    of = group[at]
    running = np.cumsum(sum_by(level, cost, len(at)))
    first = np.searchsorted(of, of)
    before = np.where(first > 0, running[np.maximum(first, 1) - 1], 0)
    fits: Bools = (running - before <= limit[at])[level]
    return fits
