"""Takes folders in, each in a fork of its own that a test may kill. Reads "LEDGER<tab>FOLDER" or "wait" by line."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path

from xl_addin.desk.intake.take_in import take_in
from xl_addin.ledger import open_ledger
from xl_addin.ledger.store import Actor


def serve() -> None:
    """Answers each take-in with its process number, each wait with the exit status (0 = it had finished)."""
    pid = 0
    for line in sys.stdin:
        if line == "wait\n":
            _, status = os.waitpid(pid, 0)
            print(status, flush=True)
            continue
        path, folder = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            actor = Actor("maker", datetime(2026, 10, 31, 18, 0))  # noqa: DTZ001 - the desk's clock reading
            take_in(open_ledger(path), Path(folder), date(2026, 10, 31), actor)
            os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    serve()
