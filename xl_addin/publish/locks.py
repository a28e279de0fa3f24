"""Reading a lock file: every library with its version, where it is needed, and the hashes of its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

WINDOWS: Mapping[str, str] = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


class Pinned(NamedTuple):
    """One library of a lock; `hashes` are the SHA-256 of each of its files."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in the package index."""
        return self.requirement.name

    @property
    def version(self) -> str:
        """The one version."""
        return str(self.requirement.specifier).removeprefix("==")

    def is_needed(self, environment: Mapping[str, str] | None = None) -> bool:
        """Whether this machine needs it, or the one that the words of `environment` describe."""
        marker = self.requirement.marker
        return marker is None or marker.evaluate(dict(environment or {}))

    def line(self) -> str:
        """As pip reads it, for a machine that needs it."""
        return " ".join([f"{self.name}=={self.version}", *(f"--hash=sha256:{one}" for one in self.hashes)])


def windows(python: str) -> dict[str, str]:
    """The words by which markers know a 64-bit Windows with a Python such as 3.12."""
    return {**WINDOWS, "python_version": python, "python_full_version": f"{python}.0"}


def read_lock(path: Path) -> tuple[Pinned, ...]:
    """Every library of a lock file, in its order."""
    joined = path.read_text("utf-8").replace("\\\n", " ")
    return tuple(_pinned(line) for line in joined.splitlines() if line.strip() and not line.startswith("#"))


def _pinned(line: str) -> Pinned:
    said, *hashes = line.split("--hash=sha256:")
    return Pinned(Requirement(said.strip()), tuple(one.strip() for one in hashes))
