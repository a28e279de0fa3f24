"""One statement makes a worksheet function of a question: its arguments are the facts of the question's dataclass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from udfs._facts import FIT, argument
from udfs._law import DECISION, law_with
from udfs._registry import Argument, Face, Statement
from xl_addin.engine.checks import OneOf
from xl_addin.engine.law import QUESTION_OF, Question
from xl_addin.engine.questions import facts_of
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import load as shipped
from xl_addin.rulebook.facts import fact
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers import in_family
from xl_addin.rulebook.registers_in_force import until_registers_change

Words = Mapping[str, str]
NOTHING: Mapping[str, Any] = MappingProxyType({})
REASONS = "reason_words"  # the register whose words stand for families: "freight insurance" is FREIGHT
WORDS_KEPT = 4096


def decision_function(
    asked: type,
    *,
    help: str,
    example: str,
    faces: tuple[Face, ...] = DECISION,
    upto: str = "",
    needs: str = "",
    then: tuple[str, ...] = (),
    named: Words = NOTHING,
    given: Mapping[str, Any] = NOTHING,
    rows: Words = NOTHING,
    helps: Words = NOTHING,
    choices: Mapping[str, tuple[str, ...]] = NOTHING,
    rules: tuple[str, ...] = (),
) -> Statement:
    """The function that puts a question to the law, with the question's facts as arguments in their own order.

    `upto` is the last fact that it takes (else every one that a cell can hold), `needs` the last that must be given
    (else those that the question needs), `then` those that come after the bank's own bounds. `named` gives parameters
    of the bank's policy a name as arguments. `given` facts are fixed, `rows` stand in the register of facts under
    another name, `helps` say something else here than there, `choices` are closed lists that do not stand beside the
    type.
    """
    one = QUESTION_OF[asked]
    taken = {name: kind for name, kind in _taken(one, upto) if name not in given}
    needed = {*_until(taken, needs)} if needs else _needed(one)
    words = {**_words(one), **choices}
    _known((*given, *rows, *helps, *choices), facts_of(one.name))
    _known(named, (field.name for field in fields(Policy)), "the bank's policy knows no bound")
    facts = tuple(
        argument(
            name,
            required=name in needed and name not in then,
            help=helps.get(name, ""),
            choices=words.get(name, ()),
            row=rows.get(name, ""),
            typed=kind,
        )
        for name, kind in taken.items()
    )
    own = tuple(argument(name, required=False) for name in named.values())
    _known(then, taken)
    first, last = (tuple(fact for fact in facts if (fact.name in then) is late) for late in (False, True))
    body = _body(one, (first, last), tuple(named), given, rows)
    return Statement(body, faces, help, first + own + last, example, rules)


def _taken(one: Question, upto: str) -> Iterator[tuple[str, str]]:
    """Name and kind of the facts that a cell can hold, up to the last one taken."""
    kinds = facts_of(one.name)
    last = {*_until(kinds, upto)} if upto else kinds
    yield from ((name, kind) for name, kind in kinds.items() if name in last and kind in FIT)


def _until(names: Mapping[str, Any], last: str) -> list[str]:
    """The names up to the last one; AssertionError where it is none of them."""
    _known((last,), names)
    return [*names][: [*names].index(last) + 1]


def _known(said: Iterable[str], known: Iterable[str], lack: str = "the question has no fact") -> None:
    """AssertionError for a name that is not known: a slip shows at load, not in a cell."""
    names = [*known]
    if wrong := [name for name in said if name not in names]:
        raise AssertionError(f"{lack} {wrong[0]}; it has {', '.join(names)}")


def _needed(one: Question) -> set[str]:
    """The facts that the question needs."""
    return {name for name, needed, _ in one.looked_at if needed}


def _words(one: Question) -> dict[str, tuple[str, ...]]:
    """The closed lists that stand beside the types of the facts."""
    checked = ((name, check) for name, _, checks in one.looked_at for check in checks)
    return {name: check.words(shipped()) for name, check in checked if isinstance(check, OneOf)}


def _body(
    one: Question,
    facts: tuple[tuple[Argument, ...], tuple[Argument, ...]],
    bounds: tuple[str, ...],
    given: Mapping[str, Any],
    rows: Words,
) -> Callable[..., Decision]:
    """What puts the cells of a row to the law: first facts, then the bank's own bounds, then the facts after them."""
    names, after = (tuple(fact.name for fact in some) for some in facts)
    words = tuple((name, kind) for name in names + after if (kind := _reasons(rows.get(name, name))))
    first, last = len(names), len(names) + len(bounds)

    def body(*row: Any) -> Decision:
        told = dict(zip(names, row, strict=False))
        if after:
            told.update(zip(after, row[last:], strict=False))
        for name, kind in words:
            told[name] = _family(told[name], kind)
        if given:
            told.update(given)
        return one.put(law_with(bounds, row[first:last]), told)

    return body


def _reasons(row: str) -> str:
    """Which of the lists of reason words a fact is read by; "" where by none."""
    register, _, kind = fact(row).words.partition(":")
    return kind if register == REASONS else ""


@lru_cache(maxsize=WORDS_KEPT)
def _family(word: str | None, kind: str) -> str | None:
    """The reason as the law names it ("freight insurance" is FREIGHT); a word that names none stays as written."""
    return in_family(word, kind)


until_registers_change(_family.cache_clear)
