"""Writing files so that a crash leaves the old file or the new one, never a mixture: the only place that writes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from xl_addin.domain.errors import DeskError

# Windows: another program (Excel, a virus scanner) holds the file for a moment.
_BUSY = {5, 32, 33}
_RETRIES, _WAIT_SECONDS = 5, 0.5


def atomic_write(path: Path, write: Callable[[Path], None]) -> None:
    """Calls `write` with a temporary path in the same folder, flushes it to the disk, then puts it in place."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(part)
        with part.open("rb+") as handle:
            os.fsync(handle.fileno())
        _replace(part, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise DeskError(
            f"The file could not be written: {error.strerror or error}.",
            f"File {path}.",
            "Close it in Excel if it is open, check space and rights, and run again; nothing was half-written.",
        ) from None
    finally:
        with suppress(OSError):  # where no part could be made, none can be removed; the first error counts
            part.unlink(missing_ok=True)


def atomic_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Writes `text` with Unix line ends, atomically."""
    atomic_write(path, lambda part: _write_bytes(part, text.encode(encoding)))


def atomic_lines(path: Path, write: Callable[[TextIO], None], encoding: str) -> None:
    """Lets `write` fill a text file with Unix line ends piece by piece, then puts it in place."""

    def fill(part: Path) -> None:
        with part.open("w", encoding=encoding, newline="") as handle:
            write(handle)

    atomic_write(path, fill)


def _write_bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _replace(part: Path, path: Path) -> None:
    for attempt in range(_RETRIES + 1):
        try:
            part.replace(path)
            return
        except PermissionError as error:
            if attempt == _RETRIES or getattr(error, "winerror", None) not in _BUSY:
                raise
            time.sleep(_WAIT_SECONDS)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no handle on a folder to flush
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
