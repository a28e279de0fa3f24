"""The Rules sheet lists exactly the provisions that the decisions of the month rest on: none more, none less."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.desk.month_fixture import MAKER, OCTOBER, law
from xl_addin.desk.close.rules_used import rules_used
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.item import Party
from xl_addin.desk.month.settle import settle
from xl_addin.engine.rule import Decision
from xl_addin.ledger import open_ledger
from xl_addin.rulebook.policy import Policy, policy_provision


def decided(out: Path, copy: Path) -> list[Case]:
    """The decisions of a closed month, made again from a copy of its ledger."""
    shutil.copy(out / "ledger.sqlite", copy)
    ledger = open_ledger(str(copy), create=False)
    try:
        settled = settle(ledger, OCTOBER, MAKER)
        return decide(settled.month, law(), settled.suggestions)
    finally:
        ledger.close()


def rules_sheet(out: Path) -> list[tuple[str, date]]:
    """Parameter and first day of every row of the table of rules."""
    book = CalamineWorkbook.from_path(out / "closing-2026-10.xlsx", load_tables=True)
    table = book.get_table_by_name("tblRules")
    heads = {header: at for at, header in enumerate(table.columns)}
    return [(str(row[heads["Rule"]]), _day(row[heads["In force from"]])) for row in table.to_python()]


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value


@pytest.mark.parametrize("month", ["small_out", "desk_out"])
def test_the_rules_sheet_is_the_union_of_what_the_decisions_rest_on(
    month: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    out: Path = request.getfixturevalue(month)
    cases = decided(out, tmp_path / "copy.sqlite")
    relied = {(p.parameter, p.effective_from) for case in cases for p in case.decision.basis}
    shown = rules_sheet(out)
    assert set(shown) == relied
    assert len(shown) == len(set(shown))
    assert relied


def test_a_parameter_of_the_bank_stands_among_them_without_days() -> None:
    rule = policy_provision(Policy(registered_letter=True), "registered_letter")
    (row,) = rules_used([Case("X", Party(""), Decision("x", "OK", (rule,)))], law())
    assert (row.provision.parameter, row.value, row.effective_from) == ("registered_letter", "yes", None)
