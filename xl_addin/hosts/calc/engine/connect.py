"""The way to a running LibreOffice: its bridge to Python, and the office behind a socket."""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from xl_addin.domain.errors import DeskError

# Where Debian's and LibreOffice's own packages lay the bridge.
PLACES = (
    Path("/usr/lib/python3/dist-packages"),
    Path("/usr/lib/libreoffice/program"),
    Path("/opt/libreoffice/program"),
)
_TRY_AGAIN_SECONDS = 0.05


def has_bridge() -> bool:
    """Whether this Python has LibreOffice's module `uno`; nothing is loaded."""
    return any((place / "uno.py").is_file() for place in PLACES) or importlib.util.find_spec("uno") is not None


def no_bridge(why: str) -> DeskError:
    """What is told where it has none."""
    return DeskError(
        f"This Python has no bridge to LibreOffice ({why}).",
        f"Python {sys.version.split()[0]}, {sys.executable}.",
        "Install python3-uno for this version of Python, or start with the Python that LibreOffice brings.",
    )


def bridge() -> ModuleType:
    """LibreOffice's module `uno`; DeskError where this Python has none.

    It is loaded by its place, so that nothing else of the system's packages comes along, and it may not keep its
    hand on `import`: we ask it for names by text.
    """
    if "uno" in sys.modules:
        return sys.modules["uno"]
    try:
        return _loaded("uno")
    except ImportError as error:
        raise no_bridge(str(error)) from None


def helper() -> ModuleType:
    """LibreOffice's module `unohelper`, for listeners."""
    if "unohelper" in sys.modules:
        return sys.modules["unohelper"]
    return _loaded("unohelper", builtins.__import__ if _is_hooked() else bridge()._uno_import)


def _is_hooked() -> bool:
    """Whether `import` knows UNO's names already: so it is inside LibreOffice."""
    return builtins.__import__.__module__ == "uno"


def _loaded(name: str, importing: Any = builtins.__import__) -> ModuleType:
    """A module by its place; `import` is as before afterwards, whatever the module does to it."""
    before, builtins.__import__ = builtins.__import__, importing
    try:
        return _executed(name)
    finally:
        builtins.__import__ = before


def _executed(name: str) -> ModuleType:
    file = next((place / f"{name}.py" for place in PLACES if (place / f"{name}.py").is_file()), None)
    if file is None:
        return importlib.import_module(name)
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None  # noqa: S101 - the file is there
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def connect(accepting: str, patience_seconds: float = 60) -> Any:
    """The component context of the office started with `--accept=` this text; waits while it starts."""
    local = bridge().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + patience_seconds
    while True:
        try:
            return resolver.resolve(f"uno:{accepting}")
        except Exception as error:
            if time.monotonic() > deadline:
                raise DeskError(
                    f"LibreOffice does not answer ({error}).", f"Connection {accepting}.", "Start it and try again."
                ) from None
        time.sleep(_TRY_AGAIN_SECONDS)


def value_of(name: str, value: object) -> Any:
    """A named value as UNO takes it."""
    found = bridge().createUnoStruct("com.sun.star.beans.PropertyValue")
    found.Name, found.Value = name, value
    return found
