"""A process of its own in which xlwings' code for Windows runs; reads calls as JSON, writes answers as JSON.

Calls of worksheet functions go through our own COM object (`Ask`), as VBA's do; stock ones through xlwings' object.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from tests.hosts.excel.functions import fake_windows

XW = fake_windows.xlwings()
SERVER = XW.com_server.XLPython()
XW.com_server.FromVariant = lambda value: value

from xl_addin.hosts.excel.server.desk import Desk  # noqa: E402  # after the stubs


def tuples(value: Any) -> Any:
    """COM arrays are tuples."""
    return tuple(map(tuples, value)) if isinstance(value, list) else value


def ask(request: dict[str, Any]) -> Any:
    """What our VBA gets back for a call of a worksheet function."""
    return Desk().Ask("cells", tuples(request["arguments"]))


def call(request: dict[str, Any]) -> Any:
    """What xlwings' own VBA gets back for a call of a function of a module."""
    return SERVER.CallUDF(request["module"], request["function"], tuples(request["arguments"]))


class Recorder:
    """The workbook into which Import Functions puts a module and help; keeps what it is told."""

    Name = "Book1.xlsm"

    def __init__(self) -> None:
        self.help: list[dict[str, Any]] = []
        self.code = ""
        self.VBProject = self.VBComponents = self.Application = self
        self.Version = "16.0"

    def __call__(self, _: str) -> None:
        raise fake_windows.ComError

    def Remove(self, component: Any) -> None:
        raise AssertionError("there was none")

    def Import(self, path: str) -> None:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            self.code = file.read()

    def MacroOptions(self, macro: str, **told: Any) -> None:
        self.help.append({"macro": macro, **told})


def import_functions(request: dict[str, Any]) -> Any:
    """xlwings' own Import Functions, from start to end."""
    book = Recorder()
    XW.udfs.import_udfs(request["module"], book)
    return {"help": book.help, "code": book.code}


def options(request: dict[str, Any]) -> Any:
    """What xlwings knows of each function of a module."""
    module = XW.udfs.get_udf_module(request["module"], None)
    return {
        name: getattr(module, name).__xlfunc__ for name in dir(module) if hasattr(getattr(module, name), "__xlfunc__")
    }


ANSWERS = {answer.__name__: answer for answer in (ask, call, import_functions, options)}

if __name__ == "__main__":
    said = sys.stdout
    sys.stdout = sys.stderr  # xlwings prints
    requests = json.load(sys.stdin)
    json.dump([ANSWERS[request["do"]](request) for request in requests], said)
