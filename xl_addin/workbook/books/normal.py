"""One form for a value of a list and the cell that shows it, so that the two can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from xl_addin.domain.dates import day_of_serial, moment_of_serial
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.money import from_minor
from xl_addin.domain.texts import clean, listed, raised
from xl_addin.workbook.books.port import NEVER_CALCULATED, Fault
from xl_addin.workbook.extracts import cells
from xl_addin.workbook.extracts.day_cells import EARLIEST, LATEST, one_day
from xl_addin.workbook.layout.cells import in_lakh, is_blank, shown_ratio
from xl_addin.workbook.lists import Column, Filled, Kind
from xl_addin.workbook.safe_text import safe_text

NUMBERS = (Kind.AMOUNT, Kind.INR, Kind.LAKH, Kind.INT, Kind.RATIO)
SERIAL_LIMIT = 100_000
TEXT_MAX = 250
A_MOMENT = "a day as dd-mmm-yyyy, with its time as hh:mm or without"
_CLOCK = re.compile(r"(?P<day>\S.*?)[T ]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(:[0-9]{2})?")
# Texts that stand for an error where values were pasted or written by another program.
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#FIELD!", "#ERROR"}


class Unreadable(Exception):
    """A cell that its column cannot hold; `when` names the special case of the finding that tells it."""

    def __init__(self, header: str, found: object, expected: str, when: str = "") -> None:
        super().__init__(f"{header}: {found}")
        self.header, self.found, self.expected, self.when = header, found, expected, when


def normal_values(filled: Filled[Any], column: Column[Any]) -> list[object]:
    """What the cells of a column ought to show: "" for blank text, None for any other blank."""
    values = filled.values(column)
    if column.kind is Kind.AMOUNT:
        return [_money(*pair) for pair in zip(values, filled.currencies(column), strict=True)]
    if column.kind in NUMBERS or column.kind is Kind.DATE:
        return [None if is_blank(value) else _plain(column, value) for value in values]
    return ["" if is_blank(value) else safe_text(str(value)) for value in values]


def _money(minor: Any, currency: str) -> Decimal | None:
    return None if is_blank(minor) or (not currency and not minor) else from_minor(int(minor), currency)


def _plain(column: Column[Any], value: Any) -> object:
    if column.kind is Kind.DATE:
        return value.date() if isinstance(value, datetime) else value
    number = Decimal(str(value))
    if column.kind is Kind.LAKH:
        return in_lakh(number)
    return shown_ratio(number) if column.kind is Kind.RATIO else number


def from_cell(column: Column[Any], cell: object, *, date1904: bool = False) -> object:
    """The same form of what a person left in the cell; Unreadable where the column cannot hold it."""
    if cell is None or (isinstance(cell, str) and not clean(cell)):
        return None if column.kind in NUMBERS or column.kind is Kind.DATE else ""
    if isinstance(cell, Fault) or (column.is_user_input and cell in _ERRORS):
        raise Unreadable(column.header, cell, "a value", "uncalculated" if cell == NEVER_CALCULATED else "fault")
    if column.kind is Kind.ANSWER:
        return clean(safe_text(cell)) if isinstance(cell, str) else cell
    if column.kind is Kind.DATE:
        return read_day(column.header, cell, date1904=date1904)
    if column.kind is Kind.MOMENT and column.is_user_input:
        return str(_moment(column.header, cell, date1904=date1904))
    if column.kind in NUMBERS:
        return _number(column, cell)
    return _text(column, cell)


def read_day(header: str, cell: object, *, date1904: bool = False) -> date:
    """The day in a cell; Unreadable where there is none."""
    if isinstance(cell, str):
        return _text_day(header, cell)
    if isinstance(cell, date):
        found: date | None = cell.date() if isinstance(cell, datetime) else cell
    else:
        found = _serial_day(cell, date1904)
    if found is None or not EARLIEST <= found <= LATEST:
        raise Unreadable(header, cell, "a date as dd-mmm-yyyy, in 2000 to 2099")
    return found


def _moment(header: str, cell: object, *, date1904: bool) -> date:
    """A day with or without its time, to the minute; Unreadable where the cell holds neither."""
    clock = _CLOCK.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if clock:
        try:
            at = time(int(clock["hour"]), int(clock["minute"]))
        except ValueError:
            raise Unreadable(header, cell, A_MOMENT) from None
        return datetime.combine(read_day(header, clock["day"]), at)
    found = cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 < cell < SERIAL_LIMIT:
        found = moment_of_serial(cell, date1904)
    try:
        day = read_day(header, found, date1904=date1904)
    except Unreadable as fault:
        raise Unreadable(header, fault.found, A_MOMENT) from None
    return found.replace(second=0, microsecond=0) if isinstance(found, datetime) else day


def _text_day(header: str, cell: str) -> date:
    """A date typed as text that has one reading only: 31-Oct-2026 or 2026-10-31, never 03/04/2026 or 26-10-05."""
    try:
        return one_day(cell)
    except ValueRefused as why:
        raise Unreadable(header, cell, why.expected) from None


def _serial_day(cell: object, date1904: bool) -> date | None:
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 < cell < SERIAL_LIMIT:
        return None
    return day_of_serial(cell, date1904)


def _number(column: Column[Any], cell: object) -> Decimal:
    try:
        if isinstance(cell, bool):
            raise InvalidOperation
        if isinstance(cell, int | float):
            return Decimal(f"{cell:.15g}")
        return cells.amount(str(cell)).value
    except (InvalidOperation, ValueRefused):
        raise Unreadable(column.header, cell, "a number") from None


def _text(column: Column[Any], cell: object) -> str:
    value = _as_text(cell)
    if column.choices or not column.is_user_input:
        return value if not column.choices else _choice(column, value)
    if not isinstance(cell, str):
        raise Unreadable(column.header, *_not_text(cell), "number")
    if len(value) > TEXT_MAX:
        raise Unreadable(column.header, f"{value} ({len(value)} characters)", f"at most {TEXT_MAX} characters")
    return value


def _not_text(cell: object) -> tuple[str, str]:
    """What stands in a column of free text and is none, and what was expected: its zeros and digits may be gone."""
    if isinstance(cell, bool):
        return ("TRUE" if cell else "FALSE"), "text, not TRUE or FALSE"
    if isinstance(cell, date):
        return f"{cell:%d-%b-%Y}", "text, not a date"
    return (f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)), "text, not a number"


def _as_text(cell: object) -> str:
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    if isinstance(cell, int | float):
        return f"{cell:.15g}"
    if isinstance(cell, date):
        return str(cell)
    return safe_text(str(cell)).strip()


def _choice(column: Column[Any], value: str) -> str:
    """A choice in any case, with blanks or hyphens for its underscores; Yes and No for Y and N."""
    return listed(value, column.choices) or also_read(column.choices).get(raised(clean(value).upper()), value)


def also_read(choices: Sequence[str]) -> Mapping[str, str]:
    """Other words for the choices Y and N."""
    return {"YES": "Y", "TRUE": "Y", "NO": "N", "FALSE": "N"} if {"Y", "N"} <= set(choices) else {}
