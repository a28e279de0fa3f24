"""Conditions that are answered yes or no, one by one: what is not answered is asked, what is denied is told."""

from __future__ import annotations

from collections.abc import Mapping

from xl_addin.engine.rule import CHECK, Fail
from xl_addin.rulebook import Provision
from xl_addin.rulebook.registers import condition_question

Answers = Mapping[str, bool | None]


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
