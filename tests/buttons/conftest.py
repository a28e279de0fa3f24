"""A real Calc for the buttons, one per test worker; the guided sample, matched, on each Book port."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.buttons.hands import Hands, InCalc, InMemory
from tests.buttons.live_person import Person
from tests.buttons.sample_desk import SampleDesk, copy_sample
from tests.office.live_calc import LiveCalc, running, watched
from tests.office.office import Office

TEST_SECONDS = 300


@pytest.fixture(scope="session")
def tour_office(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCalc]:
    yield from running(office, tmp_path_factory.mktemp("tour"))


@pytest.fixture
def calc(tour_office: LiveCalc) -> Iterator[LiveCalc]:
    yield from watched(tour_office, TEST_SECONDS)


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
