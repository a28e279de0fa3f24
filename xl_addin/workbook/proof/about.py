"""About: purpose, run, versions and the source files with their hashes; and the very hidden `_meta` sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from xl_addin.workbook.layout.fast_sheet import FastSheet
from xl_addin.workbook.layout.fitting import fitted
from xl_addin.workbook.layout.grid import Content, Link, put
from xl_addin.workbook.layout.page import HEAD_ROW, TITLE_ROW, close_page
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.layout.tables import set_widths, write_table
from xl_addin.workbook.proof.view import ClosingView, RunStamp

_PURPOSE = "The month of the import desk: what is open, settled and decided, and the proof that it ties out."
_READING = (
    ("Blue", "Input of the desk: the only unlocked cells, blue letters on light blue."),
    ("Black", "A value of the run, or a formula of this book; no other workbook is read."),
    ("Status", "A word with a symbol; only OK means allowed now. Colour repeats the word and adds nothing."),
    ("Other words", "Statuses, ages, how a settlement was found, codes, acts: each with its meaning on sheet Rules."),
    ("INR figures", "At the rate shown on Summary for each currency; lakh and crore figures are for reading."),
)
SCHEMA_VERSION = "1"
SOURCES, EXCEPTIONS = "tblSources", "tblExceptions"
CHAIN_LABEL, FINDINGS_LABEL = "Ledger chain verified", "Findings in the run"


def facts(stamp: RunStamp, findings: int) -> list[tuple[str, Content]]:
    """Label and value of each line above the source table."""
    return [
        ("Purpose", _PURPOSE),
        ("Bank", stamp.bank or "not given"),
        ("AD code", stamp.ad_code),
        ("Period", stamp.period),
        ("As on", f"{stamp.as_on:%d-%b-%Y}"),
        ("Regime on that date", stamp.regime),
        ("Lines that the evidence decides", stamp.auto_lines or "not said"),
        ("Proposals that are posted", stamp.by_policy or "not said"),
        ("Proposals answered so far", stamp.answered or "not said"),
        ("Amounts that a message cannot hold", stamp.rounding or "not said"),
        ("Run id", stamp.run_id),
        ("Made at", f"{stamp.made_at:%d-%b-%Y %H:%M} (Indian time)"),
        ("Made by", stamp.made_by),
        *((f"Version: {name}", version) for name, version in stamp.versions.items()),
        ("Ledger head", stamp.ledger_head),
        (CHAIN_LABEL, stamp.ledger_chain_ok),
        (FINDINGS_LABEL, findings),
    ]


def fact_row(view: ClosingView, label: str) -> int:
    """Zero-based row of a line on About."""
    labels = [name for name, _ in facts(view.stamp, len(view.lists[EXCEPTIONS]))]
    return HEAD_ROW + 1 + labels.index(label)


def sources_head(view: ClosingView) -> int:
    """Zero-based row of the header of tblSources."""
    return HEAD_ROW + 1 + len(facts(view.stamp, 0)) + 2


def write_about(page: FastSheet, view: ClosingView, styles: Styles) -> None:
    """The lines of the run, then the source files."""
    sources = fitted(view.lists[SOURCES])
    first, *others = sources.table.columns
    set_widths(page, replace(sources.table, columns=(replace(first, width=38), *others)))
    _lines(page, HEAD_ROW, "This run", facts(view.stamp, len(view.lists[EXCEPTIONS])), styles)
    head = sources_head(view)
    page.write_string(head - 1, 0, "Source files", styles.named("section"))
    last = write_table(page, head, sources, styles)
    last = _lines(page, last + 2, "How to read the cells", _READING, styles)
    last = _lines(page, last + 2, "Sheets", [(Link(s.name, s.name), s.what) for s in view.sheets], styles)
    close_page(page, TITLE_ROW, last, len(sources.table.columns) - 1, freeze=HEAD_ROW)


def _lines(page: FastSheet, row: int, title: str, lines: Sequence[tuple[Content, Content]], styles: Styles) -> int:
    """A titled list of label and value; gives its last row."""
    page.write_string(row, 0, title, styles.named("section"))
    for line, (label, value) in enumerate(lines, row + 1):
        put(page, line, 0, label, styles.named("link" if isinstance(label, Link) else "label"))
        put(page, line, 1, value, styles.named("value"))
    return row + len(lines)


def write_meta(page: Any, stamp: RunStamp, tables: list[str]) -> None:
    """What the add-in reads to know the book; never shown."""
    lines = [
        ("schema_version", SCHEMA_VERSION),
        ("run_id", stamp.run_id),
        ("period", stamp.period),
        ("as_on", stamp.as_on.isoformat()),
        ("ledger_head", stamp.ledger_head),
        ("law", stamp.law),
    ]
    for row, (key, value) in enumerate([*lines, *(("table", name) for name in tables)]):
        put(page, row, 0, key, None)
        put(page, row, 1, value, None)
    page.very_hidden()
