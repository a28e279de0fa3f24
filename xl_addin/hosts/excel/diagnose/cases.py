"""The golden cases asked as Excel asks them: an installation shows by them that it is whole."""

from __future__ import annotations

from typing import Any

from udfs._registry import MISSING, CellError
from xl_addin.hosts.excel.functions.dispatch import answer
from xl_addin.hosts.excel.functions.raw import OMITTED, TAG
from xl_addin.hosts.golden import CASES
from xl_addin.hosts.live.errors import COM_ERROR_BASE, ERROR_NUMBERS
from xl_addin.hosts.trial import Trial, as_cell


def failures() -> list[str]:
    """The cases whose answer, by the way that Excel's calls go, is not what it must be."""
    return [f"{one.function}, {one.case}" for one in CASES if not _holds(one)]


def _holds(trial: Trial) -> bool:
    rows = answer(trial.function, [_raw(as_cell(one, date1904=False)) for one in trial.given])
    return rows == [[_shown(as_cell(trial.expected, date1904=False))]]


def _raw(cell: Any) -> Any:
    """A cell as Excel hands it over."""
    if cell is MISSING:
        return OMITTED
    return COM_ERROR_BASE + ERROR_NUMBERS[cell] if isinstance(cell, CellError) else cell


def _shown(cell: Any) -> Any:
    """A cell as Excel takes it."""
    if isinstance(cell, CellError):
        return TAG + cell.value
    return "" if cell is None else cell
