"""Excel as the acceptance kit drives it. It has not been run yet."""

from __future__ import annotations

import importlib
import platform
import subprocess
from pathlib import Path
from typing import Any

from xl_addin import __version__
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.driven import Facts, Look
from xl_addin.hosts.excel.by_hand import BY_HAND
from xl_addin.hosts.excel.functions import vba as vba_functions
from xl_addin.hosts.excel.install.places import ADDIN
from xl_addin.hosts.excel.server import vba as vba_transport
from xl_addin.hosts.excel.server.transport import BUTTON, UNASKED
from xl_addin.hosts.zipped import hash_of


class Excel:
    """A new, visible window of Excel with the add-in that is given; it is closed at the end."""

    name = "excel"
    by_hand: tuple[Look, ...] = BY_HAND

    def __init__(self, addin: Path) -> None:
        self._addin = addin
        self.app: Any = None

    def __enter__(self) -> Excel:
        if platform.system() != "Windows":
            raise DeskError(
                "Excel can be tested on Windows only.",
                f"This machine runs {platform.system()}.",
                "Run the kit on a Windows PC with Excel; --host calc tests LibreOffice here.",
            )
        xlwings: Any = importlib.import_module("xlwings")
        importlib.import_module("xl_addin.hosts.live.patience").tame_xlwings()
        self.app = xlwings.App(visible=True, add_book=False)
        self.app.display_alerts = False
        return self

    def __exit__(self, *error: object) -> None:
        for book in list(self.app.books):
            book.close()
        self.app.quit()

    def facts(self) -> Facts:
        """Versions, and the hash of the add-in."""
        api = self.app.api
        return (
            ("Excel", f"{api.Version} build {api.Build}, {api.OperatingSystem}"),
            ("Import Desk", __version__),
            ("Add-in, SHA-256", hash_of(self._addin)),
            ("Add-in", str(self._addin)),
            ("Python of the kit", f"{platform.python_version()} {platform.machine()}"),
            ("Windows", platform.version()),
        )

    def load(self) -> str:
        """Excel started by a program loads no add-ins, so the file is opened; its own code then describes itself."""
        book = self.app.api.Workbooks.Open(str(self._addin))
        if not book.IsAddin or book.Name != ADDIN:
            raise DeskError(f"Excel opened it as {book.Name!r}, not as an add-in.", str(self._addin), "Build it again.")
        failed = self._run(vba_functions.HELP, vba_functions.REGISTER)
        missing = self._run(vba_transport.MODULE, vba_transport.WHY)
        if missing:
            raise DeskError("The add-in does not reach its Python.", str(missing), "Install first; see diagnose.")
        return f"loaded; {failed:g} functions without description in the wizard"

    def calculate(self) -> None:
        """Every formula anew, ours too."""
        self.app.api.CalculateFullRebuild()

    def press(self, command: str, book: Any) -> tuple[str, str]:
        """Through the add-in's VBA, its library and the server, but for the box that a person would click away."""
        arguments = (f"{command}{UNASKED}", __version__)
        told = self._run(vba_transport.MODULE, vba_transport.CALL, BUTTON, arguments, book.api)
        return str(told[0]), str(told[1])

    def children(self) -> list[str] | None:
        """Programs right below Excel."""
        query = f"(Get-CimInstance Win32_Process -Filter 'ParentProcessId={int(self.app.pid)}').Name"
        command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", query]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=True)  # noqa: S603
        return done.stdout.split("\n") if done.stdout.strip() else []

    def _run(self, module: str, procedure: str, *arguments: Any) -> Any:
        return self.app.api.Run(f"'{ADDIN}'!{module}.{procedure}", *arguments)


def drive(addin: Path) -> Excel:
    """An Excel of its own with the add-in `addin`."""
    return Excel(addin)
