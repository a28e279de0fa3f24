"""About: purpose, run, versions and the source files with their hashes; and the very hidden `_meta` sheet."""

from __future__ import annotations

from typing import Any

import pandas as pd

from xl_addin.workbook.closing.columns_items import SOURCES
from xl_addin.workbook.closing.fast_sheet import FastSheet
from xl_addin.workbook.closing.grid import Content, put
from xl_addin.workbook.closing.page import HEAD_ROW, close_page
from xl_addin.workbook.closing.sheets import SCHEMA_VERSION
from xl_addin.workbook.closing.styles import Styles
from xl_addin.workbook.closing.tables import set_widths, write_table
from xl_addin.workbook.closing.view import ClosingView, RunStamp

_PURPOSE = (
    "Import settlement of the month: which outward remittances and bills of entry are open, what was settled, "
    "what was decided, and the proof that it all ties out."
)
_READING = (
    ("Blue on light", "Input of the desk: the only unlocked cells."),
    ("Black", "A value of the run, or a formula of this book; no other workbook is read."),
    ("Status", "A word with a symbol; only OK means allowed now. Colour adds nothing to the word."),
)
CHAIN_LABEL, FINDINGS_LABEL = "Ledger chain verified", "Findings in the run"


def facts(stamp: RunStamp, findings: int) -> list[tuple[str, Content]]:
    """Label and value of each line above the source table."""
    return [
        ("Purpose", _PURPOSE),
        ("Bank", stamp.bank),
        ("AD code", stamp.ad_code),
        ("Period", stamp.period),
        ("As on", f"{stamp.as_on:%d-%b-%Y}"),
        ("Regime on that date", stamp.regime),
        ("Run id", stamp.run_id),
        ("Made at", f"{stamp.made_at:%d-%b-%Y %H:%M} (Indian time)"),
        ("Made by", stamp.made_by),
        *((f"Version: {name}", version) for name, version in stamp.versions.items()),
        ("Ledger head", stamp.ledger_head),
        (CHAIN_LABEL, stamp.ledger_chain_ok),
        (FINDINGS_LABEL, findings),
        *_READING,
    ]


def fact_row(view: ClosingView, label: str) -> int:
    """Zero-based row of a line on About."""
    labels = [name for name, _ in facts(view.stamp, len(view.findings))]
    return HEAD_ROW + 1 + labels.index(label)


def sources_head(view: ClosingView) -> int:
    """Zero-based row of the header of tblSources."""
    return HEAD_ROW + 1 + len(facts(view.stamp, 0)) + 2


def write_about(page: FastSheet, view: ClosingView, frames: dict[str, pd.DataFrame], styles: Styles) -> None:
    """The lines of the run, then the source files."""
    set_widths(page, SOURCES)
    lines = facts(view.stamp, len(view.findings))
    page.write_string(HEAD_ROW, 0, "This run", styles.named("section"))
    for row, (label, value) in enumerate(lines, HEAD_ROW + 1):
        put(page, row, 0, label, styles.named("label"))
        put(page, row, 1, value, styles.named("value"))
    head = sources_head(view)
    page.write_string(head - 1, 0, "Source files", styles.named("section"))
    last = write_table(page, head, SOURCES, frames["tblSources"], styles)
    close_page(page, HEAD_ROW, last, len(SOURCES.columns) - 1, 0)


def write_meta(page: Any, stamp: RunStamp, tables: list[str]) -> None:
    """What the add-in reads to know the book; never shown."""
    lines = [("schema_version", SCHEMA_VERSION), ("run_id", stamp.run_id), ("period", stamp.period)]
    for row, (key, value) in enumerate([*lines, *(("table", name) for name in tables)]):
        put(page, row, 0, key, None)
        put(page, row, 1, value, None)
    page.very_hidden()
