"""Named groups whose sums do not agree, and the unnamed open items of their party that could complete them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, count_by, join, sum_by
from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.units import Shelf, Units, bills, shelve, single


@dataclass(frozen=True)
class Pool:
    """Unnamed open items of the book: whole bills, and remittances that name nothing of their own."""

    due: Units
    paid: Units
    due_by_party: Shelf
    paid_by_party: Shelf


def pool_of(book: Book, named: Ints) -> Pool:
    """What is open and not among the named invoices."""
    taken = np.zeros(len(book.invoices.key), dtype=bool)
    taken[named] = True
    live = book.live_invoices()
    due, paid = bills(book, live[~taken[live]]), single(book.orms, book.silent_payers())
    return Pool(due, paid, shelve(due), shelve(paid))


@dataclass(frozen=True)
class Seeds:
    """Groups to complete, ordered by market and party: sums in minor units, and what else is on the named bills."""

    group: Ints
    market: Ints
    party: Ints
    first: Ints  # the first remittance
    excess: Ints  # what the remittances exceed the named invoices by
    total: Ints  # the larger of both sums
    names_part: Bools  # else only payers may be missing, or the rest of the bills that it names
    beside: Ints  # open bills in the order of the seeds, where the rest of a named one is among them
    begins: Ints  # where those of each seed begin, and the end
    whole: Ints  # the excess when these are paid too

    def by_party(self) -> Iterator[slice]:
        """Places of the seeds of one market and party after another."""
        new = (self.market[1:] != self.market[:-1]) | (self.party[1:] != self.party[:-1])
        edges = np.flatnonzero(np.r_[True, new, True]) if len(self.group) else np.zeros(0, np.int64)
        return (slice(low, high) for low, high in pairwise(edges.tolist()))


def _one_party(book: Book, groups: Groups) -> tuple[Bools, Ints]:
    """Groups all of whose items are of one known party, and that party."""
    size = len(groups.auto)
    low, high = np.full(size, np.iinfo(np.int64).max), np.full(size, -1)
    sides = (book.orms.party[groups.orm], groups.orm_group), (book.invoices.party[groups.inv], groups.inv_group)
    for party, group in sides:
        np.minimum.at(low, group, party)
        np.maximum.at(high, group, party)
    return (low == high) & (low >= 0), low


def find_seeds(book: Book, groups: Groups, pool: Pool) -> Seeds:
    """Named groups of one party whose sums do not agree."""
    size = len(groups.auto)
    paid = sum_by(groups.orm_group, book.orms.open[groups.orm], size)
    owed = sum_by(groups.inv_group, book.invoices.open[groups.inv], size)
    alike, party = _one_party(book, groups)
    number = np.flatnonzero(alike & (paid != owed) & (count_by(groups.orm_group, size) > 0))
    first = np.full(size, len(book.orms.key), dtype=np.int64)
    np.minimum.at(first, groups.orm_group, groups.orm)
    part = np.zeros(size, dtype=bool)
    part[groups.orm_group[book.names_part[groups.orm]]] = True
    market = book.orms.market[first[number]]
    number = number[np.lexsort((number, party[number], market))]
    first, market, party = first[number], book.orms.market[first[number]], party[number]
    seed, unit = _beside(book, groups, number, market, party, pool)
    excess, total = (paid - owed)[number], np.maximum(paid, owed)[number]
    whole = excess - sum_by(seed, pool.due.amount[unit], len(number))
    begins = np.searchsorted(seed, np.arange(len(number) + 1))
    return Seeds(number, market, party, first, excess, total, part[number], unit, begins, whole)


def _beside(book: Book, groups: Groups, number: Ints, market: Ints, party: Ints, pool: Pool) -> tuple[Ints, Ints]:
    """(seed, open bill of its market and party) where invoices of the seed are on the same bill of entry."""
    place = np.full(len(groups.auto), -1)
    place[number] = np.arange(len(number))
    seed = place[groups.inv_group]
    bills = int(book.boe.max(initial=-1)) + 1
    named = np.unique((seed * bills + book.boe[groups.inv])[seed >= 0])
    at, unit = join(named % max(bills, 1), pool.due.bill)
    seed = (named // max(bills, 1))[at]
    mine = (pool.due.market[unit] == market[seed]) & (pool.due.party[unit] == party[seed])
    return seed[mine], unit[mine]
