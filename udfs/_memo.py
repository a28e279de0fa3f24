"""Rows that were answered: what a row held, cell by cell, to what its cell shows.

A sheet that calculates again mostly asks the rows of before: one edited cell asks its whole column. Rows not seen are
made unique and answered in one call. A key tells TRUE from 1, and an error value from its text. What is kept is
bounded, and forgotten when another law or another register answers: see `forget` in `udfs/_adapter.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from udfs._registry import CellError

ROWS_KEPT = 131_072  # of all functions together: 150 MB if all are sentences, 60 MB if all are words
TYPED = frozenset({bool, CellError})  # equal, and alike as keys, to a number or to a text

Key = tuple[Any, ...]
_known: dict[Hashable, dict[Key, Any]] = {}


def answered(place: Hashable, rows: Sequence[Key], answer: Callable[[Sequence[int]], Iterable[Any]]) -> list[Any]:
    """What each row gives; `answer` is asked once, for the numbers of the rows that nobody has asked at this place."""
    known = _known.setdefault(place, {})
    unseen: dict[Key, int] = {}
    for number, row in enumerate(rows):
        if row not in known:
            unseen.setdefault(row, number)
    if unseen:
        fresh = dict(zip(unseen, answer([*unseen.values()]), strict=True))
        known = _with_room(place, known, rows, len(fresh))
        known.update(fresh)
    return [known[row] for row in rows]


def _with_room(place: Hashable, known: dict[Key, Any], rows: Sequence[Key], fresh: int) -> dict[Key, Any]:
    """What is known of a place; where too much is kept, the rows asked for alone, and all others are forgotten."""
    if sum(map(len, _known.values())) + fresh <= ROWS_KEPT:
        return known
    asked = {row: known[row] for row in rows if row in known}
    forget()
    if len(asked) + fresh <= ROWS_KEPT:
        _known[place] = asked
    return asked


def typed(cells: Sequence[Any]) -> Sequence[Any]:
    """Cells as parts of keys."""
    if TYPED.isdisjoint(map(type, cells)):
        return cells
    return [(type(cell), cell) if type(cell) in TYPED else cell for cell in cells]


def forget() -> None:
    """Nothing is known any more."""
    _known.clear()
