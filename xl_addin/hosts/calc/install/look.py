"""What a diagnosis sees of LibreOffice: the office, whether it can run Python, our extension and its libraries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xl_addin import __version__
from xl_addin.buttons.saving import SAVE_AS_XLSX
from xl_addin.desk.started import typed
from xl_addin.hosts.calc.install import plan
from xl_addin.hosts.calc.install.office import OLDEST, Installed
from xl_addin.hosts.rows import ELSEWHERE, FAIL, INFO, OK, WARN, Row

_PART = "LibreOffice Calc"
_AGAIN = "close LibreOffice and run: "


def calc_rows(machine: plan.Machine) -> Iterator[Row]:
    """Nothing is wrong where nobody has installed it into LibreOffice."""
    office, versions = machine.office, machine.places.versions
    if office is None:
        yield Row(_PART, "LibreOffice", "not on this machine", "-", WARN if versions else ELSEWHERE)
        return
    wrong = FAIL if versions else INFO
    yield _office(office, wrong)
    yield _python(office, wrong)
    yield _extension(machine, versions)
    if versions:
        yield _libraries(machine)
        yield _log(machine)
    yield Row(_PART, "files", SAVE_AS_XLSX, "docs/calc.md")


def _office(office: Installed, wrong: str) -> Row:
    version = ".".join(map(str, office.version)) or "version not told"
    if office.sealed:
        told = f"{version}, a {office.sealed}: it sees no libraries of ours; install the system's own package"
        return Row(_PART, "LibreOffice", told, str(office.start), wrong)
    if office.version < OLDEST:
        told = f"{version}; {'.'.join(map(str, OLDEST))} or later is needed"
        return Row(_PART, "LibreOffice", told, str(office.start), wrong)
    return Row(_PART, "LibreOffice", version, str(office.start), OK)


def _python(office: Installed, wrong: str) -> Row:
    if not office.has_loader:
        told = plan.no_loader(office)
        return Row(
            _PART, "its Python", f"none: formulas show Err:504, the menu is dead. {told.todo}", told.where, wrong
        )
    version = "version not told" if office.python is None else ".".join(map(str, office.python))
    return Row(_PART, "its Python", version, str(office.program.parent), OK)


def _extension(machine: plan.Machine, versions: tuple[str, ...]) -> Row:
    source = str(machine.places.profile)
    if not versions:
        return Row(_PART, "extension", f"not installed; {typed('install --calc')} does it", source)
    if versions != (__version__,):
        told = f"{' and '.join(versions)}, this program is {__version__}: {_AGAIN}{typed('install --calc')}"
        return Row(_PART, "extension", told, source, FAIL)
    return Row(_PART, "extension", __version__, source, OK)


def _libraries(machine: plan.Machine) -> Row:
    site, source = machine.places.site, str(machine.places.libraries)
    if not site:
        told = f"not told, so the buttons cannot work: {_AGAIN}{typed('install --calc')}"
        return Row(_PART, "libraries of the buttons", told, source, FAIL)
    if not Path(site, plan.NEEDED).is_dir():
        told = f"{site} is gone or lacks {plan.NEEDED}: {_AGAIN}{typed('install --calc')}"
        return Row(_PART, "libraries of the buttons", told, source, FAIL)
    of_python = re.search(r"python(\d)\.(\d+)", site)
    runs = machine.office.python if machine.office is not None else None
    if of_python and runs and (int(of_python[1]), int(of_python[2])) != runs:
        told = (
            f"{site}: LibreOffice runs Python {runs[0]}.{runs[1]} now; {_AGAIN}{typed('install --calc')} by that Python"
        )
        return Row(_PART, "libraries of the buttons", told, source, FAIL)
    return Row(_PART, "libraries of the buttons", site, source, OK)


def _log(machine: plan.Machine) -> Row:
    """The last line: of a fault of a button the kind and the places in the code."""
    log = machine.places.log
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.is_file() else []
    return Row(_PART, "last fault", lines[-1] if lines else "none", str(log), WARN if lines else OK)
