"""Makers, checkers and branches at random, with faults and kills; python -m tests.faults.machine does many."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

if os.name == "nt":
    pytest.skip("forks, and limits of the system", allow_module_level=True)

from tests.faults import acting, outbox_acts
from tests.faults.acting import World, begun
from tests.faults.machine import ACTS, SCENES, Broken, Chance, Fault, acted, fault_of, looked_over, remembered, run
from xl_addin.desk.produce import draft, let_go
from xl_addin.desk.produce.waits import waiting
from xl_addin.ledger.outbox import Outbox

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
NAMED, SCENE = {act.__name__: act for act in ACTS}, {scene.__name__: scene for scene in SCENES}


class Drawn:
    """Choices that hypothesis makes, and makes simpler where something does not hold."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data

    def one(self, of: Sequence[T]) -> T:
        """One of several."""
        return of[self.whole(0, len(of) - 1)]

    def whole(self, low: int, high: int) -> int:
        """A number between these, both among them."""
        return int(self.data.draw(st.integers(low, high)))


def desk_of_people(root: Path) -> type[RuleBasedStateMachine]:
    """A machine whose rules are the acts of the desk; every invariant is asked after each of them."""

    class Desk(RuleBasedStateMachine):
        world: World

        @initialize()
        def begin(self) -> None:
            self.home = Path(tempfile.mkdtemp(dir=root))
            self.home.rmdir()
            self.world = begun(self.home)

        def act(self, name: str, data: st.DataObject, fault: Fault | None = None) -> None:
            pick = Drawn(data)
            acted(self.world, NAMED[name](self.world, pick), fault)
            acting.clock(self.world, pick)

        @rule(data=st.data(), name=st.sampled_from([act.__name__ for act in ACTS]))
        def somebody_acts(self, data: st.DataObject, name: str) -> None:
            self.act(name, data)

        @rule(data=st.data(), name=st.sampled_from([act.__name__ for act in ACTS]))
        def somebody_is_stopped(self, data: st.DataObject, name: str) -> None:
            self.act(name, data, fault_of(Drawn(data)))

        @rule(data=st.data(), name=st.sampled_from([scene.__name__ for scene in SCENES]))
        def several_act(self, data: st.DataObject, name: str) -> None:
            pick = Drawn(data)
            for plan in SCENE[name](self.world, pick):
                acted(self.world, plan)

        def teardown(self) -> None:
            if hasattr(self, "world"):
                looked_over(self.world)
                self.world.ledger.close()
                shutil.rmtree(self.home)

    return Desk


def test_case_71_97_whoever_does_what_in_whichever_order_every_invariant_holds(tmp_path: Path) -> None:
    desk = desk_of_people(tmp_path)
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    quick = settings(
        max_examples=12, stateful_step_count=20, deadline=None, derandomize=True, suppress_health_check=slow
    )
    run_state_machine_as_test(desk, settings=quick)


def test_case_64_65_acts_at_random_with_many_faults(tmp_path: Path) -> None:
    world, counts = begun(tmp_path / "desk"), Counter[str]()
    with remembered():
        run(world, Chance(Random("people")), 80, counts, faults_in=4)  # noqa: S311 - seeded trials
    assert counts.total() >= 80
    world.ledger.close()


def test_the_long_set_of_the_machine_is_one_command() -> None:
    command = [sys.executable, "-m", "tests.faults.machine", "--acts", "20", "--seed", "3"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "0 times something did not hold" in ran.stdout


# --- the machine itself sees what is wrong ---


def test_a_row_written_past_the_program_is_seen(tmp_path: Path) -> None:
    world = begun(tmp_path / "desk")
    with world.ledger.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO closures (seq, act, item_kind, item_key, currency, amount_minor, proposal_seq, proposal_place)"
            " SELECT 1, 'WRITE_OFF', 'ORM', orm_key, currency, 1, 1, 1 FROM orm_events LIMIT 1"
        )
        connection.exec_driver_sql("COMMIT")
    with pytest.raises(Broken, match="closures has 1 rows, its acts have 0"):
        acted(world, acting.answers_to_all(world))
    world.ledger.close()


class First:
    """Choices of which the first is taken."""

    def one(self, of: Sequence[T]) -> T:
        """The first."""
        return of[0]

    def whole(self, low: int, high: int) -> int:
        """The greatest."""
        return high


def drafted(home: Path) -> World:
    """A desk that is cut over and has drafted its settlements."""
    world = begun(home)
    for plan in (*outbox_acts.cut_over_by_two(world, First()), outbox_acts.drafted_by(world, world.by("maker1"))):
        assert acted(world, plan) == "kept", plan.name
    return world


def test_files_that_their_drafter_lets_go_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = drafted(tmp_path / "desk")
    monkeypatch.setattr(let_go, "_person", lambda *_: "")
    with pytest.raises(Broken, match=r"I10: maker1 let .* go and drafted it"):
        acted(world, outbox_acts.let_go_by(world, world.by("maker1")))
    world.ledger.close()


def test_what_is_reported_twice_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = drafted(tmp_path / "desk")
    monkeypatch.setattr(draft, "waiting", lambda books: waiting(replace(books, box=Outbox())))
    with pytest.raises(Broken, match="is reported twice"):
        acted(world, outbox_acts.drafted_by(world, world.by("maker1")))
    world.ledger.close()


def test_a_file_that_lies_elsewhere_is_seen(tmp_path: Path) -> None:
    world = drafted(tmp_path / "desk")
    next(world.out.glob("draft/*")).rename(world.out / "elsewhere")
    with pytest.raises(Broken, match=r"I9: draft/.* lies as None"):
        acted(world, acting.answers_to_all(world))
    world.ledger.close()


@pytest.mark.parametrize(
    ("until", "granted", "said"),
    [
        ("15-May-2027", "31-Oct-2026", ""),  # six months after the contract's date
        ("16-May-2027", "31-Oct-2026", "beyond 6 months from 2026-11-15"),
        ("15-Feb-2027", "30-Sep-2026", ""),  # six months after the date of the old rules
    ],
)
def test_time_beyond_its_step_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: str, granted: str, said: str
) -> None:
    """A program that goes by no bound grants a day more; the machine, which has the bounds from elsewhere, sees it."""
    world = begun(tmp_path / "desk")
    bounds = replace(acting.LAW.policy, ext_step_months=None, ext_total_years=None)
    monkeypatch.setattr(acting, "LAW", replace(acting.LAW, policy=bounds))
    boe = next(key.split("#")[0] for key in world.keys("INVOICE") if "/2026-03-" in key)
    asked = (acting.known_of_old_bill(world, boe, "Y"), acting.extension_to(world, boe, until, granted))
    granting = acting.approval_of(world, world.as_on, world.by("checker1"), lambda one: True)
    for plan in asked:
        assert acted(world, plan) == "kept", plan.name
    if said:
        with pytest.raises(Broken, match=f"I15: .* {said}"):
            acted(world, granting)
    else:
        assert acted(world, granting) == "kept"
    world.ledger.close()
