"""One line of a diagnosis, of any host."""

from __future__ import annotations

from dataclasses import dataclass

OK, INFO, WARN, FAIL, ELSEWHERE = "ok", "info", "look", "WRONG", "not here"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing looked at: what was found, where that comes from, and whether it is as it should be."""

    part: str
    name: str
    found: str
    source: str
    state: str = INFO
