"""The LibreOffice of this machine, as its files tell it without being started, and the user's profile of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

OLDEST = (24, 8)
# Beside the program where LibreOffice can run Python; without it formulas show Err:504 and the menu is dead.
LOADER = "pythonloader.py"
_NAMES = ("soffice", "libreoffice")
_SEALED = {"snap": "snap", "flatpak": "Flatpak"}
_FLATPAK = Path("flatpak/exports/bin/org.libreoffice.LibreOffice")


@dataclass(frozen=True)
class Installed:
    """An office: its start file, resolved."""

    start: Path

    @property
    def program(self) -> Path:
        """The office itself, not its start script, so that ending it ends it."""
        binary = self.start.with_name("soffice.bin")
        return binary if sys.platform != "win32" and binary.exists() else self.start

    @property
    def sealed(self) -> str:
        """snap or Flatpak where it lives in one: it sees neither our libraries nor most folders. "" elsewhere."""
        return next((name for part, name in _SEALED.items() if part in self.start.parts), "")

    @cached_property
    def version(self) -> tuple[int, ...]:
        """Its version, as it tells it; () where it does not."""
        found = re.search(r"LibreOffice\D+(\d+)\.(\d+)(?:\.(\d+))?", _said(self.program))
        return tuple(int(part) for part in found.groups() if part) if found else ()

    @property
    def has_loader(self) -> bool:
        """Whether it can run Python."""
        return self.program.with_name(LOADER).is_file()

    @cached_property
    def python(self) -> tuple[int, int] | None:
        """The version of the Python that it runs, as its files tell; None where they do not."""
        return next(_pythons(self.program.parent), None)


def _said(program: Path) -> str:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def _pythons(folder: Path) -> Iterator[tuple[int, int]]:
    for file in sorted(folder.glob("libpyuno.*")):
        found = re.search(rb"libpython(\d)\.(\d+)", file.read_bytes())
        if found:
            yield int(found[1]), int(found[2])
    for path in sorted(folder.glob("python-core-*")):
        brought = re.match(r"python-core-(\d)\.(\d+)", path.name)
        if brought:
            yield int(brought[1]), int(brought[2])


def installed() -> Installed | None:
    """The office that the user starts; None where there is none."""
    return next((Installed(path) for path in _starts() if path.exists()), None)


def _starts() -> Iterator[Path]:
    for found in filter(None, map(shutil.which, _NAMES)):
        # What a snap puts on the path leads to the program `snap`.
        yield Path(found) if "snap" in Path(found).parts else Path(found).resolve()
    yield from _of_windows() if sys.platform == "win32" else _of_others()


def _of_windows() -> Iterator[Path]:
    for name in ("ProgramFiles", "ProgramFiles(x86)"):
        if os.environ.get(name):
            # soffice.com is the console form: it waits and answers.
            yield Path(os.environ[name]) / "LibreOffice" / "program" / "soffice.com"


def _of_others() -> Iterator[Path]:
    yield Path("/usr/lib/libreoffice/program/soffice")
    yield from (path.resolve() for path in sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True))
    yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    yield Path("/var/lib") / _FLATPAK
    yield Path.home() / ".local/share" / _FLATPAK


def users_profile() -> Path:
    """The folder in which this user's LibreOffice keeps what is his."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "")) / "LibreOffice" / "4"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/LibreOffice/4"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "libreoffice" / "4"


def is_running(profile: Path) -> bool:
    """Whether an office has this profile in use: its mark is there, and an office runs (a crash leaves the mark)."""
    return (profile / ".lock").exists() and _runs_an_office()


def _runs_an_office() -> bool:
    if sys.platform == "win32":
        command = ["tasklist", "/FI", "IMAGENAME eq soffice.bin", "/NH"]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
        return "soffice.bin" in done.stdout
    return any(_is_office(path) for path in Path("/proc").glob("[0-9]*/comm"))


def _is_office(comm: Path) -> bool:
    """Whether a process is an office of this user."""
    try:
        is_mine = comm.stat().st_uid == os.geteuid()
        return is_mine and comm.read_text(encoding="utf-8", errors="replace").startswith(("soffice", "oosplash"))
    except OSError:  # it has ended meanwhile, or is not ours to read
        return False
