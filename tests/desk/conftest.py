"""The sample months, closed once per test worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.month_fixture import DESK, SMALL, close


@pytest.fixture(scope="session")
def small_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output folder of the closed small month. Tests must not write into it."""
    out = tmp_path_factory.mktemp("small")
    close(SMALL, out)
    return out


@pytest.fixture(scope="session")
def desk_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output folder of the closed desk month. Tests must not write into it."""
    out = tmp_path_factory.mktemp("desk")
    close(DESK, out)
    return out
