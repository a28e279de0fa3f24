"""How fast the rules answer, each figure beside a baseline in the same run; for comparing, never for passing a test.

    python -m tests.benchmarks.bench_rules [--rounds 7]

Decisions: write-offs with status, findings and basis (the sentence is made on demand and timed apart), one core, in
batches of mixed cases. Baseline: a bare Python function that makes one exact Decimal comparison. Loading: the whole
rulebook read and checked in a fresh process, beside json.load of as many bytes. Look-ups: in_force of every parameter,
beside a dictionary. Medians of the rounds.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xl_addin import rulebook
from xl_addin.engine.law import Law
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.rulebook.policy import Policy

ROOT = Path(__file__).resolve().parents[2]

BATCH = 20_000
OLD, NEW = date(2026, 5, 1), date(2026, 11, 1)
GOOD: dict[str, Any] = {
    "invoice_value": Decimal("100000.00"),
    "difference": Decimal("4999.37"),
    "action_date": OLD,
    "reason": "DISCOUNT",
    "satisfied": True,
    "suit_pending": False,
    "adverse_notice": False,
    "documents": None,
}
OVER = GOOD | {"difference": Decimal("7000.00")}
SUIT = GOOD | {"suit_pending": True}
UNKNOWN = GOOD | {"reason": None, "satisfied": None}
QUALITY = GOOD | {"reason": "QUALITY", "documents": True, "difference": Decimal("40000.00")}
AFTER = GOOD | {"action_date": NEW}
MIXES: dict[str, list[dict[str, Any]]] = {
    "all allowed": [GOOD],
    "a month's mix": [GOOD, GOOD, GOOD, AFTER, AFTER, QUALITY, OVER, OVER, SUIT, UNKNOWN],
    "all failing": [OVER, SUIT, UNKNOWN],
}
LOAD = (
    "import time; a=time.perf_counter(); from xl_addin import rulebook; rulebook.load(); print(time.perf_counter()-a)"
)
LOAD_WARM = (
    "import time; from xl_addin import rulebook; a=time.perf_counter(); rulebook.load(); print(time.perf_counter()-a)"
)
ROW = {"parameter": "x" * 20, "value": 5, "paragraph": "para 1", "note": "y" * 60}
READ_JSON = "import json, sys, time; a=time.perf_counter(); json.load(open(sys.argv[1])); print(time.perf_counter()-a)"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    print(
        f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {rounds} rounds, one core"
    )
    rules = rulebook.load()
    law = Law(rules, Policy())
    bare = _per_second(_bare, [(GOOD["difference"], GOOD["invoice_value"])], rounds)
    _row("baseline: one Decimal comparison, per second", bare)
    for name, mix in MIXES.items():
        _row(f"write-offs, {name}, per second", _per_second(lambda one: law.ask(WriteOff, **one), mix, rounds))
    mix = MIXES["a month's mix"]
    told = _per_second(lambda one: law.ask(WriteOff, **one).why, mix, rounds)
    _row("a month's mix with the sentence, per second", told)
    names = [one.name for one in rules.parameters() if rules.find(one.name, OLD)]
    table = {(name, OLD): rules.in_force(name, OLD) for name in names}
    _row("baseline: dictionary look-ups, per second", _per_second(lambda name: table[name, OLD], names, rounds))
    _row("in_force look-ups, per second", _per_second(lambda name: rules.in_force(name, OLD), names, rounds))
    _loading(rounds)


def _bare(amounts: tuple[Decimal, Decimal]) -> str:
    difference, value = amounts
    return "OK" if abs(difference) * 100 <= 5 * value else "REFER_RBI"


def _per_second(work: Callable[[Any], object], cases: list[Any], rounds: int) -> list[float]:
    batch = (cases * (BATCH // len(cases) + 1))[:BATCH]
    rates = []
    for _ in range(rounds):
        begun = time.process_time()
        for case in batch:
            work(case)
        rates.append(BATCH / (time.process_time() - begun))
    return rates


def _loading(rounds: int) -> None:
    """Loading in fresh processes, beside json.load of a file as long as all rulebook files together."""
    home = Path(rulebook.__file__).parent
    files = [home / "parameters.toml", *(home / "instruments").glob("*.toml")]
    size = sum(path.stat().st_size for path in files)
    rows = [ROW] * (size // len(json.dumps(ROW)))
    print(f"{len(files)} files, {size / 1024:,.0f} KiB")
    with tempfile.TemporaryDirectory() as place:
        same = Path(place) / "same.json"
        same.write_text(json.dumps(rows), "utf-8")
        for label, command in (
            ("baseline: json.load of as many bytes, ms", [READ_JSON, str(same)]),
            ("rulebook load, ms", [LOAD_WARM]),
            ("rulebook load with its imports, ms", [LOAD]),
        ):
            _row(label, [_seconds(command) * 1000 for _ in range(rounds)], places=1)


def _seconds(command: list[str]) -> float:
    done = subprocess.run([sys.executable, "-c", *command], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _row(label: str, values: list[float], places: int = 0) -> None:
    middle = statistics.median(values)
    print(f"{label:<52}{middle:>12,.{places}f}   min {min(values):,.{places}f}   max {max(values):,.{places}f}")


if __name__ == "__main__":
    main()
