"""Where the snapshot for cells lies: in the user's own folder on this machine, one file a ledger; it may be deleted."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from xl_addin.desk.atomic import atomic_text
from xl_addin.desk.cells.snapshot import Snapshot, of_json
from xl_addin.desk.settings import Setting, desk_file, read_desk_file
from xl_addin.desk.settings_record import record_path
from xl_addin.desk.started import typed
from xl_addin.domain.addresses import of_nobody
from xl_addin.domain.errors import DeskError

FOLDER = "cells"


def cells_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """%LOCALAPPDATA%/ImportDesk/cells, elsewhere ~/.cache/import-desk/cells: it does not travel with the user."""
    if local := environment.get("LOCALAPPDATA"):
        return Path(local) / "ImportDesk" / FOLDER
    home = environment.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "import-desk" / FOLDER


def file_of_cells() -> Path | None:
    """The settings by which cells answer: the user's record, or the desk.toml that it names; None without."""
    return desk_file(None, None, record_path())


def ledger_of_cells() -> Setting | None:
    """The ledger that cells answer of; None where none is named."""
    file = file_of_cells()
    return read_desk_file(file).get("ledger") if file is not None else None


def no_ledger() -> DeskError:
    """No record of this user names a ledger."""
    return DeskError(
        "No ledger is named for your cells.",
        "Your own record of settings, or the desk.toml that it names.",
        f"Say it once: {typed('desk --use FILE')} for a desk.toml, or {typed('desk --set ledger=FILE')}",
    )


def refuse_gone(said: Setting) -> None:
    """DeskError where the settings name a file that is not there."""
    if "://" not in said.value and not Path(said.value).is_file():
        raise DeskError(
            "The ledger that your settings name is not there.",
            f"Ledger {said.value}, from {said.source}.",
            f"Put it back, or correct its place: {typed('desk --set ledger=FILE')}",
        )


def same_ledger(where: str) -> str:
    """A ledger's address as it is kept and compared: a path in full, a database without who asks it."""
    return of_nobody(where) if "://" in where else str(Path(where).absolute())


def are_same(one: str, other: str) -> bool:
    """Whether two addresses are of one ledger: Windows does not tell capitals apart."""
    return os.path.normcase(same_ledger(one)) == os.path.normcase(same_ledger(other))


def place_of(where: str) -> Path:
    """The file of a ledger's snapshot."""
    address = os.path.normcase(same_ledger(where))
    return cells_folder() / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.json"


def save(found: Snapshot) -> Path:
    """Writes the snapshot in place of the one before."""
    path = place_of(found.ledger)
    atomic_text(path, json.dumps(found.as_json(), ensure_ascii=False, separators=(",", ":")))
    return path


def load(path: Path) -> Snapshot | None:
    """The snapshot of a file; None where there is none that this program has written, OSError where it is held."""
    try:
        return of_json(json.loads(path.read_text("utf-8")))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
