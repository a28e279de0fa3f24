"""Raw values as Excel hands them to Python, and as Excel takes them back.

In: a number is a float, text a str, TRUE a bool, a blank None, an error an int (its COM code), a range a tuple of
rows. Out: the same; only an error goes as a tag, since no COM array carries errors: the VBA side turns tags into CVErr.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from udfs._registry import MISSING, Block, Cell, CellError, Missing

OMITTED = -2147352572  # DISP_E_PARAMNOTFOUND: VBA's mark for an optional argument that the formula leaves out
COM_ERROR_BASE = -2146828288  # the COM code of CVErr(n) is this plus n
ERROR_NUMBERS = {
    CellError.NULL: 2000,
    CellError.DIV0: 2007,
    CellError.VALUE: 2015,
    CellError.REF: 2023,
    CellError.NAME: 2029,
    CellError.NUM: 2036,
    CellError.NA: 2042,
}
_BY_NUMBER = {number: error for error, number in ERROR_NUMBERS.items()}
TAG = "\ue000"  # private use: no keyboard types it, and no function's text may begin with it: `_sent`
TEXT_LENGTH_MAX = 32_767
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # a cell knows no time zone

Sent = float | bool | str


def argument(raw: Any, *, every_cell: bool = False) -> Cell | Block | Missing:
    """One argument of a call; a plain list is one row. `every_cell`: the block may hold dates and currency values."""
    if not isinstance(raw, tuple | list):
        return MISSING if type(raw) is int and raw == OMITTED else cell(raw)
    rows: Any = raw if raw and isinstance(raw[0], tuple | list) else (raw,)
    # A list on purpose: a generator takes twice as long, and this looks at every cell of every call. Excel's numbers
    # are floats, so an int is an error; a block without one goes on as it is.
    if every_cell or [1 for row in rows for value in row if type(value) is int]:
        return tuple([tuple([cell(value) for value in row]) for row in rows])
    return rows  # type: ignore[no-any-return]


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
    if not rows or not rows[0] or len(set(map(len, rows))) > 1:
        return [[TAG + CellError.VALUE]]
    if not [1 for row in rows for value in row if type(value) is not float]:
        return rows  # type: ignore[return-value]
    return [[_sent(value) for value in row] for row in rows]


def _sent(value: Cell) -> Sent:
    if value is None:
        return ""
    if isinstance(value, CellError):
        return TAG + value
    if isinstance(value, str) and (value.startswith(TAG) or len(value) > TEXT_LENGTH_MAX):
        return TAG + CellError.VALUE
    return value
