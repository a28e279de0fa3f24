"""xl_addin/domain/_currencies.py: the decimals of the live ISO 4217 currencies, from the list that ISO keeps."""

from __future__ import annotations

import csv
from pathlib import Path

_HEAD = '''\
"""Minor-unit exponents of the live ISO 4217 currencies. Generated; do not edit by hand.

Source: datasets/currency-codes, commit ab9b0ae, licence PDDL; copy in {source}.
"""

EXPONENTS: dict[str, int] = {{
'''


def currencies_module(root: Path, source: str) -> str:
    """The module's text, from the list `source` of the checkout `root`."""
    with (root / source).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["AlphabeticCode"] and not row["WithdrawalDate"]]
    # Gold, test codes and the like have no minor unit ("-"): no remittance is made in them.
    live = {row["AlphabeticCode"]: row["MinorUnit"] for row in rows if row["MinorUnit"].isdigit()}
    lines = [f'    "{code}": {places},' for code, places in sorted(live.items())]
    return _HEAD.format(source=source) + "\n".join([*lines, "}", ""])
