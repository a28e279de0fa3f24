"""One hash over many rows, from which any row can be proved without showing the others: the tree of RFC 6962.

A row's hash begins with byte 0 and that of two hashes with byte 1, so that neither can stand for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import islice

_ROW, _PAIR = b"\x00", b"\x01"
BLOCK = 1024  # leaves worked on at once: a power of two, so that each block is a subtree
NOTHING = sha256(b"").digest()  # root of an action without rows


def leaf(content: bytes) -> bytes:
    """Hash of one row's canonical text."""
    return sha256(_ROW + content).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """Hash over `leaves` in their order; a block of them and the roots of whole subtrees are held at any time."""
    subtrees: list[tuple[int, bytes]] = []
    waiting = iter(leaves)
    while block := list(islice(waiting, BLOCK)):
        size, hashed = len(block), _level_by_level(block)
        while subtrees and subtrees[-1][0] == size:
            hashed = _pair(subtrees.pop()[1], hashed)
            size *= 2
        subtrees.append((size, hashed))
    if not subtrees:
        return NOTHING
    whole = subtrees.pop()[1]
    while subtrees:
        whole = _pair(subtrees.pop()[1], whole)
    return whole


def _level_by_level(level: list[bytes]) -> bytes:
    while len(level) > 1:
        level = _above(level)
    return level[0]


def _above(level: list[bytes]) -> list[bytes]:
    """The hashes one level up; an odd one out goes up as it is."""
    pairs = [sha256(_PAIR + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
    return pairs + level[len(pairs) * 2 :]


def path(leaves: Sequence[bytes], place: int) -> tuple[bytes, ...]:
    """The hashes beside the leaf at `place` (from 0), from its neighbour up to below the root."""
    beside: list[bytes] = []
    level = list(leaves)
    while len(level) > 1:
        if place ^ 1 < len(level):
            beside.append(level[place ^ 1])
        level = _above(level)
        place //= 2
    return tuple(beside)


def proves(hashed: bytes, place: int, size: int, beside: Sequence[bytes], whole: bytes) -> bool:
    """Whether the leaf `hashed` stands at `place` of `size` leaves under the root `whole`."""
    if not 0 <= place < size:
        return False
    left = list(beside)
    while size > 1:
        if place ^ 1 < size:
            if not left:
                return False
            other = left.pop(0)
            hashed = _pair(other, hashed) if place & 1 else _pair(hashed, other)
        place, size = place // 2, (size + 1) // 2
    return not left and hashed == whole


def _pair(left: bytes, right: bytes) -> bytes:
    return sha256(_PAIR + left + right).digest()
