"""LibreOffice with a workbook whose VBA may run."""

from __future__ import annotations

import subprocess
from pathlib import Path

from host.calc import START_SECONDS, Calc
from host.install import find_uno_python

DRIVER = Path(__file__).with_name("twin_driver.py")


class Twin(Calc):
    """An office of its own for each test: after some run-time errors of VBA nothing runs any more."""

    def _connect(self, accepting: str) -> None:
        command = [str(find_uno_python()), str(DRIVER), accepting, str(START_SECONDS)]
        self.driver = self._spawn(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._answer(START_SECONDS + 10, "start")
