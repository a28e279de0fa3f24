"""A good ledger with one bit flipped, or cut short: what verify says of it."""

from __future__ import annotations

import random
import sqlite3
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_addin.desk.close.verify import verify_at
from xl_addin.domain.errors import DeskError

TOLD, SAME, UNNOTICED, CRASH = "told", "the same content", "unnoticed", "crash"


@dataclass(frozen=True)
class Outcome:
    """What came of one damage: where it was done, and what was said."""

    kind: str
    where: str
    said: str


def content(path: Path) -> object:
    """Everything that a ledger says, row by row; None where SQLite cannot read it."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            kept = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
            tables = [name for kind, name, _ in kept if kind == "table"]
            rows = [connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall() for name in tables]  # noqa: S608
            # SQL says the same in capitals and with other spaces between its words
            return [(kind, name, " ".join(str(sql).split()).casefold()) for kind, name, sql in kept], rows
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError, OverflowError):
        return None


def damaged(data: bytes, rng: random.Random) -> tuple[bytes, str]:
    """The file with a bit flipped, or cut short, and what was done."""
    if rng.random() < 0.1:
        at = rng.randrange(len(data))
        return data[:at], f"cut at {at}"
    # every tenth flip hits the head of the file or of a page, which is a small part of it
    at = rng.randrange(len(data))
    if rng.random() < 0.2:
        at = rng.randrange(0, len(data), 4096) + rng.randrange(108)
    bit = rng.randrange(8)
    changed = bytearray(data)
    changed[at] ^= 1 << bit
    return bytes(changed), f"bit {bit} of byte {at}"


def trial(path: Path, data: bytes, whole: object, rng: random.Random) -> Outcome:
    """Damages the ledger at `path`, a copy of `data` that says `whole`, and verifies it."""
    changed, where = damaged(data, rng)
    path.write_bytes(changed)
    try:
        checks: Any = verify_at(str(path), None, lambda _: None, lambda _: None)
    except DeskError as error:
        return Outcome(TOLD, where, error.what) if error.where and error.todo else Outcome(CRASH, where, str(error))
    except BaseException:
        return Outcome(CRASH, where, traceback.format_exc())
    broken = [check for check in checks if not check.holds]
    if broken:
        return Outcome(TOLD, where, broken[0].detail)
    return Outcome(SAME if content(path) == whole else UNNOTICED, where, "")
