"""Dates that cannot follow each other: the bank cannot act on what has not happened yet."""

from __future__ import annotations

from datetime import date

from xl_addin.engine.rule import CHECK, Fail


def out_of_order(**dates: date) -> Fail | None:
    """CHECK where the second of two named dates lies before the first; the same day is in order."""
    (first, earlier), (second, later) = dates.items()
    if later >= earlier:
        return None
    return Fail(CHECK, "", f"{second} {later} lies before {first} {earlier}")
