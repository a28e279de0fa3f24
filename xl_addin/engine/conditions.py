"""Conditions: what one of them says, what several say together, and those that are answered yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xl_addin.engine.rule import CHECK, Fail
from xl_addin.rulebook import Provision
from xl_addin.rulebook.registers import condition_question

Answers = Mapping[str, bool | None]


class Outcome(NamedTuple):
    """What one condition says: the rules it rests on, what was not met, what must be told, what is found and no bar."""

    basis: tuple[Provision, ...]
    fails: tuple[Fail, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


NOTHING = Outcome(())


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """Several outcomes as one, in their order."""
    said = tuple(outcomes)
    return Outcome(
        tuple(rule for one in said for rule in one.basis),
        tuple(fail for one in said for fail in one.fails),
        tuple(note for one in said for note in one.notes),
        tuple(finding for one in said for finding in one.findings),
    )


def unmet(rule: Provision, answers: Answers, status: str) -> list[Fail]:
    """One failure of `status` for each condition of `rule` that is denied, then CHECK for each not answered.

    A condition is a word of the provision's list, worded so that "yes" meets it; its question stands in a register.
    """
    denied = [
        Fail(status, word, f"{condition_question(word)} no", rule) for word in rule.value if answers.get(word) is False
    ]
    asked = [
        Fail(CHECK, "", f"{word} is not answered ({condition_question(word)})", rule)
        for word in rule.value
        if answers.get(word) is None
    ]
    return denied + asked
