"""A few trials of each kind of fault; python -m tests.faults does many."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("forks, and limits of the system", allow_module_level=True)

from tests.faults.books import READERS
from tests.faults.harness import BAD, Counts, bench
from tests.faults.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
CASES = {
    "kill": ("case_65_killed_at_any_moment_of_any_command", 24),
    "failing call": ("case_64_84_a_call_of_the_system_fails", 30),
    "full disk": ("case_64_79_no_file_can_grow", 12),
    "two runs": ("case_71_two_runs_settle_the_same_remittances", 4),
    "bit flip": ("case_80_a_bit_is_flipped", 20),
    "damaged book": ("case_54_a_closing_workbook_is_damaged", 10),
}
TRIALS = {"damaged book": len(READERS)}  # each reader of a book is one


@pytest.mark.parametrize(("kind", "count"), [(k, n) for k, (_, n) in CASES.items()], ids=[c for c, _ in CASES.values()])
def test_case_85_nothing_is_corrupt_lost_or_doubled_and_run_again_the_end_is_the_same(kind: str, count: int) -> None:
    counts, rng = Counts(), random.Random(kind)  # noqa: S311 - seeded trials
    for _ in range(count):
        KINDS[kind](bench(), rng, counts)
    assert counts.of["trials"] == count * TRIALS.get(kind, 1)
    assert {name: counts.of[name] for name in BAD} == dict.fromkeys(BAD, 0), "\n".join(counts.examples)


def test_the_long_set_is_one_command() -> None:
    command = [sys.executable, "-m", "tests.faults", "--count", "3", "--only", "bit flip"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "bit flip" in ran.stdout
