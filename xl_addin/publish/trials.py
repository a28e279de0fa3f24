"""The golden vectors as rows of the acceptance books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from udfs import REGISTRY
from udfs._registry import CellError
from xl_addin.hosts.calc.functions.handover import CELL, RANGE, handed_over
from xl_addin.hosts.trial import Trial
from xl_addin.publish.vectors import ANY, Vector, read_vectors


def golden_trials(folder: Path) -> list[Trial]:
    """Every golden vector below `folder`."""
    return [_trial(vector) for vector in read_vectors(folder)]


def _trial(vector: Vector) -> Trial:
    sentence = vector.name.partition(": ")[2].rpartition(" (")[0] or vector.name.partition(": ")[2]
    expected, says = (None, vector.says) if vector.wanted is ANY else (vector.wanted, "")
    return Trial(sentence, vector.function, vector.given, expected, says, _excel_only(vector))


def _excel_only(vector: Vector) -> str:
    """What Calc cannot hand over or compare; FALSE, 0 and blanks stand in ranges of one cell, where it can."""
    if any(isinstance(cell, CellError) for cell in _cells(vector.wanted)) and isinstance(vector.wanted, tuple):
        return "an error among several answers"
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
