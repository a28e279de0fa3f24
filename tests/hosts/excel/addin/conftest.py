"""The built add-in and its twin, once for each test worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_addin.hosts.excel.addin.build import ADDIN, TWIN, build_addin, build_twin


@pytest.fixture(scope="session")
def addin_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_addin(tmp_path_factory.mktemp("addin") / ADDIN)


@pytest.fixture(scope="session")
def twin_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_twin(tmp_path_factory.mktemp("addin") / TWIN)
