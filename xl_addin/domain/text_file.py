"""A text file that a person wrote: UTF-8 with or without its mark, or UTF-16 with one, as Notepad saves."""

from __future__ import annotations

from pathlib import Path


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
