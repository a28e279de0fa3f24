"""Where an installation lies on a Windows PC, and the names it leaves in the registry: all below the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Final

from xl_addin.hosts.excel.server.transport import SERVER_ID, SERVER_NAME

ADDIN, NAME = "ImportDesk.xlam", "Import Desk"
MANIFEST: Final = "installed-files.txt"
LINK: Final = "import-desk.pth"  # in the environment: where our packages lie
SERVER_MODULE: Final = "xl_addin.hosts.excel.server.serve"
# -I: no PYTHONPATH, no user folder, no current folder on the path; -B: nothing is written beside the sources.
SERVER_FLAGS: Final = ("-I", "-B", "-m", SERVER_MODULE)

EXCEL: Final = r"Software\Microsoft\Office\16.0\Excel"
TRUSTED: Final = EXCEL + r"\Security\Trusted Locations\ImportDesk"
OPTIONS: Final = EXCEL + r"\Options"
RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
# Excel's list of known add-ins, ticked or not; it keeps a line after the file is gone.
KNOWN: Final = EXCEL + r"\Add-in Manager"
# The class of our server: its name leads to its id, the id to the program.
CLASSES: Final = r"Software\Classes"
CLASS_NAME: Final = rf"{CLASSES}\{SERVER_NAME}"
# Twice: a 32-bit Excel has a view of its own.
CLASS_KEYS: Final = (rf"{CLASSES}\CLSID\{SERVER_ID}", rf"{CLASSES}\Wow6432Node\CLSID\{SERVER_ID}")
UNINSTALL: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\ImportDesk"
RUN_NAME: Final = "ImportDesk"

# A stop request, the mark that a server runs, and that it answers; of this session of Windows only.
STOP_EVENT, SERVER_MUTEX = r"Local\ImportDesk.Stop", r"Local\ImportDesk.Server"
READY_EVENT: Final = r"Local\ImportDesk.Ready"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of an installation; `home` is %LOCALAPPDATA%\\ImportDesk."""

    home: PureWindowsPath

    @property
    def app(self) -> PureWindowsPath:
        """Our packages."""
        return self.home / "app"

    @property
    def python(self) -> PureWindowsPath:
        """The environment with the pinned libraries."""
        return self.home / "python"

    @property
    def addin_folder(self) -> PureWindowsPath:
        """The trusted location: the add-in alone."""
        return self.home / "addin"

    @property
    def addin(self) -> PureWindowsPath:
        """The add-in; the path stays the same over versions, since formulas keep it."""
        return self.addin_folder / ADDIN

    @property
    def logs(self) -> PureWindowsPath:
        """What the server notes."""
        return self.home / "logs"

    @property
    def cells(self) -> PureWindowsPath:
        """What cells that read the ledger answer from, as desk/cells/place.py makes it: data of the bank."""
        return self.home / "cells"

    @property
    def pythonw(self) -> PureWindowsPath:
        """Python without a window."""
        return self.python / "Scripts" / "pythonw.exe"

    @property
    def python_exe(self) -> PureWindowsPath:
        """Python with a console."""
        return self.python / "Scripts" / "python.exe"

    @property
    def site_packages(self) -> PureWindowsPath:
        """The libraries."""
        return self.python / "Lib" / "site-packages"

    @property
    def server_command(self) -> str:
        """What Windows runs at log-on, and when Excel asks for the server where none runs."""
        return " ".join([f'"{self.pythonw}"', *SERVER_FLAGS])


def places(local_app_data: str) -> Places:
    """The places below %LOCALAPPDATA%."""
    return Places(PureWindowsPath(local_app_data) / "ImportDesk")
