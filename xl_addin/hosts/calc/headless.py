"""A LibreOffice of its own on a profile, without a window that anybody sees; and the extensions of that profile."""

from __future__ import annotations

import contextlib
import secrets
import subprocess
import threading
from pathlib import Path
from typing import Any

from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.connect import bridge, connect, helper
from xl_addin.hosts.calc.environment import office_environment

START_SECONDS, STOP_SECONDS, START_AGAIN = 60.0, 20.0, (79, 81)
_USER = "user"  # the repository of extensions that needs no administrator


class Headless:
    """The office while it runs: `context` is its component context."""

    def __init__(self, program: Path, profile: Path, **environment: str) -> None:
        self._program, self._profile = program, profile
        self._environment = office_environment(SAL_USE_VCLPLUGIN="svp", **environment)
        self._office: subprocess.Popen[bytes] | None = None
        self.context: Any = None

    def __enter__(self) -> Headless:
        accepting = f"pipe,name=import-desk-{secrets.token_hex(8)};urp;StarOffice.ComponentContext"
        command = [
            str(self._program),
            f"-env:UserInstallation={self._profile.resolve().as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"),
            f"--accept={accepting}",
        ]
        bridge()  # where there is none nothing is started
        self._office = _spawn(command, self._environment)
        threading.Thread(target=self._start_again, args=(command,), daemon=True).start()
        try:
            self.context = connect(accepting, START_SECONDS)
        except BaseException as error:
            self._end(0)
            if isinstance(error, DeskError):
                raise self._not_started(error) from None
            raise
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(Exception):
            self.service("com.sun.star.frame.Desktop").terminate()
        self._end(STOP_SECONDS)

    def service(self, name: str) -> Any:
        """A service of the office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @property
    def has_ended(self) -> bool:
        """Whether its process is gone."""
        return self._office is not None and self._office.poll() is not None

    # --- extensions ---

    def add_extension(self, file: Path) -> str:
        """Puts an extension into the profile, in place of one of the same name; what it calls itself."""
        added = self._manager.addExtension(file.as_uri(), (), _USER, None, _environment())
        told = added.isRegistered(None, _environment())
        return str(added.Identifier.Value) if told.Value.Value else ""

    def drop_extension(self, identifier: str) -> bool:
        """Takes an extension out of the profile; False where there is none."""
        deployed = self._manager.getDeployedExtensions(_USER, None, _environment())
        found = [one for one in deployed if one.Identifier.Value == identifier]
        for one in found:
            self._manager.removeExtension(identifier, one.Name, _USER, None, _environment())
        return bool(found)

    @property
    def _manager(self) -> Any:
        return self.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")

    # --- its process ---

    def _start_again(self, command: list[str]) -> None:
        """A fresh profile may end the first start with a request for a second one."""
        if self._office is not None and self._office.wait() in START_AGAIN:
            self._office = _spawn(command, self._environment)

    def _not_started(self, error: DeskError) -> DeskError:
        return DeskError(
            f"LibreOffice did not start: {error.what}",
            f"Profile {self._profile}.",
            "See that this user may write there, start LibreOffice once by hand, close it, and run the command again.",
        )

    def _end(self, patience: float) -> None:
        if self._office is None:
            return
        try:
            self._office.wait(patience)
        except subprocess.TimeoutExpired:
            self._office.kill()
            self._office.wait()


def _spawn(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdin=nothing, stdout=nothing, stderr=nothing)  # noqa: S603


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
