"""The folder that a bank puts on a server of its own: page, Python, our packages, and the manifest for Microsoft 365.

The same sources, address and bank's law give the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from udfs._registry import MISSING, CellError, Function
from xl_addin.desk.atomic import atomic_bytes
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.carried import FUNCTIONS, carried, unix
from xl_addin.hosts.golden import CASES
from xl_addin.hosts.trial import Trial, as_cell
from xl_addin.hosts.web import runtime
from xl_addin.hosts.web.calls import INSTRUMENTS, REGISTERS
from xl_addin.hosts.web.icon import SIZES, icon
from xl_addin.hosts.web.manifest import manifest
from xl_addin.hosts.web.offered import identity, metadata, offered, table
from xl_addin.hosts.web.page import HOME
from xl_addin.hosts.zipped import archive
from xl_addin.rulebook.bank_folder import files_of

SITE, SUMS, RUNTIME = "site", "SHA256SUMS", "pyodide"
AS_THEY_ARE = ("functions.html", "page.css", "page.js")
BEGUN_WITH = (*FUNCTIONS, "xl_addin/hosts/web/calls.py")


def build(
    out: Path,
    address: str,
    pyodide: Path,
    registry: Mapping[str, Function],
    instruments: Path | None = None,
    registers: Path | None = None,
) -> dict[str, bytes]:
    """Writes the bundle into a folder that is empty or not there; the files by their names in it."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise DeskError("The bundle goes into an empty folder.", f"{out} holds something.", "Name another with --out.")
    found = files(address, pyodide, registry, instruments, registers)
    for name, data in found.items():
        atomic_bytes(out / name, data)
    return found


def files(
    address: str,
    pyodide: Path,
    registry: Mapping[str, Function],
    instruments: Path | None = None,
    registers: Path | None = None,
) -> dict[str, bytes]:
    """Every file of the bundle; the sums come last, by which one knows that all are there."""
    functions = offered(registry)
    packed = packages(instruments, registers)
    # A name of its own for each content: no browser takes an older one out of its cache.
    packages_name = f"import-desk-{_hash(packed)[:12]}.zip"
    site = {
        **{name: unix(HOME / name) for name in AS_THEY_ARE},
        "functions.json": metadata(functions).encode(),
        "functions.js": script(functions, packages_name, packed),
        packages_name: packed,
        **{f"icon-{size}.png": icon(size) for size in SIZES},
        **{f"{RUNTIME}/{name}": data for name, data in runtime.files_of(pyodide).items()},
    }
    found = {"manifest.xml": manifest(address).encode(), **{f"{SITE}/{name}": data for name, data in site.items()}}
    sums = "".join(f"{_hash(data)}  {name}\n" for name, data in sorted(found.items()))
    return {**found, SUMS: sums.encode()}


def packages(instruments: Path | None, registers: Path | None) -> bytes:
    """Our packages with the law, and what the bank has loaded of its own, as one archive."""
    found = carried(BEGUN_WITH)
    for place, folder, ending in ((INSTRUMENTS, instruments, ".toml"), (REGISTERS, registers, ".csv")):
        if folder is not None:
            own = files_of(folder, ending, place.rpartition("/")[2])
            found |= {f"{place}/{path.name}": path.read_bytes() for path in own}
    whole = io.BytesIO()
    archive(whole, found)
    return whole.getvalue()


def script(functions: list[Function], packages_name: str, packed: bytes) -> bytes:
    """functions.js, with what it must know of this bundle in its first line."""
    said = {
        "archive": {"name": packages_name, "sha256": _hash(packed)},
        "pyodide": f"{RUNTIME}/",
        "errors": [error.value for error in CellError],
        "functions": table(functions),
        "checks": [_check(case) for case in CASES],
    }
    return f"const DESK = {json.dumps(said)};\n".encode() + unix(HOME / "functions.js")


def _check(case: Trial) -> dict[str, Any]:
    """A golden case as the page asks it, in days of 1900, and what this program answers by the same law."""
    given = [_sent(as_cell(one, date1904=False)) for one in case.given]
    ((answer,),) = case.answer(date1904=False)
    shown = "" if answer is None else answer
    return {"case": case.case, "id": identity(case.function), "name": case.function, "given": given, "expected": shown}


def _sent(cell: Any) -> Any:
    """A cell as Office.js gives it: null for a blank or an argument that is left out, an error as an object."""
    if isinstance(cell, CellError):
        return {"code": cell.value}
    return None if cell is MISSING else cell


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
