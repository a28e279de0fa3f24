"""What moved in a month, and what it closed with: figures per side and currency."""

from __future__ import annotations

from typing import NamedTuple


class Movement(NamedTuple):
    """What moved on one side (ORM, INVOICE) in one currency, in items and in minor units.

    opening + new + amended − cancelled − settled − written off − closed + reversed = closing. Items: opening, new,
    cancelled and cleared (those that reached zero) add up to closing; `settled_count` is the items touched.
    """

    side: str
    currency: str
    opening_count: int
    opening_minor: int
    new_count: int
    new_minor: int
    amended_count: int
    amended_minor: int
    cancelled_count: int
    cancelled_minor: int
    settled_count: int
    settled_minor: int
    written_off_count: int
    written_off_minor: int
    closed_count: int
    closed_minor: int
    reversed_count: int
    reversed_minor: int
    cleared_count: int
    closing_count: int
    closing_minor: int

    @property
    def opening(self) -> tuple[int, int]:
        """Items and minor units when the period began."""
        return self.opening_count, self.opening_minor


class Balance(NamedTuple):
    """What a closing recorded of one side (ORM, INVOICE) and currency: the next month opens with exactly this."""

    side: str
    currency: str
    closing_count: int
    closing_minor: int

    @property
    def closing(self) -> tuple[int, int]:
        """Items and minor units when the period ended."""
        return self.closing_count, self.closing_minor
