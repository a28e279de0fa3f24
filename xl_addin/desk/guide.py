"""Where the user's guide lies: in the build folder of an unpacked release."""

from __future__ import annotations

from pathlib import Path

from xl_addin.desk.started import typed

HOME = Path(__file__).resolve().parents[2] / "build" / "guide"
PAGE = "index.html"


def guide_page(home: Path = HOME) -> Path | None:
    """The first page; None where the guide was not built here."""
    return home / PAGE if (home / PAGE).is_file() else None


def told() -> str:
    """What Help says of it."""
    page = guide_page()
    return f"Open {page} in a browser." if page else f"Not built on this machine; IT makes it by: {typed('guide')}"
