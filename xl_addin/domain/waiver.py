"""A word of the bank that something which blocks need not be cured."""

from __future__ import annotations

from typing import NamedTuple

from xl_addin.domain.findings import Finding, Severity


class Waiver(NamedTuple):
    """A word of the bank that what blocks at a place, or anywhere in a file where `row` is 0, keeps nobody."""

    period: str
    source: str
    row: int
    why: str

    def names(self, one: Finding, period: str) -> bool:
        """Whether it speaks of a blocking finding of that period."""
        there = self.row in (0, one.row) and one.severity is Severity.BLOCK
        return there and (self.period, self.source) == (period, one.source)
