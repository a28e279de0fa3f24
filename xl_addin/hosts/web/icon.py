"""The icon that Office shows, drawn here: a blue square with a white arrow that comes in over a line."""

from __future__ import annotations

import struct
import zlib

SIZES = (16, 32, 64, 80)
BLUE, WHITE = b"\x1f\x4e\x79", b"\xff\xff\xff"


def icon(size: int) -> bytes:
    """A PNG of so many pixels a side."""
    lines = (b"\0" + b"".join(_pixel(x / size, y / size) for x in range(size)) for y in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    # Stored, not compressed: the same bytes whatever library compresses.
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _part(*one) for one in ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 0)), (b"IEND", b""))
    )


def _pixel(x: float, y: float) -> bytes:
    shaft = 0.43 <= x < 0.57 and 0.14 <= y < 0.5
    tip = 0.4 <= y < 0.66 and abs(x - 0.5) < 0.66 - y
    ground = 0.2 <= x < 0.8 and 0.74 <= y < 0.84
    return WHITE if shaft or tip or ground else BLUE


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
