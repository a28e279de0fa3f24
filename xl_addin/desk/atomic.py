"""Writing files so that a crash leaves the old file or the new one, never a mixture: the only place that writes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO, TextIO

from xl_addin.disk import rights
from xl_addin.disk.scratch import scratch
from xl_addin.domain.errors import DeskError

# Windows: another program (Excel, a virus scanner) holds the file for a moment.
_BUSY = {5, 32, 33}
_RETRIES, _WAIT_SECONDS = 5, 0.5
_UTF_8 = "\N{BYTE ORDER MARK}"  # by hand: the codec that sets it encodes in Python, each row anew


def atomic_write(path: Path, write: Callable[[Path], None]) -> None:
    """Calls `write` with a temporary path beside the file, flushes it to the disk, then puts it in place.

    What `write` needs for itself on the disk belongs into the folder of that path, which is removed in the end.
    """
    with told(path):
        rights.make_folders(path.parent)
        rights.refuse_link(path)
        with scratch(path.parent) as folder:
            part = folder / f"part{path.suffix}"
            os.close(rights.new_file(part))
            write(part)
            flush(part)
            replace(part, path)
            sync_folder(path.parent)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What the disk complains of, as an error in three parts."""
    try:
        yield
    except Exception as error:
        fault = _of_the_disk(error)
        if fault is None:
            raise
        raise DeskError(
            f"The file could not be written: {fault.strerror or fault}.",
            f"File {path}.",
            f"{_holder(path)}, check space and rights, and run again; nothing was half-written.",
        ) from None


def _of_the_disk(error: Exception) -> OSError | None:
    """The disk's complaint: XlsxWriter hands it on within an error of its own."""
    handed = error if isinstance(error, OSError) else next(iter(error.args), None)
    return handed if isinstance(handed, OSError) else None


def _holder(path: Path) -> str:
    """Who has the file open in Excel, as the owner file beside it says; an owner file alone keeps nobody from it."""
    try:
        told_by = path.with_name(f"~${path.name}").read_bytes()
        name = told_by[1 : 1 + told_by[0]].decode(errors="replace").strip()
    except (OSError, IndexError):
        name = ""
    return f"Have it closed in Excel ({name} has it open)" if name else "Close it in Excel if it is open"


def free_path(path: Path) -> Path:
    """`path`, or the first of `name-2`, `name-3` … that is not there: what was written before is never overwritten."""
    names = (path if n == 1 else path.with_name(f"{path.stem}-{n}{path.suffix}") for n in count(1))
    return next(one for one in names if not one.exists())


def atomic_text(path: Path, text: str, encoding: str = "utf-8", check: Callable[[Path], None] | None = None) -> None:
    """Writes `text` with Unix line ends, atomically; what `check` raises of the new file leaves the old one."""

    def fill(part: Path) -> None:
        part.write_bytes(text.encode(encoding))
        if check is not None:
            check(part)

    atomic_write(path, fill)


def atomic_bytes(path: Path, content: bytes) -> None:
    """Writes `content`, atomically."""
    atomic_write(path, lambda part: _put(part, content))


def bytes_aside(path: Path, content: bytes) -> None:
    """Writes `content` into a folder that is put in place as a whole (`whole_folder`), which flushes it then."""
    os.close(rights.new_file(path))
    _put(path, content)


def _put(part: Path, content: bytes) -> None:
    part.write_bytes(content)


def atomic_stream(path: Path, write: Callable[[BinaryIO], None], check: Callable[[Path], None]) -> None:
    """Lets `write` fill a file byte by byte; what `check` raises of the new file leaves what was there."""

    def fill(part: Path) -> None:
        with part.open("wb") as handle:
            write(handle)
        check(part)

    atomic_write(path, fill)


def atomic_lines(path: Path, write: Callable[[TextIO], None]) -> None:
    """Lets `write` fill a text file with Unix line ends piece by piece, then puts it in place.

    UTF-8, after the mark by which Excel knows it.
    """

    def fill(part: Path) -> None:
        with part.open("w", encoding="utf-8", newline="") as handle:
            handle.write(_UTF_8)
            write(handle)

    atomic_write(path, fill)


def flush(part: Path) -> None:
    """Waits until the content of a file lies on the disk."""
    with part.open("rb+") as handle:
        os.fsync(handle.fileno())


def replace(part: Path, path: Path) -> None:
    """Puts a file in the place of another; a program that holds that one is waited for shortly."""
    for attempt in range(_RETRIES + 1):
        try:
            part.replace(path)
            return
        except PermissionError as error:
            if attempt == _RETRIES or getattr(error, "winerror", None) not in _BUSY:
                raise
            time.sleep(_WAIT_SECONDS)


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder lie on the disk."""
    if os.name == "nt":
        return  # Windows has no handle on a folder to flush
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
