"""Which files of a folder are extracts, of what kind, in what order they are taken in, and what else lies there."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xl_addin.desk.intake.file_names import SourceKind, kind_of, looks_like_extract, may_hold_a_table
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, finding
from xl_addin.messages.names import named

_STAMP = re.compile(r"RBI([0-9]{2})([0-9]{2})([0-9]{4})([0-9]{2})\b", re.IGNORECASE)
_ORDER = {kind: place for place, kind in enumerate(SourceKind)}
# Files that are no extract and nobody's mistake: the desk's own, and what an operating system leaves behind.
_OURS = re.compile(
    r"desk\.toml|run\.json|.*\.sqlite(?:-wal|-shm|-journal)?|.*\.anchors|.*\.schema-[0-9]|thumbs\.db|desktop\.ini"
)
_CLOSING = "run.json"  # a folder that holds it is a closing of ours
_LOOKED_AT_MAX = 5_000  # files of folders within


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to take in; `content_hash` is its SHA-256, by which the ledger knows it again under any name."""

    path: Path
    kind: SourceKind
    content_hash: str

    @property
    def name(self) -> str:
        """File name as findings show it."""
        return self.path.name


def find_sources(folder: Path, known: Collection[str] = ()) -> tuple[list[SourceFile], list[Finding]]:
    """Extracts of `folder` in taking-in order, and findings for what else lies there.

    `known` are hashes of files that were taken in: a copy of one in a folder within is nothing to tell.
    """
    entries = extracts_of(folder)
    files = [path for path in entries if path.is_file()]
    sources = [SourceFile(path, kind, _hash(path)) for path in files if (kind := kind_of(path.name))]
    known = {*known, *(source.content_hash for source in sources)}
    told = [told for path in entries if (told := _not_read(path, known)) is not None]
    return sorted(sources, key=_taking_in_order), [*told, *_within(folder, known)]


def extracts_of(folder: Path) -> list[Path]:
    """What lies in a folder of extracts; DeskError where nothing there is one."""
    if not folder.is_dir():
        raise DeskError(
            "The folder of extracts was not found.", f"Folder {folder}.", "Give the folder that holds them."
        )
    entries = sorted(path for path in folder.iterdir() if not _passed_over(path.name) and not path.is_dir())
    if not any(path.is_file() and (kind_of(path.name) or is_reply(path.name)) for path in entries):
        there = [
            *(path.name for path in entries),
            *(f"{path.name}{os.sep}" for path in folder.iterdir() if path.is_dir()),
        ]
        raise DeskError(
            "The folder holds no extract that the desk knows.",
            f"Folder {folder}: {', '.join(there[:5]) or 'it is empty'}.",
            "Expected *.obe.xml, *.orm.xml, *.mbe.csv, *.passmbeAck, orm.csv, opening.csv, importers.csv, facts.csv, "
            "rates.csv, authorisations.csv, merchanting.csv.",
        )
    return entries


def is_reply(name: str) -> bool:
    """Whether a file is a reply of IDPMS: it is matched with what was let go."""
    found = named(name)
    return found is not None and bool(found.reply)


def _passed_over(name: str) -> bool:
    """What an operating system hides, lock files of programs, the desk's own settings."""
    return name.startswith((".", "~$")) or _OURS.fullmatch(name.lower()) is not None


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DeskError(
            f"The file cannot be read: {error.strerror or error}.",
            f"File {path.name}.",
            "Close it elsewhere, check your rights, and try again.",
        ) from None


def _not_read(path: Path, known: Collection[str]) -> Finding | None:
    """What is told of a file that is not read; nothing of a copy of one that is."""
    name = path.name
    if not path.is_file():  # a link that leads nowhere, a pipe
        return finding("FILE_NOT_READ" if kind_of(name) or looks_like_extract(name) else "FILE_NOT_KNOWN", name, name)
    if kind_of(name) or is_reply(name):
        return None
    if not looks_like_extract(name):
        return finding("FILE_NOT_KNOWN", name, name)
    return None if _hash(path) in known else finding("FILE_NOT_READ", name, name)


def _within(folder: Path, known: Collection[str]) -> Iterator[Finding]:
    """What lies in folders within: extracts one by one, other files by folder; closings of ours are passed over."""
    looked_at, unreadable = 0, list[OSError]()
    for home, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        if _CLOSING in names and Path(home) != folder:
            folders.clear()
            continue
        place = Path(home).relative_to(folder).as_posix()
        links = [name for name in folders if Path(home, name).is_symlink()]
        yield from (finding("FILE_NOT_KNOWN", name, f"folder {name}, a link", when="within") for name in links)
        if Path(home) == folder:
            continue
        seen = sorted(name for name in names if not _passed_over(name))
        looked_at += len(seen)
        if looked_at > _LOOKED_AT_MAX:
            yield finding("FILE_NOT_READ", place, f"more than {_LOOKED_AT_MAX:,} files", when="within")
            return
        yield from _in_folder(Path(home), place, seen, known)
    for error in unreadable:
        name = Path(str(error.filename)).name
        yield finding("FILE_NOT_READ", name, f"folder {name}: {error.strerror or error}", when="within")


def _in_folder(home: Path, place: str, names: Iterable[str], known: Collection[str]) -> Iterator[Finding]:
    """Extracts of one folder within, one by one, and how many other tables lie there."""
    other = 0
    for name in names:
        path = home / name
        if kind_of(name) is None and not looks_like_extract(name):
            other += may_hold_a_table(name)
        elif not path.is_file() or _hash(path) not in known:
            yield finding("FILE_NOT_READ", f"{place}/{name}", f"{place}/{name}", when="within")
    if other:
        yield finding("FILE_NOT_KNOWN", place, f"folder {place}: {other} file(s)", when="within")


def _taking_in_order(source: SourceFile) -> tuple[int, str, str]:
    """By kind, then by the date and number stamped in the name, then by name."""
    return _ORDER[source.kind], stamp_of(source.name), source.name


def stamp_of(name: str) -> str:
    """Date and running number in the name of a message, as they sort; "" for a name without them."""
    stamp = _STAMP.search(name)
    return date(int(stamp[3]), int(stamp[2]), int(stamp[1])).isoformat() + stamp[4] if _real(stamp) and stamp else ""


def _real(stamp: re.Match[str] | None) -> bool:
    if stamp is None:
        return False
    try:
        date(int(stamp[3]), int(stamp[2]), int(stamp[1]))
    except ValueError:
        return False
    return True
