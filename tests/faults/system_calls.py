"""Makes one call of the system fail in this process: Python's own, or one that SQLite makes."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
from collections.abc import Callable
from typing import Any

_PYTHON = {
    "write": ("write",),
    "fsync": ("fsync",),
    "rename": ("rename", "replace"),
    "mkdir": ("mkdir",),
    "unlink": ("unlink", "remove", "rmdir"),
    "open": ("open",),
}
_long, _int = ctypes.c_long, ctypes.c_int
_SQLITE = {
    "open": (_int, ctypes.c_char_p, _int, _int),
    "write": (_long, _int, ctypes.c_void_p, ctypes.c_size_t),
    "pwrite64": (_long, _int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64),
    "ftruncate": (_int, _int, ctypes.c_int64),
    "unlink": (_int, ctypes.c_char_p),
}
_kept: list[object] = []  # what C calls must not be collected


def fail_call(call: str, at: int, error: int) -> None:
    """From here on the `at`-th call fails with `error`, once."""
    name = call.removeprefix("sqlite ")
    if name == call:
        _in_python(name, at, error)
    else:
        _in_sqlite(name, at, error)


def _in_python(name: str, at: int, error: int) -> None:
    met = 0

    def instead(real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            nonlocal met
            met += 1
            if met == at:
                raise OSError(error, os.strerror(error))
            return real(*given, **named)

        return counted

    for one in _PYTHON[name]:
        setattr(os, one, instead(getattr(os, one)))


class _Vfs(ctypes.Structure):
    pass


_pointer = ctypes.POINTER(_Vfs)
_Vfs._fields_ = [
    *((name, _int) for name in ("version", "size", "longest")),
    ("next", ctypes.c_void_p),
    ("name", ctypes.c_char_p),
    ("data", ctypes.c_void_p),
    *((f"method{n}", ctypes.c_void_p) for n in range(13)),
    ("set", ctypes.CFUNCTYPE(_int, _pointer, ctypes.c_char_p, ctypes.c_void_p)),
    ("get", ctypes.CFUNCTYPE(ctypes.c_void_p, _pointer, ctypes.c_char_p)),
    ("after", ctypes.c_void_p),
]


def _in_sqlite(name: str, at: int, error: int) -> None:
    """SQLite lets the calls that it makes of the system be exchanged; where it is built in otherwise nothing fails."""
    found = ctypes.util.find_library("sqlite3")
    if found is None:
        return
    library = ctypes.CDLL(found)
    library.sqlite3_vfs_find.restype = _pointer
    vfs = library.sqlite3_vfs_find(None)
    kind = ctypes.CFUNCTYPE(*_SQLITE[name], use_errno=True)
    address = vfs.contents.get(vfs, name.encode())
    if not address:
        return
    real, met = kind(address), 0

    def instead(*given: Any) -> int:
        nonlocal met
        met += 1
        if met == at:
            ctypes.set_errno(error)
            return -1
        return int(real(*given))

    callback = kind(instead)
    _kept.extend((callback, real, library))
    vfs.contents.set(vfs, name.encode(), ctypes.cast(callback, ctypes.c_void_p))
