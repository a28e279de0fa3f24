"""What is built for LibreOffice Calc: the extension."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from udfs import REGISTRY
from xl_addin.hosts.calc.functions.build_oxt import build

EXTENSION = "ImportDesk.oxt"


def products(python_folder: str) -> Mapping[str, Callable[[Path], Path]]:
    """What builds each file; Calc has a Python of its own, so that `python_folder` says nothing here."""
    return {EXTENSION: lambda path: build(path, REGISTRY)}
