"""The arguments of one call, laid beside each other: one shape, one value for each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from udfs import _cellwise
from udfs._kinds import RANGES
from udfs._ranges import RangeRefused, Rows, used
from udfs._registry import MISSING, Argument, CellError, Missing

Shape = tuple[int, int]
ONE: Shape = (1, 1)


class Given(NamedTuple):
    """An argument as rows of cells, all of one width."""

    argument: Argument
    rows: Rows
    shape: Shape

    @property
    def whole(self) -> bool:
        """Whether the range is read as a whole."""
        return self.argument.kind in RANGES

    @property
    def varies(self) -> bool:
        """Whether each row has its own cell."""
        return not self.whole and self.shape != ONE


class Column(NamedTuple):
    """One argument over the rows of a call: cells as given and as read; a single one where it is one for all.

    `said` is None where nothing stands in a cell.
    """

    argument: Argument
    varies: bool
    raw: Sequence[Any]
    read: Sequence[Any]
    said: Sequence[Any]

    @property
    def wrong(self) -> bool:
        """Whether a cell is an error or cannot be read."""
        return CellError in set(map(type, self.read))

    def blank(self, at: int) -> bool:
        """Whether the cell of a row is blank."""
        return self.said[at if self.varies else 0] is None

    def cell(self, at: int) -> Any:
        """The cell of a row as given."""
        return self.raw[at if self.varies else 0]

    def error(self, at: int) -> CellError | None:
        """The error value that stands in the cell of a row."""
        cell = self.cell(at)
        return cell if isinstance(cell, CellError) else None


class Call(NamedTuple):
    """The columns of one call, its shape, and how many of its rows are looked at: all below are blank."""

    columns: tuple[Column, ...]
    shape: Shape
    lines: int

    @property
    def results(self) -> int:
        """Results to be found."""
        return self.lines * self.shape[1]

    @property
    def wrong(self) -> tuple[Column, ...]:
        """The columns in which a cell is an error or cannot be read."""
        return tuple(column for column in self.columns if column.wrong)

    @property
    def judged(self) -> tuple[Column, ...]:
        """The columns that make a row blank: the mandatory ranges, or all that is mandatory where none is a range."""
        mandatory = tuple(column for column in self.columns if column.argument.required)
        return tuple(column for column in mandatory if column.varies) or mandatory

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The values of each row, without end where no argument varies."""
        if not self.columns:
            return repeat(())
        return zip(*(column.read if column.varies else repeat(column.read[0]) for column in self.columns), strict=False)


class Laid(NamedTuple):
    """The arguments of a call beside each other, not read yet; all below `lines` are blank."""

    given: tuple[Given, ...]
    shape: Shape
    lines: int

    @property
    def cells(self) -> list[Sequence[Any]]:
        """The cells of each argument: one for each result, or a single one for all; none of a range read as a whole."""
        return [() if one.whole else [*chain.from_iterable(self._rows(one))] for one in self.given]

    def _rows(self, one: Given) -> Rows:
        return one.rows[: self.lines] if one.varies else one.rows

    @property
    def varies(self) -> bool:
        """Whether there is a row for each of several results."""
        return any(one.varies for one in self.given)

    def call(self, cells: Sequence[Sequence[Any]], date1904: bool, some: int = 0) -> Call:
        """The arguments read over their cells; or over those of `some` of the rows."""
        columns = tuple(_column(*both, date1904) for both in zip(self.given, cells, strict=True))
        return Call(columns, (some, 1), some) if some else Call(columns, self.shape, self.lines)


def laid_of(arguments: Sequence[Argument], given: Sequence[Any]) -> Laid:
    """The arguments in one shape; RangeRefused where their number or their shapes do not fit."""
    if len(given) > len(arguments):
        said = f"{len(given)} arguments are given; the function takes {len(arguments)}. Leave the last out"
        raise RangeRefused(CellError.VALUE, said)
    padded = [*given, *repeat(MISSING, len(arguments) - len(given))]
    laid = tuple(_given(argument, one) for argument, one in zip(arguments, padded, strict=True))
    shapes = {one.shape: f"{one.argument.name} has {_size(one.shape)}" for one in laid if one.varies}
    if len(shapes) > 1:
        raise RangeRefused(CellError.VALUE, f"{', '.join(shapes.values())}. Give ranges of one size")
    shape = next(iter(shapes), ONE)
    lines = shape[0]
    if any(one.varies and one.argument.required for one in laid):
        lines = max(used(one.rows) for one in laid if one.varies)
    return Laid(laid, shape, lines)


def _size(shape: Shape) -> str:
    """The size of a range in words."""
    height, width = shape
    return f"{height} rows" if width == 1 else f"{height} rows of {width} cells"


def _given(argument: Argument, one: Any) -> Given:
    if isinstance(one, Missing):
        if argument.required:
            raise RangeRefused(CellError.VALUE, f"{argument.name} is left out. Give it: {argument.help}")
        one = None
    if not isinstance(one, tuple | list):
        return Given(argument, ((one,),), ONE)
    nested = bool(one) and isinstance(one[0], tuple | list)
    rows = one if nested else [[cell] for cell in one]  # a plain list is a column
    widths = set(map(len, rows))
    if len(widths) != 1 or 0 in widths:
        raise RangeRefused(CellError.VALUE, f"{argument.name} is no range of rows of one width. Give a range")
    return Given(argument, rows, (len(rows), widths.pop()))


def _column(one: Given, cells: Sequence[Any], date1904: bool) -> Column:
    argument = one.argument
    if one.whole:
        read = _whole(argument, one.rows, date1904)
        there = (None if all(map(_cellwise.is_blank, chain.from_iterable(one.rows[: used(one.rows)]))) else True,)
        return Column(argument, False, there, (read,), there)
    found = _read(_cellwise.reader(argument.kind, argument.choices, date1904), cells)
    return Column(argument, one.varies, cells, found, found)


def _whole(argument: Argument, rows: Rows, date1904: bool) -> Any:
    """A range read as a whole; what is said of a cell of it begins with the argument."""
    try:
        return RANGES[argument.kind](rows, date1904)
    except RangeRefused as refused:
        refused.said = f"{argument.name}: {refused.said}" if refused.said else ""
        raise


def _read(reader: Callable[[Any], Any], cells: Sequence[Any]) -> list[Any]:
    try:
        return list(map(reader, cells))
    except TypeError:  # a value that no cell can hold
        return [_read_one(reader, cell) for cell in cells]


def _read_one(reader: Callable[[Any], Any], cell: Any) -> Any:
    try:
        return reader(cell)
    except TypeError:
        return CellError.VALUE
