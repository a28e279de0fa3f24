"""Writes the closing workbook of a month, every sheet in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

from xl_addin.workbook.layout.fast_book import FastBook
from xl_addin.workbook.layout.fast_sheet import FastSheet
from xl_addin.workbook.layout.fitting import fitted
from xl_addin.workbook.layout.page import HEAD_ROW, TITLE_ROW, Place, close_page, open_page
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.layout.tables import set_widths, write_table, write_total
from xl_addin.workbook.lists import Sheet
from xl_addin.workbook.proof.about import write_about, write_meta
from xl_addin.workbook.proof.control import write_control
from xl_addin.workbook.proof.rollforward import write_rollforward
from xl_addin.workbook.proof.signed import write_signed
from xl_addin.workbook.proof.tie import TieOut
from xl_addin.workbook.proof.tieouts import tie_outs
from xl_addin.workbook.proof.view import ClosingView
from xl_addin.workbook.summary.sheet import write_summary

_INDIA = timezone(timedelta(hours=5, minutes=30))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What each sheet's writer is handed."""

    view: ClosingView
    ties: list[TieOut]
    styles: Styles


def write_closing(view: ClosingView, path: Path, before: Callable[[str], None] = lambda _: None) -> None:
    """Writes the workbook to `path`; the same view gives the same bytes. `before` is told each sheet that begins."""
    write_sheets(view, path, view.sheets, before)


def write_sheets(
    view: ClosingView, path: Path, sheets: Sequence[Sheet], before: Callable[[str], None] = lambda _: None
) -> None:
    """Writes some sheets of the workbook alone, each as it stands there."""
    book: Any = FastBook(path)
    _properties(book, view)
    desk = _Desk(view, tie_outs(view), Styles(book))
    pages = [book.add_worksheet(sheet.name) for sheet in sheets]
    for number, (sheet, page) in enumerate(zip(sheets, pages, strict=True), 1):
        before(f"{sheet.name} ({number} of {len(pages)})")
        open_page(page, sheet, view.stamp, desk.styles, Place(number, len(pages)))
        _WRITERS.get(sheet.name, _write_lists)(page, sheet, desk)
    write_meta(book.add_worksheet("_meta"), view.stamp, [table["name"] for page in pages for table in page.tables])
    book.close()


def _properties(book: Any, view: ClosingView) -> None:
    stamp = view.stamp
    made_at = stamp.made_at.astimezone(_INDIA).replace(tzinfo=None) if stamp.made_at.tzinfo else stamp.made_at
    book.set_properties({"title": f"Import closing {stamp.period}", "author": "Import desk", "created": made_at})


def _write_lists(page: FastSheet, sheet: Sheet, desk: _Desk) -> None:
    """A sheet that is nothing but its tables, one below the other."""
    lists = [fitted(desk.view.lists[table.name]) for table in sheet.tables]
    set_widths(page, *(filled.table for filled in lists))
    head, last = HEAD_ROW, HEAD_ROW
    write_total(page, TITLE_ROW, lists[0], desk.styles)
    for filled in lists:
        last = write_table(page, head, filled, desk.styles)
        filled.forget()
        head = last + 3
    columns = max(filled.table.printed for filled in lists)
    close_page(page, HEAD_ROW, last, columns - 1, freeze=HEAD_ROW + 1, frozen=sheet.frozen)


_WRITERS: dict[str, Callable[[FastSheet, Sheet, _Desk], None]] = {
    "About": lambda page, sheet, desk: write_about(page, desk.view, desk.styles),
    "Control": lambda page, sheet, desk: write_control(page, desk.ties, desk.styles),
    "Summary": lambda page, sheet, desk: write_summary(page, desk.view, desk.ties, desk.styles),
    "Sign-off": lambda page, sheet, desk: write_signed(page, sheet, desk.view, desk.styles),
    "Roll-forward": lambda page, sheet, desk: write_rollforward(page, desk.view, desk.styles),
}
