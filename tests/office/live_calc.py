"""A running LibreOffice Calc as an xlwings App in this very process: for macros that work on open workbooks."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office.calc import START_SECONDS, Calc
from tests.office.office import Office, OfficeFailed
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.connect import bridge, connect
from xl_addin.hosts.calc.engine.xlwings_engine import app_of


class LiveCalc(Calc):
    """One office on a profile of its own, driven by our engine for xlwings instead of the driver process.

    `app` is the xlwings App. A call that never ends is the test's own time limit's affair.
    """

    app: Any = None
    context: Any = None

    def _connect(self, accepting: str) -> None:
        try:
            self.context = connect(accepting, START_SECONDS)
        except DeskError as error:
            raise OfficeFailed(str(error)) from None
        self.app = app_of(self.context)

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(Exception):
            self.app.impl.engine.service("com.sun.star.frame.Desktop").terminate()
        self.stop(patience=5)

    def open(self, path: Path) -> Any:
        """An open book of xlwings."""
        return self.app.books.open(str(path))


def running(office: Office, folder: Path) -> Iterator[LiveCalc]:
    """One office for a session of tests; a test is skipped where its Python bridge is missing, and fails in CI."""
    try:
        bridge()
    except DeskError as error:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
    with LiveCalc(office.profile(folder / "profile")) as calc:
        yield calc


def watched(calc: LiveCalc, seconds: float) -> Iterator[LiveCalc]:
    """The office for one test, left without open books; a test that hangs longer than `seconds` ends it."""
    watchdog = threading.Timer(seconds, calc.stop)
    watchdog.start()
    yield calc
    calc.app.status_bar = False
    for book in list(calc.app.books):
        book.impl.close()
    watchdog.cancel()
