"""How a question is put to the law: its facts, the rule that answers it, and the register that holds them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_type_hints

from xl_addin.engine.rule import Decision, Fail, conclude, missing, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook, RulebookError
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers_in_force import until_registers_change

_new, _set = object.__new__, object.__setattr__
Asked = TypeVar("Asked")
Chosen = TypeVar("Chosen")


@dataclass(frozen=True, eq=False)  # compared by identity, so that what it says of a day can be kept with it
class Law:
    """The rulebook and the bank's policy: all that a rule knows besides the facts of its question."""

    rules: Rulebook
    policy: Policy

    def ask(self, asked: type, /, **facts: Any) -> Decision:
        """The answer to the question that takes the facts `asked`; one that is None or left out is not given."""
        question = QUESTION_OF[asked]
        return _asked_again(self, question, (*facts.items(),)) if question.repeats else question.put(self, facts)

    def by_method(
        self, parameter: str, asked: Asked, /, **methods: Callable[[Law, Asked, Provision], Decision]
    ) -> Decision:
        """The answer by the method that the rulebook names on the day of the case."""
        method = self.rules.in_force(parameter, getattr(asked, self.rules.known[parameter].governed_by))
        return chosen(method, methods)(self, asked, method)


def chosen(choice: Provision, answers: Mapping[str, Chosen]) -> Chosen:
    """What stands under the word that a provision chooses; RulebookError where nothing does."""
    try:
        return answers[choice.value]
    except KeyError:
        raise RulebookError(
            f"{choice.parameter} is {choice.value!r} from {choice.effective_from}, and no rule answers to that word.",
            f"{choice.instrument}, {choice.paragraph}",
            f"Write its rule, or choose one of {', '.join(answers)}.",
        ) from None


Check = Callable[[Law, str, Any], Fail | None]
"""Of a fact by its name and its value, why it cannot be; written beside its type: `hs: Annotated[str, digits]`."""


def nothing(law: Law, asked: Any) -> tuple[Fact, ...]:
    """No fact is told with what is missing."""
    return ()


@dataclass(frozen=True, eq=False)
class Question:
    """A rule by name: its facts as they stand where none is given, what they must be, the order of its dates.

    `looked_at` has each fact that is needed or checked, in the order of the facts: whether it is needed, its checks.
    """

    name: str
    subject: str
    asked: type
    answer: Callable[[Law, Any], Decision]
    blank: Mapping[str, Any]
    looked_at: tuple[tuple[str, bool, tuple[Check, ...]], ...]
    own: tuple[tuple[str, Any], ...]
    order: tuple[tuple[str, str], ...]
    told: Callable[[Law, Any], tuple[Fact, ...]]
    repeats: bool = False  # no fact of it is an amount: a month asks it of few days and words, over and over

    def put(self, law: Law, facts: Mapping[str, Any]) -> Decision:
        """The answer on facts that may be None; CHECK where they do not do: see `_unfit` and `_out_of_order`."""
        given = {**self.blank, **facts}
        if len(given) > len(self.blank):
            raise TypeError("; ".join(self._misspelt(name) for name in facts if name not in self.blank))
        for name, own in self.own:
            if given[name] is None:
                given[name] = own
        fails = self._unfit(law, given) or (self.order and [*self._out_of_order(given)])
        # As `self.asked(**given)`, without a call for every fact: a batch asks a hundred thousand times.
        made: Any = _new(self.asked)
        _set(made, "__dict__", given)
        return conclude(self.subject, fails, (), self.told(law, made)) if fails else self.answer(law, made)

    def _misspelt(self, name: str) -> str:
        """What is said of a fact that the question does not know."""
        near = get_close_matches(name, self.blank)
        meant = f"did you mean {' or '.join(near)}?" if near else f"it takes {', '.join(self.blank)}"
        return f"the question {self.name} knows no fact {name!r}: {meant}"

    def _unfit(self, law: Law, given: dict[str, Any]) -> list[Fail]:
        """Each needed fact that is missing and each given one that cannot be; a word of blanks is not given."""
        fails = []
        for name, needed, checks in self.looked_at:
            value = given[name]
            if value is None or (value.__class__ is str and not value.strip()):
                if needed:
                    fails.append(missing(name))
                else:
                    given[name] = self.blank[name]
                continue
            for check in checks:
                if fail := check(law, name, value):
                    fails.append(fail)
        return fails

    def _out_of_order(self, given: Mapping[str, date | None]) -> Iterator[Fail]:
        for first, second in self.order:
            earlier, later = given[first], given[second]
            if earlier and later and (wrong := out_of_order(**{first: earlier, second: later})):
                yield wrong


@lru_cache(maxsize=16_384)
def _asked_again(law: Law, question: Question, facts: tuple[tuple[str, Any], ...]) -> Decision:
    """The answer of a question that repeats, worked out once for the same facts."""
    return question.put(law, dict(facts))


until_registers_change(_asked_again.cache_clear)

REGISTER: dict[str, Question] = {}
QUESTION_OF: dict[type, Question] = {}


def question(
    subject: str,
    asked: type[Asked],
    *,
    order: tuple[tuple[str, str], ...] = (),
    told: Callable[[Law, Asked], tuple[Fact, ...]] = nothing,
) -> Callable[[Callable[[Law, Asked], Decision]], Callable[[Law, Asked], Decision]]:
    """Puts a rule into the register under its own name.

    `order` pairs dates of which the second is never earlier; `told` are the facts that an answer without a rule tells.
    """

    def register(answer: Callable[[Law, Asked], Decision]) -> Callable[[Law, Asked], Decision]:
        name = answer.__name__
        if name in REGISTER or asked in QUESTION_OF:
            raise AssertionError(f"the question {name}, or its facts {asked.__name__}, stand in the register already")
        blank = {one.name: _own(one) for one in fields(cast(Any, asked))}
        own = tuple((name, value) for name, value in blank.items() if value is not None)
        REGISTER[name] = QUESTION_OF[asked] = Question(
            name, subject, asked, answer, blank, (*_looked_at(asked, blank),), own, order, told, _repeats(asked)
        )
        return answer

    return register


def _own(fact: Field[Any]) -> Any:
    """The value that a fact has where nobody gives one."""
    if fact.default_factory is not MISSING:
        return fact.default_factory()
    return None if fact.default is MISSING else fact.default


def _repeats(asked: type) -> bool:
    """Whether every fact is a day, a word or a yes or no: equal ones are told alike, as 1.0 and 1.00 are not."""
    kinds = get_type_hints(asked).values()
    return all({*(get_args(kind) if isinstance(kind, UnionType) else (kind,))} <= _TOLD_ALIKE for kind in kinds)


_TOLD_ALIKE = {date, str, bool, NoneType}


def _looked_at(asked: type, blank: Mapping[str, Any]) -> Iterator[tuple[str, bool, tuple[Check, ...]]]:
    """Each fact that may not be left out, or that has checks beside its type."""
    kinds, hints = get_type_hints(asked), get_type_hints(asked, include_extras=True)
    for name, own in blank.items():
        needed = own is None and NoneType not in get_args(kinds[name])
        checks = getattr(hints[name], "__metadata__", ())
        if needed or checks:
            yield name, needed, checks
