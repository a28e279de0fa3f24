"""A user with settings and a folder for the snapshot, and what his cells show."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.desk.month_fixture import MAKER, OCTOBER, law
from udfs._adapter import evaluate
from udfs._registry import CellError
from xl_addin.desk.cells import place
from xl_addin.desk.cells.refresh import refresh
from xl_addin.hosts.ledger_cells import EVERY
from xl_addin.ledger import acts, open_ledger
from xl_addin.ledger.glance import last_act


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


def vectors(function: str) -> list[list[Any]]:
    """The golden vectors of a function: its arguments, and what must show."""
    tables = tomllib.loads(Path(__file__).with_name("desk.toml").read_text("utf-8"))["table"]
    found: list[list[Any]] = next(table["rows"] for table in tables if table["function"] == function)
    return found


def known(text: Any) -> Any:
    """What a vector expects: an error by its word."""
    return CellError(text) if isinstance(text, str) and text in {error.value for error in CellError} else text


def moved(ledger: Path) -> None:
    """Somebody does an act."""
    opened = open_ledger(str(ledger), create=False)
    with opened.step(acts.CLOSE, OCTOBER, MAKER):
        pass
    opened.close()


def read(ledger: Path, at: datetime = MAKER.at) -> None:
    """Somebody refreshes."""
    opened = open_ledger(str(ledger), create=False, reading=True)
    refresh(opened, str(ledger), OCTOBER, law(), at)
    opened.close()


def as_read(before: Path, ledger: Path, at: datetime = MAKER.at) -> None:
    """As `read`, of a ledger that says the same as the one whose snapshot there is: in a moment."""
    found = place.load(place.place_of(str(before)))
    assert found is not None
    place.save(replace(found, ledger=place.same_ledger(str(ledger)), head=last_act(str(ledger)), made_at=at))


def cell(name: str, *arguments: Any) -> Any:
    """What one formula shows."""
    ((found,),) = rows(name, *arguments)
    return found


def rows(name: str, *arguments: Any) -> list[list[Any]]:
    """What a formula spills."""
    return evaluate(name, [*arguments], registry=EVERY)
