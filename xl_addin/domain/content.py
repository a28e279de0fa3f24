"""A file as its bytes: read once, so that what is hashed is what is taken in."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Content:
    """Name and bytes of a file, as they were when it was read."""

    name: str
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """The hash by which the ledger knows the file again under any name."""
        return hashlib.sha256(self.data).hexdigest()

    def open(self) -> io.BytesIO:
        """The bytes as a stream."""
        return io.BytesIO(self.data)


def content_of(path: Path) -> Content:
    """Reads the file."""
    return Content(path.name, path.read_bytes())
