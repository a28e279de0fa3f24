"""Windows as installation and diagnosis meet it: registry, running programs, this PC. Not yet run on Windows."""

from __future__ import annotations

import contextlib
import importlib
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xl_addin.domain.errors import DeskError
from xl_addin.hosts.excel.install.pc import Pc
from xl_addin.hosts.excel.install.places import OPTIONS, SERVER_MUTEX, STOP_EVENT

STOP_SECONDS = 15.0
_DETACHED = 0x00000008 | 0x00000200  # no console, own group: it outlives the window that started it
_SYNCHRONIZE, _EVENT_MODIFY = 0x00100000, 0x0002
# For a dry run elsewhere: what a PC usually has.
_SHOWN_ON_OTHERS = r"C:\Users\(user)\AppData\Local"
_PYTHON_ON_OTHERS = r"C:\Program Files\Python311\python.exe"


class WindowsRegistry:
    """HKEY_CURRENT_USER, or HKEY_LOCAL_MACHINE to read from."""

    def __init__(self, *, machine: bool = False) -> None:
        self._reg: Any = importlib.import_module("winreg")
        self._root = self._reg.HKEY_LOCAL_MACHINE if machine else self._reg.HKEY_CURRENT_USER

    def values(self, key: str) -> dict[str, str | int]:
        """All values of a key; empty where it is missing. 64-bit programs' view."""
        found: dict[str, str | int] = {}
        try:
            with self._reg.OpenKey(self._root, key, 0, self._reg.KEY_READ | self._reg.KEY_WOW64_64KEY) as opened:
                for at in range(self._reg.QueryInfoKey(opened)[1]):
                    name, value, _ = self._reg.EnumValue(opened, at)
                    found[name] = value
        except OSError:
            return {}
        return found

    def set(self, key: str, name: str, value: str | int) -> None:
        """Sets a value, and makes its key."""
        kind = self._reg.REG_DWORD if isinstance(value, int) else self._reg.REG_SZ
        with self._reg.CreateKeyEx(self._root, key, 0, self._reg.KEY_SET_VALUE) as opened:
            self._reg.SetValueEx(opened, name, 0, kind, value)

    def drop_value(self, key: str, name: str) -> None:
        """Removes a value, if it is there."""
        allowed = self._reg.KEY_SET_VALUE
        with contextlib.suppress(FileNotFoundError), self._reg.OpenKey(self._root, key, 0, allowed) as opened:
            self._reg.DeleteValue(opened, name)

    def drop_key(self, key: str) -> None:
        """Removes a key with its values, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            self._reg.DeleteKey(self._root, key)


class WindowsProcesses:
    """The server of this session, by its named marks."""

    def stop_server(self) -> None:
        """Sets the event that the server waits for, then waits until its mark is gone."""
        kernel = _kernel()
        event = kernel.OpenEventW(_EVENT_MODIFY, False, STOP_EVENT)
        if not event:
            return
        kernel.SetEvent(event)
        kernel.CloseHandle(event)
        deadline = time.monotonic() + STOP_SECONDS
        while is_server_running():
            if time.monotonic() > deadline:
                raise DeskError(
                    "The server does not stop.",
                    "Task Manager, pythonw.exe.",
                    "Sign out of Windows and in again, then run the command before Excel is started.",
                )
            time.sleep(0.2)

    def start_server(self, command: Sequence[str]) -> None:
        """Starts it, apart from this process."""
        subprocess.Popen(  # noqa: S603  # our own command, no shell
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            creationflags=_DETACHED,
        )


class WindowsMachine:
    """What a diagnosis reads."""

    def __init__(self) -> None:
        self._hives = {"HKCU": WindowsRegistry(), "HKLM": WindowsRegistry(machine=True)}

    def values(self, hive: str, key: str) -> dict[str, str | int]:
        """All values of a key; empty where it is missing."""
        return self._hives[hive].values(key)

    def is_server_running(self) -> bool:
        """Whether the server stands in this session."""
        return is_server_running()


def _kernel() -> Any:
    """The calls that are needed, told that handles are pointers."""
    ctypes: Any = importlib.import_module("ctypes")
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    for call in (kernel.OpenEventW, kernel.OpenMutexW):
        call.argtypes, call.restype = (ctypes.c_uint32, ctypes.c_int, ctypes.c_wchar_p), ctypes.c_void_p
    for call in (kernel.SetEvent, kernel.CloseHandle):
        call.argtypes, call.restype = (ctypes.c_void_p,), ctypes.c_int
    return kernel


def is_server_running() -> bool:
    """Whether the server's mark stands in this session."""
    kernel = _kernel()
    mark = kernel.OpenMutexW(_SYNCHRONIZE, False, SERVER_MUTEX)
    if mark:
        kernel.CloseHandle(mark)
    return bool(mark)


def is_excel_running() -> bool:
    """Whether an Excel runs in this session, hidden ones too."""
    command = ["tasklist", "/FI", "IMAGENAME eq EXCEL.EXE", "/FO", "CSV", "/NH"]
    told = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    return "EXCEL.EXE" in told.stdout.upper()


def this_pc(source: Path, addin: Path) -> Pc:
    """What the plan needs to know of the machine; elsewhere than on Windows with a made-up user's folder."""
    is_windows = sys.platform == "win32"
    return Pc(
        system=platform.system(),
        python=(getattr(sys, "_base_executable", None) or sys.executable) if is_windows else _PYTHON_ON_OTHERS,
        local_app_data=os.environ.get("LOCALAPPDATA", _SHOWN_ON_OTHERS) if is_windows else _SHOWN_ON_OTHERS,
        source=str(source),
        addin=str(addin),
        python_version=sys.version_info[:2],
        is_64bit=sys.maxsize > 2**32,
        has_addin=addin.is_file(),
        has_wheelhouse=(source / "wheelhouse").is_dir(),
        is_excel_running=is_windows and is_excel_running(),
        options=WindowsRegistry().values(OPTIONS) if is_windows else {},
    )
