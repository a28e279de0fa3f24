"""The sentence that a person reads, word for word, wherever an answer has words of its own: a reviewed specification.

Each case of `law/sentences/` names its question, the facts that are given (any other is not), the whole sentence
without its citation, the value answered, and the provisions that it rests on, in their order and by their first day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.law.case_tables import TableCase, answer
from xl_addin.domain.statuses import statuses
from xl_addin.engine.finding_codes import codes
from xl_addin.engine.questions import ASK
from xl_addin.engine.sentence import shown
from xl_addin.rulebook import Provision, load
from xl_addin.rulebook.policy import POLICY_MARK

RULES = load()
TABLES = sorted((Path(__file__).parents[1] / "law" / "sentences").rglob("*.toml"))
SPOKEN = {
    question: cases
    for path in TABLES
    for question, cases in tomllib.loads(path.read_text("utf-8"), parse_float=Decimal).items()
}


def _cases() -> Iterator[Any]:
    for question, cases in SPOKEN.items():
        for place, case in enumerate(cases, 1):
            yield pytest.param(question, case, id=f"{question} {place}")


@pytest.mark.parametrize(("question", "case"), list(_cases()))
def test_the_sentence_is_said_word_for_word(question: str, case: dict[str, Any]) -> None:
    found = answer(TableCase("", question, case["facts"], {}), RULES)
    assert found.grounds == " ".join(case["says"].split())
    assert (found.value, found.old_value) == (case.get("value"), case.get("old_value"))
    assert ", ".join(_named(one) for one in found.basis) == " ".join(case.get("rests_on", "").split())
    assert isinstance(found.findings, tuple)
    assert found.status in statuses()
    assert codes().issuperset(found.findings)
    assert found.why == (f"{found.grounds}; basis: {found.citation}." if found.basis else f"{found.grounds}.")


def test_every_question_has_its_sentences() -> None:
    assert set(SPOKEN) == set(ASK)


def _named(rule: Provision) -> str:
    """A provision by its parameter and first day; one of the bank by its value, a register by its name."""
    if rule.confidence == POLICY_MARK:
        return f"{rule.parameter} = {shown(rule.value)}"
    return rule.parameter if rule.effective_from == date.min else f"{rule.parameter} of {rule.effective_from}"
