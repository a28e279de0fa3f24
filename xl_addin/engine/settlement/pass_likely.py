"""Pass 12: sums among the items of a party that the purpose allows, of which chance would give few: suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints
from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.chance import sizes_allowed
from xl_addin.engine.settlement.nearby import matched, purpose_allows
from xl_addin.engine.settlement.pass_sum import Searched, Sum, groups_of_sums, only_sum, sought
from xl_addin.engine.settlement.subset import search_cost, within_reach
from xl_addin.engine.settlement.units import Units, bills, single

_AT_ONCE = 200_000  # pairs of target and unit


@dataclass(frozen=True)
class Likely:
    """Targets and the units that may make them up; so many accidental fits are accepted. `pays`: targets pay."""

    one: Units
    many: Units
    hits_max: float
    pays: bool

    def parties(self) -> Iterator[tuple[Ints, Ints]]:
        """Targets and units of one market and known party after another."""
        target, unit, counts = matched([self.one.market, self.one.party], [self.many.market, self.many.party])
        known = np.flatnonzero((self.one.party >= 0) & (counts[1, target] > 1))
        known = known[np.argsort(target[known], kind="stable")]
        by_unit = np.argsort(unit, kind="stable")
        code, first = np.unique(target[known], return_index=True)
        low, high = (np.searchsorted(unit[by_unit], code, edge) for edge in ("left", "right"))
        for start, stop, begin, end in zip(first, np.r_[first, len(known)][1:], low, high, strict=True):
            yield known[start:stop], by_unit[begin:end]

    def state(self, mine: Ints, theirs: Ints) -> tuple[object, ...]:
        """What the sums of a party depend on."""
        parts = self.one.first[mine], self.one.amount[mine], self.many.first[theirs], self.many.amount[theirs]
        return self.hits_max, self.pays, *(part.tobytes() for part in parts)

    def allowed(self, book: Book, mine: Ints, theirs: Ints) -> Bools:
        """For each target the units that are smaller than it and that the purpose of the payment allows."""
        allowed = np.zeros((len(mine), len(theirs)), dtype=bool)
        units = self.many.first[theirs][None, :]
        for rows in np.array_split(np.arange(len(mine)), allowed.size // _AT_ONCE + 1):
            items = self.one.first[mine[rows]][:, None]
            smaller = self.many.amount[theirs] < self.one.amount[mine[rows], None]
            allowed[rows] = smaller & purpose_allows(book, *((items, units) if self.pays else (units, items)))
        return allowed


def bills_1_n_likely(book: Book) -> Groups:
    """One remittance pays several whole bills of the party, sought among those that its purpose allows."""
    payers, due = single(book.orms, book.payers()), bills(book, book.live_invoices())
    return _sums(book, Likely(payers, due, book.config.accidental_hits_suggest_max, pays=True))


def sum_n_1_likely(book: Book) -> Groups:
    """Several remittances to the party, of those whose purpose allows the invoice, pay it in full."""
    payers, due = single(book.orms, book.silent_payers()), single(book.invoices, book.live_invoices())
    return _sums(book, Likely(due, payers, book.config.accidental_hits_max, pays=False))


def _sums(book: Book, likely: Likely) -> Groups:
    found: list[tuple[int, Ints, str]] = []
    for mine, theirs in likely.parties():
        key = likely.state(mine, theirs)
        if key not in book.summed:
            book.summed[key] = _of_party(book, likely, mine, theirs)
            book.work.count(book.summed[key].cost)
        sums, untried, _ = book.summed[key]
        if untried:
            book.work.leave((int(likely.one.market[mine[0]]), int(likely.one.party[mine[0]])), untried)
        found += [(int(mine[place]), theirs[list(chosen)], account) for place, chosen, account in sums]
    return groups_of_sums(found, likely.one, likely.many, pays=likely.pays, auto=False)


def _of_party(book: Book, likely: Likely, mine: Ints, theirs: Ints) -> Searched:
    """Every target of a party that is one sum of the units allowed; places count within the party."""
    if len(mine) * len(theirs) > book.config.party_sums_max:
        return Searched([], f"{sought(1)} for {len(mine):,} amounts, among {len(theirs):,}", 0)
    targets, config = likely.one.amount[mine], book.config
    crowds = likely.allowed(book, mine, theirs)
    counts = crowds.sum(axis=1)
    allowed = sizes_allowed(counts, targets, config.likely_size_max, likely.hits_max)
    allowed[~within_reach(targets, likely.many.amount[theirs], allowed)] = 0
    size_max, cost = _affordable(counts, allowed, book)
    sums: list[Sum] = []
    for place in np.flatnonzero(allowed > 1).tolist() if size_max > 1 else []:
        size, crowd = min(int(allowed[place]), size_max), np.flatnonzero(crowds[place])
        chosen = only_sum(likely.many.amount[theirs[crowd]], int(targets[place]), size, likely.hits_max)
        if chosen:
            account = f"sum of {len(chosen)} out of {len(crowd)} that the purpose allows, no other of up to {size} fits"
            sums.append((place, tuple(crowd[list(chosen)].tolist()), account))
    untried = int((allowed > size_max).sum())
    told = f"{sought(size_max)} for {untried:,} amounts, among {len(theirs):,}" if untried else ""
    return Searched(sums, told, cost + len(mine) * len(theirs) // 100)


def _affordable(counts: Ints, allowed: Ints, book: Book) -> tuple[int, int]:
    """Largest size up to which all searches of a party may be made, and what they cost: each has sums of its own."""
    spent, config = 0, book.config
    for size in range(2, int(allowed.max(initial=1)) + 1):
        costs = [search_cost(count, size) for count in counts[allowed >= size].tolist()]
        if spent + sum(costs) > config.likely_sums_max:
            return size - 1, spent
        spent += sum(costs)
    return config.likely_size_max, spent
