"""What an installation into LibreOffice needs of this machine, what stands against it, and its steps in words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from xl_addin import __version__
from xl_addin.desk.cells.place import cells_folder
from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.connect import has_bridge, no_bridge
from xl_addin.hosts.calc.install.office import LOADER, OLDEST, Installed, installed, is_running
from xl_addin.hosts.calc.install.places import Places

PACKAGE = "python3-uno"
NEEDED = "xlwings"  # of the libraries of the buttons the one that nothing else has


@dataclass(frozen=True, slots=True)
class Machine:
    """What the steps depend on: office, profile, this Python with its libraries, and the extension to install."""

    office: Installed | None
    places: Places
    site: Path | None
    python: tuple[int, int]
    is_running: bool
    has_bridge: bool = True


def this_machine(profile: Path) -> Machine:
    """This machine, for one user's profile."""
    found = find_spec(NEEDED)
    site = Path(found.origin).parents[1] if found is not None and found.origin else None
    return Machine(installed(), Places(profile), site, sys.version_info[:2], is_running(profile), has_bridge())


def told(machine: Machine) -> tuple[str, ...]:
    """The steps of an installation in words."""
    found, site = machine.places, machine.site or "(no libraries)"
    return (
        f"1/3 Build the extension of version {__version__} in a folder of its own",
        f"2/3 Start LibreOffice without a window on the profile {found.profile} and put the extension into it, in "
        f"place of {' and '.join(found.versions) or 'none'}; end it",
        f"3/3 Write {found.libraries}: the libraries of the buttons lie in {site}, faults are noted in {found.log}",
    )


def told_removal(places: Places) -> tuple[str, ...]:
    """The steps of a removal in words."""
    return (
        f"1/2 Start LibreOffice without a window on the profile {places.profile} and take the extension out of it "
        f"({' and '.join(places.versions) or 'there is none'}); end it",
        f"2/2 Remove {places.libraries}, {places.log} and what was read for cells ({cells_folder()})",
    )


def refused(machine: Machine, *, removes: bool = False) -> DeskError | None:
    """Why this machine cannot be worked on now; None when it can."""
    return next(_reasons(machine, removes), None)


def _reasons(machine: Machine, removes: bool) -> Iterator[DeskError]:
    office = machine.office
    if office is None:
        yield DeskError(
            "LibreOffice is not on this machine.",
            "Looked for soffice on the path, in /usr/lib, /opt and the folders of programs.",
            f"Install LibreOffice {_version(OLDEST)} or later with Calc (and {PACKAGE} on Debian and Ubuntu), then "
            "run the command again.",
        )
        return
    if office.sealed:
        yield DeskError(
            f"LibreOffice is a {office.sealed} here: it runs a Python of its own that sees no libraries of ours.",
            f"{office.start}.",
            f"Install LibreOffice from the system's packages (libreoffice-calc, {PACKAGE}) or from its makers.",
        )
    if machine.is_running:
        yield DeskError(
            "LibreOffice is running.",
            f"It holds the profile {machine.places.profile} and keeps its extensions in memory.",
            "Close all of its windows, and its quick starter where there is one, and run the command again.",
        )
    if not machine.places.may_be_written:
        yield DeskError(
            "The user's folder of LibreOffice cannot be written to.",
            f"{machine.places.profile}.",
            "Ask IT for the right to write there, or name another folder with --profile.",
        )
    if not removes:
        yield from _cannot_install(machine, office)


def _cannot_install(machine: Machine, office: Installed) -> Iterator[DeskError]:
    if office.version < OLDEST:
        yield DeskError(
            f"LibreOffice {_version(office.version) or 'of an unknown version'} is too old.",
            f"{office.start}.",
            f"Install LibreOffice {_version(OLDEST)} or later. On Debian it stands in backports.",
        )
    if not office.has_loader:
        yield no_loader(office)
    if office.python is not None and office.python != machine.python:
        yield DeskError(
            f"LibreOffice runs Python {_version(office.python)}, this is Python {_version(machine.python)}: the "
            "libraries of one are of no use to the other.",
            f"{office.start}; {sys.executable}.",
            f"Start with Python {_version(office.python)}, for example: python{_version(office.python)} desk.py "
            "install --calc",
        )
    elif not machine.has_bridge:
        yield no_bridge("no module uno")
    if machine.site is None:
        yield DeskError(
            "This Python lacks the libraries that the buttons need.",
            f"Looked for {NEEDED}; {sys.executable}.",
            f"Start as the program is started: {typed('install --calc')}",
        )


def no_loader(office: Installed) -> DeskError:
    """What is told where LibreOffice cannot run Python, of which it says nothing by itself."""
    return DeskError(
        "LibreOffice cannot run Python here: our formulas would show Err:504 and the menu would do nothing.",
        f"{office.program.parent} has no {LOADER}.",
        f"Install {PACKAGE} (Debian, Ubuntu; elsewhere LibreOffice's package for Python scripts), then run the "
        "command again.",
    )


def _version(parts: tuple[int, ...]) -> str:
    return ".".join(map(str, parts))
