"""The regression gate of the matcher: what it finds on small made months, pair by pair counted, and the work it does.

    python -m tests.benchmarks.settlement_gate        writes `settlement_gate.json` anew

Work is counted, never timed: calls of the engine's functions that search, compare or read, and rows that its joins
give. A change of the engine that is meant changes the file with it; the difference is read in the commit.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from tests.benchmarks.month_frames import Ask, frames_of
from tests.benchmarks.settlement_methods import settled
from tests.benchmarks.settlement_score import score

T = TypeVar("T")
KEPT = Path(__file__).with_suffix(".json")
MONTHS = (Ask(1000, 11, "base"), Ask(500, 12, "neither"), Ask(300, 13, "running-accounts"), Ask(500, 14, "plain"))
WORK_MORE_MAX = 0.02  # of what is kept: another version of a library may split its work in another way
# The engine's functions whose calls are work, by module; `join` and `ranges` count the rows that they give.
WORK = {
    "subset": ("subsets_with_sum", "listed_sums"),
    "names": ("party_words", "one_edit_apart", "document_token"),
    "references": ("find_numbers", "unread_texts", "remark_words"),
    "arrays": ("join", "ranges", "components", "lay"),
    "chance": ("sizes_allowed", "sum_is_particular"),
}
_ROWS = ("join", "ranges")
Told = dict[str, dict[str, Any]]


def counted(work: Callable[[], T]) -> tuple[T, dict[str, int]]:
    """The result of `work`, and how often each of the functions of `WORK` was called, or how many rows it gave."""
    calls: Counter[str] = Counter({f"{module}.{name}": 0 for module, names in WORK.items() for name in names})
    before = sys.getprofile()

    def look(frame: FrameType, event: str, given: Any) -> None:
        if event != "return" or given is None or "settlement" not in frame.f_code.co_filename:
            return
        name = f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}"
        if name in calls:
            calls[name] += len(given[0]) if frame.f_code.co_name in _ROWS else 1

    sys.setprofile(look)
    try:
        result = work()
    finally:
        sys.setprofile(before)
    return result, dict(calls)


def measure(ask: Ask) -> Told:
    """What the matcher finds in a month, by pass and kind, and the work that it took."""
    frames = frames_of(ask)
    settlement, work = counted(lambda: settled(frames.orms, frames.invoices, frames.rates))
    told = asdict(score(frames, settlement.links))
    work |= {f"engine's own: {name}": count for name, count in settlement.work.items()}
    grades = {name: told[name] for name in ("bill", "invoice", "both", "suggested")}
    return {"grades": grades, "passes": told["passes"], "over": {"settled": told["over_settled"]}, "work": work}


def name_of(ask: Ask) -> str:
    """The month in words."""
    return f"{ask.level}, seed {ask.seed}, {ask.boes} bills"


def main() -> None:
    """Write the file anew."""
    every = {name_of(ask): measure(ask) for ask in MONTHS}
    KEPT.write_text(rendered(every), "utf-8")
    print(f"written: {KEPT.name}")


def rendered(every: dict[str, Told]) -> str:
    """JSON with one line a figure, so that a difference is read at once."""
    months = []
    for name, told in every.items():
        parts = []
        for part, figures in told.items():
            rows = ",\n".join(f"   {json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(figures.items()))
            parts.append(f"  {json.dumps(part)}: {{\n{rows}\n  }}")
        months.append(f" {json.dumps(name)}: {{\n" + ",\n".join(parts) + "\n }")
    return "{\n" + ",\n".join(months) + "\n}\n"


if __name__ == "__main__":
    main()
