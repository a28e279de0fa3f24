"""A desk of people who act at random, with faults and kills in the midst: python -m tests.faults.machine --acts 100000

After each act everything that must hold is asked of the raw rows; what an act adds is one act of its kind or nothing.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from pandas import DataFrame
from sqlalchemy import event

from tests.desk.short_months import told
from tests.faults import acting, outbox_acts
from tests.faults.acting import LAW, Pick, Plan, World, begun, clock
from tests.faults.harness import CRASHED, TOLD, ended, forked
from tests.faults.invariants import broken, items_of
from tests.faults.outbox_rows import broken_outbox, not_in_place
from tests.faults.system_calls import fail_call
from xl_addin.desk.acts import approve, audit, ground, propose, sign
from xl_addin.desk.answers import review
from xl_addin.desk.close.verify import verify
from xl_addin.desk.month import month
from xl_addin.desk.month import settle as settling
from xl_addin.desk.month.month import Month, read_month
from xl_addin.desk.month.movements import movements
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.produce import books
from xl_addin.desk.produce.books import read_books
from xl_addin.desk.produce.ties import ties_of
from xl_addin.desk.produce.waits import waiting
from xl_addin.domain.dates import month_end
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.engine.settlement import Settlement
from xl_addin.engine.settlement import match as match_items
from xl_addin.ledger import Ledger, anchors, open_ledger
from xl_addin.ledger.chain import head
from xl_addin.workbook.proof.tieouts import tie_outs

T = TypeVar("T")
LONG = 60  # acts of one ledger
BAD_MOST = 20
WRITING = ("BEGIN IMMEDIATE", "INSERT", "COMMIT")  # statements of a step
ACTS, SCENES = (*acting.ACTS, *outbox_acts.ACTS), (*acting.SCENES, *outbox_acts.SCENES)
WEIGHTS = {
    **{"answer": 2, "put": 4, "tie": 4, "pass_": 6, "take_back": 2, "untie": 2, "sign_it": 2, "close": 2, "ask": 3},
    **outbox_acts.WEIGHTS,
}
CALLS = (
    "write",
    "fsync",
    "open",
    "sqlite pwrite64",
    "sqlite write",
    "sqlite ftruncate",
    "sqlite unlink",
    "sqlite open",
)


class Broken(AssertionError):
    """What must hold does not."""


@dataclass
class Chance:
    """Choices of a seeded generator."""

    rng: random.Random

    def one(self, of: Sequence[T]) -> T:
        """One of several."""
        return self.rng.choice(of)

    def whole(self, low: int, high: int) -> int:
        """A number between these, both among them."""
        return self.rng.randint(low, high)


def chosen(world: World, pick: Pick) -> Plan:
    """The next act."""
    weighted = [act for act in ACTS for _ in range(WEIGHTS.get(act.__name__, 1))]
    return pick.one(weighted)(world, pick)


# --- faults ---

Fault = Callable[[Ledger], None]


def stopped_at(at: int, *, after: bool) -> Fault:
    """The process is killed before, or just after, its n-th statement that locks, writes or commits."""

    def prepare(ledger: Ledger) -> None:
        met = 0

        def count(*given: Any) -> None:
            nonlocal met
            met += given[2].startswith(WRITING)
            if met == at:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(ledger.engine, "after_cursor_execute" if after else "before_cursor_execute", count)

    return prepare


def failing(call: str, at: int, error: int) -> Fault:
    """The n-th call of the system fails."""
    return lambda _: fail_call(call, at, error)


def fault_of(pick: Pick) -> Fault:
    """Some fault in the midst of an act."""
    if pick.whole(0, 1):
        return stopped_at(pick.whole(1, 8), after=bool(pick.whole(0, 1)))
    return failing(pick.one(CALLS), pick.whole(1, 12), pick.one((errno.ENOSPC, errno.EIO)))


def _in_a_fork(world: World, plan: Plan, fault: Fault) -> str:
    world.ledger.close()

    def act() -> None:
        ledger = open_ledger(str(world.path))
        fault(ledger)
        plan.do(ledger)

    status, world.placed = ended(forked(world.home, act)), world.placed and not plan.files
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == CRASHED:
        raise Broken(f"{plan.name}: crashed under a fault\n{(world.home / 'crash').read_text()}")
    world.again()
    return "killed" if os.WIFSIGNALED(status) else "told" if os.WEXITSTATUS(status) == TOLD else "done"


# --- the month, read once for each state of the ledger ---

READERS = (approve, propose, ground, sign, review, audit, acting)
READERS_OF_ROWS = (books,)
MONTHS_KEPT = 200
CHECKED = 50  # one memory in so many is held against the ledger


@contextmanager
def remembered() -> Iterator[None]:
    """The month that was read is used again while nobody has acted, the matching while the same is open.

    Most acts of a long run are refused or move nothing.
    """
    known: dict[tuple[object, ...], Now] = {}
    used = 0

    def once(ledger: Ledger, as_on: date, law: Law, *_: object, short: bool = False, named: Sequence[str] = ()) -> Now:
        nonlocal used
        with ledger.read() as connection:
            at = head(connection), as_on, *sorted(named)
        used += 1
        if at not in known or used % CHECKED == 0:
            whole = bool(used % CHECKED == 0) or not short  # one reading in so many is held against the other way
            now = month_now(ledger, as_on, law, short=not whole, named=named)
            if at in known and _decided(known[at]) != _decided(now):
                raise Broken("I12: the same month decides otherwise")
            known.clear()
            known[at] = now
        return known[at]

    read: dict[tuple[str, date, bool], Month] = {}

    def read_once(ledger: Ledger, as_on: date, *, short: bool = False) -> Month:
        with ledger.read() as connection:
            at = head(connection), as_on, short
        if at not in read:
            read.clear()
            read[at] = month.read_month(ledger, as_on, short=short)
        return read[at]

    matched: dict[str, Settlement] = {}

    def match_once(*frames: DataFrame | None, **more: object) -> Settlement:
        given = repr([(list(frame.columns), frame.to_numpy().tolist()) for frame in frames if frame is not None])
        given += repr(sorted(more.get("parties", ())))  # type: ignore[call-overload]
        if given not in matched:
            if len(matched) > MONTHS_KEPT:
                matched.clear()
            matched[given] = match_items(*frames, **more)
        return matched[given]

    before, settling.match = [reader.month_now for reader in READERS], match_once
    for reader in READERS:
        reader.month_now = once
    here = sys.modules[__name__]
    for reader in (*READERS_OF_ROWS, here):
        reader.read_month = read_once
    try:
        yield
    finally:
        settling.match = match_items
        for reader, real in zip(READERS, before, strict=True):
            reader.month_now = real
        for reader in (*READERS_OF_ROWS, here):
            reader.read_month = month.read_month


def _decided(now: Now) -> list[object]:
    return [(case.subject, case.item.key, case.decision) for case in now.cases]


# --- one act ---


def acted(world: World, plan: Plan, fault: Fault | None = None) -> str:
    """Does an act, under a fault first where there is one; Broken where anything does not hold after it."""
    before = len(world.reader.told.acts)
    told = _in_a_fork(world, plan, fault) if fault else _done(world, plan)
    new = _read_on(world, plan, before)
    if fault:
        if told == "done" or not (new and plan.repeats):
            _done(world, plan)
            again = _read_on(world, plan, before + len(new))
            if {*new} & {*again} and not plan.repeats and not _opened(world, before):
                raise Broken(f"{plan.name}: kept, then stopped, and kept once more when it was done again")
        return f"{told}, {'kept' if new else 'nothing kept'}"
    return "kept" if new else told


def _opened(world: World, before: int) -> bool:
    """Whether the acts since then opened the month: what waited in the shut month may be approved then."""
    told = world.reader.told
    opening = {(row["seq"], row["place"]) for row in told.rows["proposals"] if row["act"] == "REOPEN_MONTH"}
    return any(
        (row["proposal_seq"], row["proposal_place"]) in opening for row in told.rows["verdicts"] if row["seq"] > before
    )


def _done(world: World, plan: Plan) -> str:
    try:
        plan.do(world.ledger)
    except DeskError as error:
        if not (error.what and error.where and error.todo):
            raise Broken(f"{plan.name}: an error without its three parts: {error}") from error
        return "told"
    world.placed = plan.files or world.placed
    return "nothing to do"


def _read_on(world: World, plan: Plan, before: int) -> list[str]:
    """The kinds of acts that are new, after everything that must hold was asked."""
    wrong = world.reader.read_on()
    new = [act["kind"] for act in world.reader.told.acts[before:]]
    if new != [kind for kind in plan.kinds if kind in new]:
        wrong.append(f"I7: it added {new}, and may add {plan.kinds}")
    if new or wrong:  # else the rows are those of before, to the last one
        wrong += broken(world.reader.told, anchors.file_of(world.path))
        wrong += broken_outbox(world.reader.told)
        wrong += _differing(world)
        wrong += _untied(world)
    if world.placed:
        wrong += not_in_place(world.reader.told, world.out)
    if wrong:
        raise Broken(f"{plan.name}: " + "; ".join(wrong))
    return new


def _differing(world: World) -> list[str]:
    """What the program says is open beside what the raw rows say; the roll-forward that does not tie."""
    told = read_month(world.ledger, world.as_on)
    says = {(item.kind, item.key): (item.outstanding_minor, item.is_live) for item in told.items if item.is_live}
    raw = {one: (item.open, item.is_live) for one, item in items_of(world.reader.told).items() if item.is_live}
    try:
        movements(told)
    except AssertionError as error:
        return [f"I6: {error}"]
    return [
        f"I8: {one}: {says.get(one)} and {raw.get(one)}" for one in says.keys() | raw if says.get(one) != raw.get(one)
    ]


def _untied(world: World) -> Iterator[str]:
    """Tie-outs of messages: what was done is issued, drafted, waits or is held; each record is the sum of its lines."""
    if not world.reader.told.rows["message_files"]:
        return
    books = read_books(world.ledger, read_month(world.ledger, world.as_on))
    for tie in ties_of(world.ledger, books, waiting(books)).sums:
        if tie.done != tie.issued + tie.drafts + tie.waits + tie.held - tie.to_cancel or tie.differ:
            yield f"I9: {tie}"


def looked_over(world: World) -> None:
    """All that takes longer: verify, the tie-outs, and that the month says the same when it is asked again."""
    wrong = [f"{check.question}: {check.detail}" for check in verify(world.ledger) if not check.holds]
    now = month_now(world.ledger, world.as_on, LAW)
    wrong += [tie.check for tie in tie_outs(now.closing.view) if not (tie.ties or "explained" in tie.check)]
    wrong += _three_ways(now)
    wrong += _shorter(world, now)
    world.again()
    again = month_now(world.ledger, world.as_on, LAW)
    if _decided(now) != _decided(again):
        wrong.append("I12: the same month decides otherwise")
    if wrong:
        raise Broken("; ".join(wrong))


WHERE = ("IDPMS", "Waits", "Not answered", "Held", "Refused", "Unexplained")


def _three_ways(now: Now) -> Iterator[str]:
    """Of the ledger, what is in IDPMS, explained or told as unexplained is all of it: nobody need have explained it."""
    rows = now.lists["tblThreeWay"]
    for at in range(len(rows)):
        if rows["Ledger"][at] != sum(rows[header][at] for header in WHERE):
            yield f"I9: {[rows[column.header][at] for column in rows.table.columns]}"


def _shorter(world: World, now: Now) -> list[str]:
    """What a month that is read short tells otherwise than one that is read whole; the month after this one too."""
    after = month_end(world.as_on + timedelta(days=1))
    months = ((world.as_on, now), (after, month_now(world.ledger, after, LAW)))
    return [
        f"I8: {on}, read short: {name}"
        for on, whole in months
        for short in (told(month_now(world.ledger, on, LAW, short=True)),)
        for name, said in told(whole).items()
        if short[name] != said
    ]


def run(world: World, pick: Pick, acts: int, counts: Counter[str], faults_in: int = 25) -> None:
    """So many acts on one ledger, or a few more; one in `faults_in` meets a fault."""
    done = 0
    while done < acts:
        scene = pick.one(SCENES)(world, pick) if pick.whole(1, 20) == 1 else (chosen(world, pick),)
        if done == 0 and pick.whole(0, 3):  # else nothing of the outbox happens for long
            scene = outbox_acts.cut_over_by_two(world, pick)
        for plan in scene:
            fault = fault_of(pick) if pick.whole(1, faults_in) == 1 else None
            counts[f"{plan.name}: {acted(world, plan, fault)}"] += 1
            clock(world, pick)
            done += 1
    looked_over(world)


def main() -> int:
    """Acts at random on one ledger after another, and prints how they ended; 1 where anything did not hold."""
    asked = argparse.ArgumentParser(prog="python -m tests.faults.machine", description=__doc__)
    asked.add_argument("--acts", type=int, default=2000)
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    counts, bad = Counter[str](), list[str]()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # a short act makes many objects and no rings of them
    shared = Path("/dev/shm")  # noqa: S108 - memory, where there is some: an act waits for the disk longest
    home = tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None)
    with home as folder, remembered(), suppress(KeyboardInterrupt):  # broken off, it tells what was done until then
        _many(Path(folder), given.seed, given.acts, counts, bad)
    for name, n in sorted(counts.items()):
        print(f"{n:>9,}  {name}")
    print(f"{counts.total():,} acts, seed {given.seed}: {len(bad)} times something did not hold")
    print("\n".join(bad))
    return 1 if bad else 0


def _many(folder: Path, seed: int, acts: int, counts: Counter[str], bad: list[str]) -> None:
    began, ledgers = time.monotonic(), 0
    while counts.total() < acts and len(bad) < BAD_MOST:
        home, ledgers = folder / f"desk{ledgers}", ledgers + 1
        world = begun(home)
        try:
            rng = random.Random(f"{seed}/{ledgers}")  # noqa: S311 - seeded trials
            run(world, Chance(rng), min(LONG, acts - counts.total()), counts)
        except Exception:
            bad.append(f"seed {seed}/{ledgers} after {len(world.reader.told.acts)} acts\n{traceback.format_exc()}")
            print(bad[-1], file=sys.stderr, flush=True)  # a long run may be broken off
        world.ledger.close()
        shutil.rmtree(home, ignore_errors=True)
        if ledgers % 50 == 0:
            so_far = (
                f"{counts.total():,} acts, {time.monotonic() - began:.0f} s, {len(bad)} times something did not hold"
            )
            print(so_far, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
