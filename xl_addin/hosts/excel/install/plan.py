"""From what a PC is to the steps that install Import Desk on it, or take it away: pure, so that it can be shown first.

Everything lies below the user's own folder and the user's own part of the registry: no administrator is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from xl_addin import __version__
from xl_addin.hosts.excel.install.pc import Pc
from xl_addin.hosts.excel.install.places import (
    CLASS_KEYS,
    CLASS_NAME,
    KNOWN,
    LINK,
    MANIFEST,
    NAME,
    OPTIONS,
    RUN,
    RUN_NAME,
    SERVER_FLAGS,
    TRUSTED,
    UNINSTALL,
    Places,
)
from xl_addin.hosts.excel.install.steps import (
    CopyFile,
    CopyFiles,
    DropEmptyFolder,
    DropFile,
    DropFolder,
    DropInstalled,
    DropKey,
    DropValue,
    MakeFolder,
    Run,
    SetValue,
    StartServer,
    Step,
    StopServer,
    Unblock,
    WriteText,
)
from xl_addin.hosts.excel.server.transport import SERVER_ID, SERVER_NAME

# What goes to the PC: what runs, what the desk opens, and what a removal needs. No tests, no sample data of ours.
LOCKS: Final = ("requirements.lock", "requirements-postgres.lock")
PARTS: Final = ("xl_addin", "udfs", "workbooks", "docs", *LOCKS, "LICENSE", "NOTICE.md")
BUILT: Final = ("build/guide",)  # the user's guide, which Help opens
# --no-user: a user's own settings of pip may say that all goes into the user's folder, which no environment sees.
PIP: Final = ("--no-user", "--disable-pip-version-check", "--no-input", "--quiet")
# From the environment's libraries to our packages: a full path would need letters that Python reads by the code page.
APP_FROM_LIBRARIES: Final = r"..\..\..\app"
_OPEN = re.compile(r"OPEN(\d*)")


def install_plan(pc: Pc) -> tuple[Step, ...]:
    """Stop what runs, copy, make the environment, look whether it would answer; only then tell Excel and Windows."""
    at = pc.places
    return (
        StopServer(),
        MakeFolder(str(at.home)),
        DropInstalled(str(at.app)),
        CopyFiles(pc.source, str(at.app), PARTS, str(at.app / MANIFEST), BUILT),
        *_environment(pc),
        MakeFolder(str(at.addin_folder)),
        CopyFile(pc.addin, str(at.addin)),
        Unblock(str(at.app)),
        Unblock(str(at.addin_folder)),
        Run("See that the server would answer", (str(at.python_exe), *SERVER_FLAGS, "--check")),
        SetValue(TRUSTED, "Path", f"{at.addin_folder}\\"),
        SetValue(TRUSTED, "AllowSubfolders", 0),
        SetValue(TRUSTED, "Description", f"{NAME} {__version__}"),
        *_registered(pc),
        *_class(at),
        SetValue(RUN, RUN_NAME, at.server_command),
        *_listed(pc),
        StartServer((str(at.pythonw), *SERVER_FLAGS)),
    )


def _environment(pc: Pc) -> Iterator[Step]:
    """The libraries of the lock file, each file's hash checked; from the wheelhouse, where there is one."""
    at = pc.places
    source = ("--no-index", "--find-links", rf"{pc.source}\wheelhouse") if pc.has_wheelhouse else ()
    pinned = ("--require-hashes", "--only-binary", ":all:", *source, "-r", str(at.app / "requirements.lock"))
    pip = (str(at.python_exe), "-I", "-m", "pip", "install", *PIP)
    yield DropFolder(str(at.python))
    yield Run("Make the Python environment", (pc.python, "-I", "-m", "venv", str(at.python)))
    yield Run("Install the pinned libraries, every file's hash checked", (*pip, *pinned))
    yield WriteText(str(at.site_packages / LINK), f"{APP_FROM_LIBRARIES}\n")


def _registered(pc: Pc) -> Iterator[Step]:
    """Our line in Excel's list of add-ins, unless it stands there."""
    mine, names = _ours(pc), {name.upper() for name in pc.options}
    if mine:
        return
    free = next(name for number in range(10_000) if (name := _open_name(number)) not in names)
    yield SetValue(OPTIONS, free, f'"{pc.places.addin}"')


def _class(at: Places) -> Iterator[Step]:
    """The server's class, for this user alone: Excel asks for it by name, Windows starts it where it does not run."""
    for key in CLASS_KEYS:
        yield SetValue(key, "", NAME)
        yield SetValue(rf"{key}\ProgID", "", SERVER_NAME)
        yield SetValue(rf"{key}\LocalServer32", "", at.server_command)
    yield SetValue(CLASS_NAME, "", NAME)
    yield SetValue(rf"{CLASS_NAME}\CLSID", "", SERVER_ID)


def _listed(pc: Pc) -> Iterator[Step]:
    """The entry in Settings, Apps, by which the user removes it."""
    at = pc.places
    remover = at.app / "xl_addin" / "hosts" / "excel" / "install" / "remove.py"
    yield SetValue(UNINSTALL, "DisplayName", NAME)
    yield SetValue(UNINSTALL, "DisplayVersion", __version__)
    yield SetValue(UNINSTALL, "InstallLocation", str(at.home))
    yield SetValue(UNINSTALL, "UninstallString", f'"{pc.python}" -I -B "{remover}"')
    yield SetValue(UNINSTALL, "QuietUninstallString", f'"{pc.python}" -I -B "{remover}" --silent')
    yield SetValue(UNINSTALL, "NoModify", 1)
    yield SetValue(UNINSTALL, "NoRepair", 1)


def remove_plan(pc: Pc) -> tuple[Step, ...]:
    """The same way back; what a person made stays, also where it lies among our workbooks."""
    at = pc.places
    return (
        DropValue(RUN, RUN_NAME),
        StopServer(),
        *_unregistered(pc),
        DropValue(KNOWN, str(at.addin)),
        DropKey(TRUSTED),
        # A key goes only when nothing is below it.
        *(DropKey(key + part) for key in CLASS_KEYS for part in (r"\ProgID", r"\LocalServer32", "")),
        DropKey(rf"{CLASS_NAME}\CLSID"),
        DropKey(CLASS_NAME),
        DropFile(str(at.addin)),
        DropEmptyFolder(str(at.addin_folder)),
        DropFolder(str(at.python)),
        DropInstalled(str(at.app)),
        DropFolder(str(at.logs)),
        DropFolder(str(at.cells)),
        DropEmptyFolder(str(at.home)),
        DropKey(UNINSTALL),
    )


def _unregistered(pc: Pc) -> Iterator[Step]:
    """Takes our lines out of Excel's list and closes the gap: Excel stops reading at a missing number."""
    mine = _ours(pc)
    if not mine:
        return
    numbered = sorted((number, name) for name in pc.options if (number := _number(name)) is not None)
    kept = [pc.options[name] for _, name in numbered if name not in mine]
    wanted = {_open_name(place): value for place, value in enumerate(kept)}
    now = {name.upper(): value for name, value in pc.options.items() if _number(name) is not None}
    yield from (SetValue(OPTIONS, name, value) for name, value in wanted.items() if now.get(name) != value)
    yield from (DropValue(OPTIONS, name) for _, name in numbered if name.upper() not in wanted)


def _ours(pc: Pc) -> list[str]:
    """Names of the values that load our add-in."""
    path = str(pc.places.addin).lower()
    return [name for name, value in pc.options.items() if _number(name) is not None and path in str(value).lower()]


def _number(name: str) -> int | None:
    found = _OPEN.fullmatch(name.upper())
    return None if found is None else int(found[1] or 0)


def _open_name(number: int) -> str:
    return f"OPEN{number}" if number else "OPEN"
