"""Pass 6: one item that equals the sum of several on the other side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from xl_addin.engine.settlement.arrays import Ints, join, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.chance import sizes_allowed, sum_is_particular
from xl_addin.engine.settlement.config import Config
from xl_addin.engine.settlement.nearby import matched, smaller
from xl_addin.engine.settlement.subset import search_cost, subsets_with_sum, within_reach
from xl_addin.engine.settlement.units import Units, bills, single


def _groups_of(one: Units, many: Units, hits_max: float, config: Config) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Per importer, currency and known party: the targets that a sum could make up, the sizes allowed, the units."""
    target, unit, _ = matched([one.market, one.party], [many.market, many.party])
    allowed = np.where(one.party >= 0, _allowed(one.amount, target, many.amount, unit, hits_max, config), 0)
    hopeful = np.flatnonzero(allowed > 1)
    hopeful = hopeful[np.argsort(target[hopeful], kind="stable")]
    codes, first = np.unique(target[hopeful], return_index=True)
    by_unit = np.argsort(unit, kind="stable")
    low, high = (np.searchsorted(unit[by_unit], codes, edge) for edge in ("left", "right"))
    for start, stop, begin, end in zip(first, np.r_[first, len(hopeful)][1:], low, high, strict=True):
        mine = hopeful[start:stop]
        yield mine, allowed[mine], by_unit[begin:end]


def _allowed(targets: Ints, target: Ints, amounts: Ints, unit: Ints, hits_max: float, config: Config) -> Ints:
    """Largest size of a sum that would be no accident, per target; 0 where no sum can reach it."""
    order, start, stop = smaller(targets, target, amounts, unit)
    allowed = sizes_allowed(stop - start, targets, config.subset_size_max, hits_max)
    running = np.r_[0, np.cumsum(amounts[order])]
    every = (stop - start > 1) & (running[stop] - running[start] == targets)
    enough = running[stop] - running[np.maximum(stop - allowed, start)] >= targets
    return np.where(every, np.maximum(allowed, 2), np.where(enough & (allowed > 1), allowed, 0))


Sum = tuple[int, tuple[int, ...], str]  # place of the target, places of the units, account


class Searched(NamedTuple):
    """The sums of one party, what was not sought because it would cost too much, and what it cost."""

    sums: list[Sum]
    untried: str
    cost: int


def only_sum(amounts: Ints, target: int, size: int, hits_max: float) -> tuple[int, ...]:
    """Positions of the one subset that makes up the target beyond chance; empty if none or two."""
    if len(amounts) < 2:
        return ()
    found = subsets_with_sum(target, amounts, 2, size)
    every = tuple(range(len(amounts)))
    # "all of them" is one hypothesis, whatever their number
    if int(amounts.sum()) == target and every not in found:
        found = [*found, every]
    particular = len(found) == 1 and sum_is_particular(amounts, amounts[list(found[0])], target, hits_max)
    return found[0] if particular else ()


def _sums_of_group(targets: Ints, allowed: Ints, amounts: Ints, hits_max: float, config: Config) -> Searched:
    """Every target of one party that is the sum of several of its units; places count within the group."""
    sums: list[Sum] = []
    ordered = np.sort(amounts)
    crowd = ordered.searchsorted(targets)  # so many are smaller than the target
    every = targets == np.r_[0, np.cumsum(ordered)][crowd]
    worth = np.flatnonzero(every | within_reach(targets, amounts, allowed))
    size_max, cost = _sizes_within(crowd[worth], allowed[worth], config)
    cut = allowed > size_max
    for place in worth[every[worth] | (size_max > 1)].tolist():
        smaller = np.flatnonzero(amounts < targets[place])
        size = min(int(allowed[place]), size_max)
        chosen = only_sum(amounts[smaller], int(targets[place]), size, hits_max)
        if chosen:
            no_other = f"no other sum of up to {size} fits" if cut[place] else "no other sum fits"
            account = f"sum of {len(chosen)} out of {len(smaller)}, {no_other}"
            sums.append((place, tuple(smaller[list(chosen)].tolist()), account))
    untried = int(cut[worth].sum())
    return Searched(
        sums, f"{sought(size_max)} for {untried:,} amounts, among {len(amounts):,}" if untried else "", cost
    )


def sought(size_max: int) -> str:
    return f"only sums of up to {size_max} items were sought" if size_max > 1 else "no sums were sought"


def _sizes_within(crowd: Ints, allowed: Ints, config: Config) -> tuple[int, int]:
    """Largest size up to which all searches of a party may be made, and what they cost."""
    spent = 0
    for size in range(2, int(allowed.max(initial=1)) + 1):
        numbers, times = np.unique(crowd[allowed >= size], return_counts=True)
        costs = [search_cost(number, size, many) for number, many in zip(numbers.tolist(), times.tolist(), strict=True)]
        wanted = sum(costs)
        if search_cost(int(numbers[-1]), size) > config.sums_max or spent + wanted > config.party_sums_max:
            return size - 1, spent
        spent += wanted
    return config.subset_size_max, spent


def _sums(book: Book, one: Units, many: Units, hits_max: float) -> Iterator[tuple[int, Ints, str]]:
    """Every target that is the sum of several units; a party unchanged since the last round is not searched again."""
    for mine, allowed, theirs in _groups_of(one, many, hits_max, book.config):
        targets, amounts = one.amount[mine], many.amount[theirs]
        key = (hits_max, targets.tobytes(), allowed.tobytes(), amounts.tobytes())
        if key not in book.summed:
            book.summed[key] = _sums_of_group(targets, allowed, amounts, hits_max, book.config)
        sums, untried, cost = book.summed[key]
        book.work.count(cost)
        if untried:
            book.work.leave((int(one.market[mine[0]]), int(one.party[mine[0]])), untried)
        for place, chosen, account in sums:
            yield int(mine[place]), theirs[list(chosen)], account


def bills_1_n(book: Book) -> Groups:
    """One remittance pays several whole bills of entry of the party."""
    payers, due = single(book.orms, book.payers()), bills(book, book.live_invoices())
    found = _sums(book, payers, due, book.config.accidental_hits_loose_max)
    return groups_of_sums(found, payers, due, pays=True, auto=True)


def sum_n_1(book: Book) -> Groups:
    """Several remittances to the party together pay one invoice in full."""
    payers, due = single(book.orms, book.silent_payers()), single(book.invoices, book.live_invoices())
    found = _sums(book, due, payers, book.config.accidental_hits_loose_max)
    return groups_of_sums(found, due, payers, pays=False, auto=True)


def groups_of_sums(sums: Iterable[tuple[int, Ints, str]], one: Units, many: Units, *, pays: bool, auto: bool) -> Groups:
    """A group for each target that is a sum of units; `pays`: the targets are the remittances."""
    found = [*sums]
    if not found:
        return NO_GROUPS
    number = np.arange(len(found), dtype=np.int64)
    target = np.array([one.item[place] for place, _, _ in found], dtype=np.int64)
    units = np.concatenate([chosen for _, chosen, _ in found])
    row, place = join(units, many.label)
    group = np.repeat(number, [len(chosen) for _, chosen, _ in found])[row]
    sides = (target, number), (many.item[place], group)
    (orm, orm_group), (inv, inv_group) = sides if pays else sides[::-1]
    evidence = objects(account for _, _, account in found)
    return Groups(orm, orm_group, inv, inv_group, np.full(len(found), auto), evidence)
