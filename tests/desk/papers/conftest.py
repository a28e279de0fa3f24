"""The ledger of the closed small month, a copy for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from xl_addin.ledger import Ledger, open_ledger


@pytest.fixture
def ledger(tmp_path: Path, small_out: Path) -> Iterator[Ledger]:
    """A copy of it, open."""
    for name in ("ledger.sqlite", "ledger.sqlite.anchors"):
        shutil.copy(small_out / name, tmp_path)
    opened = open_ledger(str(tmp_path / "ledger.sqlite"))
    yield opened
    opened.close()
