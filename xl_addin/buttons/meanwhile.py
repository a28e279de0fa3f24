"""What a person typed into the lists while a button was at work: found by the rows that were not there before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xl_addin.workbook.books.port import SheetTable
from xl_addin.workbook.books.typed import Inputs, RowThere


def since(typed: Inputs, before: Mapping[str, SheetTable]) -> Inputs:
    """Of `typed` what stands in rows that the lists of `before` did not have, word for word."""
    known = {name: set(sheet.rows) for name, sheet in before.items()}

    def late(there: RowThere) -> bool:
        return there.cells not in known[there.table.name]

    return replace(
        typed,
        changes=tuple(one for one in typed.changes if late(one.there)),
        unread=tuple(one for one in typed.unread if late(one.there)),
        astray=tuple(one for one in typed.astray if late(one.there)),
    )


def joined(first: Inputs, second: Inputs) -> Inputs:
    """What either has."""
    return replace(
        first,
        changes=(*first.changes, *second.changes),
        unread=(*first.unread, *second.unread),
        astray=(*first.astray, *second.astray),
    )


def told_of(typed: Inputs) -> list[str]:
    """Each answer in words, with its place."""
    places = ((f"{one.sheet}, row {one.sheet_row}, {one.column.header}", one.new) for one in typed.changes)
    return [f"{place}: {new or '(emptied)'}; kept" for place, new in places]
