"""The desk sample's month, closed once for all, and read for cells: settings and snapshot in folders of the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.month_fixture import DESK, close
from tests.hosts.ledger_cells.cells_desk import CellsDesk, as_read, read
from tests.shared import shared
from xl_addin.hosts.ledger_cells.shared import DESK as SHARED


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
            read(desk_out / "ledger.sqlite")

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


@pytest.fixture
def own(desk: CellsDesk, desk_out: Path) -> Path:
    """A ledger of the test's own, read for cells."""
    ledger = Path(shutil.copy(desk_out / "ledger.sqlite", desk.home))
    shutil.copy(desk_out / "ledger.sqlite.anchors", desk.home)
    desk.names(ledger)
    as_read(desk_out / "ledger.sqlite", ledger)
    SHARED.forget()
    return ledger
