"""What the server looks at before it answers Excel: where modules come from, and that our files are as installed.

Where the user may write the installation, another program of that user may write it too: then these checks find damage
and planted files, not an attacker who also changes the list of files. Excel itself is no part of this.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_addin.hosts.excel.install.places import LINK, MANIFEST
from xl_addin.hosts.zipped import hash_of

# What may stand in the environment and run when Python starts: ours, pywin32's, and what `venv` itself brings.
PTH_FILES = frozenset({LINK, "pywin32.pth", "distutils-precedence.pth"})
_OF_PYWIN32 = ("win32", os.path.join("win32", "lib"), "Pythonwin")  # noqa: PTH118  # as text, beside sys.path
_RUNS = (".py", ".pyc", ".pyd", ".so", ".dll", ".zip", ".pth")
# Folders of the installation that run or decide; workbooks lie beside them, where a person may work.
CODE = ("xl_addin/", "udfs/")


@dataclass(frozen=True, slots=True)
class Trust:
    """Where code may come from: our folder, the entries of sys.path, and the folders below which modules may lie."""

    app: Path
    path: frozenset[str]
    roots: tuple[str, ...]
    site_packages: Path


def trust(app: Path) -> Trust:
    """The folders of the running Python, its environment, and ours."""
    known = sysconfig.get_paths()
    standard = {known["stdlib"], known["platstdlib"], str(Path(sys.base_prefix) / "DLLs")}
    standard |= {str(Path(known["stdlib"]) / "lib-dynload"), *_base_libraries()}
    packages = {known["purelib"], known["platlib"]}
    brought = {str(Path(folder) / name) for folder in packages for name in _OF_PYWIN32}
    zipped = {str(Path(folder) / _zip_name()) for folder in (sys.base_prefix, Path(known["stdlib"]).parent)}
    # On Windows the folders of both Pythons stand on the path; modules that lie right there are still refused.
    folders = {sys.prefix, sys.base_prefix}
    roots = tuple(sorted(_plain(one) for one in standard | packages | {str(app)}))
    allowed = frozenset(_plain(one) for one in standard | packages | brought | zipped | folders | {str(app)})
    return Trust(app, allowed, roots, Path(known["purelib"]))


def _base_libraries() -> set[str]:
    """The standard library of the Python that the environment was made from."""
    where = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix, "installed_base": sys.base_prefix}
    found = sysconfig.get_paths(vars=where)
    return {found["stdlib"], found["platstdlib"]}


def _zip_name() -> str:
    return f"python{sys.version_info[0]}{sys.version_info[1]}.zip"


def _plain(path: str) -> str:
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100  # as it was written: links are not followed


def faults(trusted: Trust) -> list[str]:
    """Everything that speaks against answering; empty when all is as it should be."""
    return [
        *path_faults(trusted, sys.path),
        *module_faults(trusted, dict(sys.modules)),
        *pth_faults(trusted.site_packages),
        *file_faults(trusted.app),
    ]


def path_faults(trusted: Trust, path: Iterable[str]) -> Iterator[str]:
    """Entries of sys.path that are none of ours; an empty one is the current folder."""
    for entry in path:
        if not entry or _plain(entry) not in trusted.path:
            yield f"Python would look for code in {entry or 'the current folder'}."


def module_faults(trusted: Trust, modules: Mapping[str, Any]) -> Iterator[str]:
    """Modules that were loaded from elsewhere."""
    for name, module in sorted(modules.items()):
        origin = getattr(module, "__file__", None)
        if isinstance(origin, str) and origin and not is_below(trusted, origin):
            yield f"The module {name} was loaded from {origin}."


def is_below(trusted: Trust, origin: str) -> bool:
    """Whether a module's file lies in one of the trusted folders."""
    place = _plain(origin)
    return any(place.startswith(root.rstrip(os.sep) + os.sep) for root in trusted.roots)


def pth_faults(site_packages: Path) -> Iterator[str]:
    """Files that run code, or add folders, whenever this Python starts."""
    for path in sorted(site_packages.glob("*.pth")):
        if path.name not in PTH_FILES:
            yield f"The file {path} would run whenever Python starts."


# --- our own files ---


def manifest_text(app: Path, names: Iterable[str]) -> str:
    """The list of installed files (relative, with /) and their hashes."""
    return "".join(f"{hash_of(app / name)}  {name}\n" for name in sorted(names))


def installed(app: Path) -> dict[str, str]:
    """Hashes by file as the list of installed files has them; empty where there is none."""
    try:
        lines = (app / MANIFEST).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {name: told for told, _, name in (line.partition("  ") for line in lines)}


def file_faults(app: Path) -> Iterator[str]:
    """Code and law of ours that were changed, removed or added since the installation."""
    listed = {name: told for name, told in installed(app).items() if name.startswith(CODE)}
    if not listed:
        yield f"The list of installed files is missing: {app / MANIFEST}."
        return
    there = {name for part in CODE for path in (app / part).rglob("*") if (name := _name(app, path)) and path.is_file()}
    yield from (f"The file {name} is missing." for name in sorted(listed.keys() - there))
    added = sorted(name for name in there - listed.keys() if name.endswith(_RUNS))
    yield from (f"The file {name} was added after the installation." for name in added)
    for name in sorted(listed.keys() & there):
        if hash_of(app / name) != listed[name]:
            yield f"The file {name} was changed after the installation."


def _name(app: Path, path: Path) -> str:
    return path.relative_to(app).as_posix()
