"""Does the steps of a plan, in order, and stops at the first that fails."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from xl_addin.desk.atomic import atomic_text, atomic_write
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.excel.install import steps
from xl_addin.hosts.excel.install.places import MANIFEST
from xl_addin.hosts.excel.install.steps import Step
from xl_addin.hosts.excel.server.checks import CODE, installed, manifest_text
from xl_addin.hosts.zipped import hash_of

LEFT_OUT = {".pyc", ".tmp"}
ZONE = ":Zone.Identifier"  # a second stream of the file in which Windows keeps where it came from
LAST_LINES = 12
OF_THE_REGISTRY = (steps.SetValue, steps.DropValue, steps.DropKey)


class Registry(Protocol):
    """The user's own part of the registry."""

    def values(self, key: str) -> dict[str, str | int]:
        """All values of a key; empty where it is missing."""
        ...

    def set(self, key: str, name: str, value: str | int) -> None:
        """Sets a value, and makes its key."""
        ...

    def drop_value(self, key: str, name: str) -> None:
        """Removes a value, if it is there."""
        ...

    def drop_key(self, key: str) -> None:
        """Removes a key with its values, if it is there."""
        ...


class Processes(Protocol):
    """What runs in the user's session."""

    def stop_server(self) -> None:
        """Asks the server to end and waits; DeskError when it does not."""
        ...

    def start_server(self, command: Sequence[str]) -> None:
        """Starts it, apart from this process."""
        ...


class Doer:
    """Does steps on this machine."""

    def __init__(self, registry: Registry, processes: Processes) -> None:
        self._registry, self._processes = registry, processes

    def all(self, plan: Sequence[Step], say: Callable[[str], None]) -> None:
        """Every step; a failure tells which step it was, and what was done before it stays."""
        for number, step in enumerate(plan, 1):
            say(f"{number:>3}/{len(plan)} {step.told}")
            try:
                self.one(step)
            except (OSError, DeskError) as error:
                if isinstance(error, PermissionError) and isinstance(step, OF_THE_REGISTRY):
                    raise _no_right(number, step) from error
                raise DeskError(
                    f"Step {number} failed: {getattr(error, 'what', '') or error}",
                    f"{step.told}. {getattr(error, 'where', '')}".rstrip(),
                    f"{getattr(error, 'todo', '')} Put it right and run the command again; it begins anew, and what "
                    "was done so far does no harm.".lstrip(),
                ) from error

    def one(self, step: Step) -> None:  # noqa: PLR0912  # one line for each kind of step
        """One step."""
        match step:
            case steps.MakeFolder(path):
                Path(path).mkdir(parents=True, exist_ok=True)
            case steps.CopyFiles(source, target, parts, manifest, built):
                there = [one for one in built if (Path(source) / one).exists()]
                _copy_files(Path(source), Path(target), [*parts, *there], Path(manifest))
            case steps.CopyFile(source, target):
                atomic_write(Path(target), lambda part: _copied(Path(source), part))
            case steps.WriteText(path, text):
                atomic_text(Path(path), text)
            case steps.Unblock(path):
                unblock(Path(path))
            case steps.Run(what, command):
                run(what, command)
            case steps.SetValue(key, name, value):
                self._registry.set(key, name, value)
            case steps.DropValue(key, name):
                self._registry.drop_value(key, name)
            case steps.DropKey(key):
                self._registry.drop_key(key)
            case steps.DropInstalled(path):
                _drop_installed(Path(path))
            case steps.DropFile(path):
                Path(path).unlink(missing_ok=True)
            case steps.DropFolder(path):
                if Path(path).is_dir():
                    shutil.rmtree(path)
            case steps.DropEmptyFolder(path):
                with contextlib.suppress(OSError):
                    Path(path).rmdir()
            case steps.StopServer():
                self._processes.stop_server()
            case steps.StartServer(command):
                self._processes.start_server(command)


def _no_right(number: int, step: Step) -> DeskError:
    """Where the bank's policy keeps a part of the user's own registry."""
    return DeskError(
        f"Step {number} failed: Windows does not let this user write to the registry there.",
        f"{step.told}.",
        "Ask IT to allow this key for the user, or to install Import Desk by software distribution; then run the "
        "command again. It begins anew, and what was done so far does no harm.",
    )


def _copy_files(source: Path, target: Path, parts: Sequence[str], manifest: Path) -> None:
    copied = []
    for path in (found for part in parts for found in _files(source / part)):
        name = path.relative_to(source).as_posix()
        if not (target / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            _copied(path, target / name)
            copied.append(name)
    atomic_text(manifest, manifest_text(target, copied))


def _files(place: Path) -> list[Path]:
    """A file, or all below a folder but for what Python or a person's tools leave behind."""
    if not place.is_dir():
        return [place]
    found = (path for path in place.rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix not in LEFT_OUT and not _is_hidden(path.relative_to(place)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~")) or part == "__pycache__" for part in path.parts)


def _drop_installed(app: Path) -> None:
    """What the list names goes, but for workbooks that say something else since; then what Python left, and folders."""
    for name, told in installed(app).items():
        path = app / name
        if path.is_file() and (name.startswith(CODE) or hash_of(path) == told):
            path.unlink()
    (app / MANIFEST).unlink(missing_ok=True)
    for path in (found for part in CODE for found in (app / part).rglob("*.pyc")):
        path.unlink()
    for folder in sorted((path for path in app.rglob("*") if path.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()
    with contextlib.suppress(OSError):
        app.rmdir()


def _copied(source: Path | str, target: Path | str) -> None:
    """The bytes alone: neither the mark of the Internet nor rights travel with them."""
    shutil.copyfile(source, target)


def unblock(folder: Path) -> None:
    """Removes the mark of the Internet from every file; a file without one stays as it is."""
    if sys.platform == "win32":
        for path in folder.rglob("*"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{path}{ZONE}").unlink()


def run(what: str, command: Sequence[str]) -> None:
    """Runs a command without a shell; DeskError with its last lines when it fails."""
    done = subprocess.run(  # noqa: S603  # our own command, no shell
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        last = "\n".join(done.stdout.strip().splitlines()[-LAST_LINES:])
        raise DeskError(
            f"{what}: exit code {done.returncode}. {last}".rstrip(),
            "",
            "Read its last lines above. Without network, put a folder `wheelhouse` with the wheels beside desk.py."
            if "pip" in command
            else "Read its last lines above.",
        )
