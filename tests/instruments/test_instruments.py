"""Every instrument is specified by the table of cases that shares its file name; this is their one runner.

A table asks one question. Its `columns` name the facts of the case (those of `given` fill the rest), then what is
expected; a row begins with its sentence. "-" stands for a fact that is not given, or a value that is not answered.
`policy.x` sets a parameter of the bank. `says` is a piece of the sentence shown, `error` a piece of the refusal.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from xl_addin import rulebook
from xl_addin.engine.decision import Decision
from xl_addin.engine.questions import ask, facts_of
from xl_addin.rulebook import NotInForce
from xl_addin.rulebook.policy import FIELDS, Policy

RULES = rulebook.load()
INSTRUMENTS = {path.stem for path in (Path(rulebook.__file__).parent / "instruments").glob("*.toml")}
TABLES = {path.stem: path for path in Path(__file__).parent.glob("*.toml")}
EXPECTED = ("status", "value", "old_value", "findings", "cites", "says", "confidence", "error")
ABSENT = "-"


def _cases(stem: str) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """(sentence, question, facts, expected) of each row of a stem's tables."""
    data = tomllib.loads(TABLES[stem].read_text("utf-8"), parse_float=Decimal)
    for table in data["table"]:
        for sentence, *cells in table["rows"]:
            row = dict(zip(table["columns"], cells, strict=True))
            facts = {**table.get("given", {}), **{k: v for k, v in row.items() if k not in EXPECTED}}
            yield sentence, table["ask"], facts, {k: v for k, v in row.items() if k in EXPECTED}


def _fact(value: Any, kind: str) -> Any:
    """A cell of a table as the kind of its fact wants it: a number is an amount, except where a count is asked."""
    if isinstance(value, dict):
        return {key: _fact(one, kind) for key, one in value.items()}
    if isinstance(value, int) and not isinstance(value, bool):
        return value if kind == "count" else Decimal(value)
    return None if value == ABSENT else value


def _ask(question: str, facts: dict[str, Any]) -> Decision:
    own = {k.removeprefix("policy."): v for k, v in facts.items() if k.startswith("policy.") and v != ABSENT}
    own = {k: Decimal(v) if FIELDS[k].kind == "decimal" else v for k, v in own.items()}
    kinds = facts_of(question)
    case = {k: _fact(v, kinds.get(k, "")) for k, v in facts.items() if not k.startswith("policy.")}
    return ask(question, RULES, Policy(**own), case)


ALL = [pytest.param(*rest, id=f"{s}: {name}") for s in sorted(TABLES) for name, *rest in _cases(s)]


@pytest.mark.parametrize(("question", "facts", "expected"), ALL)
def test_case(question: str, facts: dict[str, Any], expected: dict[str, Any]) -> None:
    if "error" in expected:
        with pytest.raises(NotInForce, match=expected["error"]):
            _ask(question, facts)
        return
    answer = _ask(question, facts)
    assert {name: _seen(answer, name, wanted) for name, wanted in expected.items()} == expected
    assert answer.ok == (answer.status == "OK")
    assert answer.why.endswith(".")


def _seen(answer: Decision, name: str, wanted: Any) -> Any:
    """What the answer shows under the name of an expected column; for pieces of text, the piece if it is there."""
    if name == "cites":
        return wanted if wanted in f"{answer.instrument}, {answer.paragraph}" else answer.basis
    if name == "says":
        return wanted if wanted in answer.why else answer.why
    if name == "findings":
        return " ".join(answer.findings)
    seen = getattr(answer, name)
    return ABSENT if seen is None else seen


def test_every_instrument_has_a_table_and_every_table_an_instrument() -> None:
    assert set(TABLES) == INSTRUMENTS


def test_every_provision_is_relied_on_by_a_case() -> None:
    relied = set()
    for stem in TABLES:
        for _, question, facts, expected in _cases(stem):
            if "error" not in expected:
                relied |= {(p.parameter, p.effective_from) for p in _ask(question, facts).basis}
    encoded = {(p.parameter, p.effective_from) for one in RULES.parameters() for p in RULES.history(one.name)}
    assert encoded - relied == set()


@pytest.mark.parametrize("stem", sorted(TABLES))
def test_table_asks_on_the_first_day_and_its_eve(stem: str) -> None:
    asked = {value for _, _, facts, _ in _cases(stem) for value in facts.values() if isinstance(value, date)}
    data = tomllib.loads((Path(rulebook.__file__).parent / "instruments" / f"{stem}.toml").read_text("utf-8"))
    for first in {max(row["effective_from"], RULES.earliest) for row in data["provision"]}:
        assert {first, first - timedelta(days=1)} <= asked
    for last in {row["last_day"] for row in data.get("end", ())}:
        assert {last, last + timedelta(days=1)} <= asked
