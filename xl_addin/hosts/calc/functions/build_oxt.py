"""Builds the extension for LibreOffice Calc: descriptions from the registry, the component and our own packages.

The same sources give the same bytes on every machine: parts in order, one fixed date, stored without compression.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from udfs._registry import REGISTRY, Function
from xl_addin.desk.atomic import atomic_write
from xl_addin.hosts.calc.functions import describe
from xl_addin.hosts.zipped import archive

ROOT = Path(__file__).resolve().parents[4]
# What the functions need, and nothing of files, ledger, desk or other hosts.
PACKAGES = (
    "udfs",
    "xl_addin/__init__.py",
    "xl_addin/domain",
    "xl_addin/rulebook",
    "xl_addin/engine",
    "xl_addin/workbook/__init__.py",
    "xl_addin/workbook/extracts/__init__.py",
    "xl_addin/workbook/extracts/cells.py",
    "xl_addin/hosts/__init__.py",
    "xl_addin/hosts/calc/__init__.py",
    "xl_addin/hosts/calc/functions/__init__.py",
    "xl_addin/hosts/calc/functions/convert.py",
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
    found["component.py"] = _bytes(ROOT / "xl_addin/hosts/calc/functions/component.py")
    return found | {f"packages/{path.relative_to(ROOT).as_posix()}": _bytes(path) for path in _sources()}


def _sources() -> Iterator[Path]:
    for name in PACKAGES:
        place = ROOT / name
        yield from [place] if place.is_file() else (p for p in place.rglob("*") if p.suffix in ENDINGS)


def _bytes(path: Path) -> bytes:
    """A text file with Unix line ends, whatever the checkout made of them."""
    return path.read_bytes().replace(b"\r\n", b"\n")
