"""Cells as Excel takes and gives them in one block (Value2): numbers, dates as serial numbers, text that stays text."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain
from typing import Any

from xl_addin.domain.dates import day_zero
from xl_addin.hosts.live.errors import COM_ERROR_BASE, ERROR_NUMBERS
from xl_addin.workbook.books.port import SHOWS_NOTHING, CellValue, Fault
from xl_addin.workbook.safe_text import CELL_LIMIT, safe_text

TEXT_FORMAT = "@"
APOSTROPHE = "'"  # before a text it says: not a number, not a date, not a formula; it is not part of the text
DIGITS = 15  # what a cell keeps of a number
_SECONDS = 86_400
_ERRORS = {COM_ERROR_BASE + number: Fault(error.value) for error, number in ERROR_NUMBERS.items()}

Row = tuple[CellValue, ...]


@contextmanager
def no_collector() -> Iterator[None]:
    """A block of plain values is built without Python's collector looking through it again and again.

    Such values form no cycles; for 120,000 cells the looking takes as long as the building.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def to_column(values: Sequence[CellValue], format_of: Callable[[], str | None], *, date1904: bool) -> list[Any]:
    """A column for Value2. `format_of` gives the column's number format, asked for only where there is text.

    A blank is "", which Excel takes as an empty cell. In a cell with the format Text any text stays as it is;
    elsewhere Excel would make 00123 a number, 1-2 a date and =A1 a formula: an apostrophe before it says no.
    """
    kinds = set(map(type, values))
    if str in kinds:
        values = _texts(values, is_text_format=format_of() == TEXT_FORMAT)
    if kinds <= {str} or (kinds == {float} and all(map(math.isfinite, values))):  # type: ignore[arg-type]
        return list(values)
    if kinds <= {str, type(None)}:
        return ["" if value is None else value for value in values]
    epoch = day_zero(date1904).toordinal()
    if kinds == {date}:
        return [float(value.toordinal() - epoch) for value in values]  # type: ignore[union-attr]
    if kinds == {int} and min(values) > -(10**DIGITS) and max(values) < 10**DIGITS:  # type: ignore[type-var]
        return list(map(float, values))  # type: ignore[arg-type]
    return [value if type(value) is str else _other(value, epoch) for value in values]


def _texts(values: Sequence[CellValue], *, is_text_format: bool) -> Sequence[CellValue]:
    """The texts of a column made safe; plain texts for cells that are for text are not touched one by one."""
    texts: list[str] = [value for value in values if type(value) is str]
    together = "".join(texts)
    plain = together.isprintable() and "<r>" not in together and APOSTROPHE not in together
    if is_text_format and plain and max(map(len, texts)) <= CELL_LIMIT // 2:
        return values
    return [_text(value, is_text_format) if type(value) is str else value for value in values]


def _text(value: str, is_text_format: bool) -> str:
    text = safe_text(value)
    if not text or (is_text_format and text[0] != APOSTROPHE):
        return text
    return APOSTROPHE + text


def _other(value: Any, epoch: int) -> Any:
    kind = type(value)
    if value is None:
        return ""
    if kind is float:
        assert math.isfinite(value), f"{value} is no number for a cell"  # noqa: S101 - a fault of the caller
        return value
    if kind is bool:
        return value
    if kind is int:
        assert abs(value) < 10**DIGITS, f"{value} has more digits than a cell keeps"  # noqa: S101
        return float(value)
    if isinstance(value, datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return value.toordinal() - epoch + seconds / _SECONDS
    if isinstance(value, date):
        return float(value.toordinal() - epoch)
    raise AssertionError(f"{value!r} ({kind.__name__}) is no value of a cell")


def to_cell(value: CellValue, format_of: Callable[[], str | None], *, date1904: bool) -> Any:
    """One value for Value2."""
    return to_column([value], format_of, date1904=date1904)[0]


def from_block(block: Any) -> tuple[Row, ...]:
    """The rows of Value2: a single cell comes bare; blank is None; an error or a formula showing nothing is a Fault."""
    rows = block if isinstance(block, tuple | list) else ((block,),)
    # Excel's numbers are floats, so an int is the code of an error; most blocks hold neither it nor an empty text.
    if int in set(map(type, chain.from_iterable(rows))) or any("" in row for row in rows):
        return tuple([tuple([_read(value) for value in row]) for row in rows])
    return tuple(map(tuple, rows))


def _read(value: Any) -> CellValue:
    if type(value) is int:
        return _ERRORS.get(value, Fault("#ERROR"))
    return SHOWS_NOTHING if value == "" else value
