"""The parts of a zipped book: what they unpack to is counted before anything is unpacked, and no DTD is let in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from xl_addin.domain.errors import DeskError

UNPACKED_BYTES_MAX, PARTS_MAX = 200 * 2**20, 2_000
RATIO_MAX, RATIO_BYTES = 400, 50 * 2**20  # a part that is large and shrinks more than any sheet does
_CHUNK = 2**20
# XML knows it in capitals only; UTF-16 has a NUL beside each letter.
_DTD = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_NO_XML = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf")


def check_package(source: Path | IO[bytes], name: str = "", unpacked_max: int = UNPACKED_BYTES_MAX) -> None:
    """Refuses a package that unpacks to too much, has too many parts, or names of parts that no Excel writes."""
    name = name or (source.name if isinstance(source, Path) else "")
    with zipfile.ZipFile(source) as package:
        parts = package.infolist()
        names = [part.filename for part in parts]
        odd = len({n.lower() for n in names}) != len(names) or any(map(_climbs, names))
        large = len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > unpacked_max
        if odd or large or any(map(_bomb, parts)):
            raise DeskError(
                "The book is built as no Excel builds one, or is far too large unpacked.",
                f"File {name}.",
                "Do not open it; ask where it came from, and take in an export made by the source system.",
            )
        for part in names:
            if not part.lower().endswith(_NO_XML) and has_dtd(_chunks(package, part)):
                raise DeskError(
                    "The book carries a document type declaration (DTD), which Excel never writes.",
                    f"File {name}, part {part}.",
                    "Do not use this file; ask where it came from.",
                )


def _climbs(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def _bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > RATIO_BYTES and part.file_size > RATIO_MAX * max(part.compress_size, 1)


def _chunks(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with package.open(name, mode="r") as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def has_dtd(chunks: Iterable[bytes]) -> bool:
    """True where XML declares a document type, however far from its beginning."""
    tail = b""
    for chunk in chunks:
        text = tail + chunk
        if any(mark in text for mark in _DTD):
            return True
        tail = text[-len(_DTD[-1]) :]
    return False


def open_package(data: bytes) -> zipfile.ZipFile:
    """The package whose bytes these are."""
    return zipfile.ZipFile(io.BytesIO(data))
