"""Lays a list out as an Excel table: header, cells, input checks and tool tips."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from xl_addin.workbook.checks import EARLIEST, MESSAGE_LIMIT, TEXT_MOST, TITLE_LIMIT, Check, Rule, check_of, checks_of
from xl_addin.workbook.layout.cells import CellWriter, is_blank
from xl_addin.workbook.layout.fast_sheet import Block, FastSheet
from xl_addin.workbook.layout.fitting import row_heights
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.lists import Column, Filled, List

TOTAL = "Total of the rows shown"
HEAD_HEIGHT = 36  # three lines, or one line above the filter button


def write_table(page: FastSheet, head_row: int, filled: Filled[Any], styles: Styles) -> int:
    """Writes a list with its header in `head_row` and gives the last row used."""
    table = filled.table
    if len(filled):
        heights = row_heights(filled)
        block = Block(head_row + 1, _columns(page, filled, styles), heights)
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
    for check, rows in groupby(enumerate(checks_of(column, filled), first), key=itemgetter(1)):
        down = [row for row, _ in rows]
        _put(page, down[0], down[-1], place, check)


def table_options(table: List[Any], styles: Styles) -> dict[str, Any]:
    """Name, headers and a style of our own making, so that print and screen look alike in every host."""
    heads = [{"header": column.header, "header_format": styles.head(column.kind)} for column in table.columns]
    return {"name": table.name, "style": None, "columns": heads, "banded_rows": False}


def set_widths(page: FastSheet, *tables: List[Any]) -> None:
    """Column widths wide enough for every table of the sheet."""
    for place in range(max(len(table.columns) for table in tables)):
        page.set_column(place, place, max(t.columns[place].width for t in tables if place < len(t.columns)))


def _columns(page: FastSheet, filled: Filled[Any], styles: Styles) -> list[list[str]]:
    """The cells of each column; its values are let go of, for a list of a large month has millions of them."""
    writer, columns = CellWriter(page, styles), []
    for column in filled.table.columns:
        columns.append(writer.column(column, filled))
        filled.forget(column)
    return columns


def write_total(page: FastSheet, row: int, filled: Filled[Any], styles: Styles) -> None:
    """The total of a list that has one, above its column."""
    table = filled.table
    if table.total:
        found = sum((value for value in filled[table.total] if not is_blank(value)), Decimal(0))
        put_total(page, row, table, f"{table.name}[{table.total}]", found, styles)


def put_total(page: Any, row: int, table: List[Any], cells: str, found: Decimal, styles: Styles) -> None:
    """The sum of the rows that a filter leaves of `cells`; without a filter it is `found`."""
    place = table.place(table.total)
    page.write_string(row, place - 1, TOTAL, styles.named("total_of"))
    page.write_formula(row, place, f"=SUBTOTAL(109,{cells})", styles.named("total"), float(found))


def _nothing(page: FastSheet, table: List[Any], styles: Styles) -> list[list[str]]:
    """One row that says the table is empty; a table cannot exist without a row."""
    style = styles.named("empty")._get_xf_index()
    blank = [f' s="{style}"/>']
    return [[f' s="{style}" t="s"><v>{page.string_index(table.empty)}</v></c>'], *([blank] * (len(table.columns) - 1))]


def tool_tip(page: FastSheet, row: int, place: int, column: Column[Any]) -> None:
    """Help that appears when the header is selected."""
    if column.help:
        box = {"input_title": column.header[:TITLE_LIMIT], "input_message": column.help[:MESSAGE_LIMIT]}
        page.data_validation(row, place, row, place, {"validate": "any", **box})


def input_check(page: FastSheet, first: int, last: int, place: int, column: Column[Any]) -> None:
    """What may be typed into the blue cells of a column, with help and an error text."""
    if last < first:
        return
    _put(page, first, last, place, check_of(column))


def _put(page: FastSheet, first: int, last: int, place: int, check: Check) -> None:
    rule = {
        **_RULES.get(check.rule, {"validate": check.rule.value, "criteria": ">=", "value": 0}),
        "input_title": check.title,
        "input_message": check.help,
        "error_title": check.error_title,
        "error_message": check.error,
    }
    if check.rule is Rule.LIST:
        rule |= {"validate": "list", "source": list(check.words)}
    page.data_validation(first, place, last, place, rule)


_RULES: dict[Rule, dict[str, Any]] = {
    Rule.DATE: {"validate": "date", "criteria": ">=", "value": EARLIEST},
    Rule.LENGTH: {"validate": "length", "criteria": "<=", "value": TEXT_MOST},
    Rule.LIST: {},
}
