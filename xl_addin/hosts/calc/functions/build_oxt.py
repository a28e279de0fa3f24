"""Builds the extension for LibreOffice Calc: descriptions from the registry, the component and our own packages.

The same sources give the same bytes on every machine: parts in order, one fixed date, stored without compression.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from udfs._registry import REGISTRY, Function
from xl_addin.desk.atomic import atomic_write
from xl_addin.hosts.calc.functions import describe
from xl_addin.hosts.zipped import archive

ROOT = Path(__file__).resolve().parents[4]
# The functions, the rules, and by which law the desk has them answer; with whatever these need of our packages.
BEGUN_WITH = (
    "udfs",
    "xl_addin/domain",
    "xl_addin/rulebook",
    "xl_addin/engine",
    "xl_addin/hosts/calc/functions/convert.py",
    "xl_addin/hosts/desks_law.py",
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


def _sources() -> list[Path]:
    """The files to begin with and, module by module, those that they import when they are read."""
    found: set[Path] = set()
    waiting = {path for name in BEGUN_WITH for path in _files(ROOT / name)}
    while waiting:
        path = waiting.pop()
        found.add(path)
        waiting |= {*_needed(path)} - found
    return sorted(found)


def _files(place: Path) -> Iterator[Path]:
    yield from [place] if place.is_file() else (p for p in place.rglob("*") if p.suffix in ENDINGS)


def _needed(path: Path) -> Iterator[Path]:
    """The folders' own modules above a file, and what it imports of our packages."""
    yield from (folder / "__init__.py" for folder in path.parents if (folder / "__init__.py").is_file())
    if path.suffix == ".py":
        for name in _imported(ast.parse(path.read_bytes())):
            place = ROOT.joinpath(*name.split("."))
            yield from (file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file())


def _imported(read: ast.Module) -> Iterator[str]:
    """Names of modules that stand at the head of a module; `from a import b` may name the module a.b."""
    for node in read.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def _bytes(path: Path) -> bytes:
    """A text file with Unix line ends, whatever the checkout made of them."""
    return path.read_bytes().replace(b"\r\n", b"\n")
