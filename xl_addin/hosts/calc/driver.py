"""LibreOffice Calc as the acceptance kit drives it: a private office with our extension, gone at the end."""

from __future__ import annotations

import contextlib
import platform
import secrets
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
from pathlib import Path
from typing import Any

from udfs._registry import REGISTRY
from xl_addin import __version__
from xl_addin.desk.atomic import atomic_text
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.connect import bridge, connect, helper
from xl_addin.hosts.calc.engine.xlwings_engine import app_of
from xl_addin.hosts.calc.environment import office_environment
from xl_addin.hosts.calc.functions.build_oxt import build
from xl_addin.hosts.calc.macro import press
from xl_addin.hosts.driven import Facts, Look
from xl_addin.hosts.zipped import hash_of

START_SECONDS, STOP_SECONDS, START_AGAIN = 60.0, 10.0, (79, 81)
# No lock files, formulas calculated on load, nothing that waits for a person.
_SETTINGS = (
    ("Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
)


class CalcHost:
    """An office of its own, without a window that anybody sees."""

    name = "calc"
    by_hand: tuple[Look, ...] = ()

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self.app: Any = None
        self._office: subprocess.Popen[bytes] | None = None
        self._folder = Path()

    def __enter__(self) -> CalcHost:
        with contextlib.ExitStack() as stack:
            # It may hold files for a moment after it has ended.
            self._folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
            self._extension = build(self._folder / "import-desk.oxt")
            _write_profile(self._folder / "profile")
            stack.callback(self._stop)
            self.app = app_of(self._started())
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def facts(self) -> Facts:
        """Versions, and the hash of the extension."""
        settings = self._service("com.sun.star.configuration.ConfigurationProvider").createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", (_named("nodepath", "/org.openoffice.Setup/Product"),)
        )
        return (
            ("LibreOffice", f"{settings.ooSetupVersionAboutBox} on {platform.system()} {platform.machine()}"),
            ("Import Desk", __version__),
            ("Extension, SHA-256", hash_of(self._extension)),
            ("Python", platform.python_version()),
        )

    def load(self) -> str:
        """Installs the extension into the private profile."""
        manager = self._context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
        added = manager.addExtension(self._extension.as_uri(), (), "user", None, _environment())
        if not added.isRegistered(None, _environment()).Value.Value:
            raise DeskError("The extension was not registered.", str(self._extension), "Build it again.")
        known = {str(name) for name in self._service("com.sun.star.sheet.FunctionDescriptions").getElementNames()}
        missing = sorted(set(REGISTRY) - known)
        if missing:
            raise DeskError("The wizard lacks functions.", ", ".join(missing), "Build the extension again.")
        return f"{added.Identifier.Value}; {len(REGISTRY)} functions in the wizard"

    def calculate(self) -> None:
        """Every formula of every open workbook."""
        self.app.calculate()

    def press(self, command: str, book: Any) -> tuple[str, str]:
        """The macro itself: there is no ribbon and no VBA on this way. The kit says yes: its office has no window."""
        try:
            return "done", press(self.app, command, book, agrees=lambda question: True).text()
        except DeskError as error:
            return "refused", str(error)

    def children(self) -> list[str] | None:
        """LibreOffice runs Python within itself."""
        return None

    # --- the office ---

    def _started(self) -> Any:
        accepting = f"pipe,name=import-desk-{secrets.token_hex(8)};urp;StarOffice.ComponentContext"
        command = [
            str(_program()),
            f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nofirststartwizard",
            "--nolockcheck",
            f"--accept={accepting}",
        ]
        environment = office_environment(SAL_USE_VCLPLUGIN="svp", IMPORT_DESK_SITE=sysconfig.get_path("purelib"))
        self._office = _spawn(command, environment)
        threading.Thread(target=self._start_again, args=(command, environment), daemon=True).start()
        self._context = connect(accepting, START_SECONDS)
        return self._context

    def _start_again(self, command: list[str], environment: dict[str, str]) -> None:
        """A fresh profile may end the first start with a request for a second one."""
        if self._office is not None and self._office.wait() in START_AGAIN:
            self._office = _spawn(command, environment)

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def _stop(self) -> None:
        with contextlib.suppress(Exception):
            for book in list(self.app.books):
                book.impl.close()
            self._service("com.sun.star.frame.Desktop").terminate()
        if self._office is not None:
            try:
                self._office.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._office.kill()
                self._office.wait()


def drive(addin: Path) -> CalcHost:
    """An office of its own; it takes no file, since the extension is built for it."""
    return CalcHost()


def _spawn(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdin=nothing, stdout=nothing, stderr=nothing)  # noqa: S603


def _program() -> Path:
    """The office itself, not its start script, so that ending it ends it."""
    found = shutil.which("soffice") or "/usr/lib/libreoffice/program/soffice"
    start = Path(found).resolve()
    binary = start.with_name("soffice.bin")
    if not start.exists():
        raise DeskError("LibreOffice is not on this machine.", "soffice.", "Install LibreOffice 24.8 or later.")
    return binary if sys.platform != "win32" and binary.exists() else start


def _write_profile(folder: Path) -> None:
    items = "\n".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    atomic_text(
        folder / "user" / "registrymodifications.xcu",
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}\n</oor:items>\n",
    )


def _named(name: str, value: object) -> Any:
    found = bridge().createUnoStruct("com.sun.star.beans.NamedValue")
    found.Name, found.Value = name, value
    return found


def _environment() -> Any:
    """Where the installer of extensions asks, and is told yes."""

    def handle(self: Any, request: Any) -> None:
        wanted = bridge().getTypeByName("com.sun.star.task.XInteractionApprove")
        for answer in request.getContinuations():
            if answer.queryInterface(wanted):
                answer.select()
                return

    approving = type("Approving", _bases("com.sun.star.task.XInteractionHandler"), {"handle": handle})
    told = {"getInteractionHandler": lambda self: approving(), "getProgressHandler": lambda self: None}
    return type("Environment", _bases("com.sun.star.ucb.XCommandEnvironment"), told)()


def _bases(interface: str) -> tuple[Any, Any]:
    return helper().Base, bridge().getClass(interface)
