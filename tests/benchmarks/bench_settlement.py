"""How well and how fast remittances are matched, beside what others make of the same month in the same run.

    python -m tests.benchmarks.bench_settlement --sizes 10k --levels base --seeds 101 102
    python -m tests.benchmarks.bench_settlement --levels all --seeds held-out --baselines own --out FOLDER
    python -m tests.benchmarks.bench_settlement --sizes 10k 100k --baselines all --out FOLDER

Sizes are about so many remittances (and three to four times as many invoices). Every method is a process of its own
over the same frames; seconds are of the processor. `own`: merge on the amount, merge on totals of bills, XLOOKUP's
first hit; `all`: besides them recordlinkage, splink and polars, from the environment that `bench_environment` makes.
FOLDER gets `settlement.json`, `settlement.md` and two plots.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests.benchmarks import settlement_methods as own
from tests.benchmarks.bench_environment import PEERS, peer_python
from tests.benchmarks.month_frames import BOES_FOR, Ask, MonthFrames, frames_of
from tests.benchmarks.month_levels import HELD_OUT, LEVELS, TUNING
from tests.benchmarks.settlement_report import table, write_report
from tests.benchmarks.settlement_score import score

ROOT = Path(__file__).resolve().parents[2]
BASELINES = {"none": (), "own": (*own.BASELINES,), "all": (*own.BASELINES, *PEERS)}
Row = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", choices=BOES_FOR, default=["10k"])
    parser.add_argument("--levels", nargs="+", choices=[*LEVELS, "all"], default=["base"])
    parser.add_argument("--seeds", nargs="+", default=["101"], help="numbers, `tuning` or `held-out`")
    parser.add_argument("--baselines", choices=BASELINES, default="none")
    parser.add_argument("--out", type=Path, help="folder for JSON, table and plots")
    given = parser.parse_args(arguments)
    levels = list(LEVELS) if "all" in given.levels else given.levels
    rows: list[Row] = []
    print(table([]))
    for size, level, seed in product(given.sizes, levels, _seeds(given.seeds)):
        more = run(size, Ask(BOES_FOR[size], seed, level), (own.OURS, *BASELINES[given.baselines]))
        print(table(more, head=False), flush=True)
        rows += more
    if given.out:
        write_report(given.out, rows)
    return 0


def _seeds(words: list[str]) -> list[int]:
    named = {"tuning": TUNING, "held-out": HELD_OUT}
    return [seed for word in words for seed in (named[word] if word in named else (int(word),))]


def run(size: str, ask: Ask, methods: tuple[str, ...]) -> list[Row]:
    """One month through each method: what it found, what that is worth, what it cost."""
    frames = frames_of(ask)
    rows = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("orms", "invoices", "rates"):
            getattr(frames, name).to_csv(folder / f"{name}.csv", index=False)
        for method in methods:
            told = {"size": size, "level": ask.level, "seed": ask.seed, "method": method}
            counts = {"orms": len(frames.orms), "invoices": len(frames.invoices)}
            rows.append({**told, **counts, **_one(method, folder, frames)})
    return rows


def _one(method: str, folder: Path, frames: MonthFrames) -> Row:
    """Figures of one method; why it was not run where it cannot be."""
    python = str(peer_python()) if method in PEERS else sys.executable
    if method in PEERS and not Path(python).exists():
        return {"not_run": "not installed: python -m tests.benchmarks.bench_environment"}
    module = f"tests.benchmarks.settlement_{'peers' if method in PEERS else 'methods'}"
    threads = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [python, "-m", module, method, str(folder)]
    done = subprocess.run(command, env=os.environ | threads, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"not_run": done.stderr.strip().splitlines()[-1] if done.stderr else f"ended with {done.returncode}"}
    links = _links(method, folder, frames)
    return {**json.loads(done.stdout.splitlines()[-1]), "score": asdict(score(frames, links))}


def _links(method: str, folder: Path, frames: MonthFrames) -> pd.DataFrame:
    """The lines of a method; a baseline settles what is open on both sides, and is sure of it."""
    links = own.read(folder / f"{method}.csv")
    if "tier" in links:
        return links
    paid = frames.orms.set_index("orm_key")["open_minor"].reindex(links["orm_key"]).to_numpy()
    owed = frames.invoices.set_index("invoice_key")["open_minor"].reindex(links["invoice_key"]).to_numpy()
    return links.assign(amount_minor=np.minimum(paid, owed), tier="AUTO", **{"pass": method})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
