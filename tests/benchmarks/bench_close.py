"""How long a whole close takes, beside a baseline in the same run: plain reading and writing of the same data.

    python -m tests.benchmarks.bench_close                      the desk sample, 5 runs
    python -m tests.benchmarks.bench_close --boes 50000 --runs 3

Baseline: the same extracts read with lxml and pandas, one merge on the importer, one sheet written with pandas and
XlsxWriter: what any program must do before it has understood or decided anything. Each run is a process of its own;
medians, ratios and peak memory are printed, by the clock and in seconds of the processor, which other work on the
machine moves less. Figures are for comparing, never for passing or failing a test.
"""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "samples" / "2026-10-desk"

BASELINE = """
import sys, glob
import pandas as pd
from lxml import etree
source, out = sys.argv[1:]
rows = []
for name in sorted(glob.glob(source + "/*.obe.xml")):
    for boe in etree.parse(name).getroot().iter("billOfEntry"):
        head = {c.tag: c.text for c in boe if c.tag != "invoices"}
        rows += [{**head, **{c.tag: c.text for c in invoice}} for invoice in boe.iter("invoice")]
invoices = pd.DataFrame(rows)
orms = pd.read_csv(source + "/orm.csv", dtype=str, encoding="utf-8-sig", encoding_errors="replace")
facts = pd.read_csv(source + "/facts.csv", dtype=str)
opening = pd.read_csv(source + "/opening.csv", dtype=str)
both = invoices.merge(orms.drop_duplicates("IECode"), on="IECode", how="left", suffixes=("", "_orm"))
with pd.ExcelWriter(out + "/baseline.xlsx", engine="xlsxwriter") as book:
    both.iloc[:, :24].to_excel(book, sheet_name="invoices", index=False)
    orms.to_excel(book, sheet_name="orms", index=False)
    facts.to_excel(book, sheet_name="facts", index=False)
    opening.to_excel(book, sheet_name="opening", index=False)
"""


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boes", type=int, default=0, help="bills of entry to generate; 0 = the desk sample")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        source = SAMPLE if not asked.boes else _generate(Path(place) / "month", asked.boes, asked.seed)
        print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {asked.runs} runs")
        print(f"source: {'desk sample' if not asked.boes else f'{asked.boes:,} BoE generated, seed {asked.seed}'}")
        _compare(source, Path(place), asked.runs)
        _start_up(asked.runs)


def _generate(folder: Path, boes: int, seed: int) -> Path:
    script = ROOT / "tests" / "benchmarks" / "make_month.py"
    subprocess.run([sys.executable, script, folder, "--boes", str(boes), "--seed", str(seed)], check=True)
    return folder


def _compare(source: Path, place: Path, runs: int) -> None:
    closes, bases = list[_Took](), list[_Took]()
    for run in range(runs):
        out = place / f"out{run}"
        out.mkdir()
        bases.append(_timed(lambda out=out: _run([sys.executable, "-c", BASELINE, source, out], (0,))))
        command = [sys.executable, "-m", "xl_addin.cli.main", "close", source, "--as-on", "2026-10-31", "--out", out]
        closes.append(_timed(lambda command=command: _run(command, (0, 1))))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    for place_of, unit in enumerate(("seconds", "processor")):
        whole, base = ([took[place_of] for took in side] for side in (closes, bases))
        _row(f"close, whole process, {unit}", whole)
        _row(f"baseline, {unit}", base)
        _row("ratio close / baseline", [one / other for one, other in zip(whole, base, strict=True)])
    print(f"{'peak memory of the largest process, MB':<40}{peak:>10.0f}")


def _start_up(runs: int) -> None:
    bare = [_timed(lambda: _run([sys.executable, "-c", "pass"], (0,))).clock for _ in range(runs)]
    told = [sys.executable, "-m", "xl_addin.cli.main", "--help"]
    helped = [_timed(lambda: _run(told, (0,))).clock for _ in range(runs)]
    _row("--help, seconds", helped)
    _row("bare interpreter, seconds", bare)


class _Took(NamedTuple):
    """Seconds of a process by the clock and of the processor."""

    clock: float
    processor: float


def _timed(work: Callable[[], None]) -> _Took:
    begun, used = time.perf_counter(), _processor()
    work()
    return _Took(time.perf_counter() - begun, _processor() - used)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(command: list[object], good: tuple[int, ...]) -> None:
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in good:
        raise SystemExit(f"{command[:4]} ended with {done.returncode}:\n{done.stderr[-2000:]}")


def _row(label: str, values: list[float]) -> None:
    middle = statistics.median(values)
    print(f"{label:<40}{middle:>10.2f}   min {min(values):.2f}   max {max(values):.2f}")


if __name__ == "__main__":
    main()
