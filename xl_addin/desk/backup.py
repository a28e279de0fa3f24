"""Backup and restore: a copy of the ledger that proves itself, and the way back from it into an empty place.

A backup is a ledger in a file of SQLite, whatever the ledger lies in, with a slip beside it: its hash, its head, when
and by whom it was made. It is verified by its chain before it counts, and again before anything is restored from it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_addin import __version__
from xl_addin.desk.atomic import atomic_bytes, atomic_text, flush, replace, sync_folder, told
from xl_addin.disk import rights
from xl_addin.disk.scratch import scratch
from xl_addin.domain.addresses import of_nobody
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, anchors, copies, open_ledger
from xl_addin.ledger.addresses import file_of
from xl_addin.ledger.anchors import Anchor
from xl_addin.ledger.chain import ChainState, check_chain
from xl_addin.ledger.opening import refuse_shared
from xl_addin.ledger.store import Actor

SLIP = ".json"
_VERIFY = "Nothing was kept. Run verify on the ledger: it tells what is wrong."
_ANOTHER = "Take another backup: copy the two files again from where they were kept."


@dataclass(frozen=True, slots=True)
class Copied:
    """A backup that was made or restored: its file, its acts, its head."""

    file: Path
    acts: int
    head: str


def backup(ledger: Ledger, folder: Path, actor: Actor) -> Copied:
    """Writes the ledger as it stands at this moment into `folder`, with its slip; DeskError where it is not whole."""
    with told(folder):
        rights.make_folders(folder)
    noted, known = _noted(ledger)
    with told(folder), scratch(folder) as at:
        part = _new(at / "part")
        copies.write_file(ledger, part)
        state = _whole(part, _VERIFY, known)
        file = folder / f"ledger-{actor.at:%Y-%m-%d-%H%M%S}-{state.head[:12]}.sqlite"
        hashed = _hash(part)
        flush(part)
        if noted is not None:
            atomic_bytes(anchors.file_of(file), noted)
        replace(part, file)
        sync_folder(folder)
    slip = {
        "acts": state.actions,
        "file": file.name,
        "head": state.head,
        "ledger": of_nobody(ledger.where),
        "made_at": actor.at.isoformat(),
        "made_by": actor.user,
        "program": __version__,
        "sha256": hashed,
    }
    atomic_text(file.with_suffix(SLIP), json.dumps(slip, indent=2, ensure_ascii=False) + "\n")
    return Copied(file, state.actions, state.head)


def _noted(ledger: Ledger) -> tuple[bytes | None, list[Anchor]]:
    """The acts noted beside the ledger, read before it: each of them must be in the copy."""
    if ledger.path is None or not (file := anchors.file_of(ledger.path)).is_file():
        return None, []
    return file.read_bytes(), anchors.noted(ledger.path) or []


def restore(file: Path, where: str) -> Copied:
    """Puts a backup into an empty place: a new file, or an empty database. DeskError where it is not what was made."""
    slip = _slip(file)
    with told(file):
        if _hash(file) != slip.get("sha256"):
            raise _not_it(file, "The backup is not the file that was made: its hash differs.")
    state = _whole(file, _ANOTHER)
    if (state.head, state.actions) != (slip.get("head"), slip.get("acts")):
        raise _not_it(file, "The backup holds other acts than its slip says.")
    target = file_of(where)
    if target is not None:
        _into_file(file, target)
        return Copied(target, state.actions, state.head)
    source = open_ledger(str(file), reading=True)
    try:
        copies.into_database(source, where, state.head)
    finally:
        source.close()
    return Copied(file, state.actions, state.head)


def _into_file(file: Path, target: Path) -> None:
    """The bytes of a backup with the acts noted beside it, proved where they arrived before they get their names."""
    if not target.parent.is_dir():
        raise DeskError(
            "The folder to restore to is not there.", f"Ledger {target}.", f"Make the folder {target.parent} first."
        )
    refuse_shared(target)
    noted = anchors.file_of(file)
    with told(target), scratch(target.parent) as at:
        part = _new(at / "part")
        shutil.copyfile(file, part)
        _whole(part, "Nothing was restored: check the disk, then restore again.")
        flush(part)
        _take(target)
        if noted.is_file():
            atomic_bytes(anchors.file_of(target), noted.read_bytes())
        replace(part, target)
        sync_folder(target.parent)


def _take(target: Path) -> None:
    """Takes the name of the ledger for this run; DeskError where it, or that of its noted acts, is taken."""
    if os.path.lexists(anchors.file_of(target)):
        raise copies.not_empty(str(anchors.file_of(target)))
    try:
        _new(target)
    except FileExistsError:
        raise copies.not_empty(str(target)) from None


def _new(path: Path) -> Path:
    os.close(rights.new_file(path))
    return path


def _hash(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _slip(file: Path) -> dict[str, Any]:
    try:
        slip = json.loads(file.with_suffix(SLIP).read_text("utf-8"))
    except (OSError, ValueError):
        slip = None
    if not file.is_file() or not isinstance(slip, dict):
        raise DeskError(
            "This is no backup with its slip.",
            f"File {file}, slip {file.with_suffix(SLIP).name} beside it.",
            "Name the .sqlite file that backup wrote; its .json must lie beside it.",
        )
    return slip


def _whole(file: Path, todo: str, known: Iterable[Anchor] = ()) -> ChainState:
    """The chain of a copy; DeskError where it does not hold, or where an act that was `known` is not in it."""
    opened = open_ledger(str(file), reading=True)
    try:
        with opened.read() as connection:
            state, gone = check_chain(connection), anchors.missing(connection, list(known))
    finally:
        opened.close()
    faults = [*state.broken, *(f"act {one.seq} by {one.user} at {one.at} is not in it" for one in gone)]
    if faults:
        raise DeskError(f"The ledger is not whole: {faults[0]}.", f"Copy {file}.", todo)
    return state


def _not_it(file: Path, what: str) -> DeskError:
    return DeskError(what, f"File {file}.", f"Nothing was restored. {_ANOTHER}")
