"""A file as its bytes: read once, so that what is hashed is what is taken in."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Protocol


class Readable(Protocol):
    """A file that can be read from its beginning; its hash is of the bytes that were read last."""

    @property
    def name(self) -> str:
        """File name."""

    @property
    def sha256(self) -> str:
        """The hash by which the ledger knows the file again under any name."""

    def open(self) -> BinaryIO:
        """The bytes as a stream."""


@dataclass(frozen=True)
class Content:
    """Name and bytes of a file, as they were when it was read."""

    name: str
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """The hash by which the ledger knows the file again under any name."""
        return hashlib.sha256(self.data).hexdigest()

    def open(self) -> BinaryIO:
        """The bytes as a stream."""
        return io.BytesIO(self.data)


def content_of(path: Path) -> Content:
    """Reads the file."""
    return Content(path.name, path.read_bytes())


class OnDisk:
    """A file that stays on its disk, for what is larger than memory should hold: read in pieces, hashed on the way."""

    def __init__(self, path: Path) -> None:
        self._path, self._hashed = path, ""

    @property
    def name(self) -> str:
        """File name."""
        return self._path.name

    @property
    def sha256(self) -> str:
        """The hash of the bytes that were read last to their end; "" before."""
        return self._hashed

    def open(self) -> BinaryIO:
        """The bytes as a stream."""
        return io.BufferedReader(_Hashing(self._path, self), _PIECE)

    def was_read(self, digest: str) -> None:
        """A stream came to its end."""
        self._hashed = digest


_PIECE = 2**18


class _Hashing(io.RawIOBase):
    """Bytes of a file as they are asked for, from its first one on."""

    def __init__(self, path: Path, file: OnDisk) -> None:
        self._stream, self._file, self._hash = path.open("rb", buffering=0), file, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = self._stream.readinto(buffer) or 0
        self._hash.update(buffer[:count])
        if not count:
            self._file.was_read(self._hash.hexdigest())
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()
