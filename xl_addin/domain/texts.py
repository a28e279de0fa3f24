"""Text as people and programs leave it: what cannot be seen is taken out before anything is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches


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
    """A word as the lists of the law hold it: in capitals, its spaces, strokes and hyphens one "_".

    >>> raised("short-shipment"), raised("Bank  charges"), raised("freight/insurance")
    ('SHORT_SHIPMENT', 'BANK_CHARGES', 'FREIGHT_INSURANCE')
    """
    capitals = text.upper() if text.isascii() else text
    return re.sub(r"[ /-]+", "_", capitals)


def number_of(number: int, noun: str) -> str:
    """A number of things in words: 1 line, 2,000 lines."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(text: str, words: Iterable[str]) -> str | None:
    """The word of a list that a text stands for, in any case and with blanks for its "_"; None where it is none.

    >>> listed(" bank charges", ("DISCOUNT", "BANK_CHARGES")), listed("BANANA", ("DISCOUNT",))
    ('BANK_CHARGES', None)
    """
    return {raised(word): word for word in words}.get(raised(clean(text)))


def nearest_first(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """The words of a list, those that are written nearly as the text before the others.

    >>> nearest_first("DISCONT", ("FREIGHT", "DISCOUNT"))
    ('DISCOUNT', 'FREIGHT')
    """
    return (*dict.fromkeys((*get_close_matches(raised(clean(text)), words), *words)),)
