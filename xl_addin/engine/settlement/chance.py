"""How many subsets of amounts would fit a target by chance; beyond the limit a fit proves nothing."""

from __future__ import annotations

from math import comb

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints

_LARGEST_STEP = 15  # amounts stay below 10**15 minor units


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


def size_allowed(candidates: int, target: int, size_max: int, hits_max: float) -> int:
    """Largest subset size for which all subsets up to that size give fewer than hits_max accidental fits."""
    hits, size = 0.0, 0
    while size < min(size_max, candidates):
        hits += comb(candidates, size + 1) / (target / 2)
        if hits >= hits_max:
            break
        size += 1
    return size


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
