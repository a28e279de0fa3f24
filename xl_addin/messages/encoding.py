"""Whether the bytes of a file are of the encoding that it declares; else the first that belies it, with its line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from xl_addin.domain.content import Readable
from xl_addin.domain.errors import DeskError

_HEAD, _CHUNK = 1024, 1 << 20
_DECLARED = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"'>]+)["']""")
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
# Encodings in which each sign is one byte, so that bytes of UTF-8 are read without a fault, and wrongly.
_ONE_BYTE = ("iso8859-1", "iso8859-15", "cp1252")
_BEYOND_ASCII, _ONLY_WINDOWS = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\x80-\x9f]")


def check_encoding(file: Readable) -> None:
    """DeskError where the bytes of the file belie the encoding that it declares."""
    head = _head(file)
    shape = next((name for mark, name in _BOMS if head.startswith(mark)), "")
    declared = _declared(head, shape)
    if not _agree(declared, shape):
        raise _belied(file.name, declared or "UTF-8", f"its bytes are {(shape or 'utf-8').upper()}", 1)
    if shape == "" and _known(declared) in _ONE_BYTE:
        _check_one_byte(file, declared)


def first_wrong_byte(file: Readable) -> DeskError | None:
    """The error that names the first byte which is not of the declared encoding; None where every byte is."""
    declared = _declared(_head(file), "") or "UTF-8"
    decoder = codecs.getincrementaldecoder(_known(declared) or "utf-8")("strict")
    line = 1
    for chunk in _chunks(file):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as wrong:
            what = f"the byte {wrong.object[wrong.start]:02X} (hexadecimal) is not {declared}"
            return _belied(file.name, declared, what, line + chunk.count(b"\n", 0, max(wrong.start - held, 0)))
        line += chunk.count(b"\n")
    return None


def _declared(head: bytes, shape: str) -> str:
    text = head.decode(shape or "latin-1", "replace").lstrip("\ufeff")
    found = _DECLARED.match(text)
    return found[1].strip() if found else ""


def _known(declared: str) -> str:
    """Python's own name of an encoding, "" for one that it does not know."""
    try:
        return codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""


def _agree(declared: str, shape: str) -> bool:
    """Whether the first bytes can be of the declared encoding. UTF-16 alone is either of its two orders."""
    wide = (shape or "utf-8").startswith(("utf-16", "utf-32"))
    known = _known(declared)
    if wide or known.startswith(("utf-16", "utf-32")):
        return not declared or known in (shape, shape[:6])
    return shape != "utf-8" or known in ("", "utf-8", "ascii")


def _check_one_byte(file: Readable, declared: str) -> None:
    """A file that says windows-1252 and is UTF-8 throughout, or says ISO-8859-1 and uses what only windows-1252 has."""
    if (line := _line_of(file, _BEYOND_ASCII)) and _is_utf8(file):
        raise _belied(file.name, declared, "its bytes are UTF-8", line)
    if _known(declared) != "cp1252" and (line := _line_of(file, _ONLY_WINDOWS)):
        raise _belied(file.name, declared, "it has bytes that only windows-1252 has", line)


def _line_of(file: Readable, wanted: re.Pattern[bytes]) -> int:
    """Line of the first byte of this kind; 0 for none."""
    line = 1
    for chunk in _chunks(file):
        if found := wanted.search(chunk):
            return line + chunk.count(b"\n", 0, found.start())
        line += chunk.count(b"\n")
    return 0


def _is_utf8(file: Readable) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for chunk in _chunks(file):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(file: Readable) -> Iterator[bytes]:
    with file.open() as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _head(file: Readable) -> bytes:
    with file.open() as stream:
        return stream.read(_HEAD)


def _belied(file: str, declared: str, but: str, line: int) -> DeskError:
    return DeskError(
        f"The file says that it is written in {declared}, but {but}.",
        f"File {file}, line {line}.",
        "It was saved again by another program, or damaged on its way: download it again from IDPMS and do not open or "
        "edit it before take-in. Nothing of it was taken in.",
    )
