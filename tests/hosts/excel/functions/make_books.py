"""The generated files of workbooks/ and docs/: `python -m tests.hosts.excel.functions.make_books` writes them anew.

Look them over before they are committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.hosts.calc.calc_book import CELL, RANGE, handed_over
from tests.udfs.vectors import ANY, Vector, vectors
from udfs import REGISTRY
from xl_addin import rulebook
from xl_addin.desk.atomic import atomic_text, atomic_write
from xl_addin.hosts.excel.diagnose.trial import Trial
from xl_addin.publish.acceptance_book import write_acceptance
from xl_addin.publish.guide_book import write_guide
from xl_addin.publish.guide_text import page

ROOT = Path(__file__).resolve().parents[4]

Writer = Callable[[Any], None]


def trials() -> list[Trial]:
    """Every golden vector."""
    return [_trial(vector) for vector in vectors()]


def _trial(vector: Vector) -> Trial:
    sentence = vector.name.partition(": ")[2].rpartition(" (")[0] or vector.name.partition(": ")[2]
    expected, says = (None, vector.says) if vector.wanted is ANY else (vector.wanted, "")
    assert says or vector.wanted is not ANY, vector.name
    return Trial(sentence, vector.function, vector.given, expected, says, _excel_only(vector))


def _excel_only(vector: Vector) -> str:
    """What Calc cannot hand over; FALSE, 0 and blanks stand in ranges of one cell, where it can."""
    for argument, one in zip(REGISTRY[vector.function].arguments, vector.arguments, strict=False):
        in_range = isinstance(one, tuple) or one is None or (not one and not isinstance(one, str))
        reasons, _ = handed_over(one, argument.kind, RANGE if in_range else CELL)
        if reasons:
            return "; ".join(sorted(reasons))
    return ""


def has_date(trial: Trial) -> bool:
    """Whether the answer depends on how the book counts days."""
    return any(isinstance(cell, date) for one in (*trial.given, trial.expected) for cell in _cells(one))


def _cells(one: Any) -> Iterator[Any]:
    if isinstance(one, tuple):
        for cell in one:
            yield from _cells(cell)
    else:
        yield one


def books() -> dict[str, Writer]:
    """What fills each workbook, by its path in the repository."""
    every = trials()
    dated = [trial for trial in every if has_date(trial)]
    return {
        "workbooks/function_guide.xlsx": lambda target: write_guide(target, REGISTRY, rulebook.load()),
        "workbooks/udf_acceptance.xlsx": lambda target: write_acceptance(target, every),
        "workbooks/udf_acceptance_1904.xlsx": lambda target: write_acceptance(target, dated, date1904=True),
    }


def pages() -> dict[str, str]:
    """The text of each page, by its path in the repository."""
    return {"docs/functions.md": page(REGISTRY, rulebook.load())}


if __name__ == "__main__":
    for name, text in pages().items():
        atomic_text(ROOT / name, text)
        print(name)
    for name, write in books().items():
        atomic_write(ROOT / name, lambda part, write=write: write(str(part)))
        print(name)
