"""Excel as the acceptance kit drives it. It has not been run yet."""

from __future__ import annotations

import importlib
import platform
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from xl_addin import __version__
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.driven import Facts, Look
from xl_addin.hosts.excel.by_hand import BY_HAND
from xl_addin.hosts.excel.functions import vba as vba_functions
from xl_addin.hosts.excel.install.places import ADDIN, SERVER_MODULE
from xl_addin.hosts.excel.ribbon import vba as vba_ribbon
from xl_addin.hosts.excel.server import vba as vba_transport
from xl_addin.hosts.excel.server.transport import BUTTON, UNASKED
from xl_addin.hosts.zipped import hash_of

PICTURE_ROWS, PICTURE_COLUMNS = 40, 12
AT_WORK_SECONDS, BOX_SECONDS, ENDED_SECONDS = 1.0, 60, 10
TITLE, _BOX, _CLOSE = "Import Desk", "#32770", 0x0010  # a box of Windows; WM_CLOSE
_AS_ON_SCREEN, _BITMAP = 1, 2  # xlScreen, xlBitmap
_EXCEL_LINKS = 1  # xlExcelLinks


class Excel:
    """A new, visible window of Excel with the add-in that is given; it is closed at the end."""

    name = "excel"
    by_hand: tuple[Look, ...] = BY_HAND

    def __init__(self, addin: Path) -> None:
        self._addin = addin
        self.app: Any = None
        self._pid = 0

    def __enter__(self) -> Excel:
        if platform.system() != "Windows":
            raise DeskError(
                "Excel can be tested on Windows only.",
                f"This machine runs {platform.system()}.",
                "Run the kit on a Windows PC with Excel; --host calc tests LibreOffice here.",
            )
        xlwings: Any = importlib.import_module("xlwings")
        importlib.import_module("xl_addin.hosts.live.patience").tame_xlwings()
        self.app = _started(xlwings)
        self.app.display_alerts = False
        self._pid = int(self.app.pid)
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
        """Through the add-in's VBA and the server, but for the box that a person would click away."""
        arguments = (f"{command}{UNASKED}", __version__)
        told = self._run(vba_transport.MODULE, vba_transport.CALL, BUTTON, arguments, book.api)
        return str(told[0]), str(told[1])

    def picture(self, book: Any, sheet: str) -> bytes:
        """By Excel itself: the cells as a bitmap into a chart of a scratch workbook, which Excel writes as PNG."""
        area = self._top(book.sheets[sheet])
        scratch = self.app.books.add()
        try:
            area.api.CopyPicture(_AS_ON_SCREEN, _BITMAP)
            frame = scratch.sheets[0].api.ChartObjects().Add(0, 0, area.width, area.height)
            frame.Activate()
            frame.Chart.Paste()
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "picture.png"
                frame.Chart.Export(str(path), "PNG")
                return path.read_bytes()
        except Exception as error:  # the clipboard is everybody's, and a locked screen draws nothing
            raise DeskError(f"No picture: {error}.", f"Sheet {sheet}.", "Look at the sheet itself.") from error
        finally:
            scratch.close()

    @staticmethod
    def _top(page: Any) -> Any:
        """The used cells of a sheet that fit on a screen."""
        rows, columns = page.used_range.last_cell.row, page.used_range.last_cell.column
        return page.range((1, 1), (min(rows, PICTURE_ROWS), min(columns, PICTURE_COLUMNS)))

    def lose_python(self, command: str, book: Any) -> bool:
        """Through the ribbon's own macro, with its Python ended meanwhile and the box that it shows closed."""
        book.activate()
        loss = threading.Thread(target=_lose, daemon=True)
        loss.start()
        self._run(vba_ribbon.MODULE, vba_ribbon.RUN, f"{command}{UNASKED}")
        loss.join(BOX_SECONDS)
        return True

    def led_here(self, book: Any) -> bool | None:
        """Whether every link of the book goes to the add-in that is loaded."""
        links = book.api.LinkSources(_EXCEL_LINKS) or ()
        return all(str(link).lower() == str(self._addin).lower() for link in links)

    def ended(self) -> bool:
        """Whether EXCEL.EXE of this run is gone; it may take some seconds."""
        for _ in range(ENDED_SECONDS):
            if not _powershell(f"(Get-Process -Id {self._pid} -ErrorAction SilentlyContinue).Id").strip():
                return True
            time.sleep(1)
        return False

    def children(self) -> list[str] | None:
        """Programs right below Excel."""
        told = _powershell(f"(Get-CimInstance Win32_Process -Filter 'ParentProcessId={int(self.app.pid)}').Name")
        return told.split("\n") if told.strip() else []

    def _run(self, module: str, procedure: str, *arguments: Any) -> Any:
        return self.app.api.Run(f"'{ADDIN}'!{module}.{procedure}", *arguments)


def _started(xlwings: Any) -> Any:
    """A new window of Excel; DeskError where this PC has none or lets nobody start it."""
    try:
        return xlwings.App(visible=True, add_book=False)
    except Exception as error:
        raise DeskError(
            f"Excel cannot be started here ({type(error).__name__}).",
            "The class Excel.Application of this PC.",
            "Start desktop Excel once by hand, close its boxes and Excel, and run the kit again; the Office of the "
            "Microsoft Store and web Excel cannot be driven.",
        ) from error


def _powershell(query: str) -> str:
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", query]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=True).stdout  # noqa: S603


def _lose() -> None:
    """Ends the server while it works, then closes the box that the add-in shows about it."""
    time.sleep(AT_WORK_SECONDS)
    _powershell(
        f"Get-CimInstance Win32_Process | Where-Object {{ $_.CommandLine -like '*{SERVER_MODULE}*' -and "
        "$_.Name -like 'python*' } | ForEach-Object { Stop-Process -Id $_.ProcessId -Force }"
    )
    windows: Any = importlib.import_module("win32gui")
    for _ in range(BOX_SECONDS):
        box = windows.FindWindow(_BOX, TITLE)
        if box:
            windows.PostMessage(box, _CLOSE, 0, 0)
            return
        time.sleep(1)


def drive(addin: Path) -> Excel:
    """An Excel of its own with the add-in `addin`."""
    return Excel(addin)
