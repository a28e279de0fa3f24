"""What sums are made of: single items, or whole bills of entry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, codes, count_by, sum_by
from xl_addin.engine.settlement.book import Book, Side


@dataclass(frozen=True)
class Units:
    """What is added up: single items or whole bills; `label` gives the unit of each item."""

    amount: Ints
    on: Ints
    market: Ints
    party: Ints
    item: Ints
    label: Ints
    bill: Ints

    @cached_property
    def _by_unit(self) -> tuple[Ints, Ints]:
        """Places of the items in the order of their units, and where each unit begins."""
        order = np.argsort(self.label, kind="stable")
        return order, np.searchsorted(self.label[order], np.arange(len(self.amount) + 1))

    @cached_property
    def first(self) -> Ints:
        """The first item of each unit."""
        order, start = self._by_unit
        items: Ints = self.item[order[start[:-1]]]
        return items

    def items_of(self, units: Ints) -> Ints:
        """Items of the units."""
        order, start = self._by_unit
        places = [order[start[unit] : start[unit + 1]] for unit in sorted(units.tolist())]
        items: Ints = self.item[np.concatenate([order[:0], *places])]
        return items

    def only(self, keep: Bools) -> Units:
        """The kept units, renumbered."""
        number = np.cumsum(keep) - 1
        inside = keep[self.label]
        columns = (self.amount[keep], self.on[keep], self.market[keep], self.party[keep])
        return Units(*columns, self.item[inside], number[self.label[inside]], self.bill[keep])


def single(side: Side, items: Ints) -> Units:
    """Each item on its own."""
    columns = (side.open[items], side.on[items], side.market[items], side.party[items])
    return Units(*columns, items, np.arange(len(items), dtype=np.int64), items)


def bills(book: Book, items: Ints) -> Units:
    """All open invoices of one party on one bill of entry taken together, in canonical order."""
    side = book.invoices
    label = codes(book.boe[items], side.market[items], side.party[items])
    first = np.unique(label, return_index=True)[1]
    order = np.argsort(items[first])
    label = np.argsort(order)[label]
    first = items[first[order]]
    columns = (side.on[first], side.market[first], side.party[first])
    return Units(sum_by(label, side.open[items], len(first)), *columns, items, label, book.boe[first])


def bills_and_invoices(book: Book, items: Ints) -> Units:
    """Whole bills, and besides them each invoice of those with several open ones."""
    whole = bills(book, items)
    several = count_by(whole.label, len(whole.amount)) > 1
    each = single(book.invoices, whole.item[several[whole.label]])
    amount, on, market, party, item = (
        np.r_[getattr(whole, name), getattr(each, name)] for name in ("amount", "on", "market", "party", "item")
    )
    label = np.r_[whole.label, each.label + len(whole.amount)]
    return Units(amount, on, market, party, item, label, np.r_[whole.bill, book.boe[each.item]])


@dataclass(frozen=True)
class Shelf:
    """Units by market and party, in the order of the units."""

    order: Ints
    place: Ints
    span: int

    def of(self, market: int, party: int) -> Ints:
        """Units of the market and party."""
        at = market * self.span + party + 1
        return self.order[slice(*np.searchsorted(self.place, [at, at + 1]))]


def shelve(units: Units) -> Shelf:
    """The units by market and party."""
    span = int(units.party.max(initial=-1)) + 2
    place = units.market * span + units.party + 1
    order = np.argsort(place, kind="stable")
    return Shelf(order, place[order], span)
