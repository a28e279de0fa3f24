"""A folder beside what is written, for what is not yet whole: a killed run leaves it there, the next one removes it.

Its name tells nothing, and only its owner, or the desk's group, sees into it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xl_addin.disk import rights
from xl_addin.disk.lock import try_lock

LEAD = ".import-desk-"
_KEEPS = "keeps"  # Windows: a file held open keeps its folder from being renamed


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A new folder within `folder`, removed at the end; what killed runs left there is removed first."""
    clean(folder)
    made, handle = _made(folder)
    try:
        yield made
    finally:
        os.close(handle)
        shutil.rmtree(made, ignore_errors=True)


def clean(folder: Path) -> None:
    """Removes what killed runs left in `folder`; what a run is at work in stays."""
    for left in folder.glob(f"{LEAD}*.part"):
        with suppress(OSError):
            _remove(left)


def _made(folder: Path) -> tuple[Path, int]:
    while True:
        made = folder / f"{LEAD}{secrets.token_hex(4)}.part"
        rights.new_folder(made)
        handle = rights.new_file(made / _KEEPS) if sys.platform == "win32" else os.open(made, os.O_RDONLY)
        if try_lock(handle) and made.is_dir():
            return made, handle
        os.close(handle)  # taken for a rest and removed before it was locked


def _remove(left: Path) -> None:
    if sys.platform == "win32":
        shutil.rmtree(left.rename(left.with_suffix(".gone")))
        return
    handle = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
    try:
        if try_lock(handle):
            shutil.rmtree(left)
    finally:
        os.close(handle)
