"""Cells that get a day are made to show one: with the format Text or General they would show 46311."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from xl_addin.hosts.live.cells import TEXT_FORMAT
from xl_addin.hosts.live.patience import Patience
from xl_addin.workbook.books.port import CellValue
from xl_addin.workbook.layout.styles import DATE_FORMAT

NO_FORMATS = (TEXT_FORMAT, "General", "Standard")  # Standard: General as LibreOffice calls it in some languages


def show_days(
    sheet: Any, first: tuple[int, int], rows: Sequence[Sequence[CellValue]], order: Sequence[int], ask: Patience
) -> None:
    """Before `rows` are written from the cell `first` on: every format of a person's own stays as it is."""
    for at, source in enumerate(order):
        days = [place for place, row in enumerate(rows) if isinstance(row[source], date)]
        if days:
            _show(sheet, first[1] + at, first[0] + days[0], first[0] + days[-1], ask)


def _show(sheet: Any, column: int, top: int, bottom: int, ask: Patience) -> None:
    """Halves are looked at until all cells of one have one format: most columns are asked once."""
    cells = ask(lambda: sheet.range((top, column), (bottom, column)).api)
    code = ask(lambda: cells.NumberFormat)
    if code is None and top < bottom:
        middle = (top + bottom) // 2
        _show(sheet, column, top, middle, ask)
        _show(sheet, column, middle + 1, bottom, ask)
    elif code in NO_FORMATS:
        ask(lambda: setattr(cells, "NumberFormat", DATE_FORMAT))
