"""What every function may use: the rulebook as shipped, the questions put to it, and the faces of an answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from udfs._registry import Face
from xl_addin import rulebook
from xl_addin.engine.law import Law
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.policy import Policy

LAWS_KEPT = 4096  # a column repeats the same few settings of the bank

DECISION = (
    Face("_OK", "flag", attrgetter("ok"), "TRUE only if allowed now. "),
    Face("_STATUS", "word", attrgetter("status"), "One word, OK only if allowed now. "),
    Face("_WHY", "text", attrgetter("why"), "One sentence with figures, limit, paragraph. "),
)


_said: list[Rulebook] = []


def use(found: Rulebook) -> None:
    """By which rulebook the functions answer; a host says so once, before the first formula. Else as shipped."""
    _said[:] = [found]
    rules.cache_clear()
    law_with.cache_clear()


@cache
def rules() -> Rulebook:
    """The rulebook that the host named, or the one shipped, read at the first call."""
    return _said[0] if _said else rulebook.load()


@lru_cache(maxsize=LAWS_KEPT)
def law_with(bounds: tuple[str, ...] = (), values: tuple[Any, ...] = ()) -> Law:
    """The rulebook in use, under the bounds that the bank has set for itself: all others are left open."""
    said = {name: value for name, value in zip(bounds, values, strict=True) if value is not None}
    return Law(rules(), Policy(**said))


def known_words(parameter: str, *others: str) -> tuple[str, ...]:
    """The words that a parameter of the rulebook may hold, after `others`."""
    return (*others, *rulebook.load().known[parameter].choices)


def value(returns: str) -> tuple[Face, ...]:
    """The one face of a function that gives the value of a decision, #N/A where it has none."""
    return (Face("", returns, _value_of, ""),)


def plain(returns: str) -> tuple[Face, ...]:
    """The one face of a function that gives what its body returns."""
    return (Face("", returns, _itself, ""),)


def word() -> tuple[Face, ...]:
    """The one face of a function that shows the word of a decision."""
    return (Face("", "word", attrgetter("status"), ""),)


def _value_of(found: Decision | None) -> date | Decimal | str | None:
    return None if found is None else found.value


def _itself(found: Any) -> Any:
    return found
