"""The files of the outbox in their folder: views of the ledger, made from it, put where their state says.

A run that was stopped between the ledger and the folder leaves the ledger ahead: the next one makes what is missing.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from xl_addin.desk.atomic import atomic_stream, replace, sync_folder, told
from xl_addin.desk.produce.kept import unpacked
from xl_addin.disk import rights
from xl_addin.domain.content import OnDisk
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger
from xl_addin.ledger.outbox import DRAFTED, DROPPED, RELEASED, SENT_ON, OutFile
from xl_addin.ledger.outbox_rows import contents, outbox
from xl_addin.messages.layouts import layout
from xl_addin.messages.prove import prove
from xl_addin.messages.record import Counts, Record
from xl_addin.messages.write import write

HOMES = {DRAFTED: "draft", RELEASED: "released", SENT_ON: "sent", DROPPED: ""}


class Hashed(io.RawIOBase):
    """A stream that keeps the hash of what is written, and nothing else."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._hash.update(data)
        return len(data)

    @property
    def sha256(self) -> str:
        """The hash of all of it."""
        return self._hash.hexdigest()


def hash_of(message: str, records: Iterable[Record]) -> tuple[str, Counts]:
    """The hash of the file that these records make, and their counts."""
    sink = Hashed()
    counts = write(layout(message), records, sink)  # type: ignore[arg-type]
    return sink.sha256, counts


def path_of(outgoing: Path, file: OutFile) -> Path:
    """Where a file lies by its state."""
    return outgoing / HOMES[file.state] / file.file


def put_in_place(ledger: Ledger, period: str, outgoing: Path) -> list[str]:
    """Makes what is missing, moves what has gone on, removes what was dropped; answers what it could not do."""
    with ledger.read() as connection:
        files = outbox(connection, period).files
    return [fault for file in files if (fault := _place(ledger, file, outgoing))]


def _place(ledger: Ledger, file: OutFile, outgoing: Path) -> str:
    """One file; "" where it lies where it should."""
    wanted = path_of(outgoing, file)
    elsewhere = [
        path for home in HOMES.values() if home and (path := outgoing / home / file.file) != wanted and path.exists()
    ]
    if file.state == DROPPED:
        return _removed(elsewhere, file)
    if not wanted.exists():
        ours = [path for path in elsewhere if sha256_of(path) == file.sha256]
        if ours:
            _move(ours[0], wanted)
        elif file.state != SENT_ON:  # what was sent may have been put away
            _make(ledger, file, wanted)
    return _removed([path for path in elsewhere if path.exists()], file)


def _removed(paths: Iterable[Path], file: OutFile) -> str:
    """Removes copies of a file; one that was changed stays and is told."""
    for path in paths:
        if sha256_of(path) != file.sha256:
            return f"{path} was changed since it was drafted, and is not {file.file} any more: look at it and remove it"
        with told(path), suppress(FileNotFoundError):
            path.unlink()
    return ""


def _move(path: Path, wanted: Path) -> None:
    with told(wanted):
        rights.make_folders(wanted.parent)
        rights.refuse_link(wanted)
        replace(path, wanted)
        sync_folder(wanted.parent)


def _make(ledger: Ledger, file: OutFile, path: Path) -> None:
    """Makes a file from the ledger, byte for byte as it was drafted."""

    def fill(stream: BinaryIO) -> None:
        with ledger.read() as connection:
            write(layout(file.message), map(unpacked, contents(connection, file.number)), stream)

    def check(part: Path) -> None:
        if sha256_of(part) != file.sha256:
            raise DeskError(
                f"{file.file} cannot be made again as it was: the table of messages has changed since it was drafted.",
                f"File {file.number}, hash {file.sha256}.",
                "Put the former table of messages back, or drop the draft and produce it anew.",
            )
        with ledger.read() as connection:
            wrong = prove(layout(file.message), map(unpacked, contents(connection, file.number)), OnDisk(part))
        if wrong:
            raise DeskError(
                f"{file.file} does not read as what it was made of: {wrong[0].found}.",
                f"File {file.number}, line {wrong[0].row}.",
                "It does not leave. Drop the draft, and tell us with the record that is named.",
            )

    atomic_stream(path, fill, check)


def sha256_of(path: Path) -> str:
    """The hash of a file on the disk; "" where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
