"""The Summary sheet: key figures, charts, and the figures behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from xl_addin.workbook.layout.grid import Calc, Content, Link, number_width, put
from xl_addin.workbook.layout.page import HEAD_ROW, TITLE_ROW, close_page
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.lists import Kind
from xl_addin.workbook.proof.sides import INVOICE_SIDE, ORM_SIDE
from xl_addin.workbook.proof.tie import TieOut
from xl_addin.workbook.proof.view import ClosingView
from xl_addin.workbook.summary import figures as f
from xl_addin.workbook.summary.bridge import bridge
from xl_addin.workbook.summary.charts import HATCHED, HIDDEN, LIGHT, SOLID, Chart, Series, insert
from xl_addin.workbook.summary.key import KEY_LINES, key_figures, top_importers

FIRST_WIDTH, WIDTH, COLUMNS = 38.0, 13.0, 14
CHART_ROWS, CHARTS_IN_A_ROW, CHART_GAP = 14, 4, 8
_HEAD_HEIGHT, _HIGH_HEAD, _TWO_LINES = 26, 38, 22  # points; letters of a header that two lines hold
_BRIDGE = (Series(4, HIDDEN, shown=False), Series(5, SOLID), Series(6, HATCHED), Series(7, LIGHT))


def write_summary(page: Any, view: ClosingView, ties: Sequence[TieOut], styles: Styles) -> None:
    """Key figures and charts on the first printed page, every block of figures below them."""
    built = _built(view)
    first_chart = HEAD_ROW + 2 + KEY_LINES + 1
    spans = _blocks(page, built, first_chart + 2 * CHART_ROWS + 1, styles)
    wrong = sum(not tie.ties for tie in ties)
    key = key_figures(view, built["status"].rows[-1], spans["status"][1] + 1, wrong, len(ties))
    _block(page, key, HEAD_ROW, styles)
    widths = _widths([key, *built.values()])
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    _draw(page, spans, first_chart, sum(int(width * 7 + 5) for width in widths), styles)
    page.set_h_pagebreaks([first_chart + 2 * CHART_ROWS])
    close_page(page, TITLE_ROW, spans["top"][1], COLUMNS - 1, freeze=HEAD_ROW)


def _widths(blocks: Sequence[f.Figures]) -> list[float]:
    """The widest figure of each column decides."""
    widths = [FIRST_WIDTH, *[WIDTH] * (COLUMNS - 1)]
    for figures in blocks:
        for cells in figures.rows:
            for place, cell in enumerate(cells):
                widths[place] = max(widths[place], number_width(cell.content))
    return widths


def _draw(page: Any, spans: dict[str, tuple[int, int]], first_row: int, total: int, styles: Styles) -> None:
    """The charts, four in a row across the printed width."""
    step = total // CHARTS_IN_A_ROW
    for number, chart in enumerate(_charts(spans)):
        row = first_row + number // CHARTS_IN_A_ROW * CHART_ROWS
        insert(styles.book, page, chart, row, number % CHARTS_IN_A_ROW * step, step - CHART_GAP)


def _built(view: ClosingView) -> dict[str, f.Figures]:
    return {
        "currency": f.by_currency(view),
        "standing": f.by_standing(view),
        "status": f.by_status(view),
        "age": f.by_age(view),
        "pass": f.by_pass(view),
        "top": top_importers(view),
        "orm": bridge(ORM_SIDE, view),  # from here on what charts are drawn from, which nobody reads on paper
        "invoice": bridge(INVOICE_SIDE, view),
    }


def _blocks(page: Any, built: dict[str, f.Figures], row: int, styles: Styles) -> dict[str, tuple[int, int]]:
    """Writes the blocks one below the other; gives first and last row of each."""
    spans: dict[str, tuple[int, int]] = {}
    for name, figures in built.items():
        spans[name] = _block(page, figures, row, styles)
        row = spans[name][1] + 3
    return spans


def _block(page: Any, figures: f.Figures, row: int, styles: Styles) -> tuple[int, int]:
    """Title, header and rows of one block; gives the rows of its header and of its last line."""
    page.write_string(row, 0, figures.title, styles.named("section"))
    if figures.note:
        page.write_string(row, 3, figures.note, styles.named("todo"))
    head = row + 1
    page.set_row(head, _HEAD_HEIGHT if max(map(len, figures.headers)) <= _TWO_LINES else _HIGH_HEAD)
    for place, words in enumerate(figures.headers):
        page.write_string(head, place, words, styles.head(_kind(figures, place)))
    for line, cells in enumerate(figures.rows, head + 1):
        for place, cell in enumerate(cells):
            put(page, line, place, _here(cell.content, line, head), _style(cell, styles))
    return head, head + len(figures.rows)


def _kind(figures: f.Figures, place: int) -> Kind:
    """The kind that decides on which side a header stands: that of the first row."""
    return figures.rows[0][place].kind if figures.rows else Kind.TEXT


def _here(content: Content, line: int, head: int) -> Content:
    """A formula with the addresses of its own row, the row above and the header."""
    if not isinstance(content, Calc):
        return content
    return replace(content, formula=content.formula.format(r=line + 1, above=line, top=head + 1, first=head + 2))


def _style(cell: f.Cell, styles: Styles) -> Any:
    if isinstance(cell.content, Link):
        return styles.named("link")
    return styles.cell(cell.kind, places=cell.places)


def _charts(spans: dict[str, tuple[int, int]]) -> Iterator[Chart]:
    """The seven charts in reading order: ORM, then invoices, each with what the engine and the importers did."""
    lines = (Series(1, SOLID), Series(2, HATCHED), Series(3, LIGHT))
    money = (Series(2, SOLID), Series(3, HATCHED))
    stands = (Series(2, HATCHED), Series(3, SOLID), Series(4, LIGHT))
    yield Chart("Open ORMs by age, INR crore", "column", "INR crore", *spans["age"], (Series(2, SOLID),))
    yield Chart("ORM roll-forward, INR crore", "column", "INR crore", *spans["orm"], _BRIDGE, stacked=True)
    yield Chart("Settlement lines by pass", "bar", "lines", *spans["pass"], lines, stacked=True)
    yield Chart("Due soon, overdue, missed before the switch", "bar", "items", *spans["standing"], stands, stacked=True)
    yield Chart("Open invoices by age, INR crore", "column", "INR crore", *spans["age"], (Series(4, SOLID),))
    yield Chart("Invoice roll-forward, INR crore", "column", "INR crore", *spans["invoice"], _BRIDGE, stacked=True)
    yield Chart("Importers with most outstanding, INR crore", "bar", "INR crore", *spans["top"], money)
