"""What the Book port costs in a live Calc book beside what Calc itself costs: ratios of one run.

    python tests/benchmarks/bench_book.py                10,000 rows x 12 columns, 7 runs
    python tests/benchmarks/bench_book.py --rows 2000 --runs 3

Yardsticks: Calc's own assignment (setDataArray) and reading (getDataArray) of the same block over the same bridge.
The limit for writing is 1.5 times the yardstick. "grown" starts from a table of one row, so that Calc also copies
formats and checks down; "closed file" reads the same table from the saved file. Each figure is the median of the runs,
host and port in turn.
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from host.live_calc import LiveCalc  # noqa: E402 - found by the line above
from host.office import write_profile  # noqa: E402
from xlsxwriter.workbook import Workbook  # noqa: E402

from xl_addin.excel.live_book import LiveBook, live_book  # noqa: E402
from xl_addin.workbook.file_book import FileBook  # noqa: E402

LIMIT = 1.5
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
    page.add_table(0, 0, 1, len(HEADS) - 1, {"name": "tblSettlements", "columns": [{"header": one} for one in HEADS]})
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


def measure(calc: LiveCalc, path: Path, count: int, runs: int) -> None:
    """Writes, grows and reads in turn with the host itself."""
    opened = calc.open(path)
    book, document = live_book(opened), opened.impl.api.document
    book.write_table("tblSettlements", rows(count))
    sheet = document.Sheets.getByName("Settlements")
    block = sheet.getCellRangeByPosition(0, 1, len(HEADS) - 1, count)
    host_rows = block.getDataArray()
    new, own = [rows(count, shift) for shift in range(runs)], opened.impl.api.assignments
    own.clear()
    gc.freeze()  # the benchmark's own rows are nobody's cost
    written = [
        (timed(block.setDataArray, host_rows), timed(book.write_table, "tblSettlements", new[n])) for n in range(runs)
    ]
    assert len(own) == runs, "one assignment per table"
    read = [(timed(block.getDataArray), timed(book.read_table, "tblSettlements")) for _ in range(runs)]
    grown = [(timed(block.setDataArray, host_rows), grow(book, new[n])) for n in range(runs)]
    book.save()
    closed = [(timed(block.getDataArray), timed(FileBook(path).read_table, "tblSettlements")) for _ in range(runs)]
    print(f"{'':14}{'Calc alone':>14}{'Book port':>14}{'ratio':>8}")
    tell("write", written, f"limit {LIMIT}")
    tell("write, grown", grown)
    tell("read", read)
    tell("closed file", closed, "without opening it")


def grow(book: LiveBook, new: list[tuple[Any, ...]]) -> float:
    """From a table of one row."""
    book.write_table("tblSettlements", new[:1])
    return timed(book.write_table, "tblSettlements", new)


def timed(act: Callable[..., Any], *given: Any) -> float:
    """Seconds."""
    started = time.perf_counter()
    act(*given)
    return time.perf_counter() - started


def tell(what: str, pairs: list[tuple[float, float]], note: str = "") -> None:
    """One line: medians, and the median of the ratios."""
    host, port = (statistics.median(one[side] for one in pairs) for side in (0, 1))
    ratio = statistics.median(port / host for host, port in pairs)
    print(f"{what:14}{host * 1000:11.0f} ms{port * 1000:11.0f} ms{ratio:8.2f}  {note}")


if __name__ == "__main__":
    main()
