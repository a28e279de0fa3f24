"""What keeps a table of an open workbook from being written, told of all tables at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.port import AGAIN, CARD, SHOWS_NOTHING, words


class Hindrance(NamedTuple):
    """A table that cannot be written as it stands: what is in the way, and the remedy."""

    table: str
    sheet: str
    found: str
    remedy: str


def not_free(book: str, found: Sequence[Hindrance]) -> DeskError:
    """Tables cannot be written: all are told at once, each remedy once."""
    what = "; ".join(f"{_where(one)} {one.found}" for one in found)
    sheets = ", ".join(dict.fromkeys(one.sheet for one in found))
    todo = "; ".join(dict.fromkeys(one.remedy for one in found))
    return DeskError(
        f"{what[0].upper()}{what[1:]}: nothing was written.",
        f"Book {book}, sheet{'s' if ',' in sheets else ''} {sheets}.",
        f"{todo}, and {AGAIN}.",
    )


def _where(one: Hindrance) -> str:
    told = words(CARD) if one.table == CARD else "the list"
    return f"{told} on sheet {one.sheet}" + ("" if one.table == CARD else f" ({one.table})")


def in_the_way(row: int, found: object) -> tuple[str, str]:
    """Something stands under a table that may grow over it."""
    what = "a formula that shows nothing" if found == SHOWS_NOTHING else repr(str(found)[:40])
    return (
        f"needs the rows below it, and row {row} holds {what}",
        "Move what stands below it to the right of the table or to another sheet",
    )
