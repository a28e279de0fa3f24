"""What all tests share: the LibreOffice host."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from tests.office.calc import prepare_profile
from tests.office.install import find_office, lacking
from tests.office.office import Office

# A case that takes long on a busy machine is no fault: speed is measured in tests/benchmarks, beside a baseline.
hypothesis.settings.register_profile("import-desk", deadline=None)
hypothesis.settings.load_profile("import-desk")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that asks for the office is a host test; `-m "not host"` leaves them out."""
    for item in items:
        if "office" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.host)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice, one per test worker; skips where it is missing, fails in CI."""
    missing = lacking()
    if missing and os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"CI runs every test, but this machine has no {' and no '.join(missing)}")
    soffice = find_office()
    if missing or soffice is None:
        pytest.skip(f"{' and '.join(missing)} not found")
    return Office(soffice, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def calc_profile(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice profile with our worksheet functions installed, one per test worker: copy it before use."""
    from xl_addin.hosts.calc.functions.build_oxt import build

    folder = tmp_path_factory.mktemp("calc")
    return prepare_profile(build(folder / "import-desk.oxt"), folder / "profile")
