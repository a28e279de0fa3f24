"""LibreOffice with a workbook whose VBA may run."""

from __future__ import annotations

from tests.office.calc import Calc


class Twin(Calc):
    """An office of its own for each test: after some run-time errors of VBA nothing runs any more."""

    driver_module = "tests.hosts.excel.addin.twin_driver"
