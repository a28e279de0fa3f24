"""The sample of write-offs that inspectors or auditors check (C.8(xiii)c): drawn again, it is the same sample."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from xl_addin.domain.errors import ValueRefused

MONETARY_UNIT, PERCENTAGE, RANDOM = "MONETARY_UNIT", "PERCENTAGE", "RANDOM"
AGAIN = "Correct it and draw again; the draw is the same for the same items and seed."
_PAISE = 100


class Size(NamedTuple):
    """How much is drawn: `percent` of the write-offs, `items` more, and one for every full `every_inr` of their sum."""

    percent: Decimal
    items: int = 0
    every_inr: Decimal | None = None


class Drawn(NamedTuple):
    """One write-off of the sample, and how it was drawn."""

    key: str
    method: str


def audit_sample(worth: Mapping[str, Decimal | None], size: Size, seed: str) -> tuple[Drawn, ...]:
    """The sample of write-offs that are `worth` so much INR (None: not known), each drawn once.

    By the sum first, then `percent` of all (a part counts as one), then `items` more at random from the rest. The order
    of the write-offs changes nothing; the same seed draws the same sample again.
    """
    by_sum = () if size.every_inr is None else draw_units(worth, size.every_inr, seed)
    by_share = draw_percent(worth, size.percent, seed)
    by_chance = draw_count(worth.keys() - {*by_sum, *by_share}, size.items, seed)
    found: dict[str, str] = {}
    for method, keys in ((MONETARY_UNIT, by_sum), (PERCENTAGE, by_share), (RANDOM, by_chance)):
        for key in keys:
            found.setdefault(key, method)
    return tuple(Drawn(*one) for one in found.items())


def draw_units(worth: Mapping[str, Decimal | None], every_inr: Decimal, seed: str) -> tuple[str, ...]:
    """The keys that hold every `every_inr`-th rupee of the sum, from a start that the seed decides.

    A larger write-off is likelier to be drawn, one of `every_inr` or more is drawn for certain. One whose INR value is
    not known could be of any size: it is drawn too.
    """
    if every_inr <= 0:
        raise ValueRefused(every_inr, "an amount above zero", AGAIN)
    step = max(int(every_inr * _PAISE), 1)
    ranked = _ranked(worth, MONETARY_UNIT, seed)
    return (*_on_marks(ranked, worth, step, seed), *(key for key in ranked if worth[key] is None))


def _on_marks(ranked: Iterable[str], worth: Mapping[str, Decimal | None], step: int, seed: str) -> Iterator[str]:
    mark, passed = int.from_bytes(_hash(_head(MONETARY_UNIT, seed), "start")) % step, 0
    for key in ranked:
        passed += int((worth[key] or 0) * _PAISE)
        if passed > mark:
            mark += -(-(passed - mark) // step) * step
            yield key


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


def population_hash(worth: Mapping[str, Decimal | None]) -> str:
    """16 signs that another set of write-offs, or another value of one, would change."""
    lines = "".join(f"{len(key)}:{key} {'' if inr is None else f'{inr:f}'}\n" for key, inr in sorted(worth.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def _ranked(keys: Iterable[str], method: str, seed: str) -> tuple[str, ...]:
    """The keys in an order that only seed, method and the keys themselves decide."""
    if not seed.strip():
        raise ValueRefused(seed, "a seed text, such as the month and the auditor's name", AGAIN)
    head = _head(method, seed)
    return tuple(sorted(set(keys), key=lambda key: (_hash(head, key), key)))


def _head(method: str, seed: str) -> str:
    """The parts are told apart by their lengths, so that no two draws share a text to hash."""
    return f"{len(seed)}:{seed}{method}:"


def _hash(head: str, key: str) -> bytes:
    return hashlib.sha256((head + key).encode()).digest()
