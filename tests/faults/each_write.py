"""Each act of two people, with every single write of it failing once, and killed before and after each of its steps.

What is left is all of the act or nothing; done again it is there once. python -m tests.faults.each_write tries each.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.faults import acting
from tests.faults.acting import LAW, Plan, World, begun
from tests.faults.machine import Fault, acted, failing, remembered, stopped_at
from xl_addin.desk.acts.asked import Asked
from xl_addin.desk.acts.decline import Said, decline
from xl_addin.desk.acts.match import Maker, match, unmatch
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.acts.sign import propose_reopening, sign
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.papers.issue import MERGED, Office, Order
from xl_addin.desk.papers.issue_slips import issue_slips
from xl_addin.desk.papers.templates import Templates
from xl_addin.ledger import Ledger
from xl_addin.ledger.signed import CHECKED, PREPARED, SIGNED_OFF

Do = Callable[[World, Ledger], object]
MANY = 200  # more writes than any act has
PAY, OWE = "IBA26100000002", "0000006/2026-10-06/INNSA1#2"


def put(world: World, ledger: Ledger) -> object:
    """The maker proposes what may be closed as small value."""
    return propose(ledger, world.as_on, LAW, world.by("maker1"), Wanted("SMALL_VALUE"))


def _open_again(world: World, ledger: Ledger) -> object:
    return propose(ledger, world.as_on, LAW, world.by("maker1"), Wanted("REOPEN"))


def _maker(world: World, ledger: Ledger) -> Maker:
    return Maker(ledger, world.as_on, LAW, world.by("maker1"))


def _tie(world: World, ledger: Ledger) -> object:
    return match(_maker(world, ledger), Asked(PAY, ((OWE, None),), "named by letter"))


def _untie(world: World, ledger: Ledger) -> object:
    return unmatch(_maker(world, ledger), Asked(PAY, (), "the wrong invoice"))


def pass_(world: World, ledger: Ledger, name: str = "checker1") -> object:
    """Another person approves all that waits."""
    return acting.approve(ledger, world.as_on, LAW, world.by(name), lambda one: True)


def _give_back(world: World, ledger: Ledger, word: str = "RETURNED") -> object:
    return decline(ledger, world.as_on, LAW, world.by("checker1"), lambda one: Said(word, "papers are missing"))


def _close(world: World, ledger: Ledger) -> object:
    return acting.closing_of(world).do(ledger)


def _sign(world: World, ledger: Ledger, role: str, name: str) -> object:
    return sign(ledger, world.as_on, LAW, world.by(name), role, reason="kept elsewhere")


def _reopen(world: World, ledger: Ledger) -> object:
    return propose_reopening(ledger, world.as_on, LAW, world.by("maker1"), "a late extract")


def _slips(world: World, ledger: Ledger) -> object:
    order = Order(world.home / "papers", Templates(), MERGED)
    return issue_slips(Office(ledger, world.as_on, LAW, world.by("maker1"), "Namuna Bank", order))


def _undo(world: World, ledger: Ledger) -> object:
    return undo(ledger, world.by("maker1"))


_PREPARED = partial(_sign, role=PREPARED, name="maker1")
_CHECKED = partial(_sign, role=CHECKED, name="checker1")
_SIGNED = partial(_sign, role=SIGNED_OFF, name="head1")


@dataclass(frozen=True)
class Case:
    """An act, and what comes before it; `files`: whether it puts files in place once it is kept."""

    name: str
    kind: str
    before: tuple[Do, ...]
    act: Do
    repeats: bool = False
    files: bool = False


CASES = (
    Case("closures are proposed", "PROPOSE", (), put),
    Case("closures are approved", "APPROVE", (put,), pass_),
    Case("closures are returned", "DECLINE", (put,), _give_back),
    Case("opening again is proposed", "PROPOSE", (put, pass_), _open_again),
    Case("opening again is approved", "APPROVE", (put, pass_, _open_again), pass_),
    Case("a match is proposed", "PROPOSE", (), _tie),
    Case("a match is approved", "APPROVE", (_tie,), pass_),
    Case("a match is refused", "DECLINE", (_tie,), partial(_give_back, word="REFUSED")),
    Case("taking back is proposed", "PROPOSE", (_tie, pass_), _untie),
    Case("taking back is approved", "APPROVE", (_tie, pass_, _untie), pass_),
    Case("a proposal is undone", "UNDO", (put,), _undo, repeats=True),
    Case("slips are issued", "PAPERS", (), _slips, files=True),
    Case("the month is closed", "CLOSE", (), _close),
    Case("the month is signed first", "SIGN", (_close,), _PREPARED, repeats=True),
    Case("the month is signed last", "SIGN", (_close, _PREPARED, _CHECKED), _SIGNED),
    Case("the month is asked to be opened", "PROPOSE", (_close, _PREPARED, _CHECKED, _SIGNED), _reopen),
    Case(
        "the month is opened again",
        "APPROVE",
        (_close, _PREPARED, _CHECKED, _SIGNED, _reopen),
        partial(pass_, name="head2"),
    ),
)


def prepared(case: Case, home: Path) -> None:
    """A desk that is about to do the act."""
    world = begun(home)
    for before in case.before:
        before(world, world.ledger)
        assert world.reader.read_on() == []
    world.ledger.close()


def desk_of(home: Path, number: int) -> World:
    """A copy of a desk."""
    copy = home.with_name(f"{home.name} {number}")
    shutil.copytree(home, copy)
    world = World(copy)
    assert world.reader.read_on() == []
    return world


def trial(case: Case, home: Path, number: int, fault: Fault) -> str:
    """The act under a fault, then once more: in the end it was done once; how the first one ended."""
    world = desk_of(home, number)
    before = len(world.reader.told.acts)
    told = acted(world, Plan(case.name, (case.kind,), partial(case.act, world), case.repeats), fault)
    new = [act["kind"] for act in world.reader.told.acts[before:]]
    assert new == [case.kind] or (case.repeats and set(new) == {case.kind}), (told, new)
    world.ledger.close()
    shutil.rmtree(world.home)
    return told


def numbers(ends: Callable[[int], str]) -> Iterator[str]:
    """How trials 1, 2, 3 … ended, up to the first one that met no fault."""
    for number in range(1, MANY):
        told = ends(number)
        if told.startswith("done"):
            return
        yield told
    raise AssertionError(f"after {MANY} there is still a fault")


CALLS = ("sqlite pwrite64", "write", "fsync", "open")  # of the database, and of the notes beside it


def with_each_write_failing(case: Case, home: Path, call: str) -> list[str]:
    """How the act ended with its first, second, third … call failing as on a full disk."""
    return list(numbers(lambda n: trial(case, home, n, failing(call, n, errno.ENOSPC))))


def with_each_step_killed(case: Case, home: Path) -> tuple[list[str], list[str]]:
    """How the act ended, killed before its lock, each of its rows and its commit; and after each of them."""
    after = list(numbers(lambda n: trial(case, home, n, stopped_at(n, after=True))))
    steps = range(1, len(after) + 1)
    return [trial(case, home, n, stopped_at(n, after=False)) for n in steps], after


def main() -> None:
    """Every act with every fault; an AssertionError where anything is lost, doubled or not told."""
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder, remembered():
            home = Path(folder) / "desk"
            prepared(case, home)
            failed = [told for call in CALLS for told in with_each_write_failing(case, home, call)]
            killed = [told for ends in with_each_step_killed(case, home) for told in ends]
        print(f"{case.name}: {len(failed)} writes failed, {len(killed)} times killed: {dict(Counter(failed + killed))}")


if __name__ == "__main__":
    main()
