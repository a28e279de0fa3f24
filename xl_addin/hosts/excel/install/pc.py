"""What an installation depends on of a Windows PC, and what of it stands against one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.excel.install.places import Places, places

OLDEST_PYTHON = (3, 11)
COMMAND_LENGTH_MAX = 260


@dataclass(frozen=True, slots=True)
class Pc:
    """What the plan depends on. `python` is a Python that is no environment; `options` are Excel's own settings."""

    system: str
    python: str
    local_app_data: str
    source: str
    addin: str
    python_version: tuple[int, int] = OLDEST_PYTHON
    is_64bit: bool = True
    has_addin: bool = True
    has_wheelhouse: bool = False
    is_excel_running: bool = False
    options: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def places(self) -> Places:
        """Where the installation lies."""
        return places(self.local_app_data)


def refused(pc: Pc, *, removes: bool = False) -> DeskError | None:
    """Why this PC cannot be worked on now; None when it can."""
    return next(_reasons(pc, removes), None)


def _reasons(pc: Pc, removes: bool) -> Iterator[DeskError]:
    if pc.system != "Windows":
        yield DeskError(
            "The add-in can be installed on Windows only.",
            f"This machine runs {pc.system}.",
            "Run the command on the PC that has Excel; with --dry-run it shows here what it would do there.",
        )
    if pc.is_excel_running:
        yield DeskError(
            "Excel is running.",
            "Excel keeps its list of add-ins in memory and writes it back when it ends.",
            "Close all windows of Excel (see the Task Manager for hidden ones) and start again.",
        )
    if not removes:
        yield from _cannot_install(pc)


def _cannot_install(pc: Pc) -> Iterator[DeskError]:
    if pc.python_version < OLDEST_PYTHON or not pc.is_64bit:
        kind = "64-bit" if pc.is_64bit else "32-bit"
        yield DeskError(
            f"Python {pc.python_version[0]}.{pc.python_version[1]} ({kind}) cannot be used.",
            pc.python,
            f"Install Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or later, 64-bit, and start with it.",
        )
    if "\\windowsapps\\" in pc.python.lower():
        yield DeskError(
            "This Python came from the Microsoft Store: Windows keeps its files where Excel cannot see them.",
            pc.python,
            "Install Python from python.org or by the bank's software distribution, and start with it.",
        )
    yield from _cannot_lie_there(pc)
    if not pc.has_addin:
        yield DeskError(
            "The add-in was not built yet.",
            f"Looked for {pc.addin}.",
            f"Run: {typed('build')}; or name a built and signed add-in with --addin.",
        )


def _cannot_lie_there(pc: Pc) -> Iterator[DeskError]:
    """A user's folder that Excel or Windows would not start a program from."""
    if pc.local_app_data.startswith("\\\\"):
        yield DeskError(
            "The user's folder for programs lies on the network, where Excel trusts no add-in.",
            f"LOCALAPPDATA is {pc.local_app_data}.",
            "Ask IT to leave AppData\\Local on this PC; only AppData\\Roaming may be redirected.",
        )
    length = len(pc.places.server_command)
    if length > COMMAND_LENGTH_MAX:
        yield DeskError(
            f"The path of the user's folder is too long: the command that starts the server has {length} characters.",
            f"LOCALAPPDATA is {pc.local_app_data}; Windows starts at most {COMMAND_LENGTH_MAX} characters at log-on.",
            "Ask IT for a user's folder with a shorter path.",
        )
