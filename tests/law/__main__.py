"""Measures which provisions no case rests on, and which duties of the source texts have no code and test.

Exit code: 0 complete, 1 there are gaps.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.law.coverage import measured
from tests.law.coverage_text import Coverage, coverage_lines
from tests.law.duties import faults, read_duties
from xl_addin import rulebook

LAW = Path(__file__).resolve().parent


def main(words: Sequence[str]) -> int:
    """Asks every case, prints both tables and every gap by name; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.law", description=__doc__)
    parser.add_argument("--tables", type=Path, default=LAW / "instruments", help="folder with the tables of cases")
    tables, duties = parser.parse_args(words).tables, read_duties()
    found = Coverage(measured(rulebook.load(), tables), duties, list(faults(duties, LAW.parent)))
    print("\n".join(coverage_lines(found)))
    return 0 if found.is_complete else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
