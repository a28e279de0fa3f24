"""How long acts of two people, the check of a long ledger and opening a month on it take, beside a baseline.

    python -m tests.benchmarks.bench_acts                    5,000 proposals, a ledger of 1,000,000 rows
    python -m tests.benchmarks.bench_acts --rows 100000 --items 1000

Baselines of the same run: to approve, 5,000 rows put into a table of SQLite by one statement; to check, each row's hash
over bytes that lie in memory; to open a month, the same items on a ledger that begins with them. Seconds of processor
and by the clock are printed. Figures are for comparing, never for passing or failing a test.
"""

from __future__ import annotations

import argparse
import gc
import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import TypeVar

from tests.benchmarks.ledger_rows import LAST, MONTHS, WHO, Size, make_ledger
from tests.desk.short_months import told
from tests.faults.people import law
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.asked import Asked
from xl_addin.desk.acts.ground import Maker
from xl_addin.desk.acts.match import match
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.month.now import month_now
from xl_addin.desk.produce.look import look
from xl_addin.ledger import Ledger
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.store import Actor

T = TypeVar("T")
LAW = law()
RUNS = 7
MAKER, CHECKER = Actor("maker1", WHO.at), Actor("checker1", WHO.at)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of history")
    parser.add_argument("--items", type=int, default=5000, help="small values that are approved")
    asked = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as place:
        _approve(Path(place), asked.items)
        _long(Path(place), asked.rows)


def _approve(place: Path, items: int) -> None:
    ledger = make_ledger(place / "acts.sqlite", Size(0, items=items))
    propose(ledger, LAST, LAW, MAKER, Wanted("SMALL_VALUE"))
    now = month_now(ledger, LAST, LAW)
    _, bare = _timed("baseline: as many rows into a table", lambda: _rows(place, items))
    looked, _ = _timed(
        "approve, looked at only, the month read anew",
        lambda: approve(ledger, LAST, LAW, CHECKER, lambda one: True, only_list=True),
        bare,
    )
    posted, _ = _timed(
        f"approve {len(looked.posted):,}, the month in hand",
        lambda: approve(ledger, LAST, LAW, CHECKER, lambda one: True, now=now),
        bare,
    )
    assert len(posted.posted) == items, posted.barred[:3]
    ledger.close()


def _rows(place: Path, items: int) -> None:
    connection = sqlite3.connect(place / "bare.sqlite")
    connection.execute("CREATE TABLE rows (a TEXT, b TEXT, c TEXT, d INTEGER)")
    connection.executemany(
        "INSERT INTO rows VALUES (?, ?, ?, ?)", [(f"key {n}", "USD", "WORD", n) for n in range(items)]
    )
    connection.commit()
    connection.close()


def _long(place: Path, rows: int) -> None:
    small, long = make_ledger(place / "small.sqlite", Size(0)), make_ledger(place / "long.sqlite", Size(rows))
    _, bare = _timed(
        f"baseline: {rows:,} hashes of bytes in memory", lambda: [sha256(b"x" * 200).digest() for _ in range(rows)]
    )
    _timed(f"the chain of {rows:,} rows checked", lambda: _checked(long), bare)
    month_now(small, LAST, LAW)  # what is loaded once is no part of either
    names = "baseline: the month opened, its items alone", f"the month opened after {rows:,} rows"
    ratios = []
    for _ in range(RUNS):
        (_, bare), (short, took) = (
            _timed(name, lambda of=of: month_now(of, LAST, LAW, short=True))  # type: ignore[misc]
            for name, of in zip(names, (small, long), strict=True)
        )
        ratios.append(took / bare)
    print(f"median of {RUNS} pairs: {median(ratios):.2f} × baseline")
    for name, work in COMMANDS.items():
        _timed(f"{name} after {rows:,} rows", lambda work=work: work(long), bare)  # type: ignore[misc]
    whole, _ = _timed(f"the month read whole after {rows:,} rows", lambda: month_now(long, LAST, LAW), bare)
    assert told(short) == told(whole)
    _cut_over(place, rows, bare)


def _match(ledger: Ledger) -> object:
    """A remittance of the first month of the history, which is over: it is found, and that is told."""
    number = f"IBA{MONTHS * 1_000_000:011d}"
    told = match(Maker(ledger, LAST, LAW, MAKER), Asked(number, (("0000001", None),), "by letter"), only_list=True)
    assert told.one.bars
    return told


COMMANDS: dict[str, Callable[[Ledger], object]] = {
    "propose, looked at only": lambda of: propose(of, LAST, LAW, MAKER, Wanted("SMALL_VALUE"), only_list=True),
    "match of what is over": _match,
    "outbox": lambda of: look(of, LAST, closes=True),
}


def _cut_over(place: Path, rows: int, bare: float) -> None:
    """The same ledger with a branch that was cut over at the end of its history."""
    ledger = make_ledger(place / "cut.sqlite", Size(rows, cut_over=True))
    names = ("outbox", "propose, looked at only")
    short, _ = _timed("cut over: the month opened", lambda: month_now(ledger, LAST, LAW, short=True), bare)
    for name in names:
        _timed(f"cut over: {name}", lambda name=name: COMMANDS[name](ledger), bare)  # type: ignore[misc]
    whole, _ = _timed("cut over: the month read whole", lambda: month_now(ledger, LAST, LAW), bare)
    assert told(short) == told(whole)


def _checked(ledger: Ledger) -> None:
    with ledger.read() as connection:
        assert check_chain(connection).broken == ()


def _timed(label: str, work: Callable[[], T], bare: float = 0.0) -> tuple[T, float]:
    """What the work gave, and its seconds of processor; printed with the ratio to a baseline.

    What earlier work left in memory is swept and set aside first: else each work pays for another's litter by turns.
    """
    gc.collect()
    gc.freeze()
    began, clock = time.process_time(), time.perf_counter()
    given = work()
    took, by_clock = time.process_time() - began, time.perf_counter() - clock
    ratio = f"   {took / bare:.1f} × baseline" if bare else ""
    print(f"{label:<50}{took:>8.2f} s of processor   {by_clock:>7.2f} s by the clock{ratio}", flush=True)
    return given, took


if __name__ == "__main__":
    main()
