"""The Sign-off sheet: who signed, and native formulas that hold row counts and totals against the signed ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from xl_addin.domain.sealed import Sealed
from xl_addin.domain.statuses import BAD, GOOD, sign, tone
from xl_addin.workbook.books.normal import normal_values
from xl_addin.workbook.layout.cells import moment_of
from xl_addin.workbook.layout.grid import Calc, Content, Field, Link, put, put_table, set_field_widths
from xl_addin.workbook.layout.page import HEAD_ROW, close_page
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.layout.tables import input_check
from xl_addin.workbook.lists import Column, Filled, Kind, Sheet
from xl_addin.workbook.proof.view import ClosingView

SIGNATURES, TABLE = "tblSignOff", "tblSigned"
SIGNED, BROKEN = "SIGNED", "BROKEN"
SEES = (
    "These formulas see the number of rows and the total of the amounts of each table, and no more. "
    "Every cell is compared by the command verify with this book."
)
FIELDS = (
    Field("Sheet", 16),
    Field("Table", 58),
    Field("Total signed", 24, True),
    Field("Total now", 24, True),
    Field("Rows signed", 12, True),
    Field("Rows now", 13, True),
    Field("Agrees", 62),
)
AGREES = len(FIELDS) - 1
_NOBODY = "nothing is signed yet"


def write_signed(page: Any, sheet: Sheet, view: ClosingView, styles: Styles) -> None:
    """The signatures, each SIGNED only while the tables below have the signed counts and totals; then these."""
    filled = view.lists[SIGNATURES]
    fields = [Field(column.header, column.width) for column in filled.table.columns]
    below = HEAD_ROW + len(filled) + 4
    rows = [_compared(one, view, number, styles) for number, one in enumerate(view.sealed, below + 2)]
    agree = all(_agrees(one, view.lists[one.name]) for one in view.sealed)
    pairs = zip_longest(fields, FIELDS, fillvalue=Field("", 0))
    both = [replace(two, width=max(one.width, two.width)) for one, two in pairs]
    set_field_widths(page, both, rows)
    last = put_table(page, HEAD_ROW, SIGNATURES, fields, _signatures(filled, HEAD_ROW, agree, styles), styles)
    _toned(page, HEAD_ROW + 1, last, [column.header for column in filled.table.columns].index("Status"), styles)
    for place, column in enumerate(filled.table.columns):
        if column.is_user_input:
            input_check(page, HEAD_ROW + 1, last, place, column)
    put(page, below - 1, 0, SEES, styles.named("todo"))
    last = put_table(page, below, TABLE, FIELDS, rows or _none(styles), styles)
    if rows:
        _toned(page, below + 1, last, AGREES, styles)
    close_page(page, HEAD_ROW, last, len(fields) - 1, freeze=HEAD_ROW + 1, frozen=sheet.frozen)


def _signatures(filled: Filled[Any], head: int, agree: bool, styles: Styles) -> list[list[tuple[Content, Any]]]:
    columns = filled.table.columns
    at = {column.header: place for place, column in enumerate(columns)}
    values = [filled.values(column) for column in columns]
    rows = enumerate(zip(*values, strict=True), head + 2)
    return [
        [_cell(*pair, f"${chr(65 + at['Status'])}{number}", agree, styles) for pair in zip(columns, row, strict=True)]
        for number, row in rows
    ]


def _cell(column: Column[Any], value: Any, status: str, agree: bool, styles: Styles) -> tuple[Content, Any]:
    """A signature that stands is a formula: it breaks where the tables below do not agree any more."""
    if column.is_user_input:
        return value, styles.cell(column.kind, is_input=True)
    kind, now = column.kind, SIGNED if agree else BROKEN
    if kind is Kind.STATUS and value == SIGNED:
        return Calc(f'IF(AND({TABLE}[Agrees]),"{SIGNED}","{BROKEN}")', now), styles.cell(kind)
    if kind is Kind.SIGN and value == SIGNED:
        return Calc(f'IF({status}="{SIGNED}","{sign(SIGNED)}","{sign(BROKEN)}")', sign(now)), styles.cell(kind)
    if kind in (Kind.STATUS, Kind.SIGN):
        return sign(value) if kind is Kind.SIGN else value, styles.cell(kind, tone=tone(value))
    if kind is Kind.MOMENT:
        found = moment_of(value)
        return (
            (found.replace(tzinfo=None), styles.cell(kind)) if isinstance(found, datetime) else ("", styles.cell(kind))
        )
    return value, styles.cell(kind)


def _compared(one: Sealed, view: ClosingView, number: int, styles: Styles) -> list[tuple[Content, Any]]:
    """A list as it was signed beside what formulas find of its table now."""
    filled = view.lists[one.name]
    sheet = next(found.name for found in view.sheets if filled.table in found.tables)
    count, amount = styles.cell(Kind.INT), styles.cell(Kind.AMOUNT)
    total = _total(filled)
    totals = f",ABS(C{number}-D{number})<0.005" if total is not None else ""
    return [
        (Link(sheet, sheet), styles.named("link")),
        (one.name, styles.cell(Kind.TEXT)),
        (Decimal(one.total) if one.total else None, amount),
        (None if total is None else Calc(_total_now(filled), float(total)), amount),
        (one.rows, count),
        (Calc(_rows_now(filled), len(filled)), count),
        (Calc(f"AND(E{number}=F{number}{totals})", _agrees(one, filled)), styles.named("truth")),
    ]


def _agrees(one: Sealed, filled: Filled[Any]) -> bool:
    total = _total(filled)
    return len(filled) == one.rows and (total is None or total == Decimal(one.total))


def _rows_now(filled: Filled[Any]) -> str:
    """Rows of the table; a table without rows has one that says so."""
    first = f"{filled.table.name}[{_escaped(filled.table.columns[0].header)}]"
    return f'ROWS({first})-COUNTIFS({first},"{filled.table.empty}")'


def _total_now(filled: Filled[Any]) -> str:
    amounts = [column for column in filled.table.columns if column.kind is Kind.AMOUNT]
    return f"SUM({','.join(f'{filled.table.name}[{_escaped(one.header)}]' for one in amounts)})"


def _total(filled: Filled[Any]) -> Decimal | None:
    amounts = [column for column in filled.table.columns if column.kind is Kind.AMOUNT]
    found = (one for column in amounts for one in normal_values(filled, column) if isinstance(one, Decimal))
    return sum(found, Decimal(0)) if amounts else None


def _escaped(header: str) -> str:
    """A header within a reference to its table."""
    return "".join(f"'{one}" if one in "[]#'" else one for one in header)


def _none(styles: Styles) -> list[list[tuple[Content, Any]]]:
    empty = styles.named("empty")
    return [[(_NOBODY, empty), *([(None, empty)] * AGREES)]]


def _toned(page: Any, first: int, last: int, place: int, styles: Styles) -> None:
    """Formulas take their colours from what they say."""
    cell = f"=${chr(65 + place)}{first + 1}"
    for word, colour in ((f'"{SIGNED}"', GOOD), (f'"{BROKEN}"', BAD), ("TRUE", GOOD), ("FALSE", BAD)):
        rule = {"type": "formula", "criteria": f"{cell}={word}", "format": styles.toned(colour)}
        page.conditional_format(first, place, last, place, rule)
