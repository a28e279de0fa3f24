"""Windows: a new file or folder says who may open it, from its first moment; nothing comes from the folder above.

As in Python's own private folders, the machine's service account and its administrators stay: backup and virus scanner
run as these. Seen under Wine; on a disk that knows no such lists (a USB stick) nothing is set.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_int, c_ulong, c_void_p, c_wchar_p
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

_SYSTEM: Any = ctypes  # its Windows side, which is not there elsewhere

_ALWAYS = ("SY", "BA")
_FULL, _CHANGE = "FA", "0x1301bf"  # change: read, write, run, delete, and not hand on rights
_GROUPS = (2, 4, 5)  # what an account's name may stand for: a group of the domain, of the PC, a well-known one
_READ_WRITE, _NEW_ONLY, _NO_LINK = 0xC0000000, 1, 0x00200080
_SHARED = 3  # others may read and write an open file, as they may one that Python opened
_USER_OF_TOKEN, _QUERY = 1, 8


class _Attributes(ctypes.Structure):
    _fields_ = (("size", c_ulong), ("descriptor", c_void_p), ("inherited", c_int))


def words(user: str, group: str = "", *, folder: bool = False) -> str:
    """The list in the system's own words: owner, and the group if there is one; what a folder holds has the same."""
    handed = "OICI" if folder else ""
    told = [f"(A;{handed};{_FULL};;;{one})" for one in (user, *_ALWAYS)]
    told += [f"(A;{handed};{_CHANGE};;;{group})"] if group else []
    return "D:P" + "".join(told)


def new_file(path: Path, group: str = "") -> int:
    """Makes a file that was not there, and opens it; OSError where it was, or is a link."""
    how, shared, new, kind = (c_ulong(word) for word in (_READ_WRITE, _SHARED, _NEW_ONLY, _NO_LINK))
    with _attributes(words(_user(), group)) as asked:
        open_file = _function("kernel32", "CreateFileW", c_void_p)
        handle = open_file(c_wchar_p(str(path)), how, shared, asked, new, kind, None)
        if handle in (None, c_void_p(-1).value):
            raise _fault(path)
    runtime: Any = import_module("msvcrt")
    return int(runtime.open_osfhandle(handle, os.O_RDWR | getattr(os, "O_BINARY", 0)))


def new_folder(path: Path, group: str = "") -> None:
    """Makes a folder that was not there; OSError where it was."""
    with _attributes(words(_user(), group, folder=True)) as asked:
        if not _function("kernel32", "CreateDirectoryW")(c_wchar_p(str(path)), asked):
            raise _fault(path)


def group_of(name: str) -> str | None:
    """The number by which the system knows a group, DOMAIN\\name or name; None where it knows none of this name."""
    sid, domain = ctypes.create_string_buffer(256), ctypes.create_unicode_buffer(256)
    sizes, kind = (c_ulong(256), c_ulong(256)), c_int()
    found = _function("advapi32", "LookupAccountNameW")(
        None, c_wchar_p(name), sid, byref(sizes[0]), domain, byref(sizes[1]), byref(kind)
    )
    return _text_of(sid) if found and kind.value in _GROUPS else None


@cache
def _user() -> str:
    """Whose the running process is: an administrator's elevated process works for the person too."""
    token, size, held = c_void_p(), c_ulong(), ctypes.create_string_buffer(512)
    process = c_void_p(_function("kernel32", "GetCurrentProcess", c_void_p)())
    if not _function("advapi32", "OpenProcessToken")(process, c_ulong(_QUERY), byref(token)):
        raise _fault()
    try:
        if not _function("advapi32", "GetTokenInformation")(token, _USER_OF_TOKEN, held, c_ulong(512), byref(size)):
            raise _fault()
        return _text_of(ctypes.cast(held, POINTER(c_void_p)).contents)
    finally:
        _function("kernel32", "CloseHandle")(token)


def _text_of(sid: Any) -> str:
    text = c_void_p()
    if not _function("advapi32", "ConvertSidToStringSidW")(sid, byref(text)):
        raise _fault()
    try:
        return ctypes.wstring_at(text.value or 0)
    finally:
        _function("kernel32", "LocalFree", c_void_p)(text)


@contextmanager
def _attributes(told: str) -> Iterator[Any]:
    """What a call that makes something is handed; freed at the end."""
    descriptor = c_void_p()
    read = _function("advapi32", "ConvertStringSecurityDescriptorToSecurityDescriptorW")
    if not read(c_wchar_p(told), c_ulong(1), byref(descriptor), None):
        raise _fault()
    try:
        yield byref(_Attributes(ctypes.sizeof(_Attributes), descriptor, 0))
    finally:
        _function("kernel32", "LocalFree", c_void_p)(descriptor)


@cache
def _function(library: str, name: str, result: Any = c_int) -> Any:
    """A function of the system, in a copy of its own: what is said of its result holds for nobody else."""
    found = _SYSTEM.WinDLL(library, use_last_error=True)[name]
    found.restype = result
    return found


def _fault(path: Path | None = None) -> OSError:
    number = _SYSTEM.get_last_error()
    return OSError(0, _SYSTEM.FormatError(number), str(path) if path else None, number)
