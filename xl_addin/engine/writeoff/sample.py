"""The sample of write-offs that inspectors or auditors check (C.8(xiii)c): drawn again, it is the same sample."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from xl_addin.domain.errors import ValueRefused

PERCENTAGE, RANDOM = "PERCENTAGE", "RANDOM"
AUDITORS = ("INTERNAL_INSPECTOR", "INTERNAL_AUDITOR", "EXTERNAL_AUDITOR")
AGAIN = "Correct it and draw again; the draw is the same for the same items and seed."


class Drawn(NamedTuple):
    """One write-off of the sample; `result` and `signed_off_by` are empty for the auditor to fill."""

    key: str
    method: str
    auditor: str
    result: str = ""
    signed_off_by: str = ""


def audit_sample(keys: Iterable[str], *, seed: str, percent: Decimal, count: int, auditor: str) -> tuple[Drawn, ...]:
    """`percent` of the write-offs (a part counts as one), then `count` more at random from the rest.

    The order of `keys` and repeats among them change nothing; the same seed draws the same sample again.
    """
    if auditor not in AUDITORS:
        raise ValueRefused(auditor, f"one of {', '.join(AUDITORS)}", AGAIN)
    population = set(keys)
    by_share = draw_percent(population, percent, seed)
    by_chance = draw_count(population - set(by_share), count, seed)
    return (
        *(Drawn(key, PERCENTAGE, auditor) for key in by_share),
        *(Drawn(key, RANDOM, auditor) for key in by_chance),
    )


def draw_percent(keys: Iterable[str], percent: Decimal, seed: str) -> tuple[str, ...]:
    """`percent` (0 to 100) of the keys, rounded up, in the order drawn."""
    if not 0 <= percent <= 100:
        raise ValueRefused(percent, "a percentage from 0 to 100", AGAIN)
    ranked = _ranked(keys, PERCENTAGE, seed)
    whole, part = divmod(len(ranked) * percent, 100)
    return ranked[: int(whole) + bool(part)]


def draw_count(keys: Iterable[str], count: int, seed: str) -> tuple[str, ...]:
    """`count` of the keys (all of them if there are fewer), in the order drawn."""
    if count < 0:
        raise ValueRefused(count, "a number of zero or more", AGAIN)
    return _ranked(keys, RANDOM, seed)[:count]


def _ranked(keys: Iterable[str], method: str, seed: str) -> tuple[str, ...]:
    """The keys in an order that only seed, method and the keys themselves decide."""
    if not seed.strip():
        raise ValueRefused(seed, "a seed text, such as the month and the auditor's name", AGAIN)
    # The parts are told apart by their lengths, so that no two draws share a text to hash.
    head = f"{len(seed)}:{seed}{method}:"
    return tuple(sorted(set(keys), key=lambda key: (hashlib.sha256((head + key).encode()).digest(), key)))
