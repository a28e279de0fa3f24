"""Text as people and programs leave it: what cannot be seen is taken out before anything is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def clean(text: str) -> str:
    """Text without format characters and outer blanks; odd spaces (NBSP and the like) become plain ones.

    >>> clean(" 500 ")
    '500'
    """
    if text.isascii():
        return text.strip()
    kept = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return "".join(" " if c.isspace() else c for c in kept).strip()


class Once:
    """Holds texts that are alike once, which most cells of a month are; what never repeats does not fill it."""

    def __init__(self, most: int = 200_000) -> None:
        self._seen, self._most = dict[str, str](), most

    def row(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The same texts, each as the object that was met first."""
        seen = self._seen
        return tuple(map(seen.setdefault if len(seen) < self._most else seen.get, cells, cells))


def raised(text: str) -> str:
    """A word as the lists of the law hold it: in capitals, its spaces and hyphens one "_".

    >>> raised("short-shipment"), raised("Bank  charges")
    ('SHORT_SHIPMENT', 'BANK_CHARGES')
    """
    capitals = text.upper() if text.isascii() else text
    return re.sub(r"[ -]+", "_", capitals)
