"""How long a close takes with its ledger in PostgreSQL, beside a ledger in a file, in the same run.

    python -m tests.benchmarks.bench_postgres --runs 5

The server is a real one of this machine, started for this with its settings as installed (each commit waits for the
disk), asked over its socket. The desk sample is closed from an empty ledger, in turn in either; then 5,000 verdicts are
kept, each of which the database looks at by itself. Figures are for comparing, never for passing or failing a test.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.desk.month_fixture import DESK, MAKER, OCTOBER, close_of
from tests.postgres import Server, programs, started
from xl_addin.ledger import Ledger, open_ledger, tables
from xl_addin.ledger.acts import APPROVE, PROPOSE

VERDICTS = 5000


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    if (found := programs()) is None:
        print("No PostgreSQL server is installed here.")
        return
    server = started(found, ())
    taken: dict[str, list[float]] = {}
    for _ in range(runs):
        for name, open_ in (("file", _in_a_file), ("PostgreSQL", lambda: _in_a_database(server))):
            for what, seconds in _timed(open_).items():
                taken.setdefault(f"{what}, {name}", []).append(seconds)
    for what, seconds in taken.items():
        print(f"{what:28} {statistics.median(seconds):7.2f} s  ({min(seconds):.2f} to {max(seconds):.2f})")
    for what in ("close", "verdicts"):
        pairs = zip(taken[f"{what}, PostgreSQL"], taken[f"{what}, file"], strict=True)
        print(f"{what}, ratio: {statistics.median(one / other for one, other in pairs):.2f}")


def _timed(open_: Callable[[], Ledger]) -> dict[str, float]:
    ledger = open_()
    with tempfile.TemporaryDirectory() as out:
        began = time.perf_counter()
        close_of(ledger, DESK, Path(out))
        closed = time.perf_counter()
    _verdicts(ledger)
    ended = time.perf_counter()
    ledger.close()
    return {"close": closed - began, "verdicts": ended - closed}


def _verdicts(ledger: Ledger) -> None:
    with ledger.step(PROPOSE, OCTOBER, MAKER) as step:
        proposed = step.seq
    said = [{"proposal_seq": proposed, "proposal_place": n, "word": "RETURNED"} for n in range(VERDICTS)]
    other = ledger if ledger.path is not None else open_ledger(ledger.where.replace("//desk_it@", "//a_checker@"))
    with other.step(APPROVE, OCTOBER, MAKER) as step:
        step.add(tables.verdicts, said)


def _in_a_file() -> Ledger:
    return open_ledger(str(Path(tempfile.mkdtemp()) / "ledger.sqlite"))


def _in_a_database(server: Server) -> Ledger:
    name = server.new()
    made = open_ledger(server.address(name))
    server.welcome("a_checker", "desk_checker")
    return made


if __name__ == "__main__":
    main()
