"""Every instrument is specified by the table of cases that shares its file name; this is their one runner.

How a table is written: `tests/law/case_tables.py`, which the measure of coverage reads them with too.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.law.case_tables import ABSENT, TableCase, answer, cases_of, table_paths
from tests.law.coverage import measured
from xl_addin import rulebook
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import NotInForce

RULES = rulebook.load()
INSTRUMENTS = {path.stem for path in (Path(rulebook.__file__).parent / "instruments").glob("*.toml")}
TABLES = table_paths(Path(__file__).parent)
ALL = [pytest.param(case, id=f"{stem}: {case.sentence}") for stem, path in TABLES.items() for case in cases_of(path)]


@pytest.mark.parametrize("case", ALL)
def test_case(case: TableCase) -> None:
    if "error" in case.expected:
        with pytest.raises(NotInForce, match=case.expected["error"]):
            answer(case, RULES)
        return
    found = answer(case, RULES)
    assert {name: _seen(found, name, wanted) for name, wanted in case.expected.items()} == case.expected
    assert found.ok == (found.status == "OK")
    assert found.why.endswith(".")


def _seen(found: Decision, name: str, wanted: Any) -> Any:
    """What the answer shows under the name of an expected column; for pieces of text, the piece if it is there."""
    if name == "cites":
        return wanted if wanted in f"{found.instrument}, {found.paragraph}" else found.basis
    if name == "says":
        return wanted if wanted in found.why else found.why
    if name == "findings":
        return " ".join(found.findings)
    seen = getattr(found, name)
    return ABSENT if seen is None else seen


def test_every_instrument_has_a_table_and_every_table_an_instrument() -> None:
    assert set(TABLES) == INSTRUMENTS


def test_every_provision_is_relied_on_by_a_case() -> None:
    lacking = {one.instrument: one.without_case for one in measured(RULES, Path(__file__).parent) if one.without_case}
    assert lacking == {}


@pytest.mark.parametrize("stem", sorted(TABLES))
def test_table_asks_on_the_first_day_and_its_eve(stem: str) -> None:
    asked = {value for case in cases_of(TABLES[stem]) for value in case.facts.values() if isinstance(value, date)}
    data = tomllib.loads((Path(rulebook.__file__).parent / "instruments" / f"{stem}.toml").read_text("utf-8"))
    for first in {max(row["effective_from"], RULES.earliest) for row in data["provision"]}:
        assert {first, first - timedelta(days=1)} <= asked
    for last in {row["last_day"] for row in data.get("end", ())}:
        assert {last, last + timedelta(days=1)} <= asked
