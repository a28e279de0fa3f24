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
from xl_addin.excel import install_steps as steps
from xl_addin.excel.install_steps import Step
from xl_addin.excel.server_checks import manifest_text

LEFT_OUT = ("__pycache__", "*.pyc", "*.tmp", ".*")
ZONE = ":Zone.Identifier"  # a second stream of the file in which Windows keeps where it came from
LAST_LINES = 12


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
            case steps.CopyFiles(source, target, parts, manifest):
                _copy_files(Path(source), Path(target), parts, Path(manifest))
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


def _copy_files(source: Path, target: Path, parts: Sequence[str], manifest: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    for part in parts:
        if (source / part).is_dir():
            shutil.copytree(
                source / part, target / part, ignore=shutil.ignore_patterns(*LEFT_OUT), copy_function=_copied
            )
        else:
            target.mkdir(parents=True, exist_ok=True)
            _copied(source / part, target / part)
    atomic_text(manifest, manifest_text(target))


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
        list(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        last = "\n".join(done.stdout.strip().splitlines()[-LAST_LINES:])
        raise DeskError(
            f"{what}: exit code {done.returncode}. {last}".rstrip(),
            "",
            "Read its last lines above. Without network, put a folder `wheelhouse` with the wheels beside desk.py."
            if "pip" in command
            else "Read its last lines above.",
        )
