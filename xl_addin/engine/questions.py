"""Every question that the rules answer, by name, with its facts: so the command line, tables and functions ask."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import NoneType
from typing import Any, get_args, get_type_hints

from xl_addin import engine
from xl_addin.engine.law import REGISTER, Law, Question
from xl_addin.engine.rule import Decision
from xl_addin.rulebook.model import SUBJECTS

# type of a fact -> the word for its kind; the answer of another rule is no fact that a person gives
KINDS: dict[Any, str] = {
    date: "date",
    Decimal: "amount",
    int: "count",
    bool: "flag",
    str: "word",
    Collection[date]: "dates",
    Mapping[str, Decimal | None]: "amounts",
    Mapping[str, bool | None]: "answers",
    Decision: "",
}


@cache
def register() -> Mapping[str, Question]:
    """Every question by name: each module of a subject brings its own by being read."""
    for subject in SUBJECTS:
        package = import_module(f"{engine.__name__}.{subject}")
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    return REGISTER


def ask(name: str, law: Law, facts: Mapping[str, Any]) -> Decision:
    """The answer to a question by its name."""
    return ASK[name].put(law, facts)


@cache
def facts_of(name: str) -> dict[str, str]:
    """Name and kind (date, amount, count, flag, dates, amounts, answers, word) of every fact that a question takes."""
    kinds = ((fact, KINDS[_without_none(hint)]) for fact, hint in get_type_hints(ASK[name].asked).items())
    return {fact: kind for fact, kind in kinds if kind}


def _without_none(hint: Any) -> Any:
    """The type of a fact where it is given."""
    kinds = [kind for kind in get_args(hint) if kind is not NoneType] if NoneType in get_args(hint) else [hint]
    return kinds[0]


@cache
def needed_of(name: str) -> tuple[str, ...]:
    """The facts that have no value of their own; one may be unknown, then the answer names it where it needs it."""
    return tuple(fact.name for fact in fields(ASK[name].asked) if fact.default is fact.default_factory is MISSING)


def purpose(name: str) -> str:
    """What a question answers, in one sentence."""
    told = ASK[name].answer.__doc__
    if not told:
        raise AssertionError(f"the question {name} has no sentence of its own")
    return " ".join(told.partition("\n\n")[0].split())


ASK = register()
