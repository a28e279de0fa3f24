"""Excel's Application over LibreOffice Calc; the table of limits stands in `objects`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from xl_addin.hosts.calc.engine.objects import ALL_CONTENTS, Range, Workbook


class Application:
    """The office: settings that Excel has once, Calc in every document."""

    def __init__(self) -> None:
        self.books: list[Workbook] = []
        self.app: Any = None  # as xlwings wraps it
        self.events, self.alerts = True, True
        self.is_still, self.is_manual = False, False
        self.AutoCorrect = SimpleNamespace(AutoFillFormulasInLists=True)  # Calc fills nothing down by itself

    def CountA(self, area: Range) -> int:  # noqa: N802
        """How many cells are not empty."""
        found = 0
        for one in area.cells.queryContentCells(ALL_CONTENTS).getRangeAddresses():
            found += (one.EndRow - one.StartRow + 1) * (one.EndColumn - one.StartColumn + 1)
        return found

    WorksheetFunction = property(lambda self: self)

    def CalculateFull(self) -> None:  # noqa: N802
        """Every formula of every document."""
        for book in self.books:
            book.document.calculateAll()

    def hold_screen(self, is_still: bool) -> None:
        """Every document draws again, or waits."""
        if is_still != self.is_still:
            for book in self.books:
                (book.document.lockControllers if is_still else book.document.unlockControllers)()
        self.is_still = is_still

    def hold_calculation(self, is_manual: bool) -> None:
        """Every document calculates by itself, or waits."""
        for book in self.books:
            book.document.enableAutomaticCalculation(not is_manual)
        self.is_manual = is_manual
