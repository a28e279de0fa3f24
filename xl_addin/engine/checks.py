"""What a single fact can be, written beside its type: a word of a list, an amount above zero or not below it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xl_addin.engine.law import Law
from xl_addin.engine.rule import CHECK, Fail
from xl_addin.rulebook import Rulebook


@dataclass(frozen=True)
class OneOf:
    """A word of a closed list: `own` words first, then those that the rulebook knows for its parameters."""

    own: tuple[str, ...]
    parameters: tuple[str, ...] = ()

    def words(self, rules: Rulebook) -> tuple[str, ...]:
        """The whole list, each word once."""
        known = (word for parameter in self.parameters for word in rules.known[parameter].choices)
        return (*dict.fromkeys((*self.own, *map(str, known))),)

    def __call__(self, law: Law, name: str, word: str) -> Fail | None:
        words = self.words(law.rules)
        return None if word in words else Fail(CHECK, "", f"{name} {word!r} is not one of {', '.join(words)}")


def one_of(parameter: str, *others: str) -> OneOf:
    """A word that the rulebook knows for a parameter, or one of `others`, which are told first."""
    return OneOf(others, (parameter,))


def among(*words: str) -> OneOf:
    """One of a few words that a rule knows by itself."""
    return OneOf(words)


def above_zero(law: Law, name: str, amount: Decimal) -> Fail | None:
    """An amount above zero."""
    return None if amount > 0 else Fail(CHECK, "", f"{name} must be above zero")


def not_below_zero(law: Law, name: str, amount: Decimal) -> Fail | None:
    """Zero or an amount above it."""
    return None if amount >= 0 else Fail(CHECK, "", f"{name} must not be below zero")
