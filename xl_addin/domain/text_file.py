"""A text file that a person wrote: UTF-8 with or without its mark, or UTF-16 with one, as Notepad saves."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_AT = re.compile(r"at line ([0-9]+)")


def text_of(path: Path) -> str:
    """The text of a file; ValueError names the line and the byte that is in another encoding."""
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding).replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        what = f"line {line} holds the byte {raw[wrong.start]:02X} (hexadecimal), which is not {encoding[:6].upper()}"
        raise ValueError(f"{what.removesuffix('-')}: save it as UTF-8") from None


def why_unread(error: OSError | ValueError) -> str:
    """Why a file of settings cannot be read, without the words of the language that reads it."""
    if isinstance(error, OSError):
        return str(error.strerror or error)
    if not isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    at = _AT.search(str(error))
    place = f"line {at[1]}" if at else "a line"
    return f'{place} is not written as name = "text" or name = 5, or says a name a second time'
