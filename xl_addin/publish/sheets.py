"""What the generated workbooks share: formats, print set-up, live cells that already hold their answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from textwrap import wrap
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from udfs._registry import Cell, CellError
from xl_addin.domain.statuses import BAD, GOOD
from xl_addin.publish.guide import is_day
from xl_addin.workbook.layout.styles import DATE_FORMAT, FONT, HEAD_FILL, LINK_INK, QUIET, RULE_LINE, TONES

CALC_ID = 191029  # Excel 365; with an older one Excel would recalculate, and without the add-in show #NAME?
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001  # fixed: the same content gives the same file
_BASE = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
_BAND = {"font_name": FONT, "bold": True, "font_color": HEAD_FILL, "bg_color": "#E3ECF7", "valign": "vcenter"}
_LINE = {**_BASE, "bottom": 1, "bottom_color": RULE_LINE}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"font_name": FONT, "font_size": 16, "bold": True, "font_color": HEAD_FILL},
    "what": {"font_name": FONT, "font_size": 10},
    "todo": {"font_name": FONT, "font_size": 10, "font_color": QUIET, "italic": True},
    "band": {**_BAND, "font_size": 12},
    "band_text": {**_BAND, "font_size": 10, "bold": False, "font_color": "#000000", "text_wrap": True},
    "head": {**_BASE, "bold": True, "font_color": "#FFFFFF", "bg_color": HEAD_FILL, "valign": "vcenter"},
    "subhead": {**_BASE, "bold": True, "font_color": HEAD_FILL, "bottom": 1, "bottom_color": HEAD_FILL},
    "text": {**_LINE, "align": "left"},
    "quiet": {**_LINE, "font_color": QUIET, "italic": True},
    "name": {**_LINE, "bold": True, "text_wrap": False},
    "formula": {**_LINE, "font_name": "Courier New", "font_size": 9},
    "link": {**_LINE, "font_color": LINK_INK, "underline": 1, "text_wrap": False},
    "number": {**_LINE, "align": "left", "num_format": "General"},
    "amount": {**_LINE, "align": "left", "num_format": "#,##0.00##"},
    "date": {**_LINE, "align": "left", "num_format": DATE_FORMAT},
    # For Calc, where a function's TRUE is the number 1; Excel's TRUE shows as it is.
    "flag": {**_LINE, "align": "left", "num_format": '"TRUE";"TRUE";"FALSE"'},
    "big": {"font_name": FONT, "font_size": 14, "bold": True, "align": "left"},
    "good": dict(zip(("font_color", "bg_color"), TONES[GOOD], strict=True)),
    "bad": dict(zip(("font_color", "bg_color"), TONES[BAD], strict=True)),
}
_BY_RESULT = {"flag": "flag", "date": "date", "amount": "amount", "number": "number"}
_POINTS_PER_LINE = 13.5


class Book:
    """A workbook with our formats; `title` stands in its properties."""

    def __init__(self, target: Any, title: str, *, date1904: bool = False, live_without_add_in: bool = False) -> None:
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book: Any = Workbook(target, {**safe, "date_1904": date1904, "in_memory": True})
        self.book.set_properties({"title": title, "author": "Import desk", "created": _MADE})
        self.book.set_calc_mode("auto", CALC_ID)
        self.book.calc_on_load = not live_without_add_in
        self._formats = {name: self.book.add_format(properties) for name, properties in FORMATS.items()}

    def __getitem__(self, name: str) -> Any:
        """A format by name."""
        return self._formats[name]

    def page(self, name: str, widths: Sequence[float], title: str, lines: Sequence[str]) -> Any:
        """A sheet with title and the lines below it."""
        page = self.empty_page(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.set_row(0, 24)
        page.write_string(0, 0, title, self["title"])
        for row, line in enumerate(lines, 1):
            page.write_string(row, 0, line, self["what" if row == 1 else "todo"])
        return page

    def empty_page(self, name: str) -> Any:
        """A sheet without anything on it, one page wide on A4."""
        page = self.book.add_worksheet(name)
        page.hide_gridlines(2)
        page.set_zoom(90)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
        page.set_footer("&L&8&F&C&8&A&R&8page &P/&N")
        return page

    def result_format(self, returns: str) -> Any:
        """The format of what a function shows."""
        return self[_BY_RESULT.get(returns, "text")]

    def live(self, page: Any, at: tuple[int, int], formula: str, cells: list[list[Cell]], returns: str) -> None:
        """A formula with the answer that it gave when the book was made; an array formula where it gives several."""
        row, column = at
        style = self.result_format(returns)
        if len(cells) == len(cells[0]) == 1:
            page.write_formula(row, column, formula, style, cached(cells[0][0]))
            return
        last = (row + len(cells) - 1, column + len(cells[0]) - 1)
        first = cached(cells[0][0])
        # XlsxWriter would write True into the file, which is no number.
        page.write_array_formula(
            row, column, *last, formula, style, int(first) if first is True or first is False else first
        )
        for down, line in enumerate(cells):
            for across, cell in enumerate(line):
                is_a_day = down and is_day(cells[0][across])
                if down or across:
                    write_cached(page, row + down, column + across, cell, self["date"] if is_a_day else style)

    def close(self) -> None:
        self.book.close()


def cached(cell: Cell) -> Any:
    """The value that a file keeps for a formula."""
    return "" if cell is None else cell.value if isinstance(cell, CellError) else cell


def write_cached(page: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    """The kept value of a cell of an array formula."""
    # XlsxWriter has no error values; a formula that is an error keeps its error.
    if isinstance(cell, CellError):
        page.write_formula(row, column, f"={cell.value}", style, cell.value)
    else:
        writers: dict[type, Callable[..., Any]] = {bool: page.write_boolean, float: page.write_number}
        writers.get(type(cell), page.write_string)(row, column, cached(cell), style)


def height(texts: Sequence[tuple[str, float]]) -> float:
    """Points for a row: the most lines that a text takes in a column so many units wide."""
    # A unit of width is a digit of 11 points; text of 10 points has 1.15 characters in it.
    lines = [len(wrap(part, int(width * 1.15))) or 1 for text, width in texts for part in text.split("\n")]
    return max([1, *lines]) * _POINTS_PER_LINE + 2


def reference(sheet: str, first: tuple[int, int], last: tuple[int, int]) -> str:
    """An absolute reference to a range; one cell too is written as a range, so that Calc keeps a blank a blank."""
    corners = (xl_rowcol_to_cell(*corner, row_abs=True, col_abs=True) for corner in (first, last))
    return f"{sheet}!{':'.join(corners)}"
