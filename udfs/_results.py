"""What a body answers, as a plain value and as a cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any, cast

from udfs._cellwise import DIGITS_MAX, NA, NUM, TEXT_MAX, VALUE, significant
from udfs._days import serial
from udfs._registry import Cell, CellError

CUT = "…"
CELLS = frozenset({bool, str, CellError, type(None), float})


def settled(answer: Any, returns: str) -> Any:
    """The plain value of an answer: nothing is #N/A, an amount that a cell cannot hold exactly is #NUM!."""
    if answer is True or answer is False:
        return answer
    if answer is None:
        return NA
    if isinstance(answer, str):
        return answer if len(answer) <= TEXT_MAX else answer[: TEXT_MAX - len(CUT)] + CUT
    if isinstance(answer, date):
        return answer
    return _number(Decimal(answer), returns) if isinstance(answer, int | Decimal) else VALUE


def _number(answer: Decimal, returns: str) -> Any:
    if not answer.is_finite() or answer.adjusted() >= DIGITS_MAX:
        return NUM
    return NUM if returns == "amount" and significant(answer) > DIGITS_MAX else answer


def beside(answers: Sequence[Sequence[Sequence[Any]]]) -> list[list[Any]]:
    """Answers of one shape, each a list of rows: to the right of a column, below a row; #VALUE! of a block."""
    if all(len(row) == 1 for found in answers for row in found):
        return [[*chain.from_iterable(rows)] for rows in zip(*answers, strict=True)]
    if all(len(found) == 1 for found in answers):
        return [[*row] for found in answers for row in found]
    return [[VALUE]]


def host_cell(value: Any, date1904: bool) -> Cell:
    """A plain value as a spreadsheet takes it: numbers to 15 significant digits, dates as serials of its book."""
    if type(value) in CELLS:
        return cast(Cell, value)
    if isinstance(value, Decimal):
        return float(f"{value:.{DIGITS_MAX}g}")
    return serial(value, date1904) if isinstance(value, date) else VALUE
