"""The 117 numbered bad inputs with the tests that carry them; nothing here is kept by hand.

`python -m tests.bad_inputs` prints the table: how many tests carry a number, where the first one is, which wait for a
later piece (skipped with the words "waits for") and which numbers have none. A test carries a number when `case_NN`
stands in its name, or `case NN` in the name of its row; `case_NN_MM` carries both.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

NUMBERS = range(1, 118)
ROOT = Path(__file__).resolve().parents[1]
_CARRIES = re.compile(r"\bcases?[ _](\d+(?:(?:_|, | and )\d+)*)|_cases?_(\d+(?:_\d+)*)")
_WAITS = "waits for "


@dataclass
class Carried:
    """The tests of each number, and the reason of those that wait."""

    tests: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    waiting: dict[int, str] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Takes the names of all tests that pytest has found."""
        for item in items:
            for number in numbers_of(item.name):
                self.tests[number].append(item.nodeid)
                for mark in item.iter_markers("skip"):
                    if _WAITS in str(mark.kwargs.get("reason", "")):
                        self.waiting[number] = str(mark.kwargs["reason"])


def numbers_of(name: str) -> set[int]:
    """The numbers that a test's name carries.

    >>> sorted(numbers_of("test_case_22_103_a_day[case 9: more]"))
    [9, 22, 103]
    """
    found = "_".join(one or other for one, other in _CARRIES.findall(name))
    return {int(number) for number in re.findall(r"\d+", found)} & set(NUMBERS)


def collected() -> Carried:
    """Every test of this folder by the numbers it carries."""
    carried = Carried()
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", "-n", "0", str(ROOT / "tests")], [carried])
    return carried


def lines(carried: Carried) -> list[str]:
    """The table, a line a number, and what it comes to."""
    told = [_line(number, carried) for number in NUMBERS]
    without = [str(number) for number in NUMBERS if number not in carried.tests]
    waiting = [str(number) for number in sorted(carried.waiting)]
    return [
        *told,
        "",
        f"{len(NUMBERS) - len(without)} of {len(NUMBERS)} numbers have a test.",
        f"Without: {', '.join(without) or 'none'}.",
        f"Waiting: {', '.join(waiting) or 'none'}.",
    ]


def _line(number: int, carried: Carried) -> str:
    tests = carried.tests.get(number, [])
    first = tests[0].partition("[")[0] if tests else "-"
    return f"{number:>4} {len(tests):>4}  {first}" + (
        f"  ({carried.waiting[number]})" if number in carried.waiting else ""
    )


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(collected())) + "\n")
