"""Every question that the rules answer, by name, with its facts: so the command line, tables and functions ask.

Rules of the former grammar, functions of facts by name, stood in `FORMER`; none is left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from importlib import import_module
from inspect import Parameter, signature
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


FORMER: dict[str, Callable[..., Decision]] = {}


@dataclass(frozen=True)
class Former:
    """A rule of the former grammar in the manner of a `Question`; its facts are its named parameters."""

    name: str
    answer: Callable[..., Decision]

    @cached_property
    def facts(self) -> dict[str, Parameter]:
        """Its facts by name."""
        taken = signature(self.answer).parameters
        return {name: one for name, one in taken.items() if one.kind is Parameter.KEYWORD_ONLY}

    def put(self, law: Law, facts: Mapping[str, Any]) -> Decision:
        """The answer; the bank's policy goes where the rule has use for it."""
        takes_policy = "policy" in signature(self.answer).parameters
        return self.answer(law.rules, law.policy, **facts) if takes_policy else self.answer(law.rules, **facts)


@cache
def register() -> Mapping[str, Question | Former]:
    """Every question by name: each module of a subject brings its own by being read."""
    for subject in SUBJECTS:
        package = import_module(f"{engine.__name__}.{subject}")
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    return REGISTER | {name: Former(name, answer) for name, answer in FORMER.items()}


def ask(name: str, law: Law, facts: Mapping[str, Any]) -> Decision:
    """The answer to a question by its name."""
    return ASK[name].put(law, facts)


@cache
def facts_of(name: str) -> dict[str, str]:
    """Name and kind (date, amount, count, flag, dates, amounts, answers, word) of every fact that a question takes."""
    one = ASK[name]
    hints = get_type_hints(one.answer if isinstance(one, Former) else one.asked)
    kinds = ((fact, KINDS[_without_none(hints[fact])]) for fact in _facts(one))
    return {fact: kind for fact, kind in kinds if kind}


def _facts(one: Question | Former) -> Iterable[str]:
    return one.facts if isinstance(one, Former) else one.blank


def _without_none(hint: Any) -> Any:
    """The type of a fact where it is given."""
    kinds = [kind for kind in get_args(hint) if kind is not NoneType] if NoneType in get_args(hint) else [hint]
    return kinds[0]


@cache
def needed_of(name: str) -> dict[str, bool]:
    """The facts that have no value of their own, and whether each may be unknown (then the answer names it)."""
    one = ASK[name]
    if isinstance(one, Former):
        bare = (fact for fact in one.facts.values() if fact.default is Parameter.empty)
        return {fact.name: str(fact.annotation).endswith("None") for fact in bare}
    return {fact.name: True for fact in fields(one.asked) if fact.default is fact.default_factory is MISSING}


def purpose(name: str) -> str:
    """What a question answers, in one sentence."""
    told = ASK[name].answer.__doc__
    if not told:
        raise AssertionError(f"the question {name} has no sentence of its own")
    return " ".join(told.partition("\n\n")[0].split())


ASK = register()
