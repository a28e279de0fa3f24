"""The sheet Start: the cells that every button reads, and the card on which every button says what it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from xl_addin.workbook.books.port import CellValue
from xl_addin.workbook.layout.styles import FONT, INPUT_FILL, INPUT_INK, QUIET, RULE_LINE, Styles
from xl_addin.workbook.layout.tables import table_options
from xl_addin.workbook.lists import Kind, Sheet
from xl_addin.workbook.month.layout import LAST, MARK, RESULT, SETTINGS, START, Setting
from xl_addin.workbook.month.rows import nothing
from xl_addin.workbook.safe_text import safe_text

_WHAT = "Where the month's files are, for which day, and what the last button did."
_TODO = "Fill the blue cells, then use the Import Desk tab from left to right: Take in, Match, Decide, Close month."
FIRST_ROW, CARD_COLUMN, LISTS_GAP = 5, 3, 1
_LINE = {"font_name": FONT, "font_size": 10, "valign": "top", "bottom": 1, "bottom_color": RULE_LINE}
_CARD = {"font_name": FONT, "font_size": 10, "valign": "top", "num_format": "@"}
_FORMATS: dict[str, dict[str, Any]] = {
    "label": {**_LINE, "bold": True},
    "text": {**_LINE, "num_format": "@", "font_color": INPUT_INK, "bg_color": INPUT_FILL, "shrink": True},
    "date": {**_LINE, "num_format": "dd-mmm-yyyy", "align": "left", "font_color": INPUT_INK, "bg_color": INPUT_FILL},
    "fixed": {**_LINE, "num_format": "@", "font_color": QUIET, "shrink": True},
    "mark": {**_LINE, "num_format": "@", "font_color": QUIET, "text_wrap": True},
    "last": {"font_name": FONT, "font_size": 12, "bold": True, "num_format": "@", "valign": "vcenter"},
    "card": {**_CARD, "text_wrap": True},
    "card_label": {**_CARD, "bold": True},
}
_WIDTHS = (22, 38, 2, 20, 104)


def write_start(
    book: Any,
    page: Any,
    styles: Styles,
    title: str,
    values: Mapping[str, CellValue],
    sheets: Sequence[Sheet],
    told: Sequence[Sequence[CellValue]] = (),
) -> None:
    """Title, the named cells with `values`, the lists of the book, and the card with what was `told`."""
    formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.set_row(0, 24)
    page.write_string(0, 0, title, styles.named("title"))
    write_marked(page, 1, _WHAT, styles)
    page.write_string(2, 0, _TODO, styles.named("todo"))
    page.write_string(FIRST_ROW - 1, 0, "This month", styles.named("section"))
    for row, setting in enumerate(SETTINGS, FIRST_ROW):
        _setting(book, page, row, setting, values.get(setting.name), formats)
    _lists(page, FIRST_ROW + len(SETTINGS) + LISTS_GAP, sheets, styles)
    _card(book, page, styles, formats, values.get(LAST), told)
    page.freeze_panes(FIRST_ROW - 1, 0)


def write_marked(page: Any, row: int, what: str, styles: Styles) -> None:
    """What a sheet is, and after it what is to be known of the ledger: for training, or of one person alone."""
    told = what.replace('"', '""')
    page.write_formula(row, 0, f'="{told} "&{MARK}', styles.named("what"), what)


def _setting(book: Any, page: Any, row: int, setting: Setting, value: CellValue, formats: Mapping[str, Any]) -> None:
    page.write_string(row, 0, setting.label, formats["label"])
    if setting.name == MARK:
        page.set_row(row, 28)  # two lines
    style = formats[
        "mark"
        if setting.name == MARK
        else "fixed"
        if not setting.is_user_input
        else "date"
        if setting.kind is Kind.DATE
        else "text"
    ]
    if isinstance(value, date):
        page.write_datetime(row, 1, value, style)
    elif value in (None, ""):
        page.write_blank(row, 1, None, style)
    else:
        page.write_string(row, 1, safe_text(str(value)), style)
    page.data_validation(row, 1, row, 1, _rule(setting))
    _name(book, setting.name, row, 1)


def _rule(setting: Setting) -> dict[str, Any]:
    """What is told when the cell is chosen; a day must be one."""
    told = {"input_title": setting.label, "input_message": setting.help}
    if setting.kind is not Kind.DATE:
        return {"validate": "any", **told}
    error = {
        "error_title": f"{setting.label} not taken",
        "error_message": "Expected a date as dd-mmm-yyyy, not before 1-Jan-2000.",
    }
    return {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), **told, **error}


def _lists(page: Any, row: int, sheets: Sequence[Sheet], styles: Styles) -> None:
    """A way to each list; what it is shows when the mouse stands on it."""
    page.write_string(row, 0, "Lists", styles.named("section"))
    for down, sheet in enumerate(sheets, row + 1):
        page.write_url(down, 0, f"internal:'{sheet.name}'!A1", styles.named("link"), sheet.name, sheet.what)


def _card(
    book: Any,
    page: Any,
    styles: Styles,
    formats: Mapping[str, Any],
    last: CellValue,
    told: Sequence[Sequence[CellValue]],
) -> None:
    """The headline in one cell and below it a table that grows downwards; nothing stands under it."""
    page.write_string(FIRST_ROW - 1, CARD_COLUMN, "Last result", styles.named("section"))
    page.write_string(FIRST_ROW, CARD_COLUMN, str(last or "Nothing was run yet."), formats["last"])
    _name(book, LAST, FIRST_ROW, CARD_COLUMN)
    rows = told or [nothing(RESULT)]
    head = FIRST_ROW + 1
    options = {**table_options(RESULT, styles), "autofilter": False}
    page.add_table(head, CARD_COLUMN, head + len(rows), CARD_COLUMN + 1, options)
    page.set_column(CARD_COLUMN, CARD_COLUMN, _WIDTHS[CARD_COLUMN], formats["card_label"])
    page.set_column(CARD_COLUMN + 1, CARD_COLUMN + 1, _WIDTHS[CARD_COLUMN + 1], formats["card"])
    for down, row in enumerate(rows, head + 1):
        for across, (cell, style) in enumerate(zip(row, ("card_label", "card"), strict=True)):
            page.write_string(down, CARD_COLUMN + across, safe_text(str(cell or "")), formats[style])


def _name(book: Any, name: str, row: int, column: int) -> None:
    book.define_name(name, f"={START}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}")
