"""The desk sample's month, closed once for all, and read for cells: settings and snapshot in folders of the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.desk.month_fixture import DESK, OCTOBER, close, law
from tests.hosts.ledger_cells.cells_desk import CellsDesk
from tests.shared import shared
from xl_addin.desk.cells.refresh import refresh
from xl_addin.hosts.ledger_cells.shared import DESK as SHARED
from xl_addin.ledger import open_ledger

REFRESHED = datetime(2026, 11, 2, 9, 30)  # noqa: DTZ001 - the desk's clock reading


@pytest.fixture(scope="session")
def desk_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output folder of the closed desk month. Tests must not write into it."""
    return shared(tmp_path_factory, "desk", lambda out: close(DESK, out))


@pytest.fixture(scope="session")
def read_once(desk_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the user's settings and the snapshot; to be copied only."""

    def fill(folder: Path) -> None:
        desk = CellsDesk(folder)
        desk.names(desk_out / "ledger.sqlite")
        with pytest.MonkeyPatch.context() as patch:
            desk.begin(patch)
            opened = open_ledger(str(desk_out / "ledger.sqlite"), create=False, reading=True)
            refresh(opened, str(desk_out / "ledger.sqlite"), OCTOBER, law(), REFRESHED)
            opened.close()

    return shared(tmp_path_factory, "desk-cells", fill)


@pytest.fixture
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CellsDesk]:
    """A user who has named no ledger yet."""
    desk = CellsDesk(tmp_path)
    desk.begin(monkeypatch)
    SHARED.forget()
    yield desk
    SHARED.forget()


@pytest.fixture
def desk(nobody: CellsDesk, read_once: Path) -> CellsDesk:
    """A user whose cells answer of the closed desk month."""
    shutil.copytree(read_once, nobody.home, dirs_exist_ok=True)
    return nobody
