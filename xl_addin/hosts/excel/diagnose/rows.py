"""What a diagnosis may ask of Windows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Machine(Protocol):
    """What a diagnosis reads of Windows; none of it on other systems."""

    def values(self, hive: str, key: str) -> Mapping[str, str | int | bytes]:
        """Values of a registry key; `hive` is HKCU or HKLM."""
        ...

    def is_server_running(self) -> bool:
        """Whether the server stands in this session."""
        ...
