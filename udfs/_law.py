"""What every function may use: the rulebook as shipped, the questions put to it, and the faces of an answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from udfs._adapter import forget
from udfs._essence import sentence
from udfs._registry import Face
from xl_addin import rulebook
from xl_addin.engine.law import Law
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers import reason_family, words_of

LAWS_KEPT = 4096  # a column repeats the same few settings of the bank


DECISION = (
    Face("_OK", "flag", attrgetter("ok"), "TRUE only if allowed now. "),
    Face("_STATUS", "word", attrgetter("status"), "One word, OK only if allowed now. "),
    Face("_WHY", "text", sentence, "One sentence with figures, limit, paragraph. "),
)


_said: list[Rulebook] = []


def use(found: Rulebook) -> None:
    """By which rulebook the functions answer; a host says so once, before the first formula. Else as shipped."""
    _said[:] = [found]
    rules.cache_clear()
    law_with.cache_clear()
    forget()


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


def words_for(kind: str, families: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a register that stand for one of these families, the families themselves first."""
    words = (word for word in words_of("reason_words", kind) if reason_family(word, kind) in families)
    return (*dict.fromkeys((*families, *words)),)


def value(returns: str, label: str = "last day") -> tuple[Face, ...]:
    """The value of a decision, #N/A where it has none, and beside it what the bare value cannot say.

    Its sentence names the value too, by its `label`.
    """
    return (
        Face("", returns, attrgetter("value"), ""),
        Face("_STATUS", "word", attrgetter("status"), "One word: OK, or why the value alone would mislead. "),
        DECISION[-1]._replace(of=lambda found: _with_value(found, label)),
    )


def _with_value(found: Decision, label: str) -> str:
    """The sentence, with the value among its figures."""
    if found.value is None or any(named == label for named, _ in found.facts):
        return sentence(found)
    return sentence(found._replace(facts=((label, found.value), *found.facts)))


def answered(of: Callable[[Decision], bool | None]) -> tuple[Face, ...]:
    """TRUE or FALSE by a decision, #N/A where it has neither, with its status and its sentence."""
    return (Face("", "flag", of, ""), Face("_STATUS", "word", attrgetter("status"), "One word. "), DECISION[-1])


def plain(returns: str) -> tuple[Face, ...]:
    """The one face of a function that gives what its body returns."""
    return (Face("", returns, _itself, ""),)


def word() -> tuple[Face, ...]:
    """The word of a decision, and the sentence about it."""
    return (Face("", "word", attrgetter("status"), ""), DECISION[-1])


def staged() -> tuple[Face, ...]:
    """The word of a decision, once by itself and once beside the sentence about it."""
    stage = attrgetter("status")
    return (Face("", "word", stage, ""), Face("_STATUS", "word", stage, "The same word. "), DECISION[-1])


def _itself(found: Any) -> Any:
    return found
