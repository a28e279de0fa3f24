"""Several files that belong together: all of them are put in place, or none; one run at a time in a folder.

They are written aside. When all lie on the disk their folder is renamed, and from then on they count: a run that is
killed while it puts them in place is finished by the next one.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from xl_addin.desk.atomic import flush, replace, sync_folder, told
from xl_addin.disk import rights
from xl_addin.disk.lock import Taken, only_one
from xl_addin.disk.scratch import LEAD, scratch
from xl_addin.domain.errors import DeskError

LOCK, READY, FORMER, LAST = f"{LEAD}lock", f"{LEAD}ready", "former", "last"


@contextmanager
def one_at_a_time(folder: Path, holder: str) -> Iterator[None]:
    """Nobody else writes into `folder` meanwhile; what a killed run had ready there is put in place first."""
    with ExitStack() as held:
        with told(folder):
            rights.make_folders(folder)
            held.enter_context(_lock(folder, holder))
            _finish(folder)
        yield


def _lock(folder: Path, holder: str) -> ExitStack:
    """The lock of a folder, held until it is closed; DeskError where another run holds it."""
    held = ExitStack()
    try:
        held.enter_context(only_one(folder / LOCK, holder))
    except Taken as taken:
        raise DeskError(
            f"Another run is writing into this folder: {taken}.",
            f"Folder {folder}.",
            "Wait until it has ended, then look at what it made before you run this again. Nothing was done.",
        ) from None
    return held


@contextmanager
def all_or_none(folder: Path, last: str) -> Iterator[Path]:
    """A folder to write into, whose files are put into `folder` in the end; `last` tells that all of them are there."""
    with told(folder), scratch(folder) as aside:
        made = aside / "whole"
        rights.new_folder(made)
        yield made
        for path in made.iterdir():
            rights.refuse_link(folder / path.name)
            flush(path)
        rights.new_folder(made / LAST)
        replace(made / last, made / LAST / last)
        sync_folder(made / LAST)
        sync_folder(made)
        made.rename(folder / READY)
        _put_in_place(folder)


def is_half_done(folder: Path) -> bool:
    """Whether a run was killed, or is at work, while it puts its files in place."""
    return (folder / READY).is_dir()


def _put_in_place(folder: Path) -> None:
    """The former files are taken away, then the new ones put in; where one is held, all is as it was before."""
    ready = folder / READY
    former = ready / FORMER
    rights.new_folder(former)
    taken: list[str] = []
    try:
        for name in [path.name for path in (*_files(ready / LAST), *_files(ready))]:
            if (folder / name).exists():
                replace(folder / name, former / name)
                taken.append(name)
    except OSError:
        for name in reversed(taken):
            replace(former / name, folder / name)
        shutil.rmtree(ready)
        raise
    _finish(folder)


def _finish(folder: Path) -> None:
    """Puts what is ready in its place; the file that tells of all comes last."""
    ready = folder / READY
    if not ready.is_dir():
        return
    for path in _files(ready):
        replace(path, folder / path.name)
    sync_folder(folder)
    for path in _files(ready / LAST):
        replace(path, folder / path.name)
    sync_folder(folder)
    shutil.rmtree(ready)
    sync_folder(folder)


def _files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.is_file()) if folder.is_dir() else []
