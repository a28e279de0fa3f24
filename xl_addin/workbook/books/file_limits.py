"""How far the sheets of a closed workbook may reach, looked at before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterable

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.file_parts import Parts
from xl_addin.workbook.extracts.limits import DEFAULT


def refuse_far(book: str, parts: Parts, sheets: Iterable[str], table: str) -> None:
    """DeskError where the table, or a stray cell beside one, would be laid out over a million rows."""
    far = [sheet for sheet in sheets if parts.has_table(sheet) and is_far(parts, sheet)]
    found = f"the table {table}" if parts.rows(table) > DEFAULT.rows_max else ""
    found = found or (f"a cell on sheet {far[0]}" if far else "")
    if found:
        raise DeskError(
            f"The workbook has {found} far beyond its lists: nothing was read.",
            f"Book {book}.",
            f"The desk reads at most {DEFAULT.rows_max:,} rows and {DEFAULT.columns_max:,} columns of a sheet. Delete "
            "rows and columns beyond the list, or resize the table (Table Design, Resize Table); save and try again.",
        )


def is_far(parts: Parts, sheet: str) -> bool:
    """Whether a cell of the sheet lies beyond what is read."""
    rows, columns = parts.extent(sheet)
    return rows > DEFAULT.rows_max or columns > DEFAULT.columns_max
