"""Many trials by one command, with counts: python -m tests.faults --count 10000"""

from __future__ import annotations

import argparse
import random
import sys
import time

from tests.faults.harness import BAD, Counts, bench
from tests.faults.kinds import KINDS

# Kills and failing calls are the most; two runs at once take the longest.
SHARES = [
    *("kill", "failing call", "bit flip", "kill", "failing call", "full disk", "kill", "failing call"),
    *("two runs", "damaged book"),
]
SHOWN = ("trials", "stopped", "told", "finished", *BAD)


def main() -> int:
    """Runs the trials and prints how they ended; 1 where anything was corrupt, lost, doubled or crashed."""
    asked = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    asked.add_argument("--count", type=int, default=1000, help="trials in all")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--only", choices=sorted(KINDS))
    given = asked.parse_args()
    rng, found = random.Random(given.seed), {kind: Counts() for kind in KINDS}  # noqa: S311 - seeded trials
    kinds, began = [given.only] if given.only else SHARES, time.monotonic()
    for n in range(given.count):
        kind = kinds[n % len(kinds)]
        KINDS[kind](bench(), random.Random(rng.random()), found[kind])  # noqa: S311
        if (n + 1) % 500 == 0:
            print(f"{n + 1} of {given.count}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(f"{'':<14}" + "".join(f"{name:>10}" for name in SHOWN))
    for kind, counts in found.items():
        print(f"{kind:<14}" + "".join(f"{counts.of[name]:>10,}" for name in SHOWN))
    bad = [example for counts in found.values() for example in counts.examples]
    print("\n".join(bad[:20]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
