"""The matcher and what a desk does without one, each in a process of its own over the same frames.

    python -m tests.benchmarks.settlement_methods NAME FOLDER

FOLDER holds `orms.csv`, `invoices.csv` and `rates.csv`; `NAME.csv` with the
lines is laid beside them, the figures are printed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from tests.benchmarks.measured import measured
from xl_addin.engine.settlement import Settlement, match

Frame = pd.DataFrame
NUMBERS, FLAGS = ("on", "boe_date", "serial"), ("is_advance", "other_currency_charges")
KEYS = ["iec", "currency", "open_minor"]


def read(path: Path) -> Frame:
    """A frame as it was written: numbers and flags by their names, all else text."""
    names = pd.read_csv(path, nrows=0).columns
    numbers = dict.fromkeys((name for name in names if name in NUMBERS or name.endswith("_minor")), "int64")
    flags = dict.fromkeys((name for name in names if name in FLAGS), bool)
    texts: dict[str, str | type] = dict.fromkeys(names, "str")
    return pd.read_csv(path, dtype=texts | numbers | flags, keep_default_na=False)


def settled(orms: Frame, invoices: Frame, rates: Frame) -> Settlement:
    """The matcher as the desk calls it, with the desk's own rates."""
    days = [date.fromisoformat(day).toordinal() for day in rates["date"]]
    return match(orms, invoices, rates=[*zip(days, rates["currency"], rates["inr"], strict=True)])


def ours(orms: Frame, invoices: Frame, rates: Frame) -> Frame:
    """Its lines."""
    return settled(orms, invoices, rates).links


def merge(orms: Frame, invoices: Frame) -> Frame:
    """Every invoice of the importer with the same amount."""
    return orms[["orm_key", *KEYS]].merge(invoices[["invoice_key", *KEYS]], on=KEYS)


def merge_bills(orms: Frame, invoices: Frame) -> Frame:
    """Every bill of entry whose invoices add up to the amount."""
    totals = invoices.groupby(["boe_key", "iec", "currency"], as_index=False)["open_minor"].sum()
    bills = orms[["orm_key", *KEYS]].merge(totals, on=KEYS)
    return bills.drop(columns="open_minor").merge(
        invoices[["boe_key", "invoice_key", "currency", "open_minor"]], on=["boe_key", "currency"]
    )


def xlookup(orms: Frame, invoices: Frame) -> Frame:
    """The first invoice down the list with the importer, the currency and the amount."""
    return merge(orms, invoices.drop_duplicates(KEYS))


OURS = "ours"
BASELINES: dict[str, Callable[[Frame, Frame], Frame]] = {
    "merge": merge,
    "merge-boe": merge_bills,
    "xlookup": xlookup,
}


def main(name: str, folder: Path) -> None:
    """Run one method and print what it cost."""
    orms, invoices, rates = (read(folder / f"{side}.csv") for side in ("orms", "invoices", "rates"))
    work = partial(ours, orms, invoices, rates) if name == OURS else partial(BASELINES[name], orms, invoices)
    links, told = measured(work)
    links.to_csv(folder / f"{name}.csv", index=False)
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
