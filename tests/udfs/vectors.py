"""The golden vectors of this folder: what a formula is given, and what its cell must show."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xl_addin.publish.vectors import Vector, read_vectors


@cache
def vectors() -> tuple[Vector, ...]:
    """Every vector, in the order of the files."""
    return read_vectors(Path(__file__).parent)
