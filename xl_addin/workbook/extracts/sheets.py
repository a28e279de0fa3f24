"""A book of any format as sheets of sparse rows: what the table is made of, and what must be told of the book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

VISIBLE, HIDDEN, VERY_HIDDEN = "", "hidden", "very hidden"
NO_VALUE = "#NO-VALUE"  # stands in for a formula whose result was never stored


class SheetRow(NamedTuple):
    """A row of a sheet that holds anything: its number as a person counts, whether it is shown, texts by column."""

    number: int
    hidden: bool
    cells: list[tuple[int, str]]


class Merged(NamedTuple):
    """A rectangle of merged cells, rows and column counted from 1."""

    first: int
    last: int
    column: int


@dataclass(slots=True)
class Formulas:
    """What was seen of a sheet's formulas: how many, where a result is stored, whether one is no 0."""

    count: int = 0
    stored: list[tuple[int, int]] = field(default_factory=list)
    has_results: bool = False


@dataclass(slots=True)
class Sheet:
    """One worksheet; `merged` and `formulas` are known when its rows have been read to the end."""

    name: str
    state: str = VISIBLE
    merged: list[Merged] = field(default_factory=list)
    formulas: Formulas = field(default_factory=Formulas)


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a book says of itself: its day system, its form in words, how it is calculated, the books it links to.

    `uncalculated` is True where nothing shows that a spreadsheet program calculated the stored results.
    """

    form: str
    system: int = 1900
    by_hand: bool = False
    asks_to_calculate: bool = False
    uncalculated: bool = False
    links: tuple[str, ...] = ()


class Book(Protocol):
    """A book that is open: its sheets in order, and the rows of each, as often as they are asked for."""

    @property
    def facts(self) -> BookFacts:
        """What the book says of itself."""

    @property
    def sheets(self) -> list[Sheet]:
        """Worksheets in the order of their tabs; charts and macro sheets hold no rows and are left out."""

    def rows(self, sheet: Sheet) -> Iterator[SheetRow]:
        """Rows that hold anything, from the top; a cell that holds nothing is not among a row's cells."""


def column_letters(column: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
