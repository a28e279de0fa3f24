"""The shared texts of an .xls book: they run on over the ends of records, wherever these fall."""

from __future__ import annotations

import struct

import pytest

from xl_addin.workbook.extracts.xls_texts import shared_texts

TEXTS = ["No", "MÜLLER", "₹ रुपया", "", "x" * 40]


def record(text: str, *, rich: bool = False) -> list[bytes]:
    """A text in pieces that a record may end between: its head, each letter, its runs of type."""
    wide = any(ord(letter) > 255 for letter in text)
    head = struct.pack("<HB", len(text), wide | (8 if rich else 0)) + (struct.pack("<H", 1) if rich else b"")
    letters = [letter.encode("utf-16-le" if wide else "latin-1") for letter in text]
    return [head, *letters, *([b"RUNS"] if rich else [])]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50, 1000])
@pytest.mark.parametrize("rich", [False, True])
def test_a_table_cut_into_records_of_any_size_gives_the_same_texts(size: int, rich: bool) -> None:
    chunks = [struct.pack("<II", len(TEXTS), len(TEXTS))]
    for text in TEXTS:
        wide = any(ord(letter) > 255 for letter in text)
        head, *letters = record(text, rich=rich)
        chunks[-1] += head
        for n, piece in enumerate(letters):
            if len(chunks[-1]) >= size and n < len(text):
                chunks.append(bytes((wide,)))  # a text that goes on says again how wide its letters are
            chunks[-1] += piece
    records = [(0xFC, chunks[0]), *((0x3C, chunk) for chunk in chunks[1:]), (0x0A, b"")]
    assert shared_texts(records) == TEXTS


def test_a_book_without_a_table_has_no_texts() -> None:
    assert shared_texts([(0x0A, b"")]) == []


def test_a_table_that_ends_too_early_is_no_table() -> None:
    with pytest.raises((IndexError, ValueError)):
        shared_texts([(0xFC, struct.pack("<II", 9, 9) + b"\x01\x00\x00a")])
