"""Small tables and lists cell by cell: values, links and formulas with their cached results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from xl_addin.workbook.layout.cells import plain_number
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.safe_text import safe_text


@dataclass(frozen=True, slots=True)
class Calc:
    """A native formula (without =) and the value computed here, for readers that do not recalculate."""

    formula: str
    value: float | int | bool | str


@dataclass(frozen=True, slots=True)
class Link:
    """A jump to a sheet of this book."""

    sheet: str
    words: str


HEAD_HEIGHT = 30
Content: TypeAlias = Calc | Link | str | int | float | Decimal | bool | date | None


def put(page: Any, row: int, column: int, content: Content, style: Any) -> None:
    """Writes one cell by the type of its content; text stays literal text."""
    match content:
        case Calc():
            page.write_formula(row, column, "=" + content.formula, style, content.value)
        case Link():
            page.write_url(row, column, f"internal:'{content.sheet}'!A1", style, safe_text(content.words))
        case bool():
            page.write_boolean(row, column, content, style)
        case str() if content:
            page.write_string(row, column, safe_text(content), style)
        case int() | float() | Decimal():
            page.write_number(row, column, float(plain_number(Decimal(str(content)))), style)
        case date():
            page.write_datetime(row, column, content, style)
        case _:
            page.write_blank(row, column, None, style)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a small table."""

    header: str
    width: float
    is_number: bool = False


def number_width(content: Content) -> float:
    """Width that a number needs with separators and three decimals; 0 for anything else."""
    value = content.value if isinstance(content, Calc) else content
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return 0.0
    return len(f"{value:,.3f}") * 0.83 + 3.0


def set_field_widths(page: Any, fields: Sequence[Field], *tables: Sequence[Sequence[tuple[Content, Any]]]) -> None:
    """Column widths of the fields, wider where a figure of any of the tables needs it."""
    for place, field in enumerate(fields):
        needs = [number_width(row[place][0]) for rows in tables for row in rows] if field.is_number else []
        page.set_column(place, place, max([field.width, *needs]))


def put_table(
    page: Any,
    head_row: int,
    name: str,
    fields: Sequence[Field],
    rows: Sequence[Sequence[tuple[Content, Any]]],
    styles: Styles,
) -> int:
    """An Excel table of formulas and values; gives its last row. The caller hands in at least one row."""
    last = head_row + len(rows)
    page.set_row(head_row, HEAD_HEIGHT)
    columns = [
        {"header": field.header, "header_format": styles.named("head_right" if field.is_number else "head")}
        for field in fields
    ]
    page.add_table(
        head_row, 0, last, len(fields) - 1, {"name": name, "style": None, "columns": columns, "banded_rows": False}
    )
    for row, cells in enumerate(rows, head_row + 1):
        for place, (content, style) in enumerate(cells):
            put(page, row, place, content, style)
    return last
