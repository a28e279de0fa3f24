"""What is built for Excel: the add-in, and its twin that LibreOffice can run in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from xl_addin.hosts.excel.addin.build import ADDIN, TWIN, build_addin, build_twin
from xl_addin.hosts.ledger_cells import EVERY


def products() -> Mapping[str, Callable[[Path], Path]]:
    """What builds each file."""
    return {ADDIN: lambda path: build_addin(path, EVERY), TWIN: lambda path: build_twin(path, EVERY)}
