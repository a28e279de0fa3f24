"""Reads the tie-outs back from a closing workbook, as the sheet itself says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.file_book import FileBook

SHEET, TEXT, CURRENCY, LEFT, RIGHT, TIED = "Control", "Tie-out", "Currency", "Left figure", "Right figure", "Tied"


@dataclass(frozen=True, slots=True)
class ReadTie:
    """One tie-out as it stands on the sheet."""

    text: str
    holds: bool
    figures: str


def read_control(book: FileBook) -> list[ReadTie]:
    """Every line of the Control sheet; DeskError when the book or the sheet cannot be read."""
    grid = book.grid(SHEET)
    head = next((n for n, row in enumerate(grid) if TEXT in row and TIED in row), None)
    if head is None:
        raise DeskError(
            f"The sheet {SHEET} has no tie-outs.", f"Book {book.name}, column {TEXT!r}.", "Run close again."
        )
    place = {str(name): n for n, name in enumerate(grid[head])}
    return [_tie(row, place) for row in grid[head + 1 :] if row[place[TEXT]]]


def _tie(row: Sequence[object], place: dict[str, int]) -> ReadTie:
    text = f"{row[place[TEXT]]} {row[place[CURRENCY]] or ''}".strip()
    return ReadTie(text, row[place[TIED]] is True, f"{row[place[LEFT]]} against {row[place[RIGHT]]}")
