"""What a run of the settlement benchmark says: JSON, a page of tables, two plots."""

from __future__ import annotations

import json
import platform
from collections import Counter, defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any

from tests.benchmarks.plots import bars, lines

Row = dict[str, Any]
HEADINGS = (
    *("size", "level", "seed", "method", "precision", "recall", "by invoice", "of the money", "with suggestions"),
    *("suggestions right", "over-settled", "seconds", "MB"),
)
GRADES = ("precision", "recall", "invoice", "amount", "both", "suggested", "over", "seconds", "above_mb")
OURS = "ours"


def figures(row: Row) -> dict[str, float]:
    """The figures of a row that stand in tables."""
    score = row["score"]

    def precision(name: str) -> float:
        return score[name]["right"] / score[name]["said"] if score[name]["said"] else 1.0

    def recall(name: str) -> float:
        return score[name]["right"] / score[name]["true"]

    said = (precision("bill"), recall("bill"), recall("invoice"), score["amount"], recall("both"))
    told = (precision("suggested"), score["over_settled"], row["seconds"], row["above_mb"])
    return dict(zip(GRADES, (*said, *told), strict=True))


def _line(head: tuple[str, ...], told: dict[str, float], *, suggests: bool) -> str:
    shown = [f"{told[name]:.3f}" for name in GRADES[:4]]
    shown += [f"{told[name]:.3f}" if suggests else "" for name in ("both", "suggested")]
    cost = f"{told['seconds']:.1f}" if told["seconds"] < 100 else f"{told['seconds']:.0f}"
    return "| " + " | ".join([*head, *shown, f"{told['over']:.0f}", cost, f"{told['above_mb']:.0f}"]) + " |"


def table(rows: list[Row], *, head: bool = True) -> str:
    """One line a row."""
    out = ["| " + " | ".join(HEADINGS) + " |", "|---" * len(HEADINGS) + "|"] if head else []
    for row in rows:
        names = (row["size"], row["level"], str(row["seed"]), row["method"])
        if "score" in row:
            out.append(_line(names, figures(row), suggests=row["method"] == OURS))
        else:
            out.append("| " + " | ".join(names) + f" | {row['not_run']} |")
    return "\n".join(out)


def _mean(rows: list[Row]) -> dict[str, float]:
    every = [figures(row) for row in rows]
    return {name: fmean(one[name] for one in every) for name in GRADES}


def means(rows: list[Row]) -> str:
    """Means over the seeds."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if "score" in row:
            groups[row["size"], row["level"], row["method"]].append(row)
    out = ["| " + " | ".join(HEADINGS) + " |", "|---" * len(HEADINGS) + "|"]
    for (size, level, method), some in groups.items():
        seeds = str(some[0]["seed"]) if len(some) == 1 else f"{len(some)} seeds"
        out.append(_line((size, level, seeds, method), _mean(some), suggests=method == OURS))
    return "\n".join(out)


def passes(rows: list[Row]) -> str:
    """Our passes over all rows: pairs said, how many are right, lines whose amount is right to the unit."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["method"] == OURS and "score" in row:
            for name, told in row["score"]["passes"].items():
                sums[name].update(told)
    out = ["| tier and pass | pairs | precision | lines with the right amount |", "|---|---|---|---|"]
    for name, told in sorted(sums.items()):
        out.append(
            f"| {name} | {told['said']:,} | {told['right'] / told['said']:.3f} | {told['exact'] / told['lines']:.3f} |"
        )
    return "\n".join(out)


def misses(rows: list[Row]) -> str:
    """True pairs that neither tier names, by the first cause that holds."""
    sums: Counter[str] = Counter()
    true = 0
    for row in rows:
        if row["method"] == OURS and "score" in row:
            sums.update(row["score"]["misses"])
            true += row["score"]["bill"]["true"]
    out = ["| cause | pairs | of all that is true |", "|---|---|---|"]
    out += [f"| {cause} | {count:,} | {count / true:.2%} |" for cause, count in sums.most_common()]
    return "\n".join(out)


def write_report(folder: Path, rows: list[Row]) -> None:
    """`settlement.json`, `settlement.md`, `quality.svg`, `time.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    (folder / "settlement.json").write_text(json.dumps({"machine": machine, "rows": rows}, indent=1), "utf-8")
    parts = ["# Settlement benchmark", machine, means(rows)]
    for title, made in (("Passes of the matcher", passes), ("What is missed", misses)):
        for level in dict.fromkeys(row["level"] for row in rows):
            parts += [f"## {title}: {level}", made([row for row in rows if row["level"] == level])]
    parts += ["## Each month", table(rows)]
    (folder / "settlement.md").write_text("\n\n".join(parts) + "\n", "utf-8")
    (folder / "quality.svg").write_text(quality_plot(rows), "utf-8")
    (folder / "time.svg").write_text(time_plot(rows), "utf-8")


def quality_plot(rows: list[Row]) -> str:
    """Recall by level: what is settled alone, what is found with suggestions, what a baseline finds."""
    size = rows[0]["size"]
    good = [row for row in rows if "score" in row and row["size"] == size]
    levels = list(dict.fromkeys(row["level"] for row in good))
    methods = list(dict.fromkeys(row["method"] for row in good))
    series: dict[str, list[float]] = {}
    for method in methods:
        each = [_mean([row for row in good if (row["level"], row["method"]) == (level, method)]) for level in levels]
        if method == OURS:
            series["with suggestions"] = [one["both"] for one in each]
            series["settled alone"] = [one["recall"] for one in each]
        else:
            series[method] = [one["recall"] for one in each]
    return bars(f"Recall per remittance and bill, about {size} remittances", levels, series)


def time_plot(rows: list[Row]) -> str:
    """Seconds of processor by remittances, both in powers of ten."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    good = [row for row in rows if "score" in row and row["level"] == rows[0]["level"]]
    for method in dict.fromkeys(row["method"] for row in good):
        for size in dict.fromkeys(row["size"] for row in good if row["method"] == method):
            some = [row for row in good if (row["method"], row["size"]) == (method, size)]
            points[method].append((fmean(row["orms"] for row in some), fmean(row["seconds"] for row in some)))
    return lines("Seconds of processor by remittances", dict(points))
