"""The books of the closed sample months, read by another reader than the program's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

Row = dict[str, Any]


def tables(book: Path) -> dict[str, list[Row]]:
    found = {}
    for sheet in load_workbook(book):
        for table in sheet.tables.values():
            left, top, right, bottom = range_boundaries(table.ref)
            head, *rows = sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right, values_only=True)
            found[table.name] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


@pytest.fixture(scope="session", params=["small_out", "desk_out"])
def book(request: pytest.FixtureRequest) -> dict[str, list[Row]]:
    """Every table of a closed month's workbook, as another reader reads it."""
    return tables(next(request.getfixturevalue(request.param).glob("closing-*.xlsx")))
