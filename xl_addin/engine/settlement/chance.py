"""How many subsets of amounts would fit a target by chance; beyond the limit a fit proves nothing."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from math import comb

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints

_LARGEST_STEP = 15  # amounts stay below 10**15 minor units
_CROWD_MAX = 2_000  # candidates beyond this many are counted as this many


def granularity(amount: Ints) -> Ints:
    """Largest power of ten that divides each amount: 29000.00 is one of few amounts, 29852.94 one of many."""
    step = np.ones(len(amount), dtype=np.int64)
    for _ in range(_LARGEST_STEP):
        finer = amount % (step * 10) == 0
        if not finer.any():
            break
        step = np.where(finer & (amount > 0), step * 10, step)
    return step


def expected_hits(hypotheses: Ints | int, target: Ints) -> np.typing.NDArray[np.float64]:
    """Expected number of accidental fits: hypotheses * granularity / (target / 2)."""
    hits: np.typing.NDArray[np.float64] = 2.0 * hypotheses * granularity(target) / np.maximum(target, 1)
    return hits


@lru_cache(maxsize=8)
def _choices_up_to(count: int, size_max: int) -> np.typing.NDArray[np.float64]:
    """Number of subsets of at most k = 1..size_max of 0..count candidates."""
    choices = [[comb(candidates, size) for size in range(1, size_max + 1)] for candidates in range(count + 1)]
    return np.cumsum(np.array(choices, dtype=np.float64), axis=1)


def sizes_allowed(candidates: Ints, target: Ints, size_max: int, hits_max: float) -> Ints:
    """Largest subset size per target for which all sizes up to it give fewer than hits_max accidental fits."""
    crowd = np.minimum(candidates, _CROWD_MAX)
    hits = _choices_up_to(_CROWD_MAX, size_max)[crowd] * 2 / target[:, None]
    allowed: Ints = np.minimum((hits < hits_max).sum(axis=1), candidates)
    return allowed


@cache
def _choices_of(size: int) -> list[int]:
    """Number of choices of exactly so many out of each crowd."""
    return [comb(crowd, size) for crowd in range(_CROWD_MAX + 1)]


def crowd_allowed(size: int, target: int, hits_max: float) -> int:
    """Number of candidates among which a fitting subset of exactly this size is no accident; 0 if too many of few."""
    choices_max = int(hits_max * target / 2)
    digits = max(len(str(choices_max)) - 2, 0)
    rounded = choices_max // 10**digits * 10**digits
    return max(bisect_left(_choices_of(size), rounded) - 1, size) if rounded > 1 else 0


def sum_is_particular(amounts: Ints, chosen: Ints, target: int, hits_max: float) -> bool:
    """False when so many of the amounts are as round as the chosen ones that their sum fits by chance."""
    common = int(np.gcd.reduce(chosen, initial=target))
    step = int(granularity(np.array([common], dtype=np.int64))[0])
    alike = int((amounts % step == 0).sum())
    return comb(alike, len(chosen)) * step / (target / 2) < hits_max


def distinctive(hypotheses: Ints | int, target: Ints, hits_max: float) -> Bools:
    """True where an exact fit of the target among so many hypotheses is no accident."""
    fits: Bools = expected_hits(hypotheses, target) < hits_max
    return fits
