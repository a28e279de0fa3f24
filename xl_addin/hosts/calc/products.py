"""What is built for LibreOffice Calc: the extension."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from xl_addin.hosts.calc.functions.build_oxt import build
from xl_addin.hosts.ledger_cells import EVERY

EXTENSION = "ImportDesk.oxt"


def products() -> Mapping[str, Callable[[Path], Path]]:
    """What builds each file."""
    return {EXTENSION: lambda path: build(path, EVERY)}
