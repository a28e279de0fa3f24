"""The tables of cases that specify the instruments: one reader for the test runner and for the measure of coverage.

A table asks one question. Its `columns` name the facts of the case (those of `given` fill the rest), then what is
expected; a row begins with its sentence. "-" stands for a fact that is not given, or a value that is not answered.
`policy.x` sets a parameter of the bank. `says` is a piece of the sentence shown, `error` a piece of the refusal.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.engine.questions import ASK, ask, facts_of
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.policy_fields import FIELDS

EXPECTED = ("status", "value", "old_value", "findings", "cites", "says", "confidence", "error")
ABSENT = "-"
POLICY = "policy."


class TableCase(NamedTuple):
    """One row of a table: its sentence, the question, the facts as written, and what is expected."""

    sentence: str
    question: str
    facts: dict[str, Any]
    expected: dict[str, Any]


def table_paths(folder: Path) -> dict[str, Path]:
    """The tables of `folder` by stem; DeskError where there is none."""
    paths = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    if not paths:
        raise DeskError(
            "No tables of cases were found.", f"Folder {folder}.", "Name the folder that holds them with --tables."
        )
    return paths


def cases_of(path: Path) -> Iterator[TableCase]:
    """Every case of a file; DeskError names a table or row that cannot be read."""
    for table in _tables(path):
        question = table.get("ask", "")
        if question not in ASK:
            raise _fault(path, f"a table asks {question!r}, which is no question of the rules")
        _check_facts(path, question, [*table.get("given", {}), *table["columns"]])
        for sentence, *cells in table["rows"]:
            if len(cells) != len(table["columns"]):
                raise _fault(path, f"row {sentence!r} has {len(cells)} cells for {len(table['columns'])} columns")
            row = dict(zip(table["columns"], cells, strict=True))
            facts = {**table.get("given", {}), **{k: v for k, v in row.items() if k not in EXPECTED}}
            yield TableCase(sentence, question, facts, {k: v for k, v in row.items() if k in EXPECTED})


def _check_facts(path: Path, question: str, names: list[str]) -> None:
    """A misspelt fact would be a fact that is not given: it stops the table before a case is asked."""
    known = facts_of(question)
    for name in names:
        if name not in known and name not in EXPECTED and not name.startswith(POLICY):
            near = " or ".join(get_close_matches(name, (*known, *EXPECTED))) or f"one of {', '.join(known)}"
            raise _fault(path, f"{question} takes no fact {name!r}; meant is perhaps {near}")


def answer(case: TableCase, rules: Rulebook) -> Decision:
    """What the rules say to a case; NotInForce where the law gives no answer."""
    own = {k.removeprefix(POLICY): v for k, v in case.facts.items() if k.startswith(POLICY) and v != ABSENT}
    kinds = facts_of(case.question)
    facts = {k: _fact(v, kinds.get(k, "")) for k, v in case.facts.items() if not k.startswith(POLICY)}
    return ask(case.question, Law(rules, Policy(**{k: _own(k, v) for k, v in own.items()})), facts)


def _tables(path: Path) -> list[dict[str, Any]]:
    try:
        return list(tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)["table"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise _fault(path, f"the tables cannot be read: {error}") from error


def _fact(value: Any, kind: str) -> Any:
    """A cell of a table as the kind of its fact wants it: a number is an amount, except where a count is asked."""
    if isinstance(value, dict):
        return {key: _fact(one, kind) for key, one in value.items()}
    if isinstance(value, int) and not isinstance(value, bool):
        return value if kind == "count" else Decimal(value)
    return None if value == ABSENT else value


def _own(name: str, value: Any) -> Any:
    """A parameter of the bank as the policy holds it."""
    if isinstance(value, list):
        return tuple(value)
    return Decimal(value) if FIELDS[name].kind in ("decimal", "percent") else value


def _fault(path: Path, what: str) -> DeskError:
    return DeskError(f"{what[0].upper()}{what[1:]}.", f"File {path}.", "Correct the table; nothing was measured.")
