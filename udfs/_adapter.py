"""From cells to cells: shapes, blank rows, error values and broadcasting, the same for every spreadsheet.

The stated rules:
- One cell fits any shape; all other cells of a call come in one shape, which the result keeps; else it is #VALUE!.
- An error cell gives the same error in its row (the first in argument order); in a range read as a whole, or in a
  single cell that serves all rows, it gives that error for all rows that are not blank.
- A row is blank, and gives a blank, where every mandatory argument that is a range is blank; without such a range,
  where every mandatory argument is blank.
- What is "#VALUE!" or "#NUM!" elsewhere is a sentence in `_WHY`: which argument, what it holds, what to type. An error
  cell that was given goes through there too.
- A wrong number of arguments is #VALUE!; a day outside the encoded law is #NUM!; where the law gives no value, or a
  fact that the value rests on is missing, it is #N/A; so too where a library that the function needs is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import repeat
from types import NoneType
from typing import Any, NamedTuple

from udfs import _memo
from udfs._cellwise import VALUE, Reader, reader
from udfs._columns import Call, Column, Laid, laid_of
from udfs._faults import refused
from udfs._kinds import RANGES
from udfs._memo import answered, typed
from udfs._ranges import RangeRefused
from udfs._refused import explains, sentence, unread
from udfs._registry import MISSING, REGISTRY, Block, Cell, CellError, Function, Missing
from udfs._results import beside, host_cell, settled
from xl_addin.rulebook.registers_in_force import until_registers_change

ANSWERS_KEPT = 65536  # so that _OK, _STATUS and _WHY of one row decide once
HOST_CELLS = frozenset({float, str, bool, NoneType, CellError, Missing})
Finish = Callable[[Any], Any]


def evaluate(
    name: str,
    arguments: Sequence[Cell | Block | Missing],
    *,
    date1904: bool = False,
    registry: Mapping[str, Function] = REGISTRY,
) -> list[list[Cell]]:
    """The cells that a formula gives, always as rows of columns; never raises. A host may have functions of its own.

    None is a blank cell, "" empty text, MISSING an optional argument left out. Numbers and dates come and go as
    float, dates as serials of the calling book.
    """
    function = registry.get(name)
    if function is None:
        return [[CellError.NAME]]
    found = answer(function, arguments, date1904, lambda value: host_cell(value, date1904), remembers=True)
    return found if isinstance(found, list) else [[found]]


def answer(
    function: Function, arguments: Sequence[Any], date1904: bool, finish: Finish, *, remembers: bool = False
) -> list[list[Any]] | Cell:
    """The function over its arguments, each result through `finish`; one cell for a call that does not fit.

    `remembers` rows between calls: cells are of a host then, and results such as it takes.
    """
    if function.beside:
        return _beside(answer(one, arguments, date1904, finish, remembers=remembers) for one in function.beside)
    try:
        kinds = set(map(type, arguments))
        if kinds <= HOST_CELLS and (short := _short(function, date1904)) is not None:
            return [[_one(function, arguments, kinds, short, finish)]]
        laid = laid_of(function.arguments, arguments)
        if function.returns == "table":
            return _table(function, laid.call(laid.cells, date1904), finish)
        asked = _remembered if remembers and _may_be_kept(function) and laid.varies else _at_once
        return _grid(laid, asked(function, laid, date1904, finish))
    except Exception as error:
        return refused(function, error)


def _beside(answers: Iterable[list[list[Any]] | Cell]) -> list[list[Any]]:
    """Answers of one shape beside each other: to the right of a column, below a row."""
    return beside([found if isinstance(found, list) else [[found]] for found in answers])


class Short(NamedTuple):
    """The short way of a function over single cells: the reader of each argument, the mandatory ones, the body."""

    readers: tuple[Reader, ...]
    mandatory: tuple[int, ...]
    body: Callable[..., Any]


@cache
def _short(function: Function, date1904: bool) -> Short | None:
    """None for a function that reads or gives ranges."""
    if not _is_of_cells(function):
        return None
    readers = tuple(reader(argument.kind, argument.choices, date1904) for argument in function.arguments)
    mandatory = tuple(at for at, argument in enumerate(function.arguments) if argument.required)
    return Short(readers, mandatory, kept(function.body) if function.lasts else function.body)


def _one(function: Function, arguments: Sequence[Any], kinds: set[type], short: Short, finish: Finish) -> Any:
    """The result of single cells, as `_grid` gives it: a formula in each row of a sheet takes this short way."""
    lacking = len(short.readers) - len(arguments)
    cells = arguments
    if lacking or Missing in kinds:
        if lacking < 0 or not _given(arguments, short.mandatory):
            laid_of(function.arguments, arguments)  # which says what does not fit
        cells = [None if cell is MISSING else cell for cell in arguments]
        cells.extend(repeat(None, lacking))
    if CellError in kinds:
        return next(cell for cell in cells if isinstance(cell, CellError))
    row = [cell if cell is None else read(cell) for read, cell in zip(short.readers, cells, strict=True)]
    found = set(map(type, row))
    if NoneType in found and short.mandatory and all([row[at] is None for at in short.mandatory]):  # noqa: C419  # quicker
        return None
    if CellError in found:
        return _unread(function, row, cells)
    return finish(settled(function.of(short.body(*row)), function.returns))


def _given(arguments: Sequence[Any], mandatory: Sequence[int]) -> bool:
    """Whether no mandatory argument is left out."""
    if not mandatory:
        return True
    return len(arguments) > mandatory[-1] and not [at for at in mandatory if arguments[at] is MISSING]


def _grid(laid: Laid, results: list[Any]) -> list[list[Any]]:
    height, width = laid.shape
    grid = [results[at : at + width] for at in range(0, len(results), width)]
    return grid + [[None] * width] * (height - laid.lines)  # to the end of the sheet: one blank row, many times


def _at_once(function: Function, laid: Laid, date1904: bool, finish: Finish) -> list[Any]:
    return _results(function, laid.call(laid.cells, date1904), finish)


def _remembered(function: Function, laid: Laid, date1904: bool, finish: Finish) -> list[Any]:
    """The results of rows, of which only those are worked out that nobody has asked before."""
    cells, varies = laid.cells, [one.varies for one in laid.given]

    def unseen(numbers: Sequence[int]) -> list[Any]:
        some = [[column[at] for at in numbers] if own else column for own, column in zip(varies, cells, strict=True)]
        return _results(function, laid.call(some, date1904, len(numbers)), finish)

    parts = [typed(column) if own else repeat(*typed(column)) for own, column in zip(varies, cells, strict=True)]
    try:
        return answered((function, date1904, *varies), [*zip(*parts, strict=False)], unseen)
    except TypeError:  # a value that no cell can hold, and no key
        return _at_once(function, laid, date1904, finish)


def _results(function: Function, call: Call, finish: Finish) -> list[Any]:
    columns, wrong, judged = call.columns, call.wrong, call.judged
    own = tuple(column for column in wrong if column.varies or not judged or not judged[0].varies)
    blanks = bool(judged) and None in judged[0].said
    body = kept(function.body) if _may_be_kept(function) else function.body
    of, returns = function.of, function.returns
    out: list[Any] = []
    for at, row in zip(range(call.results), call.rows(), strict=False):
        if blanks and all(column.blank(at) for column in judged):
            out.append(_error(own, at) if own else None)
        elif wrong and (error := _error(wrong, at) or _unread(function, row, [column.cell(at) for column in columns])):
            out.append(error)
        else:
            try:
                out.append(finish(settled(of(body(*row)), returns)))
            except Exception as error:
                out.append(refused(function, error))
    return out


def _error(columns: Sequence[Column], at: int) -> CellError | None:
    """The first error value that a row was given."""
    return next((error for column in columns if (error := column.error(at))), None)


def _unread(function: Function, row: Sequence[Any], cells: Sequence[Any]) -> Cell:
    """What shows for the first cell of a row that could not be read; None where all could."""
    for argument, read, cell in zip(function.arguments, row, cells, strict=True):
        if isinstance(read, CellError):
            return sentence(function, read, unread(argument, cell, read)) if explains(function) else read
    return None


def _table(function: Function, call: Call, finish: Finish) -> list[list[Any]]:
    """The rows that a function spills; its arguments are ranges read as a whole and single cells."""
    row = next(call.rows())
    if call.results != 1:
        raise RangeRefused(VALUE)
    if error := next((cell for cell in row if isinstance(cell, CellError)), None):
        raise RangeRefused(error)
    return [
        [None if cell is None else finish(settled(cell, "amount")) for cell in line]
        for line in function.of(function.body(*row))
    ]


def _may_be_kept(function: Function) -> bool:
    return function.lasts and _is_of_cells(function)


@cache
def _is_of_cells(function: Function) -> bool:
    """Whether every argument and the answer is a cell: such answers can be kept, where they last."""
    return function.returns != "table" and all(argument.kind not in RANGES for argument in function.arguments)


_forget: list[Callable[[], None]] = [_memo.forget]


@cache
def kept(body: Callable[..., Any]) -> Callable[..., Any]:
    """The same answers, each worked out once, until another law or another register answers."""
    once = lru_cache(maxsize=ANSWERS_KEPT)(body)
    _forget.append(once.cache_clear)
    return once


@until_registers_change
def forget() -> None:
    """Decide anew whatever was asked: another law answers from here on."""
    for one in _forget:
        one()
