"""What is built for Excel: the add-in, and its twin that LibreOffice can run in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from udfs import REGISTRY
from xl_addin.hosts.excel.addin.build import ADDIN, TWIN, build_addin, build_twin
from xl_addin.hosts.excel.server.transport import PYTHON_FOLDER, checked_folder


def products(python_folder: str) -> Mapping[str, Callable[[Path], Path]]:
    """What builds each file; `python_folder` is where Import Desk's Python lies on the user's PC, "" for per user.

    DeskError where that is no folder to load from, before anything is built.
    """
    folder = checked_folder(python_folder or PYTHON_FOLDER)
    return {
        ADDIN: lambda path: build_addin(path, REGISTRY, folder),
        TWIN: lambda path: build_twin(path, REGISTRY),
    }
