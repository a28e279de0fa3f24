"""Pass 6: one item that equals the sum of several on the other side."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, codes, join, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.chance import sizes_allowed, sum_is_particular
from xl_addin.engine.settlement.subset import listed_sums, subsets_with_sum
from xl_addin.engine.settlement.units import Units, bills, single


def _groups_of(one: Units, many: Units) -> Iterator[tuple[Ints, Ints]]:
    """Units of each importer, currency and party that has at least one on the one and two on the other side."""
    cut = len(one.amount)
    both = codes(np.concatenate([one.market, many.market]), np.concatenate([one.party, many.party]))
    by_one, by_many = np.argsort(both[:cut], kind="stable"), np.argsort(both[cut:], kind="stable")
    left, right = both[:cut][by_one], both[cut:][by_many]
    shared = np.intersect1d(left, right[1:][right[1:] == right[:-1]])
    bounds = [np.searchsorted(side, shared, edge) for side in (left, right) for edge in ("left", "right")]
    for a, b, c, d in zip(*(edge.tolist() for edge in bounds), strict=True):
        yield by_one[a:b], by_many[c:d]


def nearest(book: Book, on: Ints, day: int) -> Ints:
    """Places of at most so many units nearest by date, which come in date order; position breaks ties."""
    most = book.config.candidates_max
    if len(on) <= most:
        return np.arange(len(on))
    at = int(on.searchsorted(day))
    start = max(at - most, 0)
    near = np.argsort(np.abs(on[start : at + most] - day), kind="stable")[:most]
    return start + np.sort(near)


def _worth(book: Book, amounts: Ints, targets: Ints, hits_max: float) -> Bools:
    """Targets that some subset of an allowed size can make up; the few that are too large to list count as well."""
    config = book.config
    smaller = np.sort(amounts).searchsorted(targets)
    allowed = sizes_allowed(smaller, targets, config.subset_size_max, hits_max)
    sums, listed = listed_sums(amounts, min(config.subset_size_max, int(allowed.max(initial=1))))
    place = np.minimum(sums.searchsorted(targets), max(len(sums) - 1, 0))
    fits = sums[place] == targets if len(sums) else np.zeros(len(targets), dtype=bool)
    worth: Bools = (targets == amounts.sum()) | ((allowed > 1) & (fits | (allowed > listed)))
    return worth


def _only_sum(book: Book, amounts: Ints, target: int, crowd: int, hits_max: float) -> tuple[int, ...]:
    """Positions of the one subset that makes up the target beyond chance in the crowd; empty if none or two."""
    total = int(amounts.sum())
    if len(amounts) < 2 or total < target:
        return ()
    size_max = book.config.subset_size_max
    size = int(sizes_allowed(np.array([crowd]), np.array([target]), size_max, hits_max)[0])
    found = subsets_with_sum(target, amounts, 2, size)
    every = tuple(range(len(amounts)))
    # "all of them" is one hypothesis, whatever their number
    if total == target and every not in found:
        found = [*found, every]
    particular = len(found) == 1 and sum_is_particular(amounts, amounts[list(found[0])], target, hits_max)
    return found[0] if particular else ()


Sum = tuple[int, tuple[int, ...], str]  # place of the target, places of the units, account


def _sums_of_group(book: Book, one: Units, many: Units, group: tuple[Ints, Ints], hits_max: float) -> list[Sum]:
    """Every target of one party that is the sum of several of its units; places count within the group."""
    mine, theirs = group
    on, amounts = many.on[theirs], many.amount[theirs]
    sums: list[Sum] = []
    for place in np.flatnonzero(_worth(book, amounts, one.amount[mine], hits_max)).tolist():
        target = int(one.amount[mine[place]])
        smaller = np.flatnonzero(amounts < target)
        near = smaller[nearest(book, on[smaller], int(one.on[mine[place]]))]
        chosen = _only_sum(book, amounts[near], target, len(smaller), hits_max)
        if chosen:
            account = f"sum of {len(chosen)} out of {len(near)}, no other sum fits"
            sums.append((place, tuple(near[list(chosen)].tolist()), account))
    return sums


def _sums(book: Book, one: Units, many: Units, hits_max: float) -> Iterator[tuple[int, Ints, str]]:
    """Every target that is the sum of several units; a party unchanged since the last round is not searched again."""
    for mine, theirs in _groups_of(one, many):
        parts = one.bill[mine], one.amount[mine], many.bill[theirs], many.amount[theirs]
        key = (hits_max, *(part.tobytes() for part in parts))
        if key not in book.summed:
            book.summed[key] = _sums_of_group(book, one, many, (mine, theirs), hits_max)
        for place, chosen, account in book.summed[key]:
            yield int(mine[place]), theirs[list(chosen)], account


Sides = tuple[Ints, Ints, Ints, Ints, list[str]]


def _found(book: Book, one: Units, many: Units, hits_max: float) -> Sides | None:
    """Items and group numbers of both sides of all sums found, with their accounts."""
    found = [*_sums(book, one, many, hits_max)]
    if not found:
        return None
    number = np.arange(len(found), dtype=np.int64)
    target = np.array([one.item[place] for place, _, _ in found], dtype=np.int64)
    units = np.concatenate([chosen for _, chosen, _ in found])
    row, place = join(units, many.label)
    group = np.repeat(number, [len(chosen) for _, chosen, _ in found])[row]
    return target, number, many.item[place], group, [account for _, _, account in found]


def _one_to_many(found: Sides | None) -> Groups:
    if found is None:
        return NO_GROUPS
    orm, orm_group, inv, inv_group, evidence = found
    return Groups(orm, orm_group, inv, inv_group, np.ones(len(orm), dtype=bool), objects(evidence))


def bills_1_n(book: Book) -> Groups:
    """One remittance pays several whole bills of entry of the party."""
    payers, due = single(book.orms, book.payers()), bills(book, book.live_invoices())
    return _one_to_many(_found(book, payers, due, book.config.accidental_hits_loose_max))


def sum_1_n(book: Book) -> Groups:
    """One remittance pays several invoices of the party in full."""
    payers, due = single(book.orms, book.payers()), single(book.invoices, book.live_invoices())
    return _one_to_many(_found(book, payers, due, book.config.accidental_hits_loose_max))


def sum_n_1(book: Book) -> Groups:
    """Several remittances to the party together pay one invoice in full."""
    payers, due = single(book.orms, book.silent_payers()), single(book.invoices, book.live_invoices())
    found = _found(book, due, payers, book.config.accidental_hits_loose_max)
    if found is None:
        return NO_GROUPS
    inv, inv_group, orm, orm_group, evidence = found
    return Groups(orm, orm_group, inv, inv_group, np.ones(len(inv), dtype=bool), objects(evidence))
