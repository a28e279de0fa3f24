"""A Windows PC out of Wine: a Windows Python from the registries, and the libraries of our own lock, once and cached.

python -m tests.windows.machine      makes it, or says what is missing

The Python is that of the wheel of panda3d (python311.dll and its modules; the .py files are those of a Linux 3.11), its
.exe files are ours. Three things that Wine 8 lacks are filled in. Nothing of it is Excel, and its times are no measure.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(__file__).parent / "c"
LOCK = ROOT / "requirements.lock"
PYTHON_WHEEL = "panda3d==1.10.15"
PYTHON_HASH = "db071a53259fd8d3abedfc7d02030532eff02befe78515833767d3599034ba1a"
GCC, NM, OBJDUMP = (f"x86_64-w64-mingw32-{name}" for name in ("gcc", "nm", "objdump"))
MATHS, SHIM = b"api-ms-win-crt-math-l1-1-0.dll", "shimmath.dll"
NOT_COPIED = ("site-packages", "dist-packages", "__pycache__", "test", "idlelib", "tkinter", "lib-dynload", "config-*")
STAMP = "made.txt"
RECIPE = b"1"  # another number where the PC is made in another way: kept ones are made anew


class NoMachine(Exception):
    """What this system lacks for such a PC."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A program that runs."""

    process: subprocess.Popen[bytes]

    def line(self) -> str:
        """Its next line."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().decode(errors="replace")

    def rest(self) -> str:
        """All that it says until it ends."""
        told, _ = self.process.communicate(timeout=120)
        return told.decode(errors="replace").replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Machine:
    """A prefix of Wine; `drive` is its C:, `wheels` what the lock names, for Windows."""

    folder: Path

    @property
    def drive(self) -> Path:
        """C: as this system sees it."""
        return self.folder / "prefix" / "drive_c"

    @property
    def wheels(self) -> Path:
        """The wheelhouse."""
        return self.folder / "wheelhouse"

    def environment(self, **more: str) -> dict[str, str]:
        """What Wine needs to know; no screen, no .NET, no browser."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {"LC_ALL": "C.UTF-8"}
        wine = {"WINEPREFIX": str(self.folder / "prefix"), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}
        return {**kept, **wine, "PYTHONUTF8": "1", **more}

    def run(
        self, words: Sequence[str], timeout: float = 300, cwd: Path | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """A Windows program until it ends; nothing is typed into it.

        Wine's Python can write to a pipe only, and what it leaves running may hold that open: it is read aside.
        """
        done = subprocess.Popen(
            ["wine", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment(**more),
            cwd=cwd or self.drive,
        )
        said: list[bytes] = []
        reader = threading.Thread(target=lambda: said.extend(iter(done.stdout.readline, b"")), daemon=True)  # type: ignore[union-attr]
        reader.start()
        try:
            code = done.wait(timeout)
        except subprocess.TimeoutExpired:
            done.kill()
            raise
        reader.join(2)
        told = b"".join(said).decode(errors="replace").replace("\r\n", "\n")
        return subprocess.CompletedProcess(list(words), code, told, "")

    def begin(self, words: Sequence[str], **more: str) -> Begun:
        """A Windows program that is read line by line while it goes on."""
        return Begun(
            subprocess.Popen(
                ["wine", *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self.environment(**more),
                cwd=self.drive,
            )
        )

    def on(self) -> None:
        """The desktop by itself: a program that starts it would leave its pipe to it, and who reads that waits."""
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.Popen(["wine", "explorer.exe", "/desktop"], env=self.environment(), **quiet)
        time.sleep(5)

    def off(self) -> None:
        """Ends what runs in this prefix, and nothing else."""
        subprocess.run(["wineserver", "-k"], env=self.environment(), check=False, timeout=60)


def lacking() -> str:
    """What is missing here, "" where nothing is."""
    missing = [name for name in ("wine", "wineserver", GCC, NM, OBJDUMP) if shutil.which(name) is None]
    if missing:
        return f"{', '.join(missing)} (Debian: wine, gcc-mingw-w64-x86-64-win32)"
    return "" if sys.version_info[:2] == (3, 11) else "a Python 3.11, whose standard library the Windows one takes"


def machine() -> Machine:
    """The PC, made where it is not there yet; NoMachine tells what it would need."""
    if missing := lacking():
        raise NoMachine(missing)
    made = Machine(_cache() / f"windows-{_digest()}")
    if not (made.folder / STAMP).is_file():
        shutil.rmtree(made.folder, ignore_errors=True)
        made.folder.mkdir(parents=True)
        _make(made)
        (made.folder / STAMP).write_text("ready\n", encoding="utf-8")
    return made


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "import-desk"


def _digest() -> str:
    parts = [LOCK, *sorted(SOURCES.iterdir())]
    return hashlib.sha256(RECIPE + b"".join(part.read_bytes() for part in parts)).hexdigest()[:12]


def _make(made: Machine) -> None:
    _did(["wineboot", "-i"], env=made.environment())
    _fetch(made.folder)
    _python(made)
    system = made.drive / "windows" / "system32"
    _compile("random.c", system / "bcryptprimitives.dll", "-shared", "-ladvapi32")
    _maths(made, system)
    _compile("excel.c", made.drive / "excel.exe", "-municode", "-lole32", "-loleaut32", "-luuid")


def _fetch(folder: Path) -> None:
    """Our libraries by our own command, and the wheel that holds a Windows Python by its hash."""
    from xl_addin.publish.wheelhouse import fill

    fill([LOCK], folder / "wheelhouse", "3.11")
    wanted = folder / "python.txt"
    wanted.write_text(f"{PYTHON_WHEEL} --hash=sha256:{PYTHON_HASH}\n", encoding="utf-8")
    target = ("--platform", "win_amd64", "--python-version", "3.11", "--only-binary", ":all:", "--no-deps")
    _did([sys.executable, "-m", "pip", "download", "-q", *target, "-r", str(wanted), "-d", str(folder / "python")])


def _python(made: Machine) -> None:
    home = made.drive / "Python311"
    (home / "DLLs").mkdir(parents=True)
    with zipfile.ZipFile(next((made.folder / "python").glob("*.whl"))) as wheel:
        for name in (one for one in wheel.namelist() if one.startswith("deploy_libs/")):
            place = home if name.lower().endswith(("python311.dll", "vcruntime140.dll")) else home / "DLLs"
            if not Path(name).name.startswith("api-ms-"):
                (place / Path(name).name).write_bytes(wheel.read(name))
    standard = Path(sysconfig.get_path("stdlib"))
    shutil.copytree(standard, home / "Lib", ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=False)
    launchers = home / "Lib" / "venv" / "scripts" / "nt"
    launchers.mkdir(parents=True, exist_ok=True)
    for name, flags in (("python.exe", ()), ("pythonw.exe", ("-DGUI", "-mwindows"))):
        _compile("python.c", home / name, "-municode", *flags)
        _compile("launcher.c", launchers / name, "-municode", *flags)


def _compile(source: str, target: Path, *flags: str) -> None:
    _did([GCC, "-O1", "-w", "-o", str(target), str(SOURCES / source), *flags])


def _maths(made: Machine, system: Path) -> None:
    """A library with the functions that numpy wants: those of ours, the others as Wine has them."""
    numpy = next(made.wheels.glob("numpy-*.whl"))
    part = made.folder / "math.o"
    _did([GCC, "-O1", "-w", "-c", "-o", str(part), str(SOURCES / "math.c")])
    ours = {line.split()[-1] for line in _told([NM, str(part)]).splitlines() if " T " in line}
    lines = [name if name in ours else f"{name} = ucrtbase.{name}" for name in sorted(set(_wanted(numpy, made.folder)))]
    listed = made.folder / "math.def"
    listed.write_text("\n".join([f"LIBRARY {SHIM}", "EXPORTS", *lines, ""]), encoding="ascii")
    _did([GCC, "-shared", "-o", str(system / SHIM), str(part), str(listed)])


def _wanted(wheel: Path, folder: Path) -> Iterator[str]:
    """Names that a wheel's libraries take from Windows' mathematics."""
    with zipfile.ZipFile(wheel) as file:
        names = [name for name in file.namelist() if name.endswith((".pyd", ".dll"))]
        found = [(name, file.read(name)) for name in names]
    for name, content in found:
        if MATHS in content:
            place = folder / Path(name).name
            place.write_bytes(content)
            table = _told([OBJDUMP, "-p", str(place)]).partition(MATHS.decode())[2].partition("DLL Name:")[0]
            yield from {
                words[2] for line in table.splitlines() if len(words := line.split()) == 3 and words[1].isdigit()
            }
            place.unlink()


def _did(words: Sequence[str], env: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        list(words), capture_output=True, text=True, errors="replace", check=False, env=env, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise NoMachine(f"{' '.join(words[:3])} failed: {(done.stdout + done.stderr).strip()[-800:]}")


def _told(words: Sequence[str]) -> str:
    return subprocess.run(list(words), capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    try:
        print(f"ready: {machine().folder}")
    except NoMachine as error:
        sys.exit(f"No Windows here: {error}")
