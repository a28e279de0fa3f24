"""Closing a sample month in a test: real files, real ledger, real workbook."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from xl_addin import rulebook
from xl_addin.desk.close.close_month import Closed, CloseOrder, close_month
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, open_ledger
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.policy import Policy
from xl_addin.sample.demo import MONTH

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SMALL, DESK = MONTH, SAMPLES / "2026-10-desk"
INDIA = timezone(timedelta(hours=5, minutes=30))
OCTOBER = date(2026, 10, 31)
MAKER = Actor("maker1", datetime(2026, 11, 2, 9, 30, tzinfo=INDIA))


def law(policy: Policy | None = None) -> Law:
    """The shipped rulebook with an empty bank policy."""
    return Law(rulebook.load(), policy or Policy())


def close(source: Path, out: Path, as_on: date = OCTOBER, ledger: Path | None = None, actor: Actor = MAKER) -> Closed:
    """Closes a month into `out`, with the ledger there unless another is named."""
    out.mkdir(parents=True, exist_ok=True)
    opened = open_ledger(str(ledger or out / "ledger.sqlite"))
    try:
        return close_of(opened, source, out, as_on, actor)
    finally:
        opened.close()


def close_of(opened: Ledger, source: Path, out: Path, as_on: date = OCTOBER, actor: Actor = MAKER) -> Closed:
    """Closes a month of a ledger that is open, wherever it lies."""
    out.mkdir(parents=True, exist_ok=True)
    return close_month(opened, CloseOrder(source, out, as_on, actor, "Namuna Bank"), law())


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file as text."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def left_behind(folder: Path, ledger: str) -> object:
    """All that a next run can find in a folder: the files by their bytes, the ledger by its rows."""
    files = tuple(
        (path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ledger
    )
    with closing(sqlite3.connect(folder / ledger)) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        rows = tuple((name, tuple(raw.execute(f'SELECT * FROM "{name}" ORDER BY rowid'))) for name in tables)  # noqa: S608
    return tuple((path.relative_to(folder), content) for path, content in files), rows
