"""The demo month: October 2026 at an invented bank, as extracts come to a desk."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

from xl_addin.domain.errors import DeskError

MONTH = Path(__file__).with_name("month")
AS_ON, BANK = date(2026, 10, 31), "Namuna Bank Ltd (fictional)"
LEDGER = "ledger.sqlite"


def forget_demo(out: Path) -> None:
    """Removes what an earlier demo left in `out`; DeskError where the ledger there is of another month than the demo's.

    A workbook of the demo that was filled goes with it: its ledger is made anew.
    """
    if (out / LEDGER).exists() and not _taken_in(out / LEDGER) <= _ours():
        raise DeskError(
            "The folder holds a ledger that is not the demo's.",
            f"Ledger {out / LEDGER}.",
            "Give another folder with --out; the demo begins a ledger of its own.",
        )
    from xl_addin.desk.close.card import CARD_JSON
    from xl_addin.desk.close.outputs import FILES

    for left in (LEDGER, f"{LEDGER}.anchors", "run.json", CARD_JSON, f"closing-{AS_ON:%Y-%m}.xlsx", *FILES):
        (out / left).unlink(missing_ok=True)


def _ours() -> set[str]:
    return {sha256(path.read_bytes()).hexdigest() for path in MONTH.iterdir() if path.is_file()}


def _taken_in(ledger: Path) -> set[str]:
    """Hashes of the files that a ledger was made from."""
    from sqlalchemy import select

    from xl_addin.ledger import open_ledger, tables

    if ledger.stat().st_size == 0:
        return set()
    opened = open_ledger(str(ledger), reading=True)
    try:
        with opened.read() as connection:
            return set(connection.execute(select(tables.files.c.sha256)).scalars())
    finally:
        opened.close()
