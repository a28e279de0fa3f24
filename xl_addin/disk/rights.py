"""Whose the files of a desk are: their owner's alone, or also a group's that desk.toml names.

On Windows the same is said by a list of its own (`acl`); the program's own files have there the rights of their folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from xl_addin.domain.errors import DeskError

_HAS_MODES = os.name != "nt"
# A link is not followed; Windows needs the word for bytes as they are.
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Rights:
    """What new files and folders may be used for by whom.

    `group` is the system's number of it, -1 for none; on Windows `group_sid`, "" for none.
    """

    file: int
    folder: int
    group: int = -1
    group_sid: str = ""


OWNER_S = Rights(0o600, 0o700)
PROGRAM_S = Rights(0o644, 0o755)  # what the program makes of itself holds nobody's data
_in_force: ContextVar[Rights] = ContextVar("rights", default=OWNER_S)


def share_with(group: str) -> None:
    """From here on new files are a group's too; "" makes them their owner's alone. DeskError where there is none."""
    _in_force.set(_shared(group) if group else OWNER_S)


def _shared(group: str) -> Rights:
    if _HAS_MODES:
        return Rights(0o660, 0o2770, group=_number_of(group))
    from xl_addin.disk import acl

    sid = acl.group_of(group)
    if sid is None:
        raise _no_group(group)
    return Rights(0o660, 0o2770, group_sid=sid)


@contextmanager
def of_the_program() -> Iterator[None]:
    """Inside, what is made is the program itself, for everybody to read."""
    before = _in_force.set(PROGRAM_S)
    try:
        yield
    finally:
        _in_force.reset(before)


def _number_of(group: str) -> int:
    import grp

    try:
        return grp.getgrnam(group).gr_gid
    except KeyError:
        raise _no_group(group) from None


def _no_group(group: str) -> DeskError:
    return DeskError(
        f"The system knows no group {group!r}.",
        "Setting group of the desk.",
        "Correct it in desk.toml, or ask IT to make the group.",
    )


def new_file(path: Path) -> int:
    """Makes a file that was not there, with the rights in force, and opens it; OSError where it was, or is a link."""
    rights = _in_force.get()
    if _has_list(rights):
        from xl_addin.disk import acl

        return acl.new_file(path, rights.group_sid)
    handle = os.open(path, _NEW, rights.file)
    if _HAS_MODES:
        try:
            _own(handle, rights.file, rights.group)
        except BaseException:
            os.close(handle)
            raise
    return handle


def make_folders(folder: Path) -> None:
    """Makes a folder and those above it that are not there, with the rights in force; others stay as they are."""
    if folder.is_dir():
        return
    make_folders(folder.parent)
    try:
        new_folder(folder)
    except FileExistsError:
        if not folder.is_dir():
            raise


def new_folder(folder: Path) -> None:
    """Makes a folder that was not there, with the rights in force."""
    rights = _in_force.get()
    if _has_list(rights):
        from xl_addin.disk import acl

        acl.new_folder(folder, rights.group_sid)
        return
    folder.mkdir(rights.folder)
    if _HAS_MODES:
        _own(folder, rights.folder, rights.group)


def _has_list(rights: Rights) -> bool:
    return not _HAS_MODES and rights != PROGRAM_S


def _own(file: int | Path, mode: int, group: int) -> None:
    if group >= 0:
        os.chown(file, -1, group)  # before the mode: a change of the group takes the bit that hands it down
    os.chmod(file, mode)  # noqa: PTH101 - an open file has no path


def refuse_link(path: Path) -> None:
    """A link is not written through: what it leads to may be anybody's."""
    if path.is_symlink():
        raise DeskError(
            "The file to be written is a link to another place.",
            f"File {path}, which leads to {path.resolve()}.",
            "Remove the link, or give the place itself.",
        )
