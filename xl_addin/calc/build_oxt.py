"""Builds the extension for LibreOffice Calc: descriptions from the registry, the component and our own packages.

The same sources give the same bytes on every machine: parts in order, one fixed date, stored without compression.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from udfs._registry import REGISTRY, Function
from xl_addin.calc import describe
from xl_addin.desk.atomic import atomic_write

ROOT = Path(__file__).resolve().parents[2]
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
# What the functions need, and nothing of files, ledger, desk or other hosts.
PACKAGES = (
    "udfs",
    "xl_addin/__init__.py",
    "xl_addin/domain",
    "xl_addin/rulebook",
    "xl_addin/engine",
    "xl_addin/workbook/__init__.py",
    "xl_addin/workbook/cells.py",
    "xl_addin/calc/__init__.py",
    "xl_addin/calc/convert.py",
)
ENDINGS = {".py", ".toml", ".csv"}


def build(path: Path, registry: Mapping[str, Function] = REGISTRY) -> Path:
    """Writes the extension and returns its path."""
    found = parts(registry)
    atomic_write(path, lambda part: archive(part, found))
    return path


def parts(registry: Mapping[str, Function]) -> dict[str, bytes]:
    """The parts of the extension by their names in it."""
    functions = [registry[name] for name in sorted(registry)]
    told = {
        "META-INF/manifest.xml": describe.manifest(),
        "description.xml": describe.description(),
        "functions.idl": describe.interface(functions),
        "CalcAddIns.xcu": describe.calc_add_ins(functions),
        "methods.json": json.dumps(describe.methods(functions), indent=0) + "\n",
    }
    found = {name: text.encode() for name, text in told.items()}
    found["component.py"] = _bytes(ROOT / "xl_addin/calc/component.py")
    return found | {f"packages/{path.relative_to(ROOT).as_posix()}": _bytes(path) for path in _sources()}


def _sources() -> Iterator[Path]:
    for name in PACKAGES:
        place = ROOT / name
        yield from [place] if place.is_file() else (p for p in place.rglob("*") if p.suffix in ENDINGS)


def _bytes(path: Path) -> bytes:
    """A text file with Unix line ends, whatever the checkout made of them."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def archive(path: Path, found: Mapping[str, bytes]) -> None:
    """The parts as one file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name in sorted(found):
            entry = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP)
            entry.create_system = 3  # else the building system is noted
            entry.external_attr = 0o644 << 16
            file.writestr(entry, found[name])
