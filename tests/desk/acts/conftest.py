"""The small month closed once in each test process; its ledger, copied, on each database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.month_fixture import SMALL, close
from tests.ledger.places import opened
from xl_addin.ledger import Ledger


@pytest.fixture(scope="session")
def closed_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied only."""
    out = tmp_path_factory.mktemp("small")
    close(SMALL, out)
    return out


@pytest.fixture
def ledger(closed_small: Path, tmp_path: Path, either: None) -> Iterator[Ledger]:
    """The ledger of the small month, closed."""
    shutil.copy(closed_small / "ledger.sqlite", tmp_path / "ledger.sqlite")
    at = opened(tmp_path / "ledger.sqlite")
    yield at
    at.close()
