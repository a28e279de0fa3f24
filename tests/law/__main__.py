"""Measures which provisions no case rests on, and through which door a user meets each duty of the source texts.

Exit code: 0 complete, 1 there are gaps.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.law.coverage import measured
from tests.law.coverage_text import Coverage, coverage_lines, duties_page
from tests.law.duties import faults, read_duties
from xl_addin import rulebook

LAW = Path(__file__).resolve().parent


def main(words: Sequence[str]) -> int:
    """Asks every case, prints both tables and every gap by name; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.law", description=__doc__)
    parser.add_argument("--tables", type=Path, default=LAW / "instruments", help="folder with the tables of cases")
    parser.add_argument("--page", type=Path, help="only write the page of the duties, docs/duties.md")
    told, duties = parser.parse_args(words), read_duties()
    if told.page:
        told.page.write_text(duties_page(duties), "utf-8", newline="\n")
        return 0
    found = Coverage(measured(rulebook.load(), told.tables), duties, list(faults(duties, LAW.parent)))
    print("\n".join(coverage_lines(found)))
    return 0 if found.is_complete else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
