"""Which files of a folder are extracts, of what kind, and in what order they are taken in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, finding


class SourceKind(StrEnum):
    """Kinds of extract, in the order they are taken in: what is brought forward comes first, facts last."""

    RATES = "RATES"
    IMPORTERS = "IMPORTERS"
    OPENING = "OPENING"
    BOE_MASTER = "BOE_MASTER"
    MANUAL_BOE = "MANUAL_BOE"
    ORM_MESSAGE = "ORM_MESSAGE"
    ORM_LIST = "ORM_LIST"
    FACTS = "FACTS"


_NAMES: tuple[tuple[str, SourceKind], ...] = (
    (r".*\.obe\.xml", SourceKind.BOE_MASTER),
    (r".*\.orm\.xml", SourceKind.ORM_MESSAGE),
    (r".*\.mbe\.csv", SourceKind.MANUAL_BOE),
    (r"rates.*\.(csv|xlsx)", SourceKind.RATES),
    (r"importers?.*\.(csv|xlsx)", SourceKind.IMPORTERS),
    (r"opening.*\.(csv|xlsx)", SourceKind.OPENING),
    (r"facts.*\.(csv|xlsx)", SourceKind.FACTS),
    (r"orm.*\.(csv|xlsx)", SourceKind.ORM_LIST),
)
_STAMP = re.compile(r"RBI([0-9]{2})([0-9]{2})([0-9]{4})([0-9]{2})\b", re.IGNORECASE)
_ORDER = {kind: place for place, kind in enumerate(SourceKind)}


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


def find_sources(folder: Path) -> tuple[list[SourceFile], list[Finding]]:
    """Extracts of `folder` in taking-in order, and a finding for every other file found there."""
    if not folder.is_dir():
        raise DeskError(
            "The folder of extracts was not found.", f"Folder {folder}.", "Give the folder that holds them."
        )
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
    known = [(path, kind) for path in files if (kind := kind_of(path.name))]
    if not known:
        raise DeskError(
            "The folder holds no extract that the desk knows.",
            f"Folder {folder}: {', '.join(p.name for p in files[:5]) or 'it is empty'}.",
            "Expected *.obe.xml, *.orm.xml, *.mbe.csv, orm.csv, opening.csv, importers.csv, facts.csv, rates.csv.",
        )
    sources = [SourceFile(path, kind, hashlib.sha256(path.read_bytes()).hexdigest()) for path, kind in known]
    unknown = [_unknown(path) for path in files if kind_of(path.name) is None]
    return sorted(sources, key=_taking_in_order), unknown


def kind_of(file_name: str) -> SourceKind | None:
    """Kind by file name; None for a file that is no extract."""
    lowered = file_name.lower()
    return next((kind for pattern, kind in _NAMES if re.fullmatch(pattern, lowered)), None)


def _taking_in_order(source: SourceFile) -> tuple[int, str, str]:
    """By kind, then by the date and number stamped in the name, then by name."""
    stamp = _STAMP.search(source.name)
    when = date(int(stamp[3]), int(stamp[2]), int(stamp[1])).isoformat() + stamp[4] if _real(stamp) and stamp else ""
    return _ORDER[source.kind], when, source.name


def _real(stamp: re.Match[str] | None) -> bool:
    if stamp is None:
        return False
    try:
        date(int(stamp[3]), int(stamp[2]), int(stamp[1]))
    except ValueError:
        return False
    return True


def _unknown(path: Path) -> Finding:
    return finding("FILE_NOT_KNOWN", path.name, path.name)
