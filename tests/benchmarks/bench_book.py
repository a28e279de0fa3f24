"""What the Book port costs in a live Calc book beside what Calc itself costs: ratios of one run.

    python -m tests.benchmarks.bench_book                10,000 rows x 12 columns, 7 runs
    python -m tests.benchmarks.bench_book --rows 2000 --runs 3

Yardsticks: Calc's own assignment (setDataArray) and reading (getDataArray) of the same block over the same bridge.
The limit for writing is 1.5 times the yardstick. "grown" starts from a table of one row, so that formats and checks
are copied down too, and its yardstick fills empty cells; "closed file" reads the same table from the saved file. Each
figure is the median of the runs, host and port in turn. "of processor" is the ratio of the processor time of Python
and office together: it holds on a busy machine, where the clock counts the waiting of every call.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook

from tests.office.live_calc import LiveCalc
from tests.office.office import write_profile
from xl_addin.hosts.live.book import live_book
from xl_addin.workbook.books.file_book import FileBook

ROOT = Path(__file__).resolve().parents[2]

TABLE = "tblSettlements"
EVERYTHING = 1023  # contents and formats of cells
NOTES = {"write": "limit 1.5", "read": "limit 1.5", "write, grown": "limit 1.5", "closed file": "without opening it"}
HEADS = ("Status", "ORM number", "BoE number", "BoE date", "Port", "Serial", "Currency", "Amount", "INR", "Rule")
HEADS += ("Answer", "Remark")
FORMATS = ("@", "@", "@", "dd-mmm-yyyy", "@", "#,##0", "@", "#,##0.00", "#,##0.00", "@", "@", "@")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, ", end="")
    print(f"{asked.rows:,} rows x {len(HEADS)} columns, median of {asked.runs} runs")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_profile(folder / "profile")
        with LiveCalc(folder / "profile") as calc:
            measure(calc, month(folder / "month.xlsx"), asked.rows, asked.runs)


def month(path: Path) -> Path:
    """A book with one table of one row, formatted as the closing workbook formats it."""
    book = Workbook(str(path))
    page = book.add_worksheet("Settlements")
    for x, form in enumerate(FORMATS):
        page.write_blank(
            1, x, None, book.add_format({"num_format": form, "bg_color": "#DDEBF7" if x > 9 else "#FFFFFF"})
        )
    page.add_table(0, 0, 1, len(HEADS) - 1, {"name": TABLE, "columns": [{"header": one} for one in HEADS]})
    page.data_validation(1, 10, 1, 10, {"validate": "list", "source": ["ACCEPT", "REJECT", "LOCK"]})
    book.close()
    return path


def rows(count: int, shift: int = 0) -> list[tuple[Any, ...]]:
    """Rows as a macro writes them."""
    first = date(2026, 10, 1)
    return [
        (
            "PROPOSED" if n % 3 else "POSTED",
            f"0009001ORM{n + shift:010d}",
            f"{n + shift:07d}",
            first + timedelta(days=n % 31),
            "INMAA1",
            n % 9 + 1,
            ("USD", "EUR", "JPY")[n % 3],
            (n * 7919 % 10_000_000) / 100,
            (n * 7919 % 10_000_000) * 0.83,
            "R07 same reference and amount",
            None if n % 5 else "ACCEPT",
            None if n % 4 else f"told by phone on day {n % 31}",
        )
        for n in range(count)
    ]


class Cost:
    """Seconds on the clock, and seconds of processor in Python and in the office together, of every run."""

    def __init__(self, office: int) -> None:
        self._stat = Path(f"/proc/{office}/stat")
        self.clock: list[float] = []
        self.processor = 0.0

    def of(self, act: Callable[..., Any], *given: Any) -> None:
        """Does it once."""
        processor, started = self._used(), time.perf_counter()
        act(*given)
        self.clock.append(time.perf_counter() - started)
        self.processor += self._used() - processor

    def _used(self) -> float:
        office = self._stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        return time.process_time() + (int(office[11]) + int(office[12])) / os.sysconf("SC_CLK_TCK")


def measure(calc: LiveCalc, path: Path, count: int, runs: int) -> None:
    """Writes, grows and reads in turn with the host itself."""
    opened = calc.open(path)
    book, document = live_book(opened), opened.impl.api.document
    new, own = [rows(count, shift) for shift in range(runs)], opened.impl.api.assignments
    book.write_table(TABLE, new[0])
    block = document.Sheets.getByName("Settlements").getCellRangeByPosition(0, 1, len(HEADS) - 1, count)
    below = document.Sheets.getByName("Settlements").getCellRangeByPosition(0, 2, len(HEADS) - 1, count)
    host_rows = block.getDataArray()
    assert calc.office is not None
    costs = {what: (Cost(calc.office.pid), Cost(calc.office.pid)) for what in NOTES}
    own.clear()
    gc.collect()  # the benchmark's own rows are nobody's cost
    for given in new:
        pair(costs["write"], (block.setDataArray, host_rows), (book.write_table, TABLE, given))
        pair(costs["read"], (block.getDataArray,), (book.read_table, TABLE))
        book.write_table(TABLE, given[:1])
        costs["write, grown"][0].of(block.setDataArray, host_rows)  # into empty cells, as the port finds them
        below.clearContents(EVERYTHING)
        costs["write, grown"][1].of(book.write_table, TABLE, given)
    assert len(own) == 3 * runs, "one assignment per table"
    book.save()
    for _ in new:
        pair(costs["closed file"], (block.getDataArray,), (lambda: FileBook(path).read_table(TABLE),))
    print(f"{'':14}{'Calc alone':>14}{'Book port':>14}{'ratio':>8}{'of processor':>14}")
    for what, (host, port) in costs.items():
        first, second = statistics.median(host.clock), statistics.median(port.clock)
        ratio = statistics.median(b / a for a, b in zip(host.clock, port.clock, strict=True))
        print(f"{what:14}{first * 1000:11.0f} ms{second * 1000:11.0f} ms{ratio:8.2f}", end="")
        print(f"{port.processor / host.processor:14.2f}  {NOTES[what]}")


def pair(costs: tuple[Cost, Cost], host: tuple[Any, ...], port: tuple[Any, ...]) -> None:
    """Host and port, one after the other."""
    costs[0].of(*host)
    costs[1].of(*port)


if __name__ == "__main__":
    main()
