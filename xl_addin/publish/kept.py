"""An answer as a committed file keeps it: whoever opens the file with the add-in sees it calculated anew."""

from __future__ import annotations

from udfs._registry import Cell, CellError
from xl_addin import rulebook

# It stands for the version of the rules, which every circular changes: no circular may touch a workbook by it.
VERSION = "(version of the rules)"


def kept(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The answer without the version of the rules."""
    version = rulebook.load().version
    return [[_without(version, cell) for cell in row] for row in rows]


def _without(version: str, cell: Cell) -> Cell:
    is_text = isinstance(cell, str) and not isinstance(cell, CellError)
    return str(cell).replace(version, VERSION) if is_text and version in str(cell) else cell
