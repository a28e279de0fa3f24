"""File names: the word before the ending tells the message, never what stands in front of it."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from xl_addin.domain.errors import DeskError
from xl_addin.messages.layouts import layouts
from xl_addin.messages.model import Layout

_COPY = r"(?: ?\([0-9]+\))?"  # as a browser names a second download


class Named(NamedTuple):
    """What a file's name says: its message, and for a reply whether it is of what passed or of what failed."""

    layout: Layout
    reply: str = ""


def named(file: str) -> Named | None:
    """What the name of a file says that it holds; None for one that is no message.

    >>> found = named("0000001_RBI2210202601.failbesAck.xml")
    >>> (found.layout.message, found.reply)
    ('BES', 'fail')
    """
    lowered = file.lower()
    for layout in layouts().values():
        if found := re.fullmatch(pattern_of(layout), lowered):
            return Named(layout, found["reply"] or "")
    return None


def pattern_of(layout: Layout) -> str:
    """In small letters, as IDPMS writes names and as programs that add an ending or a dot do: x.failmbe.csv.ack."""
    token, ending = re.escape(layout.token.lower()), layout.ending.lower()
    endings = "xml" if layout.form == "xml" else f"(?:{ending}|txt)"
    ack = rf"(?P<reply>pass|fail)\.?{token}(?:\.{endings})?\.?ack{_COPY}(?:\.{endings})?"
    return rf"(?:.*\.)?(?:{token}{_COPY}\.{endings}|{ack})"


def name_of(layout: Layout, ad_code: str, on: date, number: int) -> str:
    """The name of a file of the day with its running number; DeskError for a number that the pattern has no room for.

    >>> from xl_addin.messages.layouts import layout
    >>> name_of(layout("BES"), "0000001", date(2026, 10, 22), 1)
    '0000001_RBI2210202601.bes.xml'
    """

    def filled(place: re.Match[str]) -> str:
        word = place[1]
        if word == "ad_code":
            return ad_code
        if set(word) == {"n"}:
            return _numbered(layout, number, len(word))
        return f"{on:%d%m%Y}" if word == "ddMMyyyy" else f"{on:%Y%m%d}"

    return re.sub(r"\{(\w+)\}", filled, layout.file_name)


def _numbered(layout: Layout, number: int, digits: int) -> str:
    if not 1 <= number < 10**digits:
        raise DeskError(
            f"The {number}th file of the day has no name: its number has {digits} digits in {layout.file_name}.",
            f"Message {layout.message}.",
            "Give file_name in the bank's layouts.toml more digits, or send the rest the next day.",
        )
    return f"{number:0{digits}}"
