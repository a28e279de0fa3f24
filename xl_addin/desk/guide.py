"""Where the user's guide lies, in the build folder of an unpacked release, and its door to a browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from xl_addin.desk.started import typed

HOME = Path(__file__).resolve().parents[2] / "build" / "guide"
PAGE = "index.html"


def guide_page(home: Path | None = None) -> Path | None:
    """The first page; None where the guide was not built here."""
    page = (home or HOME) / PAGE
    return page if page.is_file() else None


def open_guide(home: Path | None = None) -> bool:
    """Opens the guide in a browser where it is there and somebody can see it; whether it did."""
    page = guide_page(home)
    if page is None or not (sys.platform in {"win32", "darwin"} or {"DISPLAY", "WAYLAND_DISPLAY"} & {*os.environ}):
        return False
    import webbrowser

    return webbrowser.open(url=page.as_uri())


def told() -> str:
    """What Help says of it."""
    page = guide_page()
    if page is None:
        return f"Not built on this machine; IT makes it by: {typed('guide')}"
    return f"It opens in a browser, and lies in {page}."
