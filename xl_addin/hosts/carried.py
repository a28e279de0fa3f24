"""What of our own packages a host carries along that has a Python of its own: LibreOffice, a browser."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The functions and the rules, with whatever these need of our packages.
FUNCTIONS = ("udfs", "xl_addin/domain", "xl_addin/rulebook", "xl_addin/engine")
ENDINGS = {".py", ".toml", ".csv"}
BINARY = {".ttf"}
SUFFIXES = ENDINGS | BINARY | {".xml", ".xsd", ".txt"}


def carried(begun_with: Sequence[str]) -> dict[str, bytes]:
    """Files by their paths from the root: those to begin with and, module by module, those that they import."""
    found: set[Path] = set()
    waiting = {path for name in begun_with for path in _files(ROOT / name)}
    while waiting:
        path = waiting.pop()
        found.add(path)
        waiting |= {*_needed(path)} - found
    return {path.relative_to(ROOT).as_posix(): unix(path) for path in sorted(found)}


def packed(places: Sequence[str]) -> dict[str, bytes]:
    """Every file of ours below these places, by its path from the root."""
    found = (path for name in places for path in _all(ROOT / name))
    return {path.relative_to(ROOT).as_posix(): _bytes(path) for path in sorted(found)}


def _all(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    else:
        yield from (p for p in place.rglob("*") if p.is_file() and p.suffix in SUFFIXES)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.suffix in BINARY else unix(path)


def unix(path: Path) -> bytes:
    """A text file with Unix line ends, whatever the checkout made of them."""
    return path.read_bytes().replace(b"\r\n", b"\n")


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
