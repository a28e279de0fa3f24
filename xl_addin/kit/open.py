"""The kit's only ways to a file through the host: to open one, and to save the copy that it works on."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def opened(app: Any, path: Path | str) -> Any:
    """A workbook, open in the host, as xlwings has it."""
    return app.books.open(str(path))


def save(book: Any) -> None:
    """Saves the kit's copy where it lies."""
    book.save()
