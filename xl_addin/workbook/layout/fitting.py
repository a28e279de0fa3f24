"""Column widths from the values themselves: no #### on screen or paper, nothing cut, no paper wasted on blanks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from xl_addin.workbook.layout.cells import is_blank, moment_of, places
from xl_addin.workbook.lists import WRAPPED, Column, Filled, Kind

# Cells are set in 9 points, widths count characters of 11 points; digits and capitals need a little more than 9/11.
_PER_CHARACTER, _PER_DIGIT, _PADDING, _INDENT = 0.88, 0.83, 1.0, 2.0
_PER_CAPITAL, _PER_LETTER = 0.95, 0.78
_ROW_HEIGHT, _LINE_HEIGHT, _HIGHEST_ROW = 15.0, 12.0, 409.0  # points; no host shows a higher row
_HEADER_PADDING = 1.9
WIDEST_ON_ONE_LINE = 24  # longer codes are set on several lines
_KNOWN: dict[Kind, float] = {Kind.DATE: 10.5, Kind.MOMENT: 15, Kind.SIGN: 4.6, Kind.INT: 6, Kind.RATIO: 9}


def fitted(filled: Filled[Any]) -> Filled[Any]:
    """The list with each column as wide as its values and its header need."""
    table = filled.table
    columns = [_fitted(column, filled) for column in table.columns]
    if table.keeps_widths:
        pairs = zip(columns, table.columns, strict=True)
        columns = [replace(column, width=max(column.width, given.width)) for column, given in pairs]
    return replace(filled, table=replace(table, columns=tuple(columns)))


def _fitted(column: Column[Any], filled: Filled[Any]) -> Column[Any]:
    need = max(_need(column, filled) if len(filled) else 0.0, header_width(column.header), _input_width(column))
    if column.kind is Kind.TEXT and need > WIDEST_ON_ONE_LINE and need > column.width:
        return replace(column, kind=Kind.LONG, width=max(WIDEST_ON_ONE_LINE, column.width))
    widest = max(column.width, header_width(column.header)) if column.kind in WRAPPED else need
    return replace(column, width=round(min(need, widest), 1))


def _input_width(column: Column[Any]) -> float:
    """Room for what the desk may enter: the longest choice and its arrow, a date, or words."""
    if not column.is_user_input:
        return 0.0
    if column.choices:
        return max(map(len, column.choices)) * _PER_CHARACTER + _PADDING
    return _KNOWN.get(column.kind, column.width)


def header_width(header: str) -> float:
    """Room for the longest word of a header; headers wrap between words."""
    return max(len(word) for word in header.split()) * 0.95 + _HEADER_PADDING


def row_heights(filled: Filled[Any]) -> list[float] | None:
    """Points that each row needs for its wrapped text, or None when every row is a single line.

    Heights stand in the file: a host that works them out on opening cuts lines when it prints at a smaller scale.
    """
    lines = [1] * len(filled)
    for column in filled.table.columns:
        if column.kind in WRAPPED:
            values = filled.values(column)
            known = {value: _lines(str(value), column.width) for value in _distinct(values) if not is_blank(value)}
            lines = [max(line, known.get(value, 1)) for line, value in zip(lines, values, strict=True)]
    if max(lines, default=1) == 1:
        return None
    return [min(_ROW_HEIGHT + (line - 1) * _LINE_HEIGHT, _HIGHEST_ROW) for line in lines]


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column, words kept whole where they fit."""
    per_line = max(int((width - _PADDING) / (_PER_CAPITAL if text.isupper() else _PER_LETTER)), 1)
    return sum(_lines_of_paragraph(paragraph, per_line) for paragraph in text.split("\n"))


def _lines_of_paragraph(paragraph: str, per_line: int) -> int:
    if len(paragraph) <= per_line and "  " not in paragraph:
        return 1
    lines, used = 1, 0
    for word in map(len, paragraph.split(" ")):
        if used and used + 1 + word > per_line:
            lines, used = lines + 1, 0
        lines += max(word - 1, 0) // per_line
        used += (1 if used else 0) + max(word - 1, 0) % per_line + 1
    return lines


def _need(column: Column[Any], filled: Filled[Any]) -> float:
    values = filled.values(column)
    if column.kind is Kind.AMOUNT:
        return _digits_width(_longest_amount(values, filled.currencies(column)))
    if measure := _IN_RUPEES.get(column.kind):
        known = [value for value in values if not is_blank(value)]
        ends = [min(known), max(known), *([sum(known)] if filled.table.total == column.header else [])] if known else []
        return _digits_width(max(map(measure, ends), default=0))
    known = [value for value in _distinct(values) if not is_blank(value)]
    if not known:
        return 0.0
    if column.kind in (Kind.TEXT, *WRAPPED, Kind.STATUS, Kind.LINK):
        return max(len(str(value)) for value in known) * _PER_CHARACTER + _PADDING
    if column.kind is Kind.MOMENT:
        return max(map(_moment_width, known))
    measure = _MEASURES.get(column.kind)
    return _digits_width(max(map(measure, known))) if measure else _KNOWN[column.kind]


def _distinct(values: Iterable[Any]) -> set[Any]:
    return set(values)


def _longest_amount(minors: list[Any], currencies: list[str]) -> int:
    """Characters of the longest amount with its separators and sign."""
    longest: dict[str, int] = {}
    for minor, currency in zip(minors, currencies, strict=True):
        if not is_blank(minor):
            size = minor if minor >= 0 else -10 * minor
            if size > longest.get(currency, -1):
                longest[currency] = size
    return max((_characters(len(str(size)), places(code)) for code, size in longest.items()), default=0)


def _characters(digits: int, decimals: int) -> int:
    whole = max(digits - decimals, 1)
    return whole + (whole - 1) // 3 + (decimals + 1 if decimals else 0)


def _digits_width(characters: int) -> float:
    return characters * _PER_DIGIT + _PADDING + _INDENT if characters else 0.0


def _moment_width(value: Any) -> float:
    found = moment_of(value)
    return len(found) * _PER_CHARACTER + _PADDING if isinstance(found, str) else _KNOWN[Kind.MOMENT]


# Of these no value is longer than the least or the greatest.
_IN_RUPEES: dict[Kind, Callable[[Any], int]] = {
    Kind.INR: lambda value: len(f"{value:,.2f}"),
    Kind.LAKH: lambda value: len(f"{value / 100_000:,.2f}"),
}
_MEASURES: dict[Kind, Callable[[Any], int]] = {
    Kind.INT: lambda value: len(f"{int(value):,}"),
    Kind.RATIO: lambda value: min(len(f"{float(value):,.6f}".rstrip("0")) + 1, 14),
}
