"""Whether the person presses Esc while Excel waits for a macro. Written for Windows; not yet seen in Excel."""

from __future__ import annotations

import ctypes
from typing import Any

ESCAPE = 0x1B
_DOWN, _SINCE_LAST_ASKED = 0x8000, 0x0001


def escape_pressed(window: int) -> bool:
    """Esc is down, or was pressed since this was last asked, while Excel's `window` is in front."""
    user32: Any = getattr(getattr(ctypes, "windll", None), "user32", None)
    if user32 is None or user32.GetForegroundWindow() != window:
        return False
    return bool(user32.GetAsyncKeyState(ESCAPE) & (_DOWN | _SINCE_LAST_ASKED))
