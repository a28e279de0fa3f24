"""How much a file that comes in may hold: the one place of these numbers. A desk may set its own in desk.toml."""

from __future__ import annotations

from dataclasses import dataclass, fields

from xl_addin.domain.errors import DeskError


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest sizes that are read; `unpacked_mb` is what the parts of a book come to when they are unpacked."""

    file_mb_max: int = 150
    unpacked_mb_max: int = 1_000
    rows_max: int = 300_000
    columns_max: int = 1_000
    text_max: int = 32_767
    gap_rows_max: int = 10_000


MEANINGS = {
    "file_mb_max": "largest file of extracts, in megabytes",
    "unpacked_mb_max": "most that the parts of a book may come to unpacked, in megabytes",
    "rows_max": "most rows of one file",
    "columns_max": "most columns of one file",
    "text_max": "most characters of one cell",
    "gap_rows_max": "most blank rows between two rows of a table",
}
# A web page and the XML of Excel 2003 are held as a tree, many times their size.
TREE_MB_MAX = 30
NAMES = tuple(field.name for field in fields(Limits))
DEFAULT = Limits()
MB = 2**20


def too_large(what: str, where: str, name: str, limit: int) -> DeskError:
    """The refusal of a file that passes a limit: what was found, where, and which setting holds the limit."""
    return DeskError(
        f"{what} The desk reads at most {limit:,} ({MEANINGS[name]}).",
        where,
        f"Export less at a time, in several files. If it must be one file, set {name} = {limit * 2} in desk.toml.",
    )
