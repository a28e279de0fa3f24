"""The sample months, closed once for all test workers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import csv_text, orm
from tests.desk.month_fixture import DESK, SMALL, close
from tests.shared import shared


@pytest.fixture(scope="session")
def small_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output folder of the closed small month. Tests must not write into it."""
    return shared(tmp_path_factory, "small", lambda out: close(SMALL, out))


@pytest.fixture(scope="session")
def desk_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output folder of the closed desk month. Tests must not write into it."""
    return shared(tmp_path_factory, "desk", lambda out: close(DESK, out))


@pytest.fixture(scope="session")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small folder of extracts that is taken in with one row refused: the command ends with 1."""
    folder = tmp_path_factory.mktemp("refusing")
    (folder / "orm.csv").write_text(csv_text([orm(), orm(number="B2", amount="much")]), "utf-8")
    return folder
