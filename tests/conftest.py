"""What all tests share: the LibreOffice host."""

from __future__ import annotations

import os

import pytest
from host.install import find_office, lacking
from host.office import Office


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
