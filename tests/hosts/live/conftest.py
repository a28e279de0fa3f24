"""A real Calc for the tests of the Book port, one per test worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.live.desk_books import month_book
from tests.office.live_calc import LiveCalc, running, watched
from tests.office.office import Office
from xl_addin.hosts.live.book import LiveBook, live_book

TEST_SECONDS = 120


@pytest.fixture(scope="session")
def running_calc(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCalc]:
    yield from running(office, tmp_path_factory.mktemp("live"))


@pytest.fixture
def live_calc(running_calc: LiveCalc) -> Iterator[LiveCalc]:
    yield from watched(running_calc, TEST_SECONDS)


@pytest.fixture
def no_wait() -> Callable[[float], None]:
    """Waits for a busy host without waiting."""
    return lambda seconds: None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return month_book(tmp_path / "2026-10.xlsx")


@pytest.fixture
def opened(live_calc: LiveCalc, path: Path) -> Any:
    """The month's workbook, open in Calc, as xlwings has it."""
    return live_calc.open(path)


@pytest.fixture
def book(opened: Any) -> LiveBook:
    return live_book(opened)
