"""The acts of a ledger noted once more in a file beside it, `LEDGER.anchors`: a tail that was cut off shows against it.

An act is noted before it is committed and marked as done after it. A line without the mark says nothing: its run was
stopped in between. Where the file is missing nothing can be told, and the next act begins it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, select

from xl_addin.disk import rights
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables

SUFFIX = ".anchors"
_BEGUN, _DONE = b"?", b"="
_TAIL = 4096  # bytes: more than the last lines
_OPEN = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Anchor(NamedTuple):
    """One act as it is noted."""

    seq: int
    hash: str
    at: str
    user: str


def file_of(ledger: Path) -> Path:
    """The file of anchors beside a ledger."""
    return ledger.with_name(ledger.name + SUFFIX)


def noted(ledger: Path) -> list[Anchor] | None:
    """The acts that are noted as done, in order; None where no file is there."""
    path = file_of(ledger)
    if not path.is_file():
        return None
    return list(_done(path.read_bytes()))


def _done(data: bytes) -> Iterator[Anchor]:
    for mark, seq, *parts in _lines(data):
        if mark == _DONE.decode() and len(parts) == len(Anchor._fields) - 1:
            yield Anchor(int(seq), *parts)


def _lines(data: bytes) -> Iterator[list[str]]:
    """The lines that note an act, by their parts: mark and number, and the hash at least."""
    for line in data.split(b"\n"):
        parts = line.decode(errors="replace").rstrip("\r").split("\t")
        if parts[0].encode() in (_BEGUN, _DONE) and len(parts) > 2 and parts[1].isdigit():
            yield parts


def missing(connection: Connection, anchors: list[Anchor]) -> list[Anchor]:
    """Those of the noted acts that the ledger does not hold."""
    held = {(row.seq, row.hash) for row in connection.execute(select(tables.actions.c.seq, tables.actions.c.hash))}
    return [one for one in anchors if (one.seq, one.hash) not in held]


def unnoted(connection: Connection, ledger: Path) -> list[int]:
    """Acts since the notes began that are noted in no way, by number: the program notes an act before it is done.

    To be asked of a ledger that was read before: what others do meanwhile is noted already.
    """
    path, actions = file_of(ledger), tables.actions.c
    begun = {(int(one[1]), one[2]) for one in _lines(path.read_bytes())} if path.is_file() else set()
    since = select(actions.seq, actions.hash).where(actions.seq > min((seq for seq, _ in begun), default=sys.maxsize))
    return [row.seq for row in connection.execute(since.order_by(actions.seq)) if (row.seq, row.hash) not in begun]


def refuse_cut(connection: Connection, ledger: Path) -> None:
    """DeskError where the last act that is noted is not in the ledger: another act would hide that its end is gone."""
    last = _last(file_of(ledger))
    if last is None:
        return
    actions = tables.actions.c
    if connection.execute(select(actions.seq).where(actions.seq == last.seq, actions.hash == last.hash)).first():
        return
    raise DeskError(
        f"The ledger lacks an act that was done: number {last.seq}, by {last.user} at {last.at}.",
        f"Ledger {ledger}, {file_of(ledger).name} beside it.",
        "Its end was cut off, or an older or a new ledger was put in its place. Nothing was done. Put the right one "
        f"back. Where this one is meant, rename {file_of(ledger).name}, and do the acts since then again.",
    )


def _last(path: Path) -> Anchor | None:
    if not path.is_file():
        return None
    with path.open("rb") as handle:
        handle.seek(max(0, path.stat().st_size - _TAIL))
        return max(_done(handle.read()), default=None)


@contextmanager
def noting(connection: Connection, ledger: Path | None, action: Mapping[str, Any]) -> Iterator[None]:
    """Notes `action`, lets it be committed, and marks it as done; an act that cannot be noted is not done."""
    if ledger is None:
        yield
        return
    try:
        handle = _opened(connection, file_of(ledger))
        try:
            place = _add(handle, _BEGUN, _anchor(action))
            os.fsync(handle)
            yield
            with suppress(OSError):  # it is committed; without the mark its line says nothing
                os.lseek(handle, place, os.SEEK_SET)
                os.write(handle, _DONE)
        finally:
            os.close(handle)
    except OSError as error:
        raise DeskError(
            f"The act could not be noted beside the ledger: {error.strerror or error}.",
            f"File {file_of(ledger)}.",
            "Check space and rights. Nothing of this step was kept.",
        ) from None


def _opened(connection: Connection, path: Path) -> int:
    """The file of anchors; a new one begins with the ledger's last act."""
    try:
        handle = rights.new_file(path)
    except FileExistsError:
        return os.open(path, _OPEN)
    actions = tables.actions
    last = connection.execute(select(actions).order_by(actions.c.seq.desc()).offset(1).limit(1)).mappings().first()
    if last is not None:
        _add(handle, _DONE, _anchor(last))
    return handle


def _anchor(action: Mapping[str, Any] | RowMapping) -> Anchor:
    return Anchor(action["seq"], action["hash"], action["at"], " ".join(str(action["user"]).split()))


def _add(handle: int, mark: bytes, anchor: Anchor) -> int:
    """Adds a line, on a line of its own whatever a stopped run left; the place of its mark."""
    end = os.lseek(handle, 0, os.SEEK_END)
    if end:
        os.lseek(handle, end - 1, os.SEEK_SET)
        lead = b"" if os.read(handle, 1) == b"\n" else b"\n"
    else:
        lead = b""
    line = lead + mark + b"\t" + "\t".join(map(str, anchor)).encode() + b"\n"
    if os.write(handle, line) != len(line):
        raise OSError(28, "No space left on device")
    return end + len(lead)
