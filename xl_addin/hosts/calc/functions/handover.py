"""What Calc hands over for an argument of a formula, and where that is not what the cells hold."""

from __future__ import annotations

from typing import Any

from udfs._registry import CellError
from xl_addin.hosts.calc.functions.convert import NUMBERS
from xl_addin.hosts.calc.functions.used_cells import REFERENCES

# How a formula can give an argument.
CELL, RANGE = "single cells", "ranges of one cell"
# Why Calc cannot hand over what the cells hold.
ERROR_IN_RANGE = "a range that holds an error value"
FALSE_ALONE, BLANK_ALONE = "FALSE, given alone", "one empty cell, given alone"
BOOLEAN_AS_NUMBER, EMPTY_TEXT = "TRUE, or FALSE in a range", "empty text in a range"


def handed_over(one: Any, kind: str, form: str) -> tuple[set[str], Any]:
    """What Calc hands over for an argument, as the adapter gets it; with the reasons where it is something else."""
    if isinstance(one, tuple):
        found = [[_in_range(cell, kind) for cell in row] for row in one]
        reasons = {reason for row in found for reason, _ in row} - {""}
        return reasons, tuple(tuple(cell for _, cell in row) for row in found)
    is_alone = (form == CELL and kind not in REFERENCES) or isinstance(one, CellError)
    reason, cell = _alone(one, kind) if is_alone else _in_range(one, kind)
    return {reason} - {""}, cell


def _in_range(one: Any, kind: str) -> tuple[str, Any]:
    if isinstance(one, CellError):
        return "" if kind in REFERENCES else ERROR_IN_RANGE, one
    if isinstance(one, bool) and kind != "flag":
        return BOOLEAN_AS_NUMBER, float(one)
    return (EMPTY_TEXT, None) if isinstance(one, str) and one == "" else ("", one)


def _alone(one: Any, kind: str) -> tuple[str, Any]:
    if kind in NUMBERS:
        if one is None:
            return BLANK_ALONE, 0.0
        return (BOOLEAN_AS_NUMBER, float(one)) if isinstance(one, bool) else ("", one)
    if isinstance(one, bool | float) and not one:
        return FALSE_ALONE if isinstance(one, bool) else BLANK_ALONE, None
    return (BOOLEAN_AS_NUMBER, float(one)) if isinstance(one, bool) and kind != "flag" else ("", one)
