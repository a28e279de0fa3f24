"""What the generators make of a registry of two, to be read over.

`python -m tests.hosts.excel.functions.snapshots` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

from tests.hosts.excel.functions.tiny import REGISTRY
from xl_addin.hosts.excel.functions.intellisense import xml
from xl_addin.hosts.excel.functions.vba import modules

FOLDER = Path(__file__).resolve().parent / "snapshots"


def texts() -> dict[str, str]:
    """Text of each snapshot, by file name, with the line ends of this repository."""
    found = {f"{name}.bas": text.replace("\r\n", "\n") for name, text in modules(REGISTRY).items()}
    return found | {"ImportDesk.intellisense.xml": xml(REGISTRY)}


if __name__ == "__main__":
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
