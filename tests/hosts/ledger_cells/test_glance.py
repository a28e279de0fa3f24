"""The last act of a ledger, asked without waiting: of a file and of a database alike."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.desk.month_fixture import MAKER, OCTOBER
from tests.postgres import Server
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import acts, open_ledger
from xl_addin.ledger.glance import last_act
from xl_addin.ledger.store import GENESIS


def test_a_file_that_was_just_begun_has_no_act_and_then_the_last(tmp_path: Path) -> None:
    where = str(tmp_path / "ledger.sqlite")
    opened = open_ledger(where)
    assert last_act(where) == GENESIS
    with opened.step(acts.CLOSE, OCTOBER, MAKER) as step:
        pass
    opened.close()
    assert last_act(where) == step.hash


def test_a_database_is_asked_alike(postgres: Server, empty_ledger: str) -> None:
    where = postgres.address(postgres.new(empty_ledger))
    opened = open_ledger(where, create=False)
    before = last_act(where)
    with opened.step(acts.CLOSE, OCTOBER, opened.known(MAKER)) as step:
        assert last_act(where) == before  # nobody waits for who writes
    opened.close()
    assert last_act(where) == step.hash


def test_a_database_that_is_not_there_is_said_at_once(postgres: Server) -> None:
    began = time.monotonic()
    with pytest.raises(DeskError, match="The ledger cannot be read"):
        last_act(postgres.address("nobody_s"))
    assert time.monotonic() - began < 5
