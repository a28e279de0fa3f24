"""What the way from Excel's raw values to a function costs, beside the function itself in the same run.

    python -m tests.benchmarks.bench_dispatch                  10,000 rows, 15 rounds
    python -m tests.benchmarks.bench_dispatch --rows 50000

Three ways of one call with five columns: the adapter alone on cells that are ready (`evaluate`), the dispatcher on the
same cells as Excel sends them (`answer`), and the conversion alone. Rounds alternate; the answers that the adapter
keeps between calls are forgotten before each. Beside them a copy of every cell, which is what a conversion costs that
builds a new block.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

Column = tuple[tuple[Any, ...], ...]
DAY = float((date(2026, 5, 4) - date(1899, 12, 30)).days)
REASONS = ("DISCOUNT", "FREIGHT", "EXCHANGE_RATE", "INSURANCE")


def columns(rows: int) -> list[Column]:
    """Five columns of a write-off sheet, each as Excel sends a range: every row differs."""
    made = (
        tuple((1000.0 + number,) for number in range(rows)),
        tuple((0.5 + number / 100,) for number in range(rows)),
        tuple((DAY + number % 100,) for number in range(rows)),
        tuple((REASONS[number % 4],) for number in range(rows)),
        tuple((number % 7 != 0,) for number in range(rows)),
    )
    return list(made)


def block(rows: int) -> Column:
    """The same as one range of five columns."""
    return tuple(tuple(cell for (cell,) in row) for row in zip(*columns(rows), strict=True))


def copied(rows: Column) -> Column:
    """Every cell looked at and put into a new block."""
    from xl_addin.hosts.excel.functions.raw import cell

    return tuple(tuple(cell(value) for value in row) for row in rows)


def forget() -> None:
    """Nothing is kept from the round before."""
    from udfs._adapter import forget as all_of_it

    all_of_it()


def rounds(ways: dict[str, Callable[[], Any]], count: int) -> dict[str, list[float]]:
    """Milliseconds of each way; the ways take turns, so that a slow moment falls on all."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(count):
        for name, way in ways.items():
            forget()
            started = time.perf_counter()
            way()
            taken[name].append((time.perf_counter() - started) * 1000)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()

    from udfs._adapter import evaluate
    from xl_addin.hosts.excel.functions.dispatch import answer
    from xl_addin.hosts.excel.functions.raw import argument, result

    given, whole = columns(asked.rows), block(asked.rows)
    numbers = tuple(tuple(float(at + number) for at in range(5)) for number in range(asked.rows))
    difference = [given[0], given[1]]
    statuses, shares = evaluate("WRITEOFF_STATUS", given), evaluate("DIFFERENCE_PCT", difference)
    taken = rounds(
        {
            "WRITEOFF_STATUS, adapter alone": lambda: evaluate("WRITEOFF_STATUS", given),
            "WRITEOFF_STATUS, dispatcher": lambda: answer("WRITEOFF_STATUS", given),
            "DIFFERENCE_PCT, adapter alone": lambda: evaluate("DIFFERENCE_PCT", difference),
            "DIFFERENCE_PCT, dispatcher": lambda: answer("DIFFERENCE_PCT", difference),
            "arguments: one block of five columns": lambda: argument(whole),
            "arguments: the same, numbers only": lambda: argument(numbers),
            "arguments: five columns": lambda: [argument(column) for column in given],
            "answer: a column of words": lambda: result(statuses),
            "answer: a column of numbers": lambda: result(shares),
            "baseline: every cell copied": lambda: copied(whole),
        },
        asked.rounds,
    )
    print(f"Python {platform.python_version()}, {asked.rows:,} rows x 5, {asked.rounds} rounds, milliseconds\n")
    print(f"{'':<42}{'median':>10}{'best':>10}")
    for name, times in taken.items():
        print(f"{name:<42}{statistics.median(times):>10.2f}{min(times):>10.2f}")
    ways = ("arguments: one block of five columns", "answer: a column of words")
    there_and_back = [statistics.median(taken[name]) for name in ways], [min(taken[name]) for name in ways]
    print(f"{'one block in, words out':<42}{sum(there_and_back[0]):>10.2f}{sum(there_and_back[1]):>10.2f}\n")
    for name in ("WRITEOFF_STATUS", "DIFFERENCE_PCT"):
        ratio = min(taken[f"{name}, dispatcher"]) / min(taken[f"{name}, adapter alone"])
        print(f"{name}: dispatcher is {ratio:.3f} of the adapter alone (best of each)")
    ratio = min(taken["baseline: every cell copied"]) / sum(there_and_back[1])
    print(f"A conversion that copies every cell takes {ratio:.0f} times as long")


if __name__ == "__main__":
    main()
