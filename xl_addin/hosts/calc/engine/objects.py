"""Excel's own objects, by Excel's names, over LibreOffice Calc: what xlwings hands out as `api`, as far as we use it.

An imitation: it proves what our macros do, not what Excel does. Its limits:

| Excel                                            | Here                                                            |
|--------------------------------------------------|-----------------------------------------------------------------|
| ListObject                                       | the database range that Calc makes of a table of an .xlsx       |
| ListObject.Resize                                | sets the range; no formats, no calculated columns are filled    |
| Range.Copy(Destination)                          | cells with formats and checks, repeated; nothing is kept to paste |
| Range.Clear                                      | contents, formats, comments and checks                          |
| Application.ScreenUpdating, Calculation          | set in every open document; Excel has one of each               |
| Application.EnableEvents, DisplayAlerts          | remembered only: Calc has no such switch                        |
| Windows(1).ActiveCell                            | the first cell of the selection                                 |
| Validation                                       | kinds that we write, refusing what breaks them; no other formula  |
| EntireRow.Hidden, MergeCells, NumberFormat mixed | None, as pywin32 gives Null                                     |
| a call while a cell is edited is turned away     | is done; tests put the refusal in between                       |
| ReadOnly in Protected View                       | only for a file that cannot be written                          |
"""

from __future__ import annotations

from functools import cached_property
from types import SimpleNamespace
from typing import Any

from xl_addin.domain.dates import DAY_ZERO_1904
from xl_addin.hosts.calc.engine import values as engine_values
from xl_addin.hosts.calc.engine.checks import Validation
from xl_addin.hosts.calc.engine.connect import bridge
from xl_addin.hosts.calc.engine.shown import Shown

ALL_CONTENTS = 1 | 2 | 4 | 16  # numbers, dates, texts, formulas
EVERYTHING = 1023


class DisposedException(Exception):
    """As UNO's own; Calc does not always raise it for a closed document."""


class Range(Shown):
    """A block of cells."""

    def __init__(self, book: Workbook, sheet: Any, cells: Any) -> None:
        self.book, self.sheet, self.cells = book, sheet, cells

    @cached_property
    def at(self) -> Any:
        """Calc's address."""
        return self.cells.getRangeAddress()

    Row = property(lambda self: self.at.StartRow + 1)
    Column = property(lambda self: self.at.StartColumn + 1)
    Worksheet = property(lambda self: Worksheet(self.book, self.sheet))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.at.EndRow - self.at.StartRow + 1, self.at.EndColumn - self.at.StartColumn + 1

    @property
    def address(self) -> str:
        """Sheet and cells, such as Settlements!$A$4:$D$6."""
        return str(self.cells.AbsoluteName).removeprefix("$").replace(".", "!", 1)

    @property
    def Value2(self) -> Any:  # noqa: N802 - Excel's name
        """Numbers, dates as serial numbers, texts, TRUE and FALSE, codes of errors."""
        return engine_values.read(self.book.formats, self.cells)

    @Value2.setter
    def Value2(self, value: Any) -> None:  # noqa: N802
        self.book.assignments.append(self.address)
        engine_values.write(self.book.formats, self.cells, value)

    @property
    def MergeCells(self) -> bool | None:  # noqa: N802
        """Whether all cells are merged; None where some are."""
        return None if self.cells.getIsMerged() else False

    @property
    def Locked(self) -> bool:  # noqa: N802
        """Whether protection of the sheet covers the cells."""
        return bool(self.cells.CellProtection.IsLocked)

    Validation = property(lambda self: Validation(self.cells))

    @property
    def EntireRow(self) -> Any:  # noqa: N802
        """The rows, of which only `Hidden` is known: None where some are hidden."""
        seen: set[int] = set()
        for one in self.cells.queryVisibleCells().getRangeAddresses():
            seen.update(range(one.StartRow, one.EndRow + 1))
        hidden = self.shape[0] - len(seen)
        return SimpleNamespace(Hidden=bool(hidden) if hidden in (0, self.shape[0]) else None)

    def Copy(self, destination: Range) -> None:  # noqa: N802
        """Repeats one row of cells down the destination."""
        target, there = self.sheet, destination.at
        done, wanted = self.shape[0], destination.shape[0]
        cell = target.getCellByPosition(there.StartColumn, there.StartRow)
        target.copyRange(cell.getCellAddress(), self.at)
        if done == 1 < wanted and not self.cells.queryContentCells(ALL_CONTENTS).Count:
            # Formats and checks alone: filled down at once (a row with content would be counted on).
            down = bridge().Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM")
            destination.cells.fillAuto(down, 1)
            return
        while done < wanted:  # what is there is doubled
            step = min(done, wanted - done)
            source = target.getCellRangeByPosition(
                there.StartColumn, there.StartRow, there.EndColumn, there.StartRow + step - 1
            ).getRangeAddress()
            cell = target.getCellByPosition(there.StartColumn, there.StartRow + done)
            target.copyRange(cell.getCellAddress(), source)
            done += step

    def ClearContents(self) -> None:  # noqa: N802
        """Empties the cells; formats and checks stay."""
        self.cells.clearContents(ALL_CONTENTS)

    def Clear(self) -> None:  # noqa: N802
        """Empties the cells and takes formats and checks away."""
        self.cells.clearContents(EVERYTHING)
        self.cells.setPropertyToDefault("Validation")

    def Select(self) -> None:  # noqa: N802
        """Selects the cells in the window of their book."""
        self.book.document.getCurrentController().select(self.cells)

    Activate = Select


class Worksheet:
    """A sheet."""

    def __init__(self, book: Workbook, sheet: Any, tables: list[ListObject] | None = None) -> None:
        self.book, self.sheet, self._tables = book, sheet, tables

    Name = property(lambda self: str(self.sheet.Name))
    ProtectContents = property(lambda self: bool(self.sheet.isProtected()))
    Visible = property(lambda self: -1 if self.sheet.IsVisible else 0)
    FilterMode = property(lambda self: any(one.FilterMode for one in self.list_objects()))

    def list_objects(self) -> list[ListObject]:
        """The tables of the sheet."""
        return (
            self._tables
            if self._tables is not None
            else self.book.list_objects().get(self.sheet.getRangeAddress().Sheet, [])
        )

    def Activate(self) -> None:  # noqa: N802
        """Shows the sheet in the window of its book."""
        self.book.document.getCurrentController().setActiveSheet(self.sheet)


class ListObject:
    """A table, as it lay when it was asked for; `Resize` keeps that true."""

    def __init__(self, book: Workbook, area: Any, name: str) -> None:
        self.book, self.area, self.Name = book, area, name
        self.at = area.getDataArea()

    ShowHeaders = property(lambda self: bool(self.area.ContainsHeader))
    ShowTotals = property(lambda self: bool(self.area.TotalsRow))
    ShowAutoFilter = property(lambda self: bool(self.area.AutoFilter))
    FilterMode = property(lambda self: len(self.area.getFilterDescriptor().getFilterFields()) > 0)
    AutoFilter = property(lambda self: self)
    ListRows = property(lambda self: SimpleNamespace(Count=self.rows() - 1 - int(self.ShowTotals)))

    @cached_property
    def sheet(self) -> Any:
        """The sheet that the table lies on."""
        return self.book.sheets.getByIndex(self.at.Sheet)

    def part(self, first: int, last: int) -> Range | None:
        """Rows `first` to `last` of the table, counted from 0; None where there is no such row."""
        if last < first:
            return None
        at = self.at
        cells = self.sheet.getCellRangeByPosition(at.StartColumn, at.StartRow + first, at.EndColumn, at.StartRow + last)
        return Range(self.book, self.sheet, cells)

    def rows(self) -> int:
        """Rows of the table, header and totals among them."""
        return int(self.at.EndRow - self.at.StartRow + 1)

    def Resize(self, destination: Range) -> None:  # noqa: N802
        """Makes the table as large as `destination`; its header stays where it is."""
        at, new = self.at, destination.at
        if (at.Sheet, at.StartRow, at.StartColumn) != (new.Sheet, new.StartRow, new.StartColumn):
            raise ValueError("a table keeps its header where it is")
        self.area.setDataArea(new)
        self.at = self.area.getDataArea()


class Workbook:
    """A document of Calc."""

    def __init__(self, application: Any, document: Any) -> None:
        self.application, self.document = application, document
        self.formats = engine_values.Formats(document)
        # Every assignment of values, by address: one for each time that cells are written.
        self.assignments: list[str] = []

    @property
    def sheets(self) -> Any:
        """Calc's sheets; an error, as in Excel, once the document is closed."""
        found = self.document.Sheets
        if found is None:
            raise DisposedException("the document is closed")
        return found

    Date1904 = property(lambda self: self.document.NullDate.Year == DAY_ZERO_1904.year)
    ReadOnly = property(lambda self: bool(self.document.isReadonly()))

    @property
    def FullName(self) -> str:  # noqa: N802
        """Where the document lies; its title when it was never saved."""
        found = self.document.getURL()
        return str(bridge().fileUrlToSystemPath(found)) if found.startswith("file:") else str(self.document.Title)

    @property
    def Path(self) -> str:  # noqa: N802
        """The folder; empty when the document was never saved."""
        return self.FullName.rpartition("/")[0] if self.document.hasLocation() else ""

    def list_objects(self) -> dict[int, list[ListObject]]:
        """The tables by the number of their sheet, counted from 0."""
        found: dict[int, list[ListObject]] = {}
        areas = self.document.DatabaseRanges
        for name in areas.getElementNames():
            one = ListObject(self, areas.getByName(name), str(name))
            found.setdefault(one.at.Sheet, []).append(one)
        return found

    def Windows(self, number: int) -> Any:  # noqa: N802
        """The window, of which only `ActiveCell` is known."""
        selected = self.document.getCurrentController().getSelection()
        if hasattr(selected, "getRangeAddresses"):  # several blocks
            selected = selected.getByIndex(0) if selected.Count else None
        if selected is None or not hasattr(selected, "getRangeAddress"):
            return SimpleNamespace(ActiveCell=None)
        cell = selected.getCellByPosition(0, 0)
        return SimpleNamespace(ActiveCell=Range(self, cell.getSpreadsheet(), cell))

    def Activate(self) -> None:  # noqa: N802
        """Brings the window to the front."""
        self.document.getCurrentController().getFrame().activate()
