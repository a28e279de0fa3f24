"""True pairs that the matcher misses, as a person would see them: the remittance, its bill, and what else it could be.

    python -m tests.benchmarks.settlement_examples --level base --seed 11 --each 2 [--cause "part paid"]

Use a seed of tuning to look and a held-out one only to report.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from datetime import date
from typing import Any

import pandas as pd

from tests.benchmarks.month_frames import BOES_FOR, Ask, frames_of
from tests.benchmarks.month_levels import LEVELS
from tests.benchmarks.month_model import text_of
from tests.benchmarks.settlement_causes import cause_of
from tests.benchmarks.settlement_methods import settled
from tests.benchmarks.settlement_score import Known, missed

Item = dict[str, Any]
RIVALS = 4


def money(item: Item) -> str:
    """What is open, with its currency."""
    return f"{item['currency']} {text_of(int(item['open_minor']), str(item['currency']))}"


def remittance(orm: Item) -> str:
    """One line of the remittance."""
    day, kind = date.fromordinal(int(orm["on"])), "advance" if orm["is_advance"] else "bill"
    return f"{orm['orm_key']} {day} {money(orm)} {kind} to {orm['party'] or '-'} | {orm['remarks'] or '-'}"


def bill(invoice: Item) -> str:
    """One line of an invoice."""
    day, seller = (
        date.fromordinal(int(invoice["boe_date"])),
        f" seller {invoice['seller']}" if invoice["seller"] else "",
    )
    return (
        f"{invoice['invoice_key']} {day} {money(invoice)} {invoice['invoice_number']} of {invoice['supplier']}{seller}"
    )


def rivals(left: pd.DataFrame, orm: Item) -> tuple[int, list[Item]]:
    """How many invoices of the importer and currency are open when all is settled, and those nearest in amount."""
    mine = left[(left["iec"] == orm["iec"]) & (left["currency"] == orm["currency"])]
    order = (mine["open_minor"] - orm["open_minor"]).abs().sort_values().index[:RIVALS]
    return len(mine), mine.loc[order].to_dict("records")


def shown(ask: Ask, each: int, wanted: str) -> str:
    """Examples of each cause, or of one."""
    frames = frames_of(ask)
    found = settled(frames.orms, frames.invoices, frames.rates)
    known = Known(frames)
    left = frames.invoices.assign(open_minor=found.invoice_residual).query("open_minor > 0")
    causes: dict[str, list[str]] = defaultdict(list)
    for orm, invoices, kind in missed(known, known.pairs_of(found.links)):
        cause = cause_of(orm, invoices, kind)
        if wanted not in ("", cause) or len(causes[cause]) == each:
            continue
        count, near = rivals(left, orm)
        lines = [f"  {remittance(orm)}", *(f"    true: {bill(one)}" for one in invoices[:RIVALS])]
        lines += [f"    open beside it: {count}", *(f"      {bill(one)}" for one in near)]
        causes[cause].append("\n".join(lines))
    return "\n".join(f"{cause}\n" + "\n".join(some) for cause, some in causes.items() if some)


def main(arguments: list[str]) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=BOES_FOR, default="10k")
    parser.add_argument("--level", choices=LEVELS, default="base")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--cause", default="")
    given = parser.parse_args(arguments)
    print(shown(Ask(BOES_FOR[given.size], given.seed, given.level), given.each, given.cause))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
