"""What one unit of a currency is usually worth: wide bands, in which only a rate of another unit falls outside."""

from __future__ import annotations

import csv
from decimal import Decimal

from xl_addin.rulebook.registers_in_force import register, remembered

RUPEE = "INR"


@remembered
def rate_bands() -> dict[str, tuple[Decimal, Decimal]]:
    """Lowest and highest INR of one unit by currency; the rupee is one rupee. Not every currency has a band."""
    with register("rate_bands.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    bands = {row["currency"]: (Decimal(row["lowest_inr"]), Decimal(row["highest_inr"])) for row in rows}
    return {**bands, RUPEE: (Decimal(1), Decimal(1))}
