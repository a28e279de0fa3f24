"""pywin32 as the server may load it: its own libraries by their full path, and no code that lies in %TEMP%."""

from __future__ import annotations

import importlib
import sys
import sysconfig
from pathlib import Path
from types import SimpleNamespace
from typing import Any

NAMES = ("pywintypes", "pythoncom")


def guard() -> None:
    """To be called before anything loads pywin32 or xlwings; does nothing elsewhere than on Windows."""
    if sys.platform == "win32":
        load_own(Path(sysconfig.get_path("purelib")) / "pywin32_system32")
        shut_generated(importlib.import_module("win32com"))


def load_own(folder: Path) -> None:
    """By its name alone Windows would take a copy in System32 that another installation has put there."""
    ctypes: Any = importlib.import_module("ctypes")
    for name in NAMES:
        path = folder / f"{name}{sys.version_info[0]}{sys.version_info[1]}.dll"
        if path.is_file():
            ctypes.WinDLL(str(path))


def shut_generated(win32com: Any) -> None:
    """pywin32 keeps generated modules, and a pickle that lists them, in %TEMP%\\gen_py, and loads what lies there.

    Told that it comes from an archive it reads and writes none; objects of Excel are asked by name, as VBA does.
    """
    win32com.gen_py.__path__ = []
    win32com.__loader__ = SimpleNamespace(archive="none")
