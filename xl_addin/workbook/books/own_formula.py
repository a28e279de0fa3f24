"""A person's formula in a column of his own of a list."""

from __future__ import annotations

from xl_addin.workbook.books.port import CellValue


class Formula(str):
    """A formula as R1C1 has it: it means its own row wherever that goes. `shows` is what stands in the cell."""

    __slots__ = ("shows",)
    shows: CellValue


def formula(text: str, shows: CellValue) -> Formula:
    """The formula of a cell and what it shows."""
    made = Formula(text)
    made.shows = shows
    return made
