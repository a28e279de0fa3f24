"""What the tests let this Windows PC do, by a bare Python: C:\\Python311\\python.exe -I -B C:\\inside\\pc.py WHAT ...

The user's folder has a space and a letter that no code page of Windows has.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LOCAL = "C:\\users\\Asha \u20b9 Rao\\AppData\\Local"
os.environ["LOCALAPPDATA"] = LOCAL
SOURCE, KEPT = Path(r"C:\dist"), Path(r"C:\libraries")
sys.path.insert(0, str(SOURCE))

from xl_addin.hosts.excel.install import pc, places, plan, steps, windows  # noqa: E402
from xl_addin.hosts.excel.install.do import Doer  # noqa: E402

MATHS, SHIM = b"api-ms-win-crt-math-l1-1-0.dll", b"shimmath.dll"
AT = places.places(LOCAL)
KEYS = (
    places.TRUSTED,
    places.OPTIONS,
    places.KNOWN,
    places.RUN,
    places.UNINSTALL,
    *(key + part for key in places.CLASS_KEYS for part in ("", r"\ProgID", r"\LocalServer32")),
    places.CLASS_NAME,
    places.CLASS_NAME + r"\CLSID",
)
SERVER = [str(AT.pythonw), *places.SERVER_FLAGS]


class WineDoer(Doer):
    """Does the plan. The libraries come from pip the first time and are kept; numpy is led to what Wine lacks."""

    def one(self, step: steps.Step) -> None:
        began = time.monotonic()
        if isinstance(step, steps.Run) and "pip" in step.command:
            self.libraries(step)
        else:
            super().one(step)
        print(f"      {time.monotonic() - began:.1f} s", flush=True)

    def libraries(self, step: steps.Step) -> None:
        import shutil

        packages = Path(str(AT.site_packages))
        if not KEPT.is_dir():
            super().one(step)
            shutil.copytree(packages, KEPT)
        else:
            shutil.copytree(KEPT, packages, dirs_exist_ok=True)
            print("      copied from the first time")
        for path in (packages / "numpy").rglob("*.pyd"):
            content = path.read_bytes()
            if MATHS in content:
                path.write_bytes(content.replace(MATHS, SHIM.ljust(len(MATHS), b"\0")))


def install(*_: str) -> int:
    """As `desk.py install --excel`."""
    here = windows.this_pc(SOURCE, SOURCE / "build" / "ImportDesk.xlam")
    refused = pc.refused(here)
    if refused is not None:
        print(refused)
        return 2
    WineDoer(windows.WindowsRegistry(), windows.WindowsProcesses()).all(plan.install_plan(here), print)
    known = windows.WindowsRegistry()
    known.set(places.KNOWN, str(AT.addin), "")  # as Excel does once somebody has unticked it
    print("Installed.")
    return 0


def state(*_: str) -> int:
    """What of an installation is there, as JSON."""
    registry, home = windows.WindowsRegistry(), Path(str(AT.home))
    told = {
        "keys": {key: found for key in KEYS if (found := registry.values(key))},
        "files": sorted(path.name for path in home.iterdir()) if home.is_dir() else [],
        "runs": windows.is_server_running(),
        "servers": len(_running("pythonw.exe")),
    }
    print(json.dumps(told))
    return 0


def stop(*_: str) -> int:
    """Asks the server to end, as installation and removal do."""
    began = time.monotonic()
    windows.WindowsProcesses().stop_server()
    print(f"{time.monotonic() - began:.1f}")
    return 0


def start(count: str = "1", *_: str) -> int:
    """Servers, as at log-on; more than one begin at the same time."""
    for _ in range(int(count)):
        windows.WindowsProcesses().start_server(SERVER)
    return 0


def kill(*_: str) -> int:
    """Ends the server as the Task Manager does.

    Wine does not notice that it is gone, as Windows does, and hands its class out for ever: what keeps the list of
    classes is ended too, and begins anew by itself.
    """
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    kernel.OpenProcess.restype = ctypes.c_void_p
    kernel.TerminateProcess.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    for number in (*_running("pythonw.exe"), *_running("rpcss.exe")):
        kernel.TerminateProcess(kernel.OpenProcess(1, False, number), 1)
    return 0


def _running(program: str) -> list[int]:
    """Process numbers of a program in this PC."""

    class Entry(ctypes.Structure):
        _fields_ = (
            ("size", ctypes.c_uint32),
            ("used", ctypes.c_uint32),
            ("number", ctypes.c_uint32),
            ("heap", ctypes.c_void_p),
            ("module", ctypes.c_uint32),
            ("threads", ctypes.c_uint32),
            ("parent", ctypes.c_uint32),
            ("priority", ctypes.c_long),
            ("flags", ctypes.c_uint32),
            ("name", ctypes.c_wchar * 260),
        )

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    kernel.CreateToolhelp32Snapshot.restype = ctypes.c_void_p
    taken = ctypes.c_void_p(kernel.CreateToolhelp32Snapshot(2, 0))
    entry, found = Entry(), list[int]()
    entry.size = ctypes.sizeof(Entry)
    more = kernel.Process32FirstW(taken, ctypes.byref(entry))
    while more:
        if entry.name.lower() == program:
            found.append(entry.number)
        more = kernel.Process32NextW(taken, ctypes.byref(entry))
    return found


def check(temp: str = "", *_: str) -> int:
    """The server's own look at itself, with another folder for temporary files."""
    return _ran([str(AT.python_exe), *places.SERVER_FLAGS, "--check"], temp)


def unguarded(temp: str, *_: str) -> int:
    """What pywin32 does by itself with such a folder."""
    return _ran([str(AT.python_exe), "-I", "-B", "-c", "import win32com.client"], temp)


def diagnose(*_: str) -> int:
    return _ran([str(AT.python_exe), "-I", "-B", "-m", "xl_addin", "diagnose"], "")


def remove(*_: str) -> int:
    """By the command that software distribution finds, with nobody who could press Enter."""
    command = str(windows.WindowsRegistry().values(places.UNINSTALL)["QuietUninstallString"])
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode


def _ran(command: list[str], temp: str) -> int:
    more = {"TEMP": temp, "TMP": temp} if temp else {}
    environment: dict[str, Any] = os.environ | more | {"PYTHONUTF8": "1"}
    return subprocess.run(command, stdin=subprocess.DEVNULL, env=environment, check=False).returncode


DOES: dict[str, Callable[..., int]] = {
    one.__name__: one for one in (install, state, stop, start, kill, check, unguarded, diagnose, remove)
}

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(DOES[sys.argv[1]](*sys.argv[2:]))
