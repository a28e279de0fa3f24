"""The Windows PC of these tests, installed once; they run where they are asked for: python desk.py test --windows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.windows.machine import ROOT, Machine, NoMachine, machine
from xl_addin import __version__
from xl_addin.hosts.excel.addin.build import ADDIN, build_addin
from xl_addin.hosts.excel.install.places import CLASS_KEYS, CLASS_NAME
from xl_addin.hosts.excel.install.plan import PARTS

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Pc:
    """The PC, and what can be asked of it."""

    made: Machine

    def does(self, *words: str, timeout: float = 600) -> tuple[int, str]:
        """Exit code and words of what `inside/pc.py` does."""
        done = self.made.run([r"C:\Python311\python.exe", "-I", "-B", r"C:\inside\pc.py", *words], timeout)
        return done.returncode, done.stdout

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.does("state")[1])
        return found

    def excel(self, *words: str, timeout: float = 600) -> dict[str, str]:
        """What the stand-in for Excel tells, by its names."""
        return told(self.made.run([r"C:\excel.exe", *words], timeout, DESK_VERSION=__version__).stdout)

    @property
    def home(self) -> Path:
        """The installation, as this system sees it."""
        return self.made.drive / "users" / "Asha ₹ Rao" / "AppData" / "Local" / "ImportDesk"


def told(text: str) -> dict[str, str]:
    """Lines of a name, a tab and the rest."""
    return dict(line.split("\t", 1) for line in text.splitlines() if "\t" in line)


@pytest.fixture(scope="session")
def bare() -> Iterator[Pc]:
    """The PC with the distribution on its disk, and nothing installed."""
    try:
        pc = Pc(machine())
    except NoMachine as error:
        pytest.fail(f"--windows needs {error}")
    for other in set(pc.made.folder.parent.glob("windows-*")) - {pc.made.folder}:
        shutil.rmtree(other, ignore_errors=True)  # of an earlier lock
    for folder in ("dist", "inside", "users/Asha ₹ Rao"):
        shutil.rmtree(pc.made.drive / folder, ignore_errors=True)
    for part in PARTS:
        place = ROOT / part
        if place.is_dir():
            shutil.copytree(place, pc.made.drive / "dist" / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, pc.made.drive / "dist" / part)
    shutil.copytree(pc.made.wheels, pc.made.drive / "dist" / "wheelhouse")
    shutil.copytree(HERE / "inside", pc.made.drive / "inside")
    build_addin(pc.made.drive / "dist" / "build" / ADDIN)
    pc.made.on()
    yield pc
    pc.made.off()


@pytest.fixture(scope="session")
def installed(bare: Pc) -> tuple[int, str]:
    """What the installation tells; afterwards its classes are where Wine looks for them: not below the user's own."""
    done = bare.does("install")
    for key in (CLASS_NAME, CLASS_KEYS[0]):
        bare.made.run(["reg", "copy", rf"HKCU\{key}", rf"HKLM\{key}", "/s", "/f"])
    return done


@pytest.fixture
def pc(bare: Pc, installed: tuple[int, str]) -> Pc:
    """The PC with Import Desk."""
    return bare
