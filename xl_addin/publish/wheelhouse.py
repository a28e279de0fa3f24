"""A folder of wheels for PCs without a network: what the lock names, every file's hash checked as it comes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from xl_addin.desk.atomic import atomic_text
from xl_addin.domain.errors import DeskError
from xl_addin.publish.locks import read_lock, windows

LIST = "requirements.txt"
_PYTHON = re.compile(r"3\.[0-9]+")
PIP = ("-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input")


def fill(locks: Sequence[Path], folder: Path, windows_python: str = "") -> list[Path]:
    """The wheels of `locks` in `folder`, for this machine or for 64-bit Windows with a Python such as 3.12."""
    if windows_python and not _PYTHON.fullmatch(windows_python):
        raise DeskError(f"{windows_python!r} is no Python.", "Option --windows.", "Write it as 3.12.")
    environment = windows(windows_python) if windows_python else None
    needed = {one.line(): None for lock in locks for one in read_lock(lock) if one.is_needed(environment)}
    atomic_text(folder / LIST, "".join(f"{line}\n" for line in needed))
    target = ("--platform", "win_amd64", "--implementation", "cp", "--python-version", windows_python)
    _download(folder, target if windows_python else ())
    return sorted(folder.glob("*.whl"))


def _download(folder: Path, target: tuple[str, ...]) -> None:
    # The lock is complete, and a marker would be read for this machine: nothing is resolved here.
    checked = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(folder / LIST), "-d", str(folder))
    done = subprocess.run(  # noqa: S603  # our own Python, words of ours
        [sys.executable, *PIP, *target, *checked], capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise DeskError(
            f"The wheels could not be fetched, or one is not what the lock says:\n{last}",
            str(folder),
            "Check the network or the company's package mirror. A wrong hash: do not use the file, tell IT security.",
        )
