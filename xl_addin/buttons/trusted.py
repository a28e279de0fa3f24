"""A ledger that a cell of the book names: only one that lies with the book, or that this user has named on this PC.

A book comes by mail or from a colleague: it must not lead the desk's acts into a ledger of its sender's choice.
"""

from __future__ import annotations

from pathlib import Path

from xl_addin.desk.settings import desk_file, in_force
from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError


def refuse_strange_ledger(where: str, home: Path, record: Path | None) -> None:
    """DeskError for a ledger outside the folder of the book that the user's own record does not name either."""
    if _is_below(where, home):
        return
    named = in_force({}, desk_file(None, None, record)).text("ledger")
    if named and (where == named or _is_below(where, Path(named).parent)):
        return
    raise DeskError(
        "The ledger that Start names lies outside the folder of this book, and was never named on this PC.",
        f"Ledger {where}, book in {home}.",
        f"If it is your desk's ledger, name it once yourself: {typed('desk --set ledger=FILE')}, then press the button "
        "again. If the book came from somebody else, ask first.",
    )


def _is_below(where: str, folder: Path) -> bool:
    return "://" not in where and Path(where).resolve().is_relative_to(folder.resolve())
