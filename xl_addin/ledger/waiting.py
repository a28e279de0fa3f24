"""Waiting while another run holds the ledger, and saying so."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeAlias, TypeVar

READING = "reading"  # option of a connection: it takes no lock that keeps a writer from its work
ASK_AGAIN_MS = 250
HELD_SECONDS_MAX = 20.0  # a run that holds the ledger writes for moments only
READ_SECONDS_MAX = 600.0  # one that reads may be at a long verify; what waits for it has done its work already
Tell: TypeAlias = Callable[[str], None]
Answer = TypeVar("Answer")


class Held(Exception):
    """Another run holds the ledger for longer than this one waits."""


class Busy(Exception):
    """Another run holds the ledger at this moment."""


def silent(_: str) -> None:
    """Tells nobody."""


def patiently(ask: Callable[[], Answer], tell: Tell, seconds: float | None = None) -> Answer:
    """Asks until it is not Busy any more, and says that it waits; Held when that takes too long.

    What asks waits by itself: `ASK_AGAIN_MS` at a time.
    """
    began = time.monotonic()
    most = HELD_SECONDS_MAX if seconds is None else seconds
    while True:
        try:
            return ask()
        except Busy:
            waited = time.monotonic() - began
        if waited >= most:
            raise Held(f"Another run has held the ledger for {waited:.0f} seconds.")
        tell(f"Another run holds the ledger; waiting ({waited:.0f} s)")
