"""The lists of a closing workbook as we read them back: cell for cell what another program's reader finds."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.port import CellValue


def _cell(value: object) -> CellValue:
    if isinstance(value, datetime):
        return value if value.time() > time() else value.date()
    assert isinstance(value, bool | int | float | str | date)
    return None if value == "" else value


@pytest.mark.parametrize("month", ["small_out", "desk_out"])
def test_every_cell_of_every_list_is_what_another_reader_finds(month: str, request: pytest.FixtureRequest) -> None:
    out: Path = request.getfixturevalue(month)
    path = out / "closing-2026-10.xlsx"
    book, other = FileBook(path), CalamineWorkbook.from_path(path, load_tables=True)
    assert set(book.tables()) == set(other.table_names)
    for name in book.tables():
        table, theirs = book.read_table(name), other.get_table_by_name(name)
        assert table.headers == tuple(theirs.columns)
        assert table.sheet == theirs.sheet
        assert [repr(row) for row in table.rows] == [repr(tuple(map(_cell, row))) for row in theirs.to_python()], name
