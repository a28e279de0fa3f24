"""Formats of a live list: whole columns carry them, so that rows which come later look alike."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from xl_addin.domain._currencies import EXPONENTS
from xl_addin.domain.dates import serial_of
from xl_addin.domain.statuses import BAD, DOT, RAISED, WARNED, statuses
from xl_addin.workbook.books.normal import TEXT_MAX, also_read
from xl_addin.workbook.extracts.day_cells import EARLIEST, LATEST
from xl_addin.workbook.layout.styles import (
    FONT,
    INPUT_FILL,
    INPUT_INK,
    MOMENT_FORMAT,
    RIGHT,
    RULE_LINE,
    TONES,
    amount_format,
)
from xl_addin.workbook.lists import Column, Kind, List

LAST_ROW = 200_000  # zero-based: checks and colours reach this far
_BY_KIND: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"num_format": "@"},
    Kind.LONG: {"num_format": "@", "text_wrap": True},
    Kind.DATE: {"num_format": "dd-mmm-yyyy", "align": "left"},
    Kind.MOMENT: {"num_format": MOMENT_FORMAT, "align": "left"},
    Kind.AMOUNT: {"num_format": amount_format(2), "align": "right", "indent": 1},
    Kind.INR: {"num_format": amount_format(2), "align": "right", "indent": 1},
    Kind.LAKH: {"num_format": amount_format(2), "align": "right", "indent": 1},
    Kind.INT: {"num_format": "#,##0", "align": "right", "indent": 1},
    Kind.RATIO: {"num_format": "0.00##", "align": "right", "indent": 1},
    Kind.ANSWER: {"num_format": "General", "align": "left"},
    Kind.STATUS: {"num_format": "@", "bold": True},
    Kind.SIGN: {"num_format": "@", "bold": True, "align": "center"},
    Kind.LINK: {"num_format": "@"},
    Kind.FOUND: {"num_format": "@", "text_wrap": True},
}
_BASE = {"font_name": FONT, "font_size": 9, "valign": "vcenter"}
_INPUT = {"font_color": INPUT_INK, "locked": False}
_RULE = {"bottom": 1, "bottom_color": RULE_LINE}  # in each rule: a host may apply the first that fits, and no other
_OTHER_PLACES = tuple(sorted({places for places in EXPONENTS.values() if places != 2}))


class MonthStyles:
    """Makes a column's format when first asked for it."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._made: dict[tuple[object, ...], Any] = {}

    def column(self, column: Column[Any]) -> Any:
        """The format of every cell below the header."""
        properties = _BASE | _BY_KIND[column.kind] | (_INPUT if column.is_user_input else {})
        return self.made(("column", column.kind, column.is_user_input), properties)

    def made(self, key: tuple[object, ...], properties: dict[str, Any]) -> Any:
        """A format by what it means."""
        if key not in self._made:
            self._made[key] = self.book.add_format(properties)
        return self._made[key]


def colour(page: Any, first_row: int, table: List[Any], styles: MonthStyles) -> None:
    """What depends on a row's own words: decimals of its currency, tones of its status, lines, the blue cells."""
    for at, column in enumerate(table.columns):
        if column.is_user_input:
            _unreadable(page, first_row, at, table, styles)
        if column.kind is Kind.STATUS:
            _tones(page, first_row, (at - bool(column.sign), at), styles)
        if column.kind is Kind.FOUND:
            _warned(page, first_row, (at, at), styles)
        if column.kind is Kind.AMOUNT:
            _decimals(page, first_row, at, table, styles)
    last = len(table.columns) - 1
    row = f"${xl_col_to_name(0)}{first_row + 1}:${xl_col_to_name(last)}{first_row + 1}"
    filled = f"=COUNTA({row})>0"
    for at, column in enumerate(table.columns):
        if column.is_user_input:
            fill = styles.made(("fill",), {"bg_color": INPUT_FILL, **_RULE})
            _when(page, first_row, (at, at), filled, fill)
    line = styles.made(("line",), _RULE)
    _when(page, first_row, (0, last), filled, line)


def _unreadable(page: Any, first_row: int, at: int, table: List[Any], styles: MonthStyles) -> None:
    """A blue cell that reading back would not take, marked as soon as it is filled; no host is needed for it."""
    ink, fill = TONES[BAD]
    style = styles.made(("tone", BAD), {"font_color": ink, "bg_color": fill, **_RULE})
    column, cell = table.columns[at], f"${xl_col_to_name(at)}{first_row + 1}"
    refused = not_read(column, cell)
    if column.upto:
        owner = next(place for place, one in enumerate(table.columns) if one.header == column.upto)
        last = f"${xl_col_to_name(owner)}{first_row + 1}"
        refused = f"OR({refused},AND(ISNUMBER({last}),{cell}>{last}))"
    _when(page, first_row, (at, at), f"=IF(ISERROR({cell}),TRUE,{refused})", style)


def not_read(column: Column[Any], cell: str) -> str:
    """The formula that is TRUE where reading back would not take `cell`; a day typed as text is looked at too."""
    if column.choices:
        others = also_read(column.choices)
        words = [f'{cell}="{word}"' for word in (*column.choices, *others)] + [f"ISLOGICAL({cell})"] * bool(others)
        return f'AND({cell}<>"",NOT(OR({",".join(words)})))'
    if column.kind is Kind.DATE:
        return f'AND({cell}<>"",OR(ISTEXT({cell}),{cell}<{serial_of(EARLIEST)},{cell}>{serial_of(LATEST)}))'
    if column.kind in (Kind.ANSWER, Kind.MOMENT):
        return "FALSE"
    if column.kind in RIGHT:
        broken = f",INT({cell})<>{cell}" if column.kind is Kind.INT else ""
        return f'IF({cell}="",FALSE,IF(ISNUMBER({cell}),OR({cell}<0{broken}),TRUE))'
    return f'AND({cell}<>"",OR(NOT(ISTEXT({cell})),LEN({cell})>{TEXT_MAX}))'


def _tones(page: Any, first_row: int, columns: tuple[int, int], styles: MonthStyles) -> None:
    """The word and the symbol left of it, where it has one, in the colours of its tone; a warning goes before."""
    cell = f"${xl_col_to_name(columns[1])}{first_row + 1}"
    if columns[0] < columns[1]:
        _warned(page, first_row, columns, styles)
    for tone, (ink, fill) in TONES.items():
        words = ",".join(
            f'{cell}="{word}"' for word, one in statuses().items() if one.tone == tone and one.symbol != DOT
        )
        style = styles.made(("tone", tone), {"font_color": ink, "bg_color": fill, **_RULE})
        _when(page, first_row, columns, f"=OR({words})", style)


def _warned(page: Any, first_row: int, columns: tuple[int, int], styles: MonthStyles) -> None:
    """What begins with the symbol of a warning, and the status right of it: not in the colours of a plain OK."""
    ink, fill = TONES[RAISED]
    style = styles.made(("tone", RAISED), {"font_color": ink, "bg_color": fill, **_RULE})
    first = f"${xl_col_to_name(columns[0])}{first_row + 1}"
    _when(page, first_row, columns, f'=LEFT({first},1)="{WARNED}"', style)


def _decimals(page: Any, first_row: int, at: int, table: List[Any], styles: MonthStyles) -> None:
    """Yen without decimals, dinars with three: two stand in the column's own format."""
    header = table.columns[at].currency
    owner = next(place for place, column in enumerate(table.columns) if column.header == header)
    cell = f"${xl_col_to_name(owner)}{first_row + 1}"
    for places in _OTHER_PLACES:
        codes = ",".join(f'{cell}="{code}"' for code, own in EXPONENTS.items() if own == places)
        style = styles.made(("places", places), {"num_format": amount_format(places), **_RULE})
        _when(page, first_row, (at, at), f"=OR({codes})", style)


def _when(page: Any, first_row: int, columns: tuple[int, int], formula: str, style: Any) -> None:
    rule = {"type": "formula", "criteria": formula, "format": style}
    page.conditional_format(first_row, columns[0], LAST_ROW, columns[1], rule)
