"""What the generators make of a registry of two; `python tests/excel/snapshots.py` writes it anew, to be read over."""
# ruff: noqa: E402  # run as a script, it must find the packages first

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "snapshots"
if __name__ == "__main__":
    sys.path[:0] = [str(FOLDER.parents[2]), str(FOLDER.parent)]

from tiny import REGISTRY

from xl_addin.excel.intellisense import xml
from xl_addin.excel.vba_functions import modules


def texts() -> dict[str, str]:
    """Text of each snapshot, by file name, with the line ends of this repository."""
    found = {f"{name}.bas": text.replace("\r\n", "\n") for name, text in modules(REGISTRY).items()}
    return found | {"ImportDesk.intellisense.xml": xml(REGISTRY)}


if __name__ == "__main__":
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
