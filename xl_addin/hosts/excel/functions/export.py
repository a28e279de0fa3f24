"""The files that Excel's add-in is built from: VBA modules and the help that shows while typing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from udfs._registry import Function
from xl_addin.desk.atomic import atomic_text
from xl_addin.hosts.excel.functions.intellisense import xml
from xl_addin.hosts.excel.functions.vba import ENCODING, modules


def export_files(registry: Mapping[str, Function], folder: Path) -> Iterator[Path]:
    """Writes each file and gives its path."""
    for name, text in modules(registry).items():
        path = folder / f"{name}.bas"
        atomic_text(path, text, ENCODING)
        yield path
    path = folder / "ImportDesk.intellisense.xml"
    atomic_text(path, xml(registry))
    yield path
