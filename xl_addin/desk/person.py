"""Who acts, as the operating system knows the running process: no environment variable can say another name.

`getpass.getuser` believes LOGNAME and USER first, which anybody may set to a colleague's name.
"""

from __future__ import annotations

import os
import sys

NAME_MAX = 64
_SAM_COMPATIBLE = 2  # DOMAIN\\name, as Windows logs it


def person() -> str:
    """The name of the effective user, on Windows with its domain; printable and of bounded length."""
    return tidy(_windows() if sys.platform == "win32" else _posix())


def tidy(name: str) -> str:
    """A name on one line: what cannot be printed is shown as ?, and what is too long is cut with a mark."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name.strip()) or "unknown"
    return shown if len(shown) <= NAME_MAX else shown[: NAME_MAX - 1] + "…"


def _posix() -> str:
    if sys.platform == "win32":  # pragma: no cover - for the type checker
        raise AssertionError("not on Windows")
    import pwd

    number = os.geteuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:  # an account that the directory does not answer for
        return f"uid {number}"


def _windows() -> str:
    """The owner of the process's token."""
    import ctypes

    libraries = ctypes.windll  # type: ignore[attr-defined,unused-ignore]
    size = ctypes.c_ulong(1024)
    text = ctypes.create_unicode_buffer(size.value)
    if libraries.secur32.GetUserNameExW(_SAM_COMPATIBLE, text, ctypes.byref(size)):
        return text.value
    size.value = 1024
    if libraries.advapi32.GetUserNameW(text, ctypes.byref(size)):
        return text.value
    return "unknown"
