"""Which of the records that wait closes its bill of entry, and what it waits for. Rules 5.13."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from xl_addin.desk.produce.books import Books
from xl_addin.desk.produce.holds import closing_waits
from xl_addin.desk.produce.texts import CLOSURE
from xl_addin.desk.produce.units import SETTLES, Unit
from xl_addin.messages.layouts import layout


class Closures:
    """The last record of a settled bill of entry closes it, once all others of it have passed.

    `groups` are the units of each record to be made, `gone` the bills of entry of cancellations with their messages.
    """

    def __init__(self, books: Books, groups: Sequence[Sequence[Unit]], gone: Iterable[tuple[str, str]]) -> None:
        self._books, self._groups = books, groups
        firsts = [group[0] for group in groups]
        self._others = Counter(boe for message, boe in gone if _can_close(message))
        self._others.update(one.boe_key for one in firsts if _can_close(one.message))
        self._last: dict[str, int] = {}
        for place, one in enumerate(firsts):
            if _can_close(one.message) and is_settled(books, one.boe_key):
                before = self._last.get(one.boe_key)
                self._last[one.boe_key] = place if before is None or self._comes_later(place, before) else before

    def of(self, place: int) -> str | None:
        """Why the record of a group may not close its bill of entry yet, "" where it may; None where it does not."""
        boe_key = self._groups[place][0].boe_key
        if self._last.get(boe_key) != place:
            return None
        return closing_waits(self._books, boe_key, self._others[boe_key] - 1)

    def _comes_later(self, place: int, other: int) -> bool:
        """Closures after settlements, then by day, then in the order done."""
        order = (
            (group[0].message != SETTLES, min(unit.since for unit in group))
            for group in (self._groups[place], self._groups[other])
        )
        return next(order) >= next(order)


def is_settled(books: Books, boe_key: str) -> bool:
    """Whether nothing is open of a bill of entry, where the desk lets the last record of one close it."""
    return books.closes and not any(one.outstanding_minor for one in books.by_boe.get(boe_key, ()))


def _can_close(message: str) -> bool:
    return bool(layout(message).element(CLOSURE))
