"""From Calc's arguments to cells and from cells to what Calc takes; runs inside LibreOffice, with our packages only."""

from __future__ import annotations

import gc
import struct
from collections.abc import Callable, Sequence
from typing import Any

from udfs._adapter import evaluate, kept
from udfs._ranges import used
from udfs._registry import MISSING, REGISTRY, Cell, CellError
from udfs._results import beside
from xl_addin.domain.dates import DAY_ZERO_1900, DAY_ZERO_1904
from xl_addin.hosts.calc.functions.used_cells import ERROR_CODES, REFERENCES, used_cells
from xl_addin.hosts.ledger_cells import EVERY

# A single 0 may be an empty cell: only these kinds take it for the number.
NUMBERS = {"amount", "written_amount", "number", "count", "percent", "amounts"}
FACES = {"OK", "STATUS", "WHY"}
# By the year of a document's day 0, which is Excel's; Calc can also be told to count from 1-Jan-1900. 0: no document.
IS_1904 = {0: False, DAY_ZERO_1900.year: False, DAY_ZERO_1904.year: True}

Rows = list[list[Cell]]
Answer = tuple[tuple[float | str, ...], ...]
# The year of the document's day 0 and the arguments, to the cells.
Call = Callable[[int, Sequence[Any]], Answer]


def error_number(error: CellError) -> float:
    """The number that Calc shows as this error value."""
    bits = 0x7FF8000000000000 | ERROR_CODES[error]
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


_NUMBER_OF = {error: error_number(error) for error in CellError}
NA: Answer = ((_NUMBER_OF[CellError.NA],),)
VALUE: Answer = ((_NUMBER_OF[CellError.VALUE],),)


def call_of(name: str) -> Call:
    """What Calc calls for a worksheet function."""
    function = EVERY[name]
    if function.beside:
        calls = [call_of(one.name) for one in function.beside]
        return lambda year, raw: tuple(map(tuple, beside([call(year, raw) for call in calls])))
    is_number = tuple(argument.kind in NUMBERS for argument in function.arguments)
    obligatory = tuple(at for at, argument in enumerate(function.arguments) if argument.required)
    can_be_blank = bool(obligatory) and not all(is_number[at] for at in obligatory)
    status = status_of(name)
    ranges = tuple(at for at, argument in enumerate(function.arguments) if argument.kind in REFERENCES)

    def call(year: int, raw: Sequence[Any]) -> Answer:
        if year not in IS_1904:
            return VALUE
        if can_be_blank and not any(raw) and all(type(raw[at]) is float for at in obligatory):
            return (("",),)
        date1904 = IS_1904[year]
        if status and 0.0 in raw:
            return answer(cautious(name, status, is_number, raw, date1904))
        return answer(evaluate(name, arguments(is_number, raw), date1904=date1904, registry=EVERY))

    if ranges:
        return lambda year, raw: uncollected(call, year, _with_cells(raw, ranges))
    # A sheet that calculates again mostly asks the same again; of a ledger the answer may be another one.
    once = kept(call) if function.lasts else call
    return lambda year, raw: uncollected(call, year, raw) if tuple in map(type, raw) else once(year, raw)


def _with_cells(raw: Sequence[Any], ranges: Sequence[int]) -> tuple[Any, ...]:
    """The arguments with the cells of those that came as ranges; one that is left out stays so."""
    return tuple(used_cells(one) if at in ranges and one is not None else one for at, one in enumerate(raw))


def uncollected(call: Call, year: int, raw: Sequence[Any]) -> Answer:
    """A call on ranges. Thousands of new rows would set Python looking for cycles, which they do not have: half the
    time of such a call."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return call(year, raw)
    finally:
        if was_on:
            gc.enable()


def status_of(name: str) -> str:
    """The function that gives the status of a decision, for each of its faces; empty for another function."""
    stem, _, face = name.rpartition("_")
    status = f"{stem}_STATUS"
    return status if face in FACES and status in REGISTRY else ""


def cautious(name: str, status: str, is_number: Sequence[bool], raw: Sequence[Any], date1904: bool) -> Rows:
    """A decision on facts of which a single 0 may be zero, FALSE or an empty cell: no reading may allow alone.

    The plain reading answers; where its status is OK, the first of the others that is not.
    """
    readings = [arguments(keeps_zero, raw) for keeps_zero in (is_number, [True] * len(raw), [False] * len(raw))]
    statuses = [evaluate(status, given, date1904=date1904) for given in readings]
    answers = statuses if name == status else [evaluate(name, given, date1904=date1904) for given in readings]
    plain = answers[0]

    def chosen(row: int, column: int) -> Cell:
        for found, shown in zip(statuses, answers, strict=True):
            if _at(found, row, column) != "OK":
                return _at(shown, row, column)
        return plain[row][column]

    return [[chosen(row, column) for column in range(len(plain[row]))] for row in range(len(plain))]


def _at(rows: Rows, row: int, column: int) -> Cell:
    """A cell of a result, of which a single cell is one for all."""
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows[row][column]


def arguments(is_number: Sequence[bool], raw: Sequence[Any]) -> list[Any]:
    """The arguments as the adapter takes them."""
    given: list[Any] = []
    for value, keeps_zero in zip(raw, is_number, strict=True):
        if type(value) is float:
            given.append(value if value or keeps_zero else None)
        elif type(value) is tuple:
            given.append(_block(value))
        else:
            given.append(MISSING if value is None else value)
    return given


def _block(rows: tuple[tuple[Any, ...], ...]) -> list[tuple[Any, ...]]:
    """A range with its empty cells, which arrive as empty text, as blanks."""
    last = used(rows, "")
    there = [tuple([None if cell == "" else cell for cell in row]) if "" in row else row for row in rows[:last]]
    # A whole column is empty but for its first rows.
    return there + [(None,) * len(rows[0])] * (len(rows) - last)


def answer(rows: Sequence[Sequence[Cell]]) -> Answer:
    """The cells as Calc takes them: a blank as empty text, TRUE as 1, an error value as its number."""
    if len(rows) == 1 == len(rows[0]):
        return ((_cell(rows[0][0]),),)
    last = max(used(rows), 1)  # below the used rows of a whole column: blank rows
    done = [tuple([_cell(cell) for cell in row]) for row in rows[:last]]
    return tuple(done + [("",) * len(rows[0])] * (len(rows) - last))


def _cell(cell: Cell) -> float | str:
    kind = type(cell)
    if kind is str or kind is float:
        return cell  # type: ignore[return-value]
    if isinstance(cell, CellError):
        return _NUMBER_OF[cell]
    # A Python bool reaches the sheet as TRUE whatever it is; the number does not.
    return "" if cell is None else float(cell)
