"""Installs into a user's LibreOffice, and removes: by the office itself, started without a window on his profile."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from xl_addin.desk.atomic import atomic_text
from xl_addin.desk.cells.place import cells_folder
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.functions.build_oxt import build
from xl_addin.hosts.calc.functions.describe import IDENTIFIER
from xl_addin.hosts.calc.headless import Headless
from xl_addin.hosts.calc.install import plan
from xl_addin.hosts.calc.install.places import Places


def install(machine: plan.Machine, say: Callable[[str], None]) -> None:
    """Every step; DeskError where the machine does not allow it, or LibreOffice refuses the extension."""
    refused = plan.refused(machine)
    if refused is not None:
        raise refused
    assert machine.office is not None  # noqa: S101 - else refused
    assert machine.site is not None  # noqa: S101
    steps = iter(plan.told(machine))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        say(next(steps))
        extension = build(Path(folder) / "ImportDesk.oxt")
        say(next(steps))
        with Headless(machine.office.program, machine.places.profile) as office:
            _added(office, extension, machine.places)
    say(next(steps))
    atomic_text(machine.places.libraries, machine.places.told(machine.site))


def _added(office: Headless, extension: Path, places: Places) -> None:
    try:
        fault = "" if office.add_extension(extension) == IDENTIFIER else "it was not registered"
    except Exception as error:
        fault = " ".join(str(error).split()) or type(error).__name__
    if fault:
        raise DeskError(
            f"LibreOffice refused the extension: {fault}.",
            f"Profile {places.profile}.",
            "Open Tools, Extensions in LibreOffice, remove Import Desk there, close LibreOffice and run the command "
            "again.",
        )


def remove(machine: plan.Machine, say: Callable[[str], None]) -> None:
    """Takes away what an installation put there; where nothing is, nothing is started."""
    refused = plan.refused(machine, removes=True)
    if refused is not None and machine.places.versions:
        raise refused
    steps = iter(plan.told_removal(machine.places))
    say(next(steps))
    if machine.office is not None and machine.places.versions:
        with Headless(machine.office.program, machine.places.profile) as office:
            office.drop_extension(IDENTIFIER)
    say(next(steps))
    for file in (machine.places.libraries, machine.places.log):
        file.unlink(missing_ok=True)
    shutil.rmtree(cells_folder(), ignore_errors=True)  # what was read for cells is data of the bank
