"""Talks to a running LibreOffice over its socket; started by tests/office/calc.py under the Python that knows UNO.

One request a line on standard input, one answer a line on standard output, both JSON: {"do": name, ...} and
{"answer": ...} or {"error": text}. Standard library and UNO only: this Python is not the environment's.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.FormulaResult import ERROR
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment

EXCEL_FORMULAS = 3  # com.sun.star.sheet.AddressConvention.XL_OOX


class Approving(unohelper.Base, XInteractionHandler):
    """Says yes to every question of the installer."""

    def handle(self, request: Any) -> None:
        wanted = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
        for answer in request.getContinuations():
            if answer.queryInterface(wanted):
                answer.select()
                return


class Environment(unohelper.Base, XCommandEnvironment):
    """Where the installer asks."""

    def getInteractionHandler(self) -> Approving:
        return Approving()

    def getProgressHandler(self) -> None:
        return None


def prop(name: str, value: object) -> PropertyValue:
    """A named value as UNO takes it."""
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


class Driver:
    """The office and one open document."""

    def __init__(self, connection: str, patience: float) -> None:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        deadline = time.monotonic() + patience
        while True:
            try:
                self.context = resolver.resolve(f"uno:{connection}")
                break
            except Exception:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self.document: Any = None

    def _service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def _range(self, at: str) -> Any:
        sheet, _, cells = at.rpartition("!")
        sheets = self.document.Sheets
        return (sheets.getByName(sheet) if sheet else sheets.getByIndex(0)).getCellRangeByName(cells)

    def install(self, extension: str) -> str:
        """Adds an extension to the profile."""
        manager = self.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
        added = manager.addExtension(Path(extension).as_uri(), (), "user", None, Environment())
        if not added.isRegistered(None, Environment()).Value.Value:
            raise RuntimeError(f"{extension} was not registered")
        return str(added.Identifier.Value)

    def open(self, path: str, hidden: bool = True) -> None:
        """Opens a workbook, or a new one for ""."""
        address = Path(path).as_uri() if path else "private:factory/scalc"
        # In a window, a forbidden macro mode shows a bar even for a workbook that has none.
        options = (prop("Hidden", True), prop("MacroExecutionMode", 0)) if hidden else ()
        self.document = self.desktop.loadComponentFromURL(address, "_blank", 0, options)
        if self.document is None:
            raise RuntimeError(f"{path} cannot be opened")

    def close(self) -> None:
        """Closes the workbook without saving."""
        self.document.close(True)
        self.document = None

    def save(self, path: str, output_filter: str) -> None:
        """Writes a copy of the workbook."""
        self.document.storeToURL(Path(path).as_uri(), (prop("FilterName", output_filter), prop("Overwrite", True)))

    def automatic(self, is_on: bool) -> None:
        """Whether a changed cell makes its formulas calculate at once."""
        self.document.enableAutomaticCalculation(is_on)

    def calculate(self, times: int = 1) -> list[float]:
        """Calculates everything, our functions too; seconds of each time."""
        return [self._timed(self.document.calculateAll) for _ in range(times)]

    def _timed(self, action: Any) -> float:
        started = time.perf_counter()
        action()
        return time.perf_counter() - started

    def put(self, at: str, rows: list[list[object]]) -> None:
        """Writes numbers and texts; None empties the cell."""
        self._range(at).setDataArray(tuple(tuple("" if c is None else c for c in row) for row in rows))

    def formulas(self, at: str, rows: list[list[str]]) -> float:
        """Enters a formula into each cell, arguments parted by ";"; seconds."""
        cells, texts = self._range(at), tuple(map(tuple, rows))
        return self._timed(lambda: cells.setFormulaArray(texts))

    def array_formula(self, at: str, formula: str) -> float:
        """Enters an array formula; seconds."""
        cells = self._range(at)
        return self._timed(lambda: cells.setArrayFormula(formula))

    def clear(self, at: str) -> None:
        """Empties cells: values, dates, texts, formulas."""
        self._range(at).clearContents(1 | 2 | 4 | 16)

    def read(self, at: str) -> list[list[object]]:
        """The cells: number, text ("" for an empty one), {"error": number} for an error value."""
        cells = self._range(at)
        rows = [list(row) for row in cells.getDataArray()]
        top = cells.getRangeAddress()
        found = cells.queryFormulaCells(ERROR).Cells.createEnumeration()
        while found.hasMoreElements():
            cell = found.nextElement()
            place = cell.getCellAddress()
            rows[place.Row - top.StartRow][place.Column - top.StartColumn] = {"error": cell.getError()}
        return rows

    def read_all(self) -> dict[str, list[list[object]]]:
        """`read` of every sheet from A1 to its last cell."""
        found = {}
        for sheet in self.document.Sheets:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            last = cursor.getRangeAddress()
            area = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
            found[sheet.Name] = self.read(area.AbsoluteName.replace("$", "").replace(".", "!"))
        return found

    def shown(self, at: str) -> list[list[str]]:
        """The cells as the sheet shows them."""
        cells = self._range(at)
        rows, columns = cells.Rows.Count, cells.Columns.Count
        return [[cells.getCellByPosition(x, y).String for x in range(columns)] for y in range(rows)]

    def excel_formula(self, at: str) -> str:
        """The formula of a cell as an .xlsx holds it."""
        found = self._range(at).getCellByPosition(0, 0)
        parser = self.document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.FormulaConvention = EXCEL_FORMULAS
        return str(parser.printFormula(found.getTokens(), found.getCellAddress()))

    def described(self, name: str) -> dict[str, object]:
        """What the function wizard knows of a function."""
        found = {
            one.Name: one.Value for one in self._service("com.sun.star.sheet.FunctionDescriptions").getByName(name)
        }
        found["Arguments"] = [[one.Name, one.Description] for one in found["Arguments"]]
        return found

    def show(self, at: str, width: int, height: int) -> None:
        """Brings the window to the top left of the screen in a size, with a cell chosen and no sidebar."""
        controller = self.document.CurrentController
        controller.Frame.ContainerWindow.setPosSize(0, 0, width, height, 15)
        controller.select(self._range(at))
        dispatcher = self._service("com.sun.star.frame.DispatchHelper")
        dispatcher.executeDispatch(controller.Frame, ".uno:Sidebar", "", 0, (prop("Sidebar", False),))

    def day_0(self, year: int, month: int, day: int) -> None:
        """Sets the day from which the document counts."""
        told = self.document.getPropertyValue("NullDate")
        told.Year, told.Month, told.Day = year, month, day
        self.document.setPropertyValue("NullDate", told)

    def loop(self) -> None:
        """Never ends: for the watchdog's own test."""
        libraries = self.document.BasicLibraries
        if not libraries.hasByName("Standard"):
            libraries.createLibrary("Standard")
        libraries.getByName("Standard").insertByName("Endless", "Sub Endless\nDo\nLoop\nEnd Sub\n")
        address = "vnd.sun.star.script:Standard.Endless.Endless?language=Basic&location=document"
        self.document.getScriptProvider().getScript(address).invoke((), (), ())

    def terminate(self) -> None:
        """Ends the office."""
        self.desktop.terminate()


def main() -> None:
    """Answers requests until the input ends."""
    driver = Driver(sys.argv[1], float(sys.argv[2]))
    print(json.dumps({"answer": "connected"}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            told = {"answer": getattr(driver, request.pop("do"))(**request)}
        except Exception as error:
            told = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
