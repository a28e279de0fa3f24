"""The one road of outside text into a sheet: literal, printable, never longer than a cell."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767  # UTF-16 units
CUT_MARK = "… (cut)"
_FOOTER_LIMIT = 60

# Controls but TAB and LF, lone surrogates and non-characters (not XML), and the marks that turn text round on screen.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_RETURNS = re.compile("\r\n?")


def safe_text(value: str) -> str:
    """`value` as a cell may hold it: controls removed, CR as LF, cut with a visible mark above 32,767 UTF-16 units."""
    tidy = value if value.isprintable() else _UNPRINTABLE.sub("", _RETURNS.sub("\n", value))
    if tidy.startswith("<r>") and tidy.endswith("</r>"):
        tidy += " "  # the writer would take such a text for ready XML and write it unescaped
    return tidy if len(tidy) <= CELL_LIMIT // 2 or _units(tidy) <= CELL_LIMIT else _cut(tidy)


def _units(text: str) -> int:
    """Length as a sheet counts it; characters outside the basic plane count twice."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    """The longest head that leaves room for the mark; a pair of units is not split."""
    room = (CELL_LIMIT - len(CUT_MARK)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT_MARK


def safe_footer(value: str) -> str:
    """Text for a header or footer, where & starts a field code and 255 characters are all there is."""
    line = safe_text(value).replace("\n", " ")
    return (line if len(line) <= _FOOTER_LIMIT else line[:_FOOTER_LIMIT] + CUT_MARK).replace("&", "&&")
