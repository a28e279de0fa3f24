"""Status words: what each says, how it looks and what comes next; all of it stands in statuses.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GOOD, LOOK, RAISED, BAD, NOTE = "good", "look", "raised", "bad", "note"
TONES = (GOOD, LOOK, RAISED, BAD, NOTE)
DOT = "•"  # of a word without a symbol of its own
WARNED = "▲"  # symbol of the word WARN, before the findings of an answer that allows
REGISTER = Path(__file__).with_name("statuses.toml")


@dataclass(frozen=True, slots=True)
class Status:
    """A row of the register; `referred_to` says who decides instead of the desk, `through` by whose hand."""

    about: str
    label: str
    meaning: str
    next: str
    briefly: str = ""
    symbol: str = DOT
    tone: str = NOTE
    referred_to: str = ""
    through: str = ""


@cache
def statuses() -> Mapping[str, Status]:
    """The register by word, in the order of the file; ValueError where it contradicts itself."""
    found = {}
    for word, row in tomllib.loads(REGISTER.read_text("utf-8")).items():
        try:
            found[word] = Status(**row)
        except TypeError as fault:
            raise ValueError(f"{REGISTER.name}, {word}: {fault}") from None
        if found[word].tone not in TONES:
            raise ValueError(f"{REGISTER.name}, {word}: no tone {found[word].tone!r}")
    return found


def sign(word: str) -> str:
    """The symbol of a status word; a dot for a word that has none, nothing for no word."""
    found = statuses().get(word)
    return found.symbol if found else word and DOT


def tone(word: str) -> str:
    """The tone of a status word; "" for no word."""
    found = statuses().get(word)
    return found.tone if found else word and NOTE
