"""The answers to the sentence cases, worked out from the rules by somebody who had not seen the program's.

`law/by_hand/` holds status, dates and workings in the order of `law/sentences/`. Where the program takes another
reading, `here` is its status and `why` its reason: an open point of the rules, or something the rules do not quote.
A new sentence case is added at the end of its question, with its row here.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.engine.test_sentences import RULES, SPOKEN
from tests.law.case_tables import TableCase, answer

WORKED = {
    question: rows
    for path in sorted((Path(__file__).parents[1] / "law" / "by_hand").rglob("*.toml"))
    for question, rows in tomllib.loads(path.read_text("utf-8")).items()
}
CASES = [
    pytest.param(question, row, id=f"{question} {row['n']}") for question in SPOKEN for row in WORKED.get(question, ())
]


@pytest.mark.parametrize(("question", "row"), CASES)
def test_status_and_dates_are_those_worked_out_from_the_rules(question: str, row: dict[str, Any]) -> None:
    case = SPOKEN[question][row["n"] - 1]
    found = answer(TableCase("", question, case["facts"], {}), RULES)
    assert found.status == row.get("here", row["status"]), row["work"]
    for name, seen in (("value", found.value), ("old_value", found.old_value)):
        if name in row and seen is not None:
            assert seen == _plain(row[name]), row["work"]


def test_every_sentence_case_is_worked_out() -> None:
    places = {question: [row["n"] for row in rows] for question, rows in WORKED.items()}
    assert places == {question: list(range(1, len(cases) + 1)) for question, cases in SPOKEN.items()}


def test_another_reading_says_why() -> None:
    other = [(question, row) for question, rows in WORKED.items() for row in rows if "here" in row]
    assert all(row["why"] and row["here"] != row["status"] for _, row in other)
    assert len(other) < len(CASES) / 8, "more and more readings of our own: ask the compliance desk"


def _plain(value: date | str) -> date | Decimal:
    return value if isinstance(value, date) else Decimal(value)
