"""Streams of a compound file: what old .xls books and books with a password are kept in."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _ENTRY = 0xFFFFFFFA, 128
_STREAM, _ROOT = 2, 5


class Damaged(ValueError):
    """A compound file that leads nowhere."""


class Compound:
    """A compound file by its bytes; Damaged where its chains of sectors are not whole."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or data[:8] != MAGIC:
            raise Damaged("it is no compound file")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Damaged("its sectors have an odd size")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        count, directory, _, self._cutoff, mini, _, more, _ = struct.unpack_from("<IIIIIIII", data, 44)
        sectors = [*struct.unpack_from("<109I", data, 76), *self._more(more)]
        self._table = [entry for sector in sectors[:count] if sector < _END for entry in self._longs(sector)]
        self._entries = {name: (kind, first, size) for name, kind, first, size in self._directory(directory)}
        self._mini_table = [entry for sector in self._chain(mini, self._table) for entry in self._longs(sector)]

    @property
    def names(self) -> set[str]:
        """Names of the streams, wherever they lie."""
        return {name for name, (kind, _, _) in self._entries.items() if kind == _STREAM}

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; KeyError where there is none."""
        _, first, size = self._entries[name]
        if size >= self._cutoff:
            return self._joined(first, size)
        root = next(entry for entry in self._entries.values() if entry[0] == _ROOT)
        mini = self._joined(root[1], root[2])
        step = self._mini_size
        return b"".join(mini[n * step : (n + 1) * step] for n in self._chain(first, self._mini_table))[:size]

    def _joined(self, first: int, size: int) -> bytes:
        return b"".join(self._sector(n) for n in self._chain(first, self._table))[:size]

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        if begin >= len(self._data):
            raise Damaged("it is cut off")
        return self._data[begin : begin + self._size]

    def _longs(self, number: int) -> tuple[int, ...]:
        sector = self._sector(number)
        if len(sector) < self._size:
            raise Damaged("it is cut off")
        return struct.unpack(f"<{self._size // 4}I", sector)

    def _chain(self, first: int, table: list[int]) -> Iterator[int]:
        for _ in range(len(table) + 1):
            if first >= _END:
                return
            yield first
            if first >= len(table):
                raise Damaged("a chain of sectors leads nowhere")
            first = table[first]
        raise Damaged("a chain of sectors goes round")

    def _more(self, first: int) -> Iterator[int]:
        """Sectors of the table that the header has no room for."""
        for _ in range(len(self._data) // self._size + 1):
            if first >= _END:
                return
            *sectors, first = self._longs(first)
            yield from sectors

    def _directory(self, first: int) -> Iterator[tuple[str, int, int, int]]:
        entries = b"".join(self._sector(n) for n in self._chain(first, self._table))
        for begin in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", entries, begin + 64)
            start, size = struct.unpack_from("<II", entries, begin + 116)
            name = entries[begin : begin + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind in (_STREAM, _ROOT):
                yield name, kind, start, size
