"""Text as people and programs leave it: what cannot be seen is taken out before anything is read."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> str:
    """Text without format characters and outer blanks; odd spaces (NBSP and the like) become plain ones.

    >>> clean(" 500 ")
    '500'
    """
    if text.isascii():
        return text.strip()
    kept = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return "".join(" " if c.isspace() else c for c in kept).strip()
