"""What the desk does with each kind of evidence of import, and what it is reminded of at payment, in its own words."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent / "registers"


def desk_duty(key: str) -> str:
    """The duty behind a kind of evidence ("NON_PHYSICAL") or a reminder ("INCOME_TAX")."""
    return _duties()[key]


@cache
def _duties() -> dict[str, str]:
    with (HOME / "evidence_duties.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row["duty"] for row in csv.DictReader(file)}
