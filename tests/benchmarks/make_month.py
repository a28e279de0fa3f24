"""Writes an invented month of source extracts of any size, with the right answers in `truth/`.

python -m tests.benchmarks.make_month OUT_DIR --boes 50000 --seed 7
    [--as-on 2026-10-31] [--messy 0.0] [--opening 0.1] [--level plain]

The same arguments give the same bytes. Layouts and kinds of cases are those of the sample month; all names
are invented.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.benchmarks.month_cases import make_month
from tests.benchmarks.month_files import write_month
from tests.benchmarks.month_levels import LEVELS
from tests.benchmarks.month_model import Month
from tests.benchmarks.month_truth import write_truth


@dataclass(frozen=True)
class Order:
    """What month to write: size, seed, last day, share of untidy CSV rows, share brought forward, level."""

    boes: int = 50_000
    seed: int = 7
    as_on: date = date(2026, 10, 31)
    messy: float = 0.0
    opening: float = 0.1
    level: str = "plain"


def generate(folder: Path, order: Order) -> str:
    """Write the month and its truth into `folder`; returns the counts in one line."""
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    month = make_month(order.as_on, order.boes, order.seed, order.opening, LEVELS[order.level])
    write_month(month, folder, order.seed, order.messy)
    write_truth(month, folder / "truth")
    new, opening = counts(month, False), counts(month, True)
    return f"{new} in the month; brought forward {opening}; {len(month.links)} links"


def counts(month: Month, is_opening: bool) -> str:
    """How many bills, invoices and remittances are new, or brought forward."""
    boes = [boe for boe in month.boes if boe.is_opening == is_opening]
    orms = sum(orm.is_opening == is_opening for orm in month.orms)
    return f"{len(boes)} BoE, {sum(len(boe.invoices) for boe in boes)} invoices, {orms} ORM"


def main(arguments: list[str]) -> int:
    """Command line; exit code 2 for arguments that make no month."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="OUT_DIR")
    parser.add_argument("--boes", type=int, default=50_000, help="bills of entry in the month")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--as-on", type=date.fromisoformat, default=date(2026, 10, 31))
    parser.add_argument("--messy", type=float, default=0.0, help="share of CSV rows with one untidy field")
    parser.add_argument("--opening", type=float, default=0.1, help="bills brought forward, as a share of the month's")
    parser.add_argument("--level", choices=LEVELS, default="plain", help="how hard the month is: month_levels.py")
    given = parser.parse_args(arguments)
    if given.boes < 1 or not 0 <= given.messy <= 1 or not 0 <= given.opening <= 0.5 or given.as_on.day < 21:
        parser.error("--boes from 1, --messy 0 to 1, --opening 0 to 0.5, --as-on on the 21st or later")
    started = time.monotonic()
    print(generate(given.folder, Order(given.boes, given.seed, given.as_on, given.messy, given.opening, given.level)))
    print(f"{time.monotonic() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
