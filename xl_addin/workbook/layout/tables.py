"""Lays a list out as an Excel table: header, cells, input checks and tool tips."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from xl_addin.workbook.layout.cells import CellWriter
from xl_addin.workbook.layout.fast_sheet import Block, FastSheet
from xl_addin.workbook.layout.fitting import row_heights
from xl_addin.workbook.layout.styles import RIGHT, Styles
from xl_addin.workbook.lists import Column, Filled, Kind, List

HEAD_HEIGHT = 36  # three lines, or one line above the filter button
_EARLIEST = date(2000, 1, 1)
_LIST_LIMIT = 255  # signs of a list that stands in the rule itself, its commas with it
_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255  # what a validation box can hold


def write_table(page: FastSheet, head_row: int, filled: Filled[Any], styles: Styles) -> int:
    """Writes a list with its header in `head_row` and gives the last row used."""
    table = filled.table
    if len(filled):
        block = Block(head_row + 1, _columns(page, filled, styles), row_heights(filled))
    else:
        block = Block(head_row + 1, _nothing(page, table, styles))
    page.set_row(head_row, HEAD_HEIGHT)
    page.add_block_table(head_row, table_options(table, styles), block)
    for place, column in enumerate(table.columns):
        tool_tip(page, head_row, place, column)
        if column.is_user_input and len(filled):
            _checks(page, head_row + 1, place, column, filled)
    return block.last_row


def _checks(page: FastSheet, first: int, place: int, column: Column[Any], filled: Filled[Any]) -> None:
    """What may be typed into the cells of an input: the same in all, or by row, rows that take the same together."""
    if column.like is None:
        input_check(page, first, first + len(filled) - 1, place, column)
        return
    for like, rows in groupby(range(len(filled)), key=lambda down: column.like(filled.rows[down])):  # type: ignore[misc]
        down = [*rows]
        input_check(page, first + down[0], first + down[-1], place, like)


def table_options(table: List[Any], styles: Styles) -> dict[str, Any]:
    """Name, headers and a style of our own making, so that print and screen look alike in every host."""
    heads = [{"header": column.header, "header_format": styles.head(column.kind)} for column in table.columns]
    return {"name": table.name, "style": None, "columns": heads, "banded_rows": False}


def set_widths(page: FastSheet, *tables: List[Any]) -> None:
    """Column widths wide enough for every table of the sheet."""
    for place in range(max(len(table.columns) for table in tables)):
        page.set_column(place, place, max(t.columns[place].width for t in tables if place < len(t.columns)))


def _columns(page: FastSheet, filled: Filled[Any], styles: Styles) -> list[list[str]]:
    writer = CellWriter(page, styles)
    return [writer.column(column, filled) for column in filled.table.columns]


def _nothing(page: FastSheet, table: List[Any], styles: Styles) -> list[list[str]]:
    """One row that says the table is empty; a table cannot exist without a row."""
    style = styles.named("empty")._get_xf_index()
    blank = [f' s="{style}"/>']
    return [[f' s="{style}" t="s"><v>{page.string_index(table.empty)}</v></c>'], *([blank] * (len(table.columns) - 1))]


def tool_tip(page: FastSheet, row: int, place: int, column: Column[Any]) -> None:
    """Help that appears when the header is selected."""
    if column.help:
        box = {"input_title": column.header[:_TITLE_LIMIT], "input_message": column.help[:_MESSAGE_LIMIT]}
        page.data_validation(row, place, row, place, {"validate": "any", **box})


def input_check(page: FastSheet, first: int, last: int, place: int, column: Column[Any]) -> None:
    """What may be typed into the blue cells of a column, with help and an error text."""
    if last < first:
        return
    rule = {
        **_rule(column),
        "input_title": column.header[:_TITLE_LIMIT],
        "input_message": column.help[:_MESSAGE_LIMIT],
        "error_title": f"{column.header} not taken"[:_TITLE_LIMIT],
        "error_message": _error_text(column)[:_MESSAGE_LIMIT],
    }
    page.data_validation(first, place, last, place, rule)


def _rule(column: Column[Any]) -> dict[str, Any]:
    if column.choices and sum(len(word) + 1 for word in column.choices) <= _LIST_LIMIT:
        return {"validate": "list", "source": list(column.choices)}
    if column.kind is Kind.DATE:
        return {"validate": "date", "criteria": ">=", "value": _EARLIEST}
    if column.kind in RIGHT:
        return {"validate": "integer" if column.kind is Kind.INT else "decimal", "criteria": ">=", "value": 0}
    return {"validate": "length", "criteria": "<=", "value": 250}


def _error_text(column: Column[Any]) -> str:
    if column.choices:
        words = "Expected one of: " + ", ".join(column.choices) + ". Choose from the list or leave empty."
        return words if len(words) <= _MESSAGE_LIMIT else "Expected a word of the list. Choose from it or leave empty."
    if column.kind is Kind.DATE:
        return "Expected a date as dd-mmm-yyyy, not before 1-Jan-2000. Type the date or leave empty."
    if column.kind in RIGHT:
        return "Expected a number, zero or more. Type the number or leave empty."
    return "Expected at most 250 characters. Shorten the text."
