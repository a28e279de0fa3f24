"""The Summary sheet: key figures, charts, and the figures behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from xl_addin.workbook.closing import summary_figures as f
from xl_addin.workbook.closing.charts import HATCHED, HIDDEN, LIGHT, SOLID, Chart, Series, insert
from xl_addin.workbook.closing.grid import Calc, Content, Link, put
from xl_addin.workbook.closing.page import HEAD_ROW, close_page
from xl_addin.workbook.closing.sides import INVOICE_SIDE, ORM_SIDE
from xl_addin.workbook.closing.styles import Styles
from xl_addin.workbook.closing.tieouts import tie_outs
from xl_addin.workbook.closing.view import ClosingView

WIDTHS = (34, *[16] * 10)
CHART_ROWS, CHART_COLUMN = 16, 5
_BRIDGE = (Series(4, HIDDEN, shown=False), Series(5, SOLID), Series(6, HATCHED), Series(7, LIGHT))


def write_summary(page: Any, view: ClosingView, frames: dict[str, pd.DataFrame], styles: Styles) -> None:
    """Key figures on top, charts below them, then every block of figures."""
    for place, width in enumerate(WIDTHS):
        page.set_column(place, place, width)
    ties = tie_outs(view, frames)
    key = f.key_figures(view, frames, sum(not tie.ties for tie in ties), len(ties))
    _, end = _block(page, key, HEAD_ROW, styles)
    first_chart = end + 2
    heads, last = _blocks(page, view, frames, first_chart + 3 * CHART_ROWS + 1, styles)
    for number, chart in enumerate(_charts(heads)):
        row = first_chart + number // 2 * CHART_ROWS
        insert(styles.book, page, chart, row, (number % 2) * CHART_COLUMN)
    close_page(page, HEAD_ROW, last, len(WIDTHS) - 1, 1)


def _blocks(
    page: Any, view: ClosingView, frames: dict[str, pd.DataFrame], row: int, styles: Styles
) -> tuple[dict[str, tuple[int, int]], int]:
    """Writes the blocks one below the other; gives first and last row of each, and the last row of all."""
    built = {
        "currency": f.by_currency(view),
        "status": f.by_status(frames),
        "age": f.by_age(view),
        "pass": f.by_pass(view),
        "orm": f.bridge(ORM_SIDE, view),
        "invoice": f.bridge(INVOICE_SIDE, view),
        "top": f.top_importers(view),
    }
    spans: dict[str, tuple[int, int]] = {}
    for name, figures in built.items():
        spans[name] = _block(page, figures, row, styles)
        row = spans[name][1] + 3
    return spans, row - 3


def _block(page: Any, figures: f.Figures, row: int, styles: Styles) -> tuple[int, int]:
    """Title, header and rows of one block; gives the rows of its header and of its last line."""
    page.write_string(row, 0, figures.title, styles.named("section"))
    if figures.note:
        page.write_string(row, 3, figures.note, styles.named("todo"))
    head = row + 1
    for place, words in enumerate(figures.headers):
        page.write_string(head, place, words, styles.named("head"))
    for line, cells in enumerate(figures.rows, head + 1):
        for place, cell in enumerate(cells):
            put(page, line, place, _here(cell.content, line, head), _style(cell, styles))
    return head, head + len(figures.rows)


def _here(content: Content, line: int, head: int) -> Content:
    """A formula with the addresses of its own row, the row above and the header."""
    if not isinstance(content, Calc):
        return content
    return replace(content, formula=content.formula.format(r=line + 1, above=line, top=head + 1))


def _style(cell: f.Cell, styles: Styles) -> Any:
    if isinstance(cell.content, Link):
        return styles.named("link")
    return styles.cell(cell.kind, places=cell.places)


def _charts(spans: dict[str, tuple[int, int]]) -> Iterator[Chart]:
    """The six charts in reading order, two in a row."""
    yield Chart("Open ORMs by age, INR crore", "column", "INR crore", *spans["age"], (Series(2, SOLID),))
    yield Chart("Open invoices by age, INR crore", "column", "INR crore", *spans["age"], (Series(4, SOLID),))
    yield Chart("ORM roll-forward, INR crore", "column", "INR crore", *spans["orm"], _BRIDGE, stacked=True)
    yield Chart("Invoice roll-forward, INR crore", "column", "INR crore", *spans["invoice"], _BRIDGE, stacked=True)
    lines = (Series(1, SOLID), Series(2, HATCHED))
    yield Chart("Settlement lines by pass", "bar", "lines", *spans["pass"], lines, stacked=True)
    money = (Series(2, SOLID), Series(3, HATCHED))
    yield Chart("Importers with most outstanding, INR crore", "bar", "INR crore", *spans["top"], money)
