"""The list of acts: what is not on it does not happen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, OCTOBER
from xl_addin.desk.answers.undo import history
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger, tables
from xl_addin.ledger.acts import ACTS, CLOSE, POSTINGS, Act

PRODUCT = Path(__file__).resolve().parents[2] / "xl_addin"


def test_an_act_writes_only_where_its_row_says(tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "l.db"))
    with (
        pytest.raises(AssertionError, match="CLOSE does not write to rates"),
        ledger.step(CLOSE, OCTOBER, ACTOR) as step,
    ):
        step.add(tables.rates, [])


def test_an_act_that_the_program_does_not_know_is_refused_in_words(tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "l.db"))
    with ledger.step(Act("LEND", "money lent", ()), OCTOBER, ACTOR):
        pass
    (act,) = history(ledger)
    with pytest.raises(DeskError, match="an act 'LEND' that this program does not know"):
        _ = act.told


@pytest.mark.parametrize("name", sorted({*ACTS, *POSTINGS}))
def test_no_name_of_an_act_or_a_posting_stands_elsewhere(name: str) -> None:
    written = re.compile(rf'"{name}"')
    found = [
        path.relative_to(PRODUCT).as_posix()
        for path in PRODUCT.rglob("*.py")
        if path.name != "acts.py" and written.search(path.read_text("utf-8"))
    ]
    assert found == []
