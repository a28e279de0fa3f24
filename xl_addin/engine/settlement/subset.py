"""Exact subset sums of small candidate lists, meeting in the middle."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np

from xl_addin.engine.settlement.arrays import Ints, ranges


@lru_cache(maxsize=512)
def _choices(count: int, size: int) -> tuple[Ints, Ints]:
    """All choices of `size` out of `count` positions, and each as a bit mask."""
    chosen = np.array([*combinations(range(count), size)], dtype=np.int64).reshape(comb(count, size), size)
    return chosen, (np.int64(1) << chosen).sum(axis=1)


@lru_cache(maxsize=256)
def _sums_of_size(amounts: bytes, size: int) -> tuple[Ints, Ints]:
    """Sums of all choices of this size, as chosen and sorted; the targets of one party share them."""
    every = np.frombuffer(amounts, dtype=np.int64)
    sums = every[_choices(len(every), size)[0]].sum(axis=1)
    return sums, np.sort(sums)


def _of_size(target: int, amounts: Ints, size: int) -> set[int]:
    """Bit masks of the subsets of exactly this size that add up to the target."""
    raw = np.ascontiguousarray(amounts, dtype=np.int64).tobytes()
    large_sum, ordered = _sums_of_size(raw, size - size // 2)
    missing = target - _sums_of_size(raw, size // 2)[0]
    start = ordered.searchsorted(missing)
    # most searches end here
    if not (ordered[np.minimum(start, len(ordered) - 1)] == missing).any():
        return set()
    order = np.argsort(large_sum)
    row, place = ranges(start, ordered.searchsorted(missing, "right"))
    small_mask, large_mask = (_choices(len(amounts), part)[1] for part in (size // 2, size - size // 2))
    first, second = small_mask[row], large_mask[order[place]]
    return {int(mask) for mask in (first | second)[(first & second) == 0]}


def _positions(mask: int, count: int) -> tuple[int, ...]:
    return tuple(place for place in range(count) if mask >> place & 1)


def subsets_with_sum(target: int, amounts: Ints, size_min: int, size_max: int) -> list[tuple[int, ...]]:
    """Up to two subsets of size_min..size_max of at most 60 amounts (also signed) with this sum."""
    found: list[tuple[int, ...]] = []
    for size in range(size_min, min(size_max, len(amounts)) + 1):
        found += [_positions(mask, len(amounts)) for mask in sorted(_of_size(target, amounts, size))]
        if len(found) > 1:
            return found[:2]
    return found


_LISTED_MAX = 20_000
_PAIRS_MAX = 1_000


def listed_sums(amounts: Ints, size_max: int) -> tuple[Ints, int]:
    """Sorted sums of all subsets of 2..size amounts, and that size: as large as a short list allows, at least 1."""
    count = len(amounts)
    if size_max < 2 or not 1 < count <= _PAIRS_MAX:
        return np.zeros(0, dtype=np.int64), 1
    first, second = np.triu_indices(count, 1)
    parts, size, room = [amounts[first] + amounts[second]], 2, _LISTED_MAX
    while size < size_max and comb(count, size + 1) <= room:
        size += 1
        room -= comb(count, size)
        parts.append(amounts[_choices(count, size)[0]].sum(axis=1))
    return np.sort(np.concatenate(parts)), size
