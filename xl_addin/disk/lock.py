"""One run at a time: a lock that the system frees when its holder ends, however that happens."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xl_addin.disk import rights

_FAR = 1 << 30  # Windows locks bytes: one behind all that is written, so that others may read who holds the file
_OPEN = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Taken(Exception):
    """Another run holds the lock; the text is what it wrote of itself."""


def try_lock(handle: int) -> bool:
    """Takes the lock of an open file or folder; whether it was free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def only_one(path: Path, holder: str) -> Iterator[None]:
    """Holds the lock file at `path`, which says who `holder` is; Taken where another run has it."""
    handle = _taken_hold_of(path)
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, holder.encode())
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # before the lock is freed: who waits for it takes a new file. Windows leaves the file
        os.close(handle)


def _taken_hold_of(path: Path) -> int:
    while True:
        handle = _opened(path)
        if not try_lock(handle):
            os.lseek(handle, 0, os.SEEK_SET)
            holder = os.read(handle, 1000).decode(errors="replace")
            os.close(handle)
            raise Taken(holder)
        if _still_there(path, handle):
            return handle
        os.close(handle)  # its holder removed it in the meantime


def _opened(path: Path) -> int:
    try:
        return rights.new_file(path)
    except FileExistsError:
        return os.open(path, _OPEN)


def _still_there(path: Path, handle: int) -> bool:
    if sys.platform == "win32":
        return True  # an open file cannot be removed there
    try:
        there, ours = path.lstat(), os.fstat(handle)
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)
