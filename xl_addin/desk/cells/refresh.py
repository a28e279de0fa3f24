"""Refresh: reads the ledger once, for all cells that ask of it; nothing is posted."""

from __future__ import annotations

from datetime import date, datetime

from xl_addin.desk.cells.build import snapshot_of
from xl_addin.desk.cells.lists import LISTS
from xl_addin.desk.cells.place import are_same, ledger_of_cells, same_ledger, save
from xl_addin.desk.cells.snapshot import OUTSTANDING, TODAY, Snapshot
from xl_addin.desk.month.day import refuse_beyond_law, refuse_gone_on, refuse_nothing_yet
from xl_addin.desk.month.now import month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.desk.started import typed
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger


def refresh(
    ledger: Ledger, where: str, as_on: date, law: Law, made_at: datetime, progress: Progress = silent
) -> Snapshot:
    """The month on a day as cells answer from it now, kept in the user's own folder; never one that is over."""
    refuse_beyond_law(law.rules, as_on)
    with ledger.read() as connection:
        refuse_nothing_yet(connection, as_on)
        refuse_gone_on(connection, as_on)
    now = month_now(ledger, as_on, law, progress, short=True)
    progress("Keeping it for the cells")
    found = snapshot_of(now, same_ledger(where), made_at)
    save(found)
    return found


def told(found: Snapshot) -> list[tuple[str, str]]:
    """What was read: label and sentence of each line."""
    open_items = len(found.lists[OUTSTANDING])
    lines = [
        ("As on", f"{found.as_on:%d-%b-%Y}"),
        ("Ledger", f"{found.ledger}, act {found.head[:16]}"),
        ("Items", f"{len(found.items):,}, {open_items:,} of them open"),
    ]
    counts = [f"{one.name} {len(found.lists[one.name]):,}" for one in LISTS if one.name != TODAY]
    return [*lines, ("Lists", ", ".join(counts)), *_of_another(found)]


def _of_another(found: Snapshot) -> list[tuple[str, str]]:
    """A word where cells of this user answer of another ledger than the one that was read."""
    said = ledger_of_cells()
    if said is not None and are_same(said.value, found.ledger):
        return []
    theirs = f"of {same_ledger(said.value)} ({said.source})" if said else "of no ledger yet"
    way = f"{typed('desk --use FILE')} makes another desk.toml yours."
    return [("Look", f"Your cells answer {theirs}, not of this one: {way}")]
