"""A list's column as the XML of its cells, one short loop per kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from xl_addin.domain.dates import serial_of
from xl_addin.domain.money import MINOR_LIMIT, exponent
from xl_addin.domain.statuses import RAISED, WARNED, sign, tone
from xl_addin.workbook.layout.fast_sheet import FastSheet
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.lists import Column, Filled, Kind
from xl_addin.workbook.safe_text import safe_text

DIGITS = 15  # what a spreadsheet cell keeps
_INR_PER_LAKH = Decimal(100_000)


@cache
def places(currency: str) -> int:
    """Decimals of a currency; two for a row without currency."""
    return exponent(currency) if currency else 2


def way_to(sheet: str) -> str:
    """How a link to a sheet reads."""
    return f"→ {sheet}"


def is_blank(value: object) -> bool:
    """None, "", NaN and NaT are one thing on a sheet: nothing."""
    return value is None or value == "" or value != value  # noqa: PLR0124 - NaN alone differs from itself


def plain_number(value: Decimal) -> str:
    """Digits of a decimal; more than a cell can hold is a defect of the caller, never a silent rounding."""
    digits = format(value, "f")
    if len(digits.replace(".", "").replace("-", "").strip("0")) > DIGITS:
        raise AssertionError(f"{value} has more than {DIGITS} significant digits; a cell would change it")
    return digits


def serial(value: date) -> str:
    """The number by which a sheet knows a date, or a date with time."""
    if isinstance(value, datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return repr(serial_of(value) + seconds / 86400)
    return str(serial_of(value))


def moment_of(value: object) -> object:
    """A moment written as ISO text, such as the ledger keeps it, as date and time; anything else unchanged."""
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return value


def in_lakh(value: Decimal) -> Decimal:
    """INR in lakh, two decimals, half away from zero."""
    return (value / _INR_PER_LAKH).quantize(Decimal("0.01"), ROUND_HALF_UP)


def shown_ratio(value: Decimal) -> Decimal:
    """A rate or percentage cut to the digits that a cell keeps."""
    with localcontext() as context:
        context.prec = DIGITS
        return +value


class CellWriter:
    """Turns columns of one sheet into cells; texts go to the book's list, formats come from the book's styles."""

    def __init__(self, sheet: FastSheet, styles: Styles) -> None:
        self._sheet = sheet
        self._styles = styles

    def column(self, column: Column[Any], filled: Filled[Any]) -> list[str]:
        """The cells of `column` for every row of its list."""
        values = filled.values(column)
        if column.kind is Kind.AMOUNT:
            return self._amounts(values, filled.currencies(column), column.is_user_input)
        if column.sign:
            return self._each([*zip(values, filled[column.sign], strict=True)], self._signed)
        return self._each(values, self._one(column, column.is_user_input))

    def _one(self, column: Column[Any], is_input: bool) -> Callable[[Any], str]:
        if column.kind in (Kind.STATUS, Kind.SIGN):
            return lambda word: self._status(column.kind, word)
        if column.kind is Kind.FOUND:
            return self._found
        if column.kind is Kind.LINK:
            return self._link
        if column.kind in (Kind.TEXT, Kind.LONG, Kind.ANSWER):
            style = self._styles.index(column.kind, is_input=is_input)
            return lambda value: self._text(value, style)
        return lambda value: self._number(column.kind, value, is_input)

    def _each(self, values: Sequence[Any], one: Callable[[Any], str]) -> list[str]:
        """The cells of `values`; equal values are rendered once."""
        known = {value: one(value) for value in dict.fromkeys(values)}
        return [known[value] for value in values]

    def _amounts(self, minors: Sequence[int], currencies: Sequence[str], is_input: bool) -> list[str]:
        """Minor units divided by the power of ten of each row's currency; exact below 15 digits."""
        heads = {
            currency: (
                f' s="{self._styles.index(Kind.AMOUNT, places=places(currency), is_input=is_input)}"',
                10 ** places(currency),
            )
            for currency in dict.fromkeys(currencies)  # in order, so that the same view gives the same bytes
        }
        cells = []
        for minor, currency in zip(minors, currencies, strict=True):
            head, scale = heads[currency]
            if is_blank(minor) or (not currency and not minor):  # no currency: there is no amount
                cells.append(head + "/>")
                continue
            if not -MINOR_LIMIT < minor < MINOR_LIMIT:
                raise AssertionError(f"{minor} minor units of {currency} have more than {DIGITS} digits")
            cells.append(f"{head}><v>{minor / scale if scale > 1 else minor!r}</v></c>")
        return cells

    def _text(self, value: object, style: int) -> str:
        if is_blank(value):
            return f' s="{style}"/>'
        return f' s="{style}" t="s"><v>{self._sheet.string_index(safe_text(str(value)))}</v></c>'

    def _link(self, sheet: Any) -> str:
        """The way to a sheet of this book; a formula, for a table's cells are written as they are."""
        style = self._styles.index(Kind.LINK)
        if is_blank(sheet):
            return f' s="{style}"/>'
        words = escape(way_to(sheet))
        return f' s="{style}" t="str"><f>HYPERLINK("#\'{escape(sheet)}\'!A1","{words}")</f><v>{words}</v></c>'

    def _signed(self, pair: tuple[Any, Any]) -> str:
        """A status word in the colours of the symbol beside it."""
        word, sign_word = pair
        return self._text(word, self._styles.index(Kind.STATUS, tone="" if is_blank(word) else tone(str(sign_word))))

    def _status(self, kind: Kind, word: object) -> str:
        text = "" if is_blank(word) else str(word)
        style = self._styles.index(kind, tone=tone(text))
        return self._text(sign(text) if kind is Kind.SIGN else text, style)

    def _found(self, value: object) -> str:
        text = "" if is_blank(value) else str(value)
        return self._text(text, self._styles.index(Kind.FOUND, tone=RAISED if text.startswith(WARNED) else ""))

    def _number(self, kind: Kind, value: Any, is_input: bool) -> str:
        if kind is Kind.MOMENT:
            value = moment_of(value)
            kind = Kind.MOMENT if isinstance(value, datetime) else Kind.DATE if isinstance(value, date) else Kind.TEXT
        style = self._styles.index(kind, is_input=is_input)
        if is_blank(value):
            return f' s="{style}"/>'
        if kind is Kind.TEXT:
            return self._text(value, style)
        return f' s="{style}"><v>{_NUMBERS[kind](value)}</v></c>'


_NUMBERS: dict[Kind, Callable[[Any], str]] = {
    Kind.DATE: serial,
    Kind.MOMENT: serial,
    Kind.INT: lambda value: plain_number(Decimal(value)),
    Kind.INR: plain_number,
    Kind.LAKH: lambda value: plain_number(in_lakh(value)),
    Kind.RATIO: lambda value: plain_number(shown_ratio(Decimal(value))),
}
