"""Texts of an .xls book: its table of shared texts, which runs on over the ends of records, and texts of cells."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

_TABLE, _GOES_ON = 0xFC, 0x3C
_WIDE, _FAR_EAST, _RICH = 1, 4, 8


def shared_texts(records: Iterable[tuple[int, bytes]]) -> list[str]:
    """The table of shared texts; nothing where the book has none. IndexError where it ends too early."""
    chunks: list[bytes] = []
    for kind, body in records:
        if kind == _TABLE or (chunks and kind == _GOES_ON):
            chunks.append(body)
        elif chunks:
            break
    return list(_texts(_Chunks(chunks))) if chunks else []


def _texts(chunks: _Chunks) -> Iterator[str]:
    _, count = struct.unpack("<II", chunks.take(8))
    for _ in range(count):
        length, flags = struct.unpack("<HB", chunks.take(3))
        runs = struct.unpack("<H", chunks.take(2))[0] if flags & _RICH else 0
        far_east = struct.unpack("<I", chunks.take(4))[0] if flags & _FAR_EAST else 0
        yield chunks.text(length, wide=bool(flags & _WIDE))
        chunks.take(4 * runs + far_east)


class _Chunks:
    """Records that go on in one another, read from the first to the last."""

    def __init__(self, chunks: list[bytes]) -> None:
        self._chunks, self._number, self._place = chunks, 0, 0

    def take(self, size: int) -> bytes:
        """The next bytes."""
        taken = b""
        while len(taken) < size:
            if self._place >= len(self._chunks[self._number]):
                self._number, self._place = self._number + 1, 0
            piece = self._chunks[self._number][self._place : self._place + size - len(taken)]
            self._place += len(piece)
            taken += piece
        return taken

    def text(self, length: int, *, wide: bool) -> str:
        """The next letters; where they go on in another record, that says again how wide they are."""
        parts: list[str] = []
        while length > 0:
            if self._place >= len(self._chunks[self._number]):
                self._number, self._place = self._number + 1, 1
                wide = bool(self._chunks[self._number][0] & _WIDE)
            step = 2 if wide else 1
            piece = self._chunks[self._number][self._place : self._place + length * step]
            if len(piece) < step:
                raise ValueError("a text is cut off")
            piece = piece[: len(piece) // step * step]
            self._place += len(piece)
            length -= len(piece) // step
            parts.append(piece.decode("utf-16-le" if wide else "latin-1", "replace"))
        return "".join(parts)


def long_text(body: bytes, place: int) -> str:
    """A text within a record, its length before it."""
    length, flags = struct.unpack_from("<HB", body, place)
    return _Chunks([body[place + 3 :]]).text(length, wide=bool(flags & _WIDE)) if length else ""
