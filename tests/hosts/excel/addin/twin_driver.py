"""The driver of LibreOffice for workbooks with VBA: opens them with macros allowed, and calls their procedures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.office import uno_driver

ALWAYS_EXECUTE_NO_WARN = 4
PROJECT = "ImportDesk"  # addin.project.PROJECT, which needs libraries that the office's Python has not


class TwinDriver(uno_driver.Driver):
    """An office that runs the VBA of the open document."""

    def open_with_macros(self, path: str, output_filter: str = "") -> None:
        """Opens a workbook with a view, which some of VBA's objects need."""
        options = [uno_driver.prop("MacroExecutionMode", ALWAYS_EXECUTE_NO_WARN)]
        if output_filter:
            options.append(uno_driver.prop("FilterName", output_filter))
        self.document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, tuple(options))
        if self.document is None:
            raise RuntimeError(f"{path} cannot be opened")

    def call(self, procedure: str, arguments: list[Any]) -> Any:
        """What a procedure Module.Name of the document's VBA answers."""
        address = f"vnd.sun.star.script:{PROJECT}.{procedure}?language=Basic&location=document"
        answer, _, _ = self.document.getScriptProvider().getScript(address).invoke(tuple(arguments), (), ())
        return answer

    def name_cell(self, name: str, at: str) -> None:
        """Gives a cell of the first sheet a name."""
        cell = self._range(at)
        self.document.NamedRanges.addNewByName(name, cell.AbsoluteName, cell.getCellAddress(), 0)

    def modules(self) -> list[str]:
        """Names of the modules that the document's VBA has here."""
        return sorted(self.document.BasicLibraries.getByName(PROJECT).getElementNames())


uno_driver.Driver = TwinDriver

if __name__ == "__main__":
    uno_driver.main()
