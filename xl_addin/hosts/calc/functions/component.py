"""The UNO component of the extension: one method per worksheet function. Lies alone in the .oxt, beside our packages.

Environment: IMPORT_DESK_SITE is the site-packages folder of a Python of the same version with pandas, which SETTLE
needs; IMPORT_DESK_LOG names a file for what goes wrong (otherwise it goes to standard error).
This file must be readable by older Pythons, to say that they are too old.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import struct
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

OLDEST_PYTHON = (3, 11)
IMPLEMENTATION = "importdesk.calc.ImportDesk"
SERVICES = (IMPLEMENTATION, "com.sun.star.sheet.AddIn")
NO_DOCUMENT = 0  # instead of the year of its day 0

HERE = Path(__file__).resolve().parent
log = logging.getLogger("importdesk.calc")


def prepare() -> None:
    """Our packages first, those of a stated Python environment last; the log as asked for."""
    sys.path.insert(0, str(HERE / "packages"))
    site = os.environ.get("IMPORT_DESK_SITE", "")
    if site and site not in sys.path:
        sys.path.append(site)
    target = os.environ.get("IMPORT_DESK_LOG", "")
    handler = logging.FileHandler(target, encoding="utf-8", delay=True) if target else logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    parent = logging.getLogger("importdesk")
    parent.handlers[:] = [handler]
    parent.propagate = False


class Functions:
    """The calls by function name, made when the first formula needs them: opening LibreOffice stays quick."""

    def __init__(self) -> None:
        self._calls: dict[str, Callable[[int, Sequence[Any]], Any]] = {}
        self._convert: Any = None
        self._is_refused = False

    def answer(self, name: str, year: int, raw: Sequence[Any]) -> Any:
        """The cells of a formula; #N/A, with the reason in the log, where the functions cannot be loaded."""
        call = self._calls.get(name) or self._load(name)
        return call(year, raw) if call else not_available()

    def _load(self, name: str) -> Callable[[int, Sequence[Any]], Any] | None:
        if self._is_refused:
            return None
        try:
            if sys.version_info[:2] < OLDEST_PYTHON:
                raise ImportError(f"LibreOffice's Python is {sys.version.split()[0]}; 3.11 or newer is needed")
            if self._convert is None:
                self._convert = importlib.import_module("xl_addin.hosts.calc.functions.convert")
                importlib.import_module("xl_addin.hosts.desks_law").use_the_desks_law(log)
            self._calls[name] = self._convert.call_of(name)
        except Exception:
            log.exception("The worksheet functions of Import Desk cannot be used; formulas give #N/A.")
            self._is_refused = True
            return None
        return self._calls[name]


def not_available() -> tuple[tuple[float]]:
    """#N/A as Calc takes it."""
    return ((struct.unpack("<d", struct.pack("<Q", 0x7FF8000000007FFF))[0],),)


def day_0_year(document: Any) -> int:
    """The year in which the calling document begins to count days; 0 without a document (wizard)."""
    return int(document.getPropertyValue("NullDate").Year) if document is not None else NO_DOCUMENT


def method_of(functions: Functions, name: str, takes_document: bool) -> Callable[..., Any]:
    """The method that Calc calls."""

    def dated(self: Any, document: Any, *raw: Any) -> Any:
        return functions.answer(name, day_0_year(document), raw)

    def undated(self: Any, *raw: Any) -> Any:
        return functions.answer(name, NO_DOCUMENT, raw)

    return dated if takes_document else undated


def component(methods: Sequence[tuple[str, str, bool]]) -> Any:
    """The class that LibreOffice makes its add-in from; `methods`: method, worksheet name, takes the document."""
    uno, unohelper = importlib.import_module("uno"), importlib.import_module("unohelper")
    interfaces = [uno.getClass(f"com.sun.star.lang.{name}") for name in ("XServiceInfo", "XServiceName")]
    bases = (unohelper.Base, uno.getClass("importdesk.calc.XImportDesk"), *interfaces)
    functions = Functions()
    body = {method: method_of(functions, name, takes_document) for method, name, takes_document in methods}
    body.update(
        __init__=lambda self, context, *arguments: None,
        getImplementationName=lambda self: IMPLEMENTATION,
        supportsService=lambda self, name: name in SERVICES,
        getSupportedServiceNames=lambda self: SERVICES,
        getServiceName=lambda self: IMPLEMENTATION,
    )
    helper = unohelper.ImplementationHelper()
    helper.addImplementation(type("ImportDesk", bases, body), IMPLEMENTATION, SERVICES)
    return helper


if (HERE / "methods.json").is_file():  # in the extension
    prepare()
    g_ImplementationHelper = component(json.loads((HERE / "methods.json").read_text(encoding="utf-8")))  # noqa: N816
