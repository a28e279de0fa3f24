"""Where a table begins: which of its first rows are titles of a report, and which one holds the headers."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence

HEAD_ROWS = 10  # rows that are looked at
_KNOWN_MIN = 2  # columns of the layout that a row of headers names at least
Fields = Callable[[tuple[str, ...]], frozenset[str]]


def header_place(rows: Sequence[Sequence[str]], fields: Fields) -> int:
    """The place of the headers among the first rows of a table; 0 where none names columns of the layout better.

    Titles hold few cells: where a row above is half as wide as the headers it may hold data, and is the header.
    """
    known = [len(fields(tuple(row))) for row in rows[:HEAD_ROWS]]
    most = max(known, default=0)
    place = known.index(most) if most >= _KNOWN_MIN else 0
    return 0 if any(2 * _filled(row) > _filled(rows[place]) for row in rows[:place]) else place


def delimiter_of(lines: Sequence[str], delimiters: str, rare: str, fields: Fields) -> str:
    """What stands between the cells: by the line that names most columns of the layout, else by the first line.

    A `rare` delimiter is one only where it parts such headers.
    """
    best, most = max(delimiters, key=lines[0].count), 0
    for line in lines[:HEAD_ROWS]:
        for delimiter in delimiters + rare:
            known = len(fields(parted(line, delimiter))) if delimiter in line else 0
            if known > most:
                best, most = delimiter, known
    return best


def titles_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What stands above the headers, cell by cell."""
    return tuple(text.strip() for row in rows for text in row if text.strip())


def _filled(row: Sequence[str]) -> int:
    return sum(bool(text.strip()) for text in row)


def parted(line: str, delimiter: str) -> tuple[str, ...]:
    """A line's cells; none where it is no line of headers, such as one with a cell beyond all measure."""
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter), ()))
    except csv.Error:
        return ()
