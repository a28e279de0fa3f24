"""Lists of the month as rows of cells for an open book: amounts by their currency, dates, words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xl_addin.domain.money import MINOR_LIMIT
from xl_addin.domain.statuses import sign
from xl_addin.workbook.books.port import CellValue
from xl_addin.workbook.layout.cells import in_lakh, is_blank, moment_of, places, plain_number, shown_ratio, way_to
from xl_addin.workbook.lists import Column, Filled, Kind, List
from xl_addin.workbook.safe_text import safe_text

Row = tuple[CellValue, ...]


def table_rows(filled: Filled[Any]) -> list[Row]:
    """Each row as cells hold it; a list without rows is one row that says so."""
    if not len(filled):
        return [nothing(filled.table)]
    columns = [_column(column, filled) for column in filled.table.columns]
    return list(zip(*columns, strict=True))


def nothing(table: List[Any], words: str = "") -> Row:
    """The row of an empty table: `words`, or its own sentence, in the first column of text."""
    place = first_text(table)
    return tuple((words or table.empty) if at == place else None for at in range(len(table.columns)))


def first_text(table: List[Any]) -> int:
    """Place of the first column that holds text of the ledger."""
    texts = (Kind.TEXT, Kind.LONG)
    return next(at for at, column in enumerate(table.columns) if column.kind in texts and not column.is_user_input)


def _column(column: Column[Any], filled: Filled[Any]) -> Sequence[CellValue]:
    values = filled.values(column)
    if column.kind is Kind.AMOUNT:
        return [_amount(*pair) for pair in zip(values, filled.currencies(column), strict=True)]
    one = _KINDS.get(column.kind, _text)
    return [None if is_blank(value) else one(value) for value in values]


def _amount(minor: Any, currency: str) -> CellValue:
    """Minor units by the currency's decimals; no currency and nothing in it is no amount."""
    if is_blank(minor) or (not currency and not minor):
        return None
    if not -MINOR_LIMIT < minor < MINOR_LIMIT:
        raise AssertionError(f"{minor} minor units of {currency} have more digits than a cell keeps")
    scale = 10 ** places(currency)
    return minor / scale if scale > 1 else int(minor)


def _text(value: Any) -> CellValue:
    return safe_text(str(value))


def _day(value: Any) -> CellValue:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else str(value)


def _moment(text: str) -> str:
    """A moment of the ledger as a person reads it; any other text as it stands."""
    found = moment_of(text)
    return f"{found:%d-%b-%Y %H:%M}" if isinstance(found, datetime) else text


def _number(value: Decimal) -> CellValue:
    """The number as a cell holds it: the nearest there is; more digits than it keeps are a defect of the caller."""
    plain_number(value)
    top, bottom = value.as_integer_ratio()
    return top if bottom == 1 else top / bottom


_KINDS: Mapping[Kind, Callable[[Any], CellValue]] = {
    Kind.DATE: _day,
    Kind.MOMENT: lambda value: value if isinstance(value, date) else _moment(str(value)),
    Kind.INT: lambda value: _number(Decimal(value)),
    Kind.INR: _number,
    Kind.LAKH: lambda value: _number(in_lakh(value)),
    Kind.RATIO: lambda value: _number(shown_ratio(Decimal(value))),
    Kind.LINK: lambda value: way_to(str(value)),
    Kind.SIGN: lambda value: sign(str(value)),
}
