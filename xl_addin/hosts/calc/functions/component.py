"""The UNO component of the extension: one method per worksheet function, and the buttons of the menu.

It lies alone in the .oxt, beside our packages. Where the libraries lie that buttons and SETTLE need (site-packages of
a Python of the same version) and which file notes what goes wrong says IMPORT_DESK_SITE or IMPORT_DESK_LOG, else the
file that an installation wrote into the user's profile; without either, faults go to standard error.
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
# The menu's entries are commands of this protocol: vnd.import-desk:match
BUTTONS, PROTOCOL = "importdesk.calc.Buttons", "vnd.import-desk:"
BUTTON_SERVICES = (BUTTONS, "com.sun.star.frame.ProtocolHandler")
LIBRARIES = "import-desk.json"  # in the folder "user" of the profile

HERE = Path(__file__).resolve().parent
log = logging.getLogger("importdesk.calc")


def prepare() -> None:
    """Our packages first, then the libraries that were told, before those of the system; the log as asked for."""
    sys.path.insert(0, str(HERE / "packages"))
    told = said_by_the_installation(HERE)
    site = os.environ.get("IMPORT_DESK_SITE", "") or told.get("site", "")
    if site and site not in sys.path:
        sys.path.insert(_after_the_standard_library(sys.path), site)
    target = os.environ.get("IMPORT_DESK_LOG", "") or told.get("log", "")
    handler = logging.FileHandler(target, encoding="utf-8", delay=True) if target else logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    parent = logging.getLogger("importdesk")
    parent.handlers[:] = [handler]
    parent.propagate = False


def said_by_the_installation(here: Path) -> dict[str, str]:
    """Where libraries and log lie; nothing where this extension was not installed by Import Desk's own command."""
    packages = [folder for folder in here.parents if folder.name == "uno_packages"]
    try:
        found = json.loads((packages[-1].parent / LIBRARIES).read_text(encoding="utf-8"))
    except (IndexError, OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _after_the_standard_library(path: list[str]) -> int:
    """Before the system's own packages, of which another version may be among them."""
    return next((at for at, one in enumerate(path) if one.endswith(("dist-packages", "site-packages"))), len(path))


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
            refuse_old_python()
            if self._convert is None:
                self._convert = importlib.import_module("xl_addin.hosts.calc.functions.convert")
                importlib.import_module("xl_addin.hosts.desks_law").use_the_desks_law(log)
            self._calls[name] = self._convert.call_of(name)
        except Exception:
            log.exception("The worksheet functions of Import Desk cannot be used; formulas give #N/A.")
            self._is_refused = True
            return None
        return self._calls[name]


def refuse_old_python() -> None:
    """ImportError where LibreOffice runs a Python that our packages cannot be read by."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        raise ImportError(f"LibreOffice's Python is {sys.version.split()[0]}; 3.11 or newer is needed")


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
    helper.addImplementation(buttons(uno, unohelper), BUTTONS, BUTTON_SERVICES)
    return helper


def buttons(uno: Any, unohelper: Any) -> Any:
    """The class by which LibreOffice carries out an entry of the menu, in the window where it was chosen."""
    names = ("lang.XServiceInfo", "lang.XInitialization", "frame.XDispatchProvider", "frame.XDispatch")
    bases = (unohelper.Base, *(uno.getClass(f"com.sun.star.{name}") for name in names))

    def begin(self: Any, context: Any, *arguments: Any) -> None:
        self.context, self.frame = context, None

    def of_a_window(self: Any, arguments: Sequence[Any]) -> None:
        self.frame = arguments[0] if arguments else None

    def query(self: Any, url: Any, target: str = "", flags: int = 0) -> Any:
        return self if url.Protocol == PROTOCOL else None

    body = {
        "__init__": begin,
        "initialize": of_a_window,
        "queryDispatch": query,
        "queryDispatches": lambda self, asked: tuple(query(self, one.FeatureURL) for one in asked),
        "dispatch": lambda self, url, arguments: press(self.context, self.frame, url.Path),
        "addStatusListener": lambda self, listener, url: None,  # an entry is never grey: a press says what lacks
        "removeStatusListener": lambda self, listener, url: None,
        "getImplementationName": lambda self: BUTTONS,
        "supportsService": lambda self, name: name in BUTTON_SERVICES,
        "getSupportedServiceNames": lambda self: BUTTON_SERVICES,
    }
    return type("Buttons", bases, body)


def press(context: Any, frame: Any, command: str) -> None:
    """Does what an entry of the menu says. Where our packages cannot be loaded, a box says what lacks."""
    try:
        refuse_old_python()
        pressed = importlib.import_module("xl_addin.hosts.calc.pressed").pressed
    except Exception as error:
        log.exception("The buttons of Import Desk cannot be used.")
        told = f"The buttons of Import Desk cannot be used: {error}."
        box(context, frame, f"{told}\n\nWhat to do: close LibreOffice and run: python desk.py install --calc")
        return
    pressed(context, frame, command)


def box(context: Any, frame: Any, text: str) -> None:
    """A warning in the window, by LibreOffice's own means alone."""
    uno = importlib.import_module("uno")
    toolkit = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
    kind = uno.Enum("com.sun.star.awt.MessageBoxType", "WARNINGBOX")
    shown = toolkit.createMessageBox(frame.getContainerWindow(), kind, 1, "Import Desk", text)
    try:
        shown.execute()
    finally:
        shown.dispose()


if (HERE / "methods.json").is_file():  # in the extension
    prepare()
    g_ImplementationHelper = component(json.loads((HERE / "methods.json").read_text(encoding="utf-8")))  # noqa: N816
