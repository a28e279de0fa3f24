"""Each act of two people with each of its writes failing once, and killed at each of its steps."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("forks, and limits of the system", allow_module_level=True)

from tests.faults import acting
from tests.faults.acting import begun
from tests.faults.each_write import (
    CALLS,
    CASES,
    Case,
    pass_,
    prepared,
    put,
    with_each_step_killed,
    with_each_write_failing,
)
from tests.faults.harness import ended, forked
from tests.faults.machine import failing, remembered
from xl_addin.domain.errors import DeskError

# They write the most.
FEW = ("slips are issued", "closures are approved", "taking back is approved", "the month is signed last")


@pytest.fixture(scope="module", params=[one for one in CASES if one.name in FEW], ids=lambda case: case.name)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Case, Path]]:
    """An act with the folder of a desk that is about to do it."""
    home = tmp_path_factory.mktemp("each_write") / "desk"
    with remembered():
        prepared(request.param, home)
        yield request.param, home


@pytest.mark.parametrize("call", CALLS)
def test_case_64_84_every_write_of_an_act_fails_once(case: tuple[Case, Path], call: str) -> None:
    """A full disk at the n-th write of the database or of the notes beside it."""
    told = (
        {"told, nothing kept", "told, kept"} if case[0].files and call in ("fsync", "open") else {"told, nothing kept"}
    )
    assert set(with_each_write_failing(*case, call)) == told


def test_case_65_killed_at_each_step_of_an_act(case: tuple[Case, Path]) -> None:
    """Before the lock, before each row, before the commit, and just after each of them."""
    before, after = with_each_step_killed(*case)
    assert set(before) == {"killed, nothing kept"}
    assert after == ["killed, nothing kept"] * (len(after) - 1) + ["killed, kept"]


@pytest.mark.parametrize(
    ("call", "error", "what", "todo"),
    [
        ("sqlite pwrite64", errno.ENOSPC, "The ledger could not be written", "The disk is full: free some space"),
        (
            "sqlite pwrite64",
            errno.EIO,
            "The ledger could not be written",
            "The disk or the network share did not answer",
        ),
        (
            "write",
            errno.ENOSPC,
            "The act could not be noted beside the ledger",
            "Check space and rights. Nothing of this",
        ),
    ],
)
def test_case_84_a_full_disk_in_mid_approval_is_told_with_the_way_out(
    tmp_path: Path, call: str, error: int, what: str, todo: str
) -> None:
    """Read aloud: what could not be done, of which file, and what to do."""
    world = begun(tmp_path / "desk")
    put(world, world.ledger)
    world.ledger.close()
    said = tmp_path / "said"

    def act() -> None:
        ledger = acting.open_ledger(str(world.path))
        failing(call, 1, error)(ledger)
        try:
            pass_(world, ledger)
        except DeskError as told:
            said.write_text(f"{told.what}\n{told.where}\n{told.todo}")

    assert ended(forked(tmp_path, act)) == 0
    told = said.read_text().split("\n")
    assert told[0].startswith(what)
    assert "desk.sqlite" in told[1]
    assert told[2].startswith(todo)
