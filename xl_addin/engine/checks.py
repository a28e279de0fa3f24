"""What a single fact can be, written beside its type: a word of a list, an amount above zero or not below it."""

from __future__ import annotations

from decimal import Decimal

from xl_addin.engine.law import Check, Law
from xl_addin.engine.rule import CHECK, Fail


def one_of(parameter: str, *others: str) -> Check:
    """A word that the rulebook knows for a parameter, or one of `others`, which are told first."""

    def known(law: Law, name: str, word: str) -> Fail | None:
        words = (*others, *law.rules.known[parameter].choices)
        return None if word in words else Fail(CHECK, "", f"{name} {word!r} is not one of {', '.join(words)}")

    return known


def among(*words: str) -> Check:
    """One of a few words that a rule knows by itself."""

    def known(law: Law, name: str, word: str) -> Fail | None:
        return None if word in words else Fail(CHECK, "", f"{name} {word!r} is not one of {', '.join(words)}")

    return known


def above_zero(law: Law, name: str, amount: Decimal) -> Fail | None:
    """An amount above zero."""
    return None if amount > 0 else Fail(CHECK, "", f"{name} must be above zero")


def not_below_zero(law: Law, name: str, amount: Decimal) -> Fail | None:
    """Zero or an amount above it."""
    return None if amount >= 0 else Fail(CHECK, "", f"{name} must not be below zero")
