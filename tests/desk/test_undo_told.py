"""Undo and redo at the command line: what they tell, before and after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk, boe, csv_text, obe_xml, orm
from tests.desk.test_command_line import run
from xl_addin.desk.answers.undo_told import NOUNS
from xl_addin.desk.month.settle import settle
from xl_addin.ledger import tables
from xl_addin.ledger.acts import ACTS, Act


def test_undo_and_redo_at_the_command_line(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.take({"a.obe.xml": obe_xml(boe()), "orm.csv": csv_text([orm(amount="500.00", number="IBA26100000001")])})
    settle(desk.ledger, OCTOBER, ACTOR)
    desk.ledger.close()
    look = run("undo", "--ledger", desk.path, "--list")
    assert ("Would be taken back: 2: settlement lines" in look.stdout, "1 line, USD 500.00" in look.stdout) == (
        True,
        True,
    )
    assert "Taken back: 2" in run("undo", "--ledger", desk.path).stdout
    assert "Would count again: 2" in run("redo", "--ledger", desk.path, "--list").stdout
    assert "Counts again: 2" in run("redo", "--ledger", desk.path).stdout
    assert run("redo", "--ledger", desk.path).returncode == 2


@pytest.mark.parametrize("act", [one for one in ACTS.values() if one.writes], ids=lambda one: one.kind)
def test_every_act_is_told_by_something_that_it_writes(act: Act) -> None:
    summed = (tables.postings, tables.proposals, tables.closures, tables.message_records)
    assert {*act.writes} & {*summed, *(table for table, *_ in NOUNS)}
