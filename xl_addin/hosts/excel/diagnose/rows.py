"""One line of a diagnosis, and what a diagnosis may ask of Windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

OK, INFO, WARN, FAIL, ELSEWHERE = "ok", "info", "look", "WRONG", "not here"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing looked at: what was found, where that comes from, and whether it is as it should be."""

    part: str
    name: str
    found: str
    source: str
    state: str = INFO


class Machine(Protocol):
    """What a diagnosis reads of Windows; none of it on other systems."""

    def values(self, hive: str, key: str) -> Mapping[str, str | int | bytes]:
        """Values of a registry key; `hive` is HKCU or HKLM."""
        ...

    def is_server_running(self) -> bool:
        """Whether the server stands in this session."""
        ...
