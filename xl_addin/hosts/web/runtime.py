"""Pyodide, Python in the browser: the release that the tests ran with, whose files are known by their hashes.

The bank's IT takes it from npm (the package `pyodide`) and hosts it on the bank's own server; it is not part of ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from xl_addin.domain.errors import DeskError

VERSION = "314.0.7"
FILES: Mapping[str, str] = {
    "pyodide-lock.json": "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "pyodide.js": "3141b814715a72e59b51b1b18b9ceae5bf19f7c852417e431bb0a34feadf825c",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
FETCH = f"npm pack pyodide@{VERSION}, then tar xf pyodide-{VERSION}.tgz"


def files_of(folder: Path) -> dict[str, bytes]:
    """The files that the browser loads, by name; DeskError where one is missing or is not that of the release."""
    found = {name: _read(folder / name) for name in FILES}
    missing = [name for name, data in found.items() if data is None]
    other = [name for name, data in found.items() if data is not None and _hash(data) != FILES[name]]
    if missing or other:
        told = [
            f"{what}: {', '.join(names)}" for what, names in (("missing", missing), ("of other bytes", other)) if names
        ]
        raise DeskError(
            f"This is not Pyodide {VERSION}, with which the functions were tested.",
            f"Folder {folder}; {'; '.join(told)}.",
            f"Fetch it with {FETCH}; name the folder `package` that comes out with --pyodide.",
        )
    return {name: data for name, data in found.items() if data is not None}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
