"""Whether the open book can show what a button is going to do: asked before the act, for all lists and the card."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xl_addin.buttons.card import CARD_ROWS
from xl_addin.desk.lists import boe_invoices, orm
from xl_addin.desk.month.now import Now
from xl_addin.workbook.books.port import Book, SheetTable, in_order_of
from xl_addin.workbook.month.layout import LAST, RESULT

SPARE_ROWS = 50
ROW_BYTES_MIN = 10  # a row of an extract takes at least so many, packed


def refuse_without_room(book: Book, rows: Mapping[str, int]) -> None:
    """DeskError tells all lists that cannot take so many rows, and a card that cannot be written."""
    refuse_other_card(book)
    book.refuse_unless_free({**rows, RESULT.name: CARD_ROWS})


def refuse_other_card(book: Book) -> None:
    """The card has its own two columns and no other; its headline has a cell with a name."""
    in_order_of(book.read_table(RESULT.name), book.name, [column.header for column in RESULT.columns])
    book.read_value(LAST)


def rows_at_most(lists: Mapping[str, SheetTable], now: Now | None, more: int) -> dict[str, int]:
    """Rows that each list may have after an act, rather too many: as many new ones as there are items.

    `more` is what the extracts can bring; without a month it is all there is.
    """
    items = sum(len(now.lists[name]) for name in (orm.LIST.name, boe_invoices.LIST.name)) if now else 0
    new = items + more + SPARE_ROWS
    return {name: max(len(sheet.rows), len(now.lists[name]) if now else 0) + new for name, sheet in lists.items()}


def rows_of(folder: Path) -> int:
    """Rows that the files of a folder can hold at most; none where it cannot be read, which the act tells."""
    try:
        return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) // ROW_BYTES_MIN
    except OSError:
        return 0
