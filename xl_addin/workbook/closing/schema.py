"""The words of the sheets: kinds of column, tables and sheets. The lists stand in columns_*.py."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """How a column's values are written."""

    TEXT = "text"
    LONG = "long"  # text that wraps
    DATE = "date"
    MOMENT = "moment"  # a date, a date with time, or text
    AMOUNT = "amount"  # minor units of the row's currency
    INR = "inr"
    LAKH = "lakh"
    INT = "int"
    RATIO = "ratio"
    STATUS = "status"  # the bare word
    SIGN = "sign"  # the word's symbol


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` in the frame, `header` on the sheet, `width` in characters of the sheet's font."""

    key: str
    header: str
    kind: Kind
    width: float
    is_user_input: bool = False
    help: str = ""
    currency_key: str = "currency"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table: fixed name, columns, and the sentence an empty one shows."""

    name: str
    columns: tuple[Column, ...]
    empty: str = "nothing in this period"
    keeps_widths: bool = False  # a form to be filled later: blank columns stay wide


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what it is, what the reader does with it, its tables and how many columns stay in view."""

    name: str
    group: str
    what: str
    todo: str
    tables: tuple[Table, ...] = ()
    frozen: int = 0


def text(key: str, header: str, width: float, help: str = "") -> Column:
    """An identifier, code or short text."""
    return Column(key, header, Kind.TEXT, width, help=help)


def long(key: str, header: str, width: float, help: str = "") -> Column:
    """Text that may need several lines."""
    return Column(key, header, Kind.LONG, width, help=help)


def day(key: str, header: str, help: str = "") -> Column:
    """A date."""
    return Column(key, header, Kind.DATE, 11, help=help)


def moment(key: str, header: str, width: float = 16) -> Column:
    """A point in time."""
    return Column(key, header, Kind.MOMENT, width)


def money(key: str, header: str, currency_key: str = "currency", width: float = 15, help: str = "") -> Column:
    """An amount with the decimals of its row's currency."""
    return Column(key, header, Kind.AMOUNT, width, currency_key=currency_key, help=help)


def inr(key: str, header: str, help: str = "") -> Column:
    """Rupees and paise."""
    return Column(key, header, Kind.INR, 16, help=help)


def lakh(key: str, header: str) -> Column:
    """The INR figure of `key` in lakh, two decimals: for reading, not for adding."""
    return Column(key, header, Kind.LAKH, 10, help="For reading; the INR column is exact.")


def whole(key: str, header: str, width: float = 8, help: str = "") -> Column:
    """A count, a serial or days."""
    return Column(key, header, Kind.INT, width, help=help)


def ratio(key: str, header: str, width: float = 9, help: str = "") -> Column:
    """A percentage or a rate."""
    return Column(key, header, Kind.RATIO, width, help=help)


def status(key: str, header: str, sign: str = "Sign", width: float = 15) -> tuple[Column, Column]:
    """A status as symbol and bare word, one column each, so that filters and formulas meet the word alone."""
    return (
        Column(key, sign, Kind.SIGN, 5.5, help="Symbol of the status word beside it."),
        Column(key, header, Kind.STATUS, width),
    )


def asked(column: Column, *choices: str, help: str) -> Column:
    """The same column as an input: blue, unlocked, checked against `choices` if there are any."""
    return replace(column, is_user_input=True, choices=choices, help=help)
