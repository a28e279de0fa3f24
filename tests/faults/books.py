"""A closing workbook with a bit flipped or cut short, in its file or within a part: what its readers say of it."""

from __future__ import annotations

import io
import os
import random
import signal
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.faults.flips import CRASH, TOLD, Outcome
from xl_addin.desk.lists.book import INPUT_SHEETS
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_lists, read_meta
from xl_addin.workbook.books.read_control import read_control

READ = "read"
ABORTED, SECONDS = "abort", 60
_EXIT = {0: READ, 3: TOLD, 4: CRASH}
READERS: dict[str, Callable[[Path], object]] = {
    "lists": lambda path: read_lists(FileBook(path), INPUT_SHEETS),
    "meta": lambda path: read_meta(FileBook(path)),
    "control": lambda path: read_control(FileBook(path)),
}


def damaged_book(data: bytes, rng: random.Random) -> tuple[bytes, str]:
    """The book after one damage, and what was done: most are within a part, as zip itself notices the others."""
    if rng.random() < 0.2:
        changed, where = _damaged(data, rng)
        return changed, f"file, {where}"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = rng.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    changed, where = _damaged(parts[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for one, content in {**parts, name: changed}.items():
            package.writestr(one, content)
    return out.getvalue(), f"{name}, {where}"


def _damaged(data: bytes, rng: random.Random) -> tuple[bytes, str]:
    at, how = rng.randrange(len(data)), rng.random()
    if how < 0.15:
        return data[:at], f"cut at {at}"
    if how < 0.3:
        return data[:at] + data[at + rng.randrange(1, 40) :], f"some bytes lost at {at}"
    digits = [n for n, byte in enumerate(data) if 48 <= byte < 58]
    if how < 0.6 and digits:  # numbers are what makes a reader lay out too much
        at = rng.choice(digits)
        more = rng.choice([b"9", b"99999", b"9" * 12])
        return data[:at] + more + data[at:], f"digits more at {at}"
    bit, changed = rng.randrange(8), bytearray(data)
    changed[at] ^= 1 << bit
    return bytes(changed), f"bit {bit} of byte {at}"


def book_trial(path: Path, data: bytes, rng: random.Random) -> list[Outcome]:
    """Damages the book and gives it to each reader in a process of its own, which an abort ends alone."""
    changed, where = damaged_book(data, rng)
    path.write_bytes(changed)
    return [_trial(reader, READERS[reader], path, where) for reader in READERS]


def _trial(name: str, read: Callable[[Path], object], path: Path, where: str) -> Outcome:
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - in the fork
        os.close(told)
        signal.alarm(SECONDS)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a panic of a library prints as well
        code, said = _ended(read, path)
        os.write(tell, said.encode("utf-8", "replace")[-4000:])
        os._exit(code)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    _, status = os.waitpid(child, 0)
    kind = _EXIT.get(os.waitstatus_to_exitcode(status), ABORTED)
    return Outcome(kind, f"{name}: {where}", said or str(os.waitstatus_to_exitcode(status)))


def _ended(read: Callable[[Path], object], path: Path) -> tuple[int, str]:  # pragma: no cover - in the fork
    try:
        read(path)
    except DeskError as error:
        return (3, error.what) if error.where and error.todo else (4, str(error))
    except BaseException:
        return 4, traceback.format_exc()
    return 0, ""
