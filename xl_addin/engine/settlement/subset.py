"""Exact subset sums of candidate lists, meeting in the middle."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, pairwise
from math import comb

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, ranges

_KEPT_MAX = 50_000  # longer lists are made anew for every search: a party of thousands would fill the memory


def _choices(count: int, size: int) -> Ints:
    """All choices of `size` out of `count` positions, in the order of the positions."""
    return _kept_choices(count, size) if comb(count, size) <= _KEPT_MAX else _many_choices(count, size)


@lru_cache(maxsize=512)
def _kept_choices(count: int, size: int) -> Ints:
    if size == 1:
        return np.arange(count, dtype=np.int64)[:, None]
    if size == 2:
        return np.stack(np.triu_indices(count, 1)).T
    every = np.array([*combinations(range(count), size)], dtype=np.int64).reshape(comb(count, size), size)
    return np.asfortranarray(every)


def _many_choices(count: int, size: int) -> Ints:
    chosen = np.arange(count, dtype=np.int64)[:, None]
    for _ in range(size - 1):
        row, later = ranges(chosen[:, -1] + 1, np.full(len(chosen), count, dtype=np.int64))
        chosen = np.column_stack([chosen[row], later])
    return chosen


def _sums_of_size(amounts: bytes, size: int) -> tuple[Ints, Ints]:
    """Sums of all choices of this size, as chosen and sorted; the targets of one party share them."""
    short = comb(len(amounts) // 8, size) <= _KEPT_MAX
    return _kept_sums(amounts, size) if short else _made_sums(amounts, size)


def _made_sums(amounts: bytes, size: int) -> tuple[Ints, Ints]:
    every = np.frombuffer(amounts, dtype=np.int64)
    sums = _added_up(every, size)
    return sums, np.sort(sums)


def _added_up(amounts: Ints, size: int) -> Ints:
    """Sums of all choices of so many amounts, in the order of the choices."""
    if size == 1:
        return amounts
    first, *others = _choices(len(amounts), size).T
    sums: Ints = amounts[first]
    for place in others:
        sums += amounts[place]
    return sums


_kept_sums = lru_cache(maxsize=256)(_made_sums)


def search_cost(candidates: int, size: int, searches: int = 1) -> int:
    """What searches among the same candidates for subsets of exactly this size cost: sums formed, and looked up.

    The sums of the larger half are formed once while they are few, those of the smaller half are looked up each time.
    Single items are found at once.
    """
    if size == 1:
        return searches * candidates // 20
    formed = comb(candidates, size - size // 2)
    return formed * (searches if formed > _KEPT_MAX else 1) + searches * comb(candidates, size // 2)


def _of_size(target: int, amounts: Ints, size: int) -> list[tuple[int, ...]]:
    """All subsets of exactly this size that add up to the target, as sorted positions."""
    if size == 1:
        return [(at,) for at in np.flatnonzero(amounts == target).tolist()]
    raw = np.ascontiguousarray(amounts, dtype=np.int64).tobytes()
    large_sum, ordered = _sums_of_size(raw, size - size // 2)
    small_sum, rising = _sums_of_size(raw, size // 2)
    # most searches end here
    if not _holds(ordered, target - rising[::-1]).any():
        return []
    missing, order = target - small_sum, np.argsort(large_sum)
    start = ordered.searchsorted(missing)
    row, place = ranges(start, ordered.searchsorted(missing, "right"))
    small, large = (_choices(len(amounts), part) for part in (size // 2, size - size // 2))
    both = np.sort(np.concatenate([small[row], large[order[place]]], axis=1), axis=1)
    apart = (both[:, 1:] != both[:, :-1]).all(axis=1)  # no position twice
    return [tuple(row) for row in np.unique(both[apart], axis=0).tolist()]


def subsets_with_sum(target: int, amounts: Ints, size_min: int, size_max: int) -> list[tuple[int, ...]]:
    """Up to two subsets of size_min..size_max of the amounts (also signed) with this sum."""
    found: list[tuple[int, ...]] = []
    for size in range(size_min, min(size_max, len(amounts)) + 1):
        found += _of_size(target, amounts, size)
        if len(found) > 1:
            return found[:2]
    return found


_LISTED_MAX = 20_000
_LOOKED_UP_MAX = 1_000_000
_PAIRS_MAX = 1_000


def listed_sums(amounts: Ints, size_max: int) -> tuple[Ints, int]:
    """Sorted sums of all subsets of 2..size amounts, and that size: as large as a short list allows, at least 1."""
    count = len(amounts)
    if size_max < 2 or not 1 < count <= _PAIRS_MAX:
        return np.zeros(0, dtype=np.int64), 1
    parts, size, room = [_added_up(amounts, 2)], 2, _LISTED_MAX
    while size < size_max and comb(count, size + 1) <= room:
        size += 1
        room -= comb(count, size)
        parts.append(_added_up(amounts, size))
    return np.sort(np.concatenate(parts)), size


def _holds(ordered: Ints, wanted: Ints) -> Bools:
    """True for each wanted number that stands in the sorted list."""
    if not len(ordered):
        return np.zeros(wanted.shape, dtype=bool)
    held: Bools = ordered.take(ordered.searchsorted(wanted), mode="clip") == wanted
    return held


_TABLED_MAX = 14


def may_reach(goals: Ints, amounts: Ints) -> Bools:
    """False for goals that no choice of the few amounts (also signed) makes up; True for all among many amounts."""
    if len(amounts) > _TABLED_MAX:
        return np.ones(len(goals), dtype=bool)
    sums = np.zeros(1 << len(amounts), dtype=np.int64)
    for place, amount in enumerate(amounts.tolist()):
        np.add(sums[: 1 << place], amount, out=sums[1 << place : 2 << place])
    sums.sort()
    return _holds(sums, goals)


_GRID = 1 << 18  # sums formed at once


def may_choose(targets: Ints, start: Ints, stop: Ints, amounts: Ints) -> Bools:
    """False for targets that no choice of their own few amounts makes up: those at start <= place < stop, of each."""
    width = int((stop - start).max(initial=0))
    may = np.zeros(len(targets), dtype=bool)
    for rows in np.array_split(np.arange(len(targets)), (len(targets) << width) // _GRID + 1):
        sums = np.zeros((len(rows), 1 << width), dtype=np.int64)
        for place in range(width):
            at = start[rows] + place
            more = np.where(at < stop[rows], amounts.take(at, mode="clip"), 0)
            np.add(sums[:, : 1 << place], more[:, None], out=sums[:, 1 << place : 2 << place])
        may[rows] = (sums == targets[rows, None]).any(axis=1)
    return may


_CROWDS = (0, 12, 16)  # few candidates have few sums: all of them are listed


def within_reach(targets: Ints, amounts: Ints, size_max: Ints) -> Bools:
    """False for targets that no 2..size_max smaller amounts make up; True may be a false alarm: search then."""
    reach = np.zeros(len(targets), dtype=bool)
    hopeful = np.flatnonzero((size_max > 1) & may_reach(targets, amounts))
    if not len(hopeful):
        return reach
    ordered = np.sort(amounts)
    crowd = ordered.searchsorted(targets[hopeful])
    for low, high in pairwise((*_CROWDS, len(amounts))):
        at = hopeful[(crowd > low) & (crowd <= high)]
        if len(at):
            reach[at] = _reach(targets[at], ordered[: ordered.searchsorted(targets[at].max())], size_max[at])
    return reach


def _reach(targets: Ints, amounts: Ints, size_max: Ints) -> Bools:
    sums, listed = listed_sums(amounts, int(size_max.max(initial=1)))
    reach = (size_max > 1) & _holds(sums, targets)
    one_more = np.flatnonzero(~reach & (size_max == listed + 1) & (listed > 1))
    if len(one_more) * len(amounts) > _LOOKED_UP_MAX:
        return reach | (size_max > listed)
    reach[one_more] = _holds(sums, targets[one_more, None] - amounts).any(axis=1)
    return reach | (size_max > listed + 1) | ((size_max > listed) & (listed < 2))
