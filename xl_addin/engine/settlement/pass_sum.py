"""Pass 6: one item that equals the sum of several on the other side."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from xl_addin.engine.settlement.arrays import Ints, codes, join, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.chance import size_allowed, sum_is_particular
from xl_addin.engine.settlement.subset import subsets_with_sum
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
    """Places of at most so many units, nearest by date; canonical position (date, key) breaks ties."""
    if len(on) <= book.config.candidates_max:
        return np.arange(len(on))
    near = np.argsort(np.abs(on - day), kind="stable")[: book.config.candidates_max]
    return np.sort(near)


def _only_sum(book: Book, amounts: Ints, target: int, hits_max: float) -> tuple[int, ...]:
    """Positions of the one subset that makes up the target beyond chance; empty if none or two."""
    if len(amounts) < 2 or int(amounts.sum()) < target:
        return ()
    every = tuple(range(len(amounts)))
    size = size_allowed(len(amounts), target, book.config.subset_size_max, hits_max)
    found = subsets_with_sum(target, amounts, 2, size)
    # "all of them" is one hypothesis, whatever their number
    if int(amounts.sum()) == target and every not in found:
        found = [*found, every]
    particular = len(found) == 1 and sum_is_particular(amounts, amounts[list(found[0])], target, hits_max)
    return found[0] if particular else ()


Sum = tuple[int, tuple[int, ...], str]  # place of the target, places of the units, account


def _sums_of_group(book: Book, one: Units, many: Units, group: tuple[Ints, Ints], hits_max: float) -> list[Sum]:
    """Every target of one party that is the sum of several of its units; places count within the group."""
    mine, theirs = group
    sums: list[Sum] = []
    for place, target in enumerate(mine.tolist()):
        amount = int(one.amount[target])
        smaller = np.flatnonzero(many.amount[theirs] < amount)
        near = smaller[nearest(book, many.on[theirs[smaller]], int(one.on[target]))]
        chosen = _only_sum(book, many.amount[theirs[near]], amount, hits_max)
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
    payers, due = single(book.orms, book.payers()), bills(book, book.invoices.live())
    return _one_to_many(_found(book, payers, due, book.config.accidental_hits_loose_max))


def sum_1_n(book: Book) -> Groups:
    """One remittance pays several invoices of the party in full."""
    payers, due = single(book.orms, book.payers()), single(book.invoices, book.invoices.live())
    return _one_to_many(_found(book, payers, due, book.config.accidental_hits_loose_max))


def sum_n_1(book: Book) -> Groups:
    """Several remittances to the party together pay one invoice in full."""
    payers, due = single(book.orms, book.silent_payers()), single(book.invoices, book.invoices.live())
    found = _found(book, due, payers, book.config.accidental_hits_loose_max)
    if found is None:
        return NO_GROUPS
    inv, inv_group, orm, orm_group, evidence = found
    return Groups(orm, orm_group, inv, inv_group, np.ones(len(inv), dtype=bool), objects(evidence))
