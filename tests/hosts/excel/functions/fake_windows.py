"""Enough of Windows for xlwings' own code to run here: for a child process, since it changes the interpreter."""

from __future__ import annotations

import asyncio  # noqa: F401  # before we say that this is Windows: it looks
import ctypes
import sys
import types
from typing import Any

MODULES = [
    "pythoncom",
    "pywintypes",
    "win32api",
    "win32con",
    "win32event",
    "win32gui",
    "win32process",
    "win32timezone",
    "winerror",
    "win32com",
    "win32com.client",
    "win32com.client.gencache",
    "win32com.server",
    "win32com.server.dispatcher",
    "win32com.server.policy",
    "win32com.server.util",
]


class Anything:
    """Any attribute, any call, any key: itself again."""

    def __init__(self, *_: Any, **__: Any) -> None: ...

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *_: Any, **__: Any) -> Any:
        return Anything()

    def __getitem__(self, key: object) -> Any:
        return Anything


class ComError(Exception):
    """pywintypes.com_error."""


def install() -> None:
    """Put the stubs where xlwings looks for Windows; xlwings must not have been imported yet."""
    assert "xlwings" not in sys.modules
    for name in MODULES:
        sys.modules[name] = _module(name)
    for name in MODULES:
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, sys.modules[name])
    for name in ("pythoncom", "pywintypes"):
        sys.modules[name].__dict__["com_error"] = ComError
    for name in ("oledll", "windll"):
        setattr(ctypes, name, Anything())
    ctypes.__dict__["PyDLL"] = Anything
    ctypes.__dict__["WINFUNCTYPE"] = lambda *_, **__: lambda function: function


def _module(name: str) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__dict__.update(__path__=[], __file__=name, __getattr__=lambda wanted: _attribute(name, wanted))
    return module


def _attribute(module: str, name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    # xlwings derives from some of these.
    is_class = name[0].isupper() and module != "pythoncom"
    return type(name, (Anything,), {}) if is_class else Anything()


def xlwings() -> Any:
    """xlwings as it imports itself on Windows: real decorators, real wrapper generator, real call path."""
    install()
    told = sys.platform
    sys.platform = "win32"
    try:
        import xlwings as xw
        import xlwings.com_server
        import xlwings.udfs
    finally:
        sys.platform = told
    assert xw.func is xw.udfs.xlfunc
    assert xw.__pro__ is False
    return xw
