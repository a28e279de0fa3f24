"""What is said on Windows: a pipe knows the letters of one code page, and a path may have others."""

from __future__ import annotations

import sys
from io import TextIOWrapper


def take_any_letter() -> None:
    """A letter that the output has not is written as its number, and ends nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # there is none without a console
            stream.reconfigure(errors="backslashreplace")
