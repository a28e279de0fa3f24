"""How far the sheets of a closed workbook may reach."""

from __future__ import annotations

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.closed_sheet import ClosedSheet
from xl_addin.workbook.extracts.limits import DEFAULT


def is_far(sheet: ClosedSheet) -> bool:
    """Whether a cell of a sheet that was read lies beyond what is laid out."""
    return sheet.goes_on or sheet.width > DEFAULT.columns_max


def goes_too_far(book: str, found: str) -> DeskError:
    """A table, or a stray cell beside one, that would be laid out over a million rows."""
    return DeskError(
        f"The workbook has {found} far beyond its lists: nothing was read.",
        f"Book {book}.",
        f"The desk reads at most {DEFAULT.rows_max:,} rows and {DEFAULT.columns_max:,} columns of a sheet. Delete "
        "rows and columns beyond the list, or resize the table (Table Design, Resize Table); save and try again.",
    )
