"""A real Calc for the tour, one per test worker."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from tests.office.live_calc import LiveCalc
from tests.office.office import Office
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.connect import bridge

TEST_SECONDS = 300


@pytest.fixture(scope="session")
def tour_office(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCalc]:
    try:
        bridge()
    except DeskError as error:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
    with LiveCalc(office.profile(tmp_path_factory.mktemp("tour") / "profile")) as calc:
        yield calc


@pytest.fixture
def calc(tour_office: LiveCalc) -> Iterator[LiveCalc]:
    """The office without open books; a test that hangs ends it."""
    watchdog = threading.Timer(TEST_SECONDS, tour_office.stop)
    watchdog.start()
    yield tour_office
    tour_office.app.status_bar = False
    for book in list(tour_office.app.books):
        book.impl.close()
    watchdog.cancel()
