"""Raw values as Excel hands them to Python, and as Excel takes them back.

In: a number is a float, text a str, TRUE a bool, a blank None, an error an int (its COM code), a range a tuple of
rows. Out: the same; only an error goes as a tag, since no COM array carries errors: the VBA side turns tags into CVErr.
"""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from itertools import chain
from typing import Any

from udfs._registry import MISSING, Block, Cell, CellError, Missing
from xl_addin.domain.dates import DAY_ZERO_1900
from xl_addin.hosts.live.errors import COM_ERROR_BASE, ERROR_NUMBERS

OMITTED = -2147352572  # DISP_E_PARAMNOTFOUND: VBA's mark for an optional argument that the formula leaves out
_BY_NUMBER = {number: error for error, number in ERROR_NUMBERS.items()}
TAG = "\ue000"  # private use: no keyboard types it, and no function's text may begin with it: `_allowed`
TEXT_LENGTH_MAX = 32_767
_DAY_ZERO = datetime.combine(DAY_ZERO_1900, time())  # a cell knows no time zone

Sent = float | bool | str
_NUMBERS = {float, bool}
_AS_THEY_ARE = {float, bool, str}
_TO_BE_SENT = {type(None), CellError}
_SENT: dict[Any, str] = {None: ""} | {error: TAG + error.value for error in CellError}


def argument(raw: Any, *, every_cell: bool = False) -> Cell | Block | Missing:
    """One argument of a call; a plain list is one row. `every_cell`: the block may hold dates and currency values."""
    if not isinstance(raw, tuple | list):
        return MISSING if type(raw) is int and raw == OMITTED else cell(raw)
    rows: Any = raw if raw and isinstance(raw[0], tuple | list) else (raw,)
    # Excel's numbers are floats, so an int is an error; a block without one goes on as it is.
    if every_cell or _has_an_int(rows):
        return tuple([tuple([cell(value) for value in row]) for row in rows])
    return rows  # type: ignore[no-any-return]


def _has_an_int(rows: Any) -> bool:
    """Looks at every cell of every call, hence lists (a generator takes twice as long) and a short way for columns."""
    if len(rows[0]) == 1:
        return bool([1 for (value,) in rows if type(value) is int])
    return bool([1 for row in rows for value in row if type(value) is int])


def cell(raw: Any) -> Cell:
    """One cell: any int is an error code; currency and dates, as Range.Value gives them, become numbers."""
    if raw is None or isinstance(raw, float | bool | str):
        return raw
    if isinstance(raw, int):
        return _BY_NUMBER.get(raw - COM_ERROR_BASE, CellError.VALUE)
    if isinstance(raw, Decimal):
        return float(raw)
    if isinstance(raw, datetime):
        since = raw.replace(tzinfo=None) - _DAY_ZERO
        return since.days + since.seconds / 86_400
    return CellError.VALUE


def result(rows: list[list[Cell]]) -> list[list[Sent]]:
    """The answer as Excel takes it: rows of one length, an error as a tag, a blank as "" (Excel would show 0)."""
    wide = len(rows[0]) if rows else 0
    if not wide or (wide > 1 and len(set(map(len, rows))) > 1):
        return [[TAG + CellError.VALUE]]
    try:
        cells = [value for (value,) in rows] if wide == 1 else list(chain.from_iterable(rows))
    except ValueError:  # a row that is not one cell wide
        return [[TAG + CellError.VALUE]]
    kinds = set(map(type, cells))
    if kinds <= _NUMBERS:
        return rows  # type: ignore[return-value]
    texts = set(cells) if kinds <= _AS_THEY_ARE else {value for value in cells if type(value) is str}
    if any(type(text) is str and (text.startswith(TAG) or len(text) > TEXT_LENGTH_MAX) for text in texts):
        rows = [[_allowed(value) for value in row] for row in rows]
    elif kinds <= _AS_THEY_ARE:
        return rows  # type: ignore[return-value]
    return [[_SENT[value] if type(value) in _TO_BE_SENT else value for value in row] for row in rows]  # type: ignore[misc]


def _allowed(value: Cell) -> Cell:
    """No text that could be taken for a tag, or that no cell can hold."""
    refused = type(value) is str and (value.startswith(TAG) or len(value) > TEXT_LENGTH_MAX)
    return CellError.VALUE if refused else value
