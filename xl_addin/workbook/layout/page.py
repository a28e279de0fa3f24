"""What every sheet shares: title, the line that says what it is, print set-up, protection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xl_addin.rulebook.registers_codes import notices_on
from xl_addin.workbook.layout.fast_sheet import FastSheet
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.lists import Sheet
from xl_addin.workbook.proof.view import RunStamp
from xl_addin.workbook.safe_text import safe_footer

TITLE_ROW, WHAT_ROW, TODO_ROW, LINK_ROW, HEAD_ROW = range(5)
TAB_COLOURS = {"run": "#1F3864", "proof": "#2E7D32", "items": "#5B6770", "decisions": "#B26A00", "lists": "#6A4C93"}
_A4, _ZOOM, _EVERYWHERE = 9, 90, "A1:AZ1048576"
_ALLOWED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True, "select_locked_cells": True}
_PERIOD = "{what}  Period {period}, as on {as_on:%d-%b-%Y}."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sheet stands in the book."""

    number: int
    of: int


def open_page(page: FastSheet, sheet: Sheet, stamp: RunStamp, styles: Styles, place: Place) -> None:
    """Title, purpose, print set-up and guard-rail of one sheet."""
    _heading(page, sheet, stamp, styles)
    _print_setup(page, stamp, place)
    page.set_tab_color(TAB_COLOURS[sheet.group])
    page.hide_gridlines(2)
    page.set_zoom(_ZOOM)
    # Codes are text on purpose, and tie-outs differ from row to row: no green corners.
    page.ignore_errors({"number_stored_as_text": _EVERYWHERE, "formula_differs": _EVERYWHERE})
    # A guard-rail against slips, not security: no password, and filters, sorting and column widths stay free.
    page.protect("", dict(_ALLOWED))


def _heading(page: FastSheet, sheet: Sheet, stamp: RunStamp, styles: Styles) -> None:
    page.set_row(TITLE_ROW, 24)
    page.write_string(TITLE_ROW, 0, sheet.name, styles.named("title"))
    what = _PERIOD.format(what=sheet.what, period=stamp.period, as_on=stamp.as_on)
    what += f" {stamp.mark}" if stamp.mark else ""
    page.write_string(WHAT_ROW, 0, what, styles.named("what"))
    page.write_string(TODO_ROW, 0, " ".join((sheet.todo, *_told(sheet))), styles.named("todo"))
    for offset, (target, words) in enumerate(_ways(sheet.name)):
        page.write_url(LINK_ROW, offset * 2, f"internal:'{target}'!A1", styles.named("link"), words)


def _told(sheet: Sheet) -> list[str]:
    """What the importer is told with what stands here."""
    return [f"Tell the importer: {one.sentence} ({one.provision.paragraph})" for one in notices_on(sheet.tells)]


def _ways(name: str) -> list[tuple[str, str]]:
    ways = [("About", "← About"), ("Control", "← Control"), ("Summary", "← Summary")]
    return [way for way in ways if way[0] != name]


def _print_setup(page: Any, stamp: RunStamp, place: Place) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.65)
    run = safe_footer(stamp.run_id)
    page.set_footer(
        f"&L&8&F&C&8&A, sheet {place.number}/{place.of}, page &P/&N, run {run}"
        "&R&8Prepared __________ Checked __________",
        {"margin": 0.3},
    )


def close_page(page: Any, repeat: int, last_row: int, last_column: int, *, freeze: int, frozen: int = 0) -> None:
    """Row `repeat` on each printed page, the print area, and `freeze` rows and `frozen` columns kept in view."""
    page.repeat_rows(repeat)
    page.print_area(0, 0, last_row, last_column)
    page.freeze_panes(freeze, frozen)
