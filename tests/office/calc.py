"""A running LibreOffice Calc with our extension, driven over UNO: for formulas that must really be calculated.

The office and its driver are processes of their own: the driver runs under the Python that LibreOffice's bridge was
built for, which need not be the environment's, and importing the bridge would change how this process imports.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.office.install import find_office, find_uno_python
from tests.office.office import START_AGAIN, OfficeFailed, kill_group, write_profile
from xl_addin.hosts.calc.environment import office_environment

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS, ANSWER_SECONDS = 60.0, 120.0


def prepare_profile(extension: Path, folder: Path) -> Path:
    """A user profile with our settings and the extension installed; copy it, do not run on it."""
    write_profile(folder)
    install_extension(extension, folder)
    return folder


def install_extension(extension: Path, profile: Path) -> None:
    """Installs an extension into a profile on which no office runs."""
    with Calc(profile) as calc:
        calc.ask("install", extension=str(extension))


def start_once(folder: Path) -> None:
    """A profile on which an office has run: the first start writes most of it, and starts again."""
    write_profile(folder)
    with Calc(folder) as calc:
        calc.ask("open", path="")
        calc.ask("close")


def site_packages() -> str:
    """Where pandas lies for LibreOffice's Python: in this environment, if it is of the same version; else empty."""
    command = [str(find_uno_python()), "-c", "import sys; print(*sys.version_info[:2])"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return sysconfig.get_path("purelib") if told == [str(part) for part in sys.version_info[:2]] else ""


class Calc:
    """One office on a profile of its own; every request has a time limit, after which the office is killed."""

    driver_module = "tests.office.uno_driver"

    def __init__(self, profile: Path, environment: Mapping[str, str] | None = None, display: str = "") -> None:
        self.profile = profile
        self.display = display
        screen = {"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"} if display else {"SAL_USE_VCLPLUGIN": "svp"}
        # The settings of whoever runs the tests must not pick the law of the cells.
        own = {"XDG_CONFIG_HOME": str(profile / "config"), "APPDATA": str(profile / "config")}
        self.environment = office_environment(**screen) | own | dict(environment or {})
        self.office: subprocess.Popen[str] | None = None
        self.driver: subprocess.Popen[str] | None = None

    def __enter__(self) -> Calc:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        accepting = f"socket,host=127.0.0.1,port={port},tcpNoDelay=1;urp;StarOffice.ComponentContext"
        try:
            self.office = self._spawn(self._office_command(accepting))
            watch = threading.Thread(target=self._start_again, args=(accepting,), daemon=True)
            watch.start()
            self._connect(accepting)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(OfficeFailed):
            self.ask("terminate", seconds=10)
        self.stop(patience=5)

    def _office_command(self, accepting: str) -> list[str]:
        soffice = find_office()
        if soffice is None:
            raise OfficeFailed("LibreOffice is not on this machine.")
        binary = soffice.resolve().with_name("soffice.bin")
        quiet = ("--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck")
        return [
            str(binary if os.name == "posix" and binary.exists() else soffice),
            f"-env:UserInstallation={self.profile.resolve().as_uri()}",
            *(() if self.display else ("--headless",)),
            *quiet,
            f"--accept={accepting}",
        ]

    def _spawn(self, command: list[str], **pipes: Any) -> subprocess.Popen[str]:
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | pipes
        own_group = os.name == "posix"
        return subprocess.Popen(
            command, text=True, encoding="utf-8", start_new_session=own_group, **{"env": self.environment, **streams}
        )

    def _start_again(self, accepting: str) -> None:
        """A fresh profile may end the first start with a request for a second one."""
        for _ in range(3):
            if self.office is None or self.office.wait() not in START_AGAIN:
                return
            self.office = self._spawn(self._office_command(accepting))

    def _connect(self, accepting: str) -> None:
        python = find_uno_python()
        if python is None:
            raise OfficeFailed("No Python with LibreOffice's bridge (python3-uno) is on this machine.")
        command = [str(python), "-m", self.driver_module, accepting, str(START_SECONDS)]
        ours = {**self.environment, "PYTHONPATH": str(ROOT)}  # the driver is ours; the office gets its packages itself
        self.driver = self._spawn(
            command, env=ours, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._answer(START_SECONDS + 10, "start")

    def ask(self, do: str, seconds: float = ANSWER_SECONDS, **request: Any) -> Any:
        """What the driver answers; OfficeFailed when it cannot, or not in time."""
        if self.driver is None or self.driver.stdin is None:
            raise OfficeFailed("The office is not running.")
        with contextlib.suppress(BrokenPipeError):
            self.driver.stdin.write(json.dumps({"do": do, **request}) + "\n")
            self.driver.stdin.flush()
        return self._answer(seconds, do)

    def _answer(self, seconds: float, do: str) -> Any:
        assert self.driver is not None
        assert self.driver.stdout is not None
        watchdog = threading.Timer(seconds, self.stop)
        watchdog.start()
        try:
            line = self.driver.stdout.readline()
        finally:
            watchdog.cancel()
        told = json.loads(line) if line.strip() else {"error": f"no answer within {seconds:g} s, or the office died"}
        if "error" in told:
            raise OfficeFailed(f"{do}: {told['error']}")
        return told["answer"]

    def stop(self, patience: float = 0) -> None:
        """Ends both processes, however they are; the office may take `patience` seconds to end by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self.office is not None:
                self.office.wait(patience)
        for process in (self.driver, self.office):
            if process is not None and process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    kill_group(process)
                process.wait()
