"""The kinds of faults: a kill at any moment, an n-th call of the system that fails, a full disk, two runs at once."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from tests.desk.intake.desk_folder import ACTOR, OCTOBER
from tests.faults.books import ABORTED, READ, book_trial
from tests.faults.flips import CRASH, UNNOTICED, content, trial
from tests.faults.harness import (
    COMMANDS,
    DONE,
    TOLD,
    Bench,
    Command,
    Counts,
    _broken,
    ended,
    forked,
    killed,
    match,
    nobody,
    opened,
    take,
)
from tests.faults.system_calls import fail_call
from xl_addin.desk.intake.take_in import take_in
from xl_addin.ledger import tables

WEIGHTS = {"close": 1, "close again": 1}  # a closing is written in the time of ten other acts
OTHERS = 20
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


def chosen(rng: random.Random) -> Command:
    return rng.choices(COMMANDS, [WEIGHTS.get(one.name, OTHERS) for one in COMMANDS])[0]


def kill(bench: Bench, rng: random.Random, counts: Counts) -> None:
    """SIGKILL at a moment of the command's time."""
    command = chosen(rng)
    home = bench.home(command)
    at = rng.uniform(0, 1.2) * bench.known[command.name][2]
    pid = forked(home, lambda: command.act(home, nobody))
    bench.judge(command, home, killed(pid, at), counts, f"{command.name} killed after {at:.4f} s")


def failing_call(bench: Bench, rng: random.Random, counts: Counts) -> None:
    """The n-th write, flush, rename, removal or opening fails, in Python's calls or in those of SQLite."""
    command, error = chosen(rng), rng.choice(ERRORS)
    call, at = rng.choice(CALLS), int(rng.expovariate(1 / 6)) + 1
    home = bench.home(command)

    def act() -> None:
        fail_call(call, at, error)
        command.act(home, nobody)

    told = f"{command.name}: {call} number {at} fails with {errno.errorcode[error]}"
    bench.judge(command, home, ended(forked(home, act)), counts, told)


CALLS = (
    *("write", "fsync", "rename", "mkdir", "unlink", "open"),
    *("sqlite pwrite64", "sqlite write", "sqlite ftruncate", "sqlite unlink", "sqlite open"),
)


def full_disk(bench: Bench, rng: random.Random, counts: Counts) -> None:
    """No file may grow beyond a size: the system itself refuses the write."""
    command, most = chosen(rng), int(rng.uniform(0, 1) ** 3 * 200_000)
    home = bench.home(command)

    def act() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        try:
            command.act(home, nobody)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE)[1:] * 2)

    bench.judge(command, home, ended(forked(home, act)), counts, f"{command.name} with files up to {most} bytes")


def two_runs(bench: Bench, rng: random.Random, counts: Counts) -> None:
    """Two or three runs at once take the same files in and settle them; one of them may be killed."""
    command = next(one for one in COMMANDS if one.name == "take-in")
    home = bench.home(command)
    (home / "more").mkdir()
    (home / "more" / "orm_more.csv").write_text((home / "in" / "orm.csv").read_text().replace("A1,", "B1,"))

    def act() -> None:
        for step in rng.sample([take, match, more], 3):
            step(home)

    def more(_: Path) -> None:
        take_in(opened(home), home / "more", OCTOBER, ACTOR)

    seeds = [rng.randrange(1 << 30) for _ in range(rng.choice((2, 2, 3)))]
    pids = []
    for seed in seeds:
        rng.seed(seed)
        pids.append(forked(home, act))
    rng.seed(seeds[0] + 1)
    ends = [killed(pids[0], rng.uniform(0, 0.3))] if rng.random() < 0.3 else [ended(pids[0])]
    ends += [ended(pid) for pid in pids[1:]]
    told = f"{len(seeds)} runs, ended {ends}"
    counts.bump("trials")
    if any(os.WIFEXITED(end) and os.WEXITSTATUS(end) not in (DONE, TOLD) for end in ends):
        counts.bump("crash", f"{told}\n{(home / 'crash').read_text()}")
        return
    for step in (take, match, more, match):  # whoever lost does it again
        step(home)
    if found := _broken(home):
        counts.bump("corrupt", f"{told}: {found}")
    with opened(home).read() as connection:
        numbers = list(connection.execute(select(tables.orm_events.c.orm_number)).scalars())
        pairs = list(connection.execute(select(tables.postings.c.orm_key, tables.postings.c.invoice_key)).all())
    if len(numbers) != len(set(numbers)) or len(pairs) != len(set(pairs)):
        counts.bump("doubled", f"{told}: {sorted(numbers)} {pairs}")
    if set(numbers) != {*(f"A{n}" for n in range(1, 9)), "B1"}:
        counts.bump("lost", f"{told}: {sorted(numbers)}")


def bit_flip(bench: Bench, rng: random.Random, counts: Counts) -> None:
    """A bit of a closed ledger is flipped, or its end cut off."""
    ledger = bench.root / "templates" / "review" / "desk.sqlite"
    data, whole = ledger.read_bytes(), content(ledger)
    found = trial(bench.root / "flipped.sqlite", data, whole, rng)
    counts.bump("trials")
    counts.bump({UNNOTICED: "corrupt", CRASH: "crash"}.get(found.kind, found.kind), f"{found.where}: {found.said}")


def damaged_closing(bench: Bench, rng: random.Random, counts: Counts) -> None:
    """A closing workbook comes back with a part of it damaged: each of its readers ends in a report."""
    book = bench.root / "templates" / "review" / "out" / "closing-2026-10.xlsx"
    for found in book_trial(bench.root / "damaged.xlsx", book.read_bytes(), rng):
        counts.bump("trials")
        kind = {READ: "finished", ABORTED: CRASH}.get(found.kind, found.kind)
        counts.bump(kind, f"{found.where}: {found.said}")


KINDS: dict[str, Callable[[Bench, random.Random, Counts], None]] = {
    "kill": kill,
    "failing call": failing_call,
    "full disk": full_disk,
    "two runs": two_runs,
    "bit flip": bit_flip,
    "damaged book": damaged_closing,
}
