"""A user with settings and a folder for the snapshot, and what his cells show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from udfs._adapter import evaluate
from xl_addin.hosts.ledger_cells import EVERY


class CellsDesk:
    """The folders of one user."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.record = home / "config" / "import-desk" / "desk.toml"

    @property
    def places(self) -> dict[str, str]:
        """The environment that leads to the folders."""
        return {"XDG_CONFIG_HOME": str(self.home / "config"), "XDG_CACHE_HOME": str(self.home / "cache")}

    def begin(self, patch: pytest.MonkeyPatch) -> None:
        """From here on this is the user."""
        for name, value in self.places.items():
            patch.setenv(name, value)
        for name in ("APPDATA", "LOCALAPPDATA"):
            patch.delenv(name, raising=False)

    def names(self, ledger: Path) -> None:
        """The user's record names a ledger."""
        self.record.parent.mkdir(parents=True, exist_ok=True)
        self.record.write_text(f'ledger = "{ledger.as_posix()}"\n', "utf-8")


def cell(name: str, *arguments: Any) -> Any:
    """What one formula shows."""
    ((found,),) = rows(name, *arguments)
    return found


def rows(name: str, *arguments: Any) -> list[list[Any]]:
    """What a formula spills."""
    return evaluate(name, [*arguments], registry=EVERY)
