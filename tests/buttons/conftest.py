"""A real Calc for the buttons, one per test worker; the guided sample, matched, on each Book port."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.buttons.hands import Hands, InCalc, InMemory
from tests.buttons.live_person import Person
from tests.buttons.sample_desk import SampleDesk, copy_sample
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


@pytest.fixture(scope="session")
def matched_in_memory(tmp_path_factory: pytest.TempPathFactory) -> SampleDesk:
    """To be copied only."""
    desk = SampleDesk(tmp_path_factory.mktemp("in_memory"))
    desk.press("take_in", "match")
    return desk


@pytest.fixture(scope="session")
def matched_in_calc(tour_office: LiveCalc, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a book that was matched and saved in Calc; to be copied only."""
    person = Person(tour_office, copy_sample(tmp_path_factory.mktemp("in_calc")))
    person.press("take_in", "match")
    person.book.save()
    person.open.impl.close()
    return person.home


@pytest.fixture(params=["memory", pytest.param("calc", marks=pytest.mark.host)])
def hands(request: pytest.FixtureRequest, tmp_path: Path) -> Hands:
    """The guided sample, matched, on each Book port."""
    if request.param == "memory":
        desk: SampleDesk = request.getfixturevalue("matched_in_memory")
        return InMemory(desk.copied(tmp_path))
    calc: LiveCalc = request.getfixturevalue("calc")
    shutil.copytree(request.getfixturevalue("matched_in_calc"), tmp_path, dirs_exist_ok=True)
    return InCalc(Person(calc, tmp_path / "guided_sample.xlsx"))


@pytest.fixture
def in_memory(matched_in_memory: SampleDesk, tmp_path: Path) -> InMemory:
    """In memory only, where the question is not one to the host."""
    return InMemory(matched_in_memory.copied(tmp_path))
