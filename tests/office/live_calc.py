"""A running LibreOffice Calc as an xlwings App in this very process: for macros that work on open workbooks."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from tests.office.calc import START_SECONDS, Calc
from tests.office.office import OfficeFailed
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.connect import connect
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
